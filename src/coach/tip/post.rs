//! What is kept of a tip in a channel: the post, the text it was posted with, and what each person
//! found of it. A crowd writes its own reactions and counters, never the post.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::chat::{ChannelId, CounterName, MessageId, PersonId};
use crate::coach::act::{PostId, ScheduleId};
use crate::coach::desk::{Desk, Record, counter};
use crate::coach::privacy::{Forgets, named};
use crate::library::{Tip, TipId};
use crate::state::{Key, Kind, Undecided};

/// A tip that stands, or stood, in a channel. Written when it is posted and when it is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct TipPost {
    /// Which tip.
    pub tip: TipId,
    /// Which text of it, by its hash.
    pub edition: String,
    /// Where.
    pub channel: ChannelId,
    /// Who asked for it, or made the schedule by which it came.
    #[serde(rename = "by")]
    pub asked_by: PersonId,
    /// The schedule by which it came, if it came by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<ScheduleId>,
    /// When.
    pub posted: Timestamp,
    /// Whether it stands.
    pub state: PostState,
}

/// Whether a post stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum PostState {
    /// Reactions are counted.
    Standing,
    /// An admin took it back: its reactions count nowhere.
    TakenBack,
    /// It could not be posted.
    Unposted,
}

/// The text of a tip, as it was when it was posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::coach) struct TipEdition(pub Arc<Tip>);

/// What one person last said of one post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Reaction {
    /// Of which tip.
    pub tip: TipId,
    /// Which button she tapped last.
    pub tapped: Finding,
    /// Whether that holds; not when the tap took it off.
    pub holds: bool,
    /// When.
    pub at: Timestamp,
}

/// What somebody finds of a tip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// It is useful.
    Useful,
    /// She tried it.
    Tried,
    /// It is not for her.
    NotForMe,
}

impl Record for TipPost {
    const KIND: Kind = Kind::TipPost;
}

impl Forgets for TipPost {
    fn forget(&mut self, person: &PersonId) -> bool {
        named::blot(&mut self.asked_by, person)
    }
}

impl Record for TipEdition {
    const KIND: Kind = Kind::TipEdition;
}

impl Record for Reaction {
    const KIND: Kind = Kind::Reaction;
}

impl TipPost {
    /// Where a post lies.
    pub fn key(post: &PostId) -> Key {
        Key::shared(Kind::TipPost, post.as_str())
    }

    /// The name of its message in the channel.
    pub fn message(post: &PostId) -> MessageId {
        MessageId::from(format!("tip/{post}"))
    }

    /// Which post a message belongs to.
    pub fn of_message(message: &MessageId) -> Option<PostId> {
        message.as_str().strip_prefix("tip/").map(PostId::from)
    }

    /// Whether reactions are counted.
    pub fn stands(&self) -> bool {
        self.state == PostState::Standing
    }

    /// The tip as it was when it was posted.
    pub fn text(&self, desk: &Desk<'_>) -> Result<Option<Arc<Tip>>, Undecided> {
        let kept = desk.read::<TipEdition>(&TipEdition::key(&self.edition))?;
        Ok(kept.map(|edition| edition.0))
    }

    /// Counts who ever reacted, whatever they find by now: a post with one was surely seen.
    pub fn seen(post: &PostId) -> CounterName {
        counter(&["tip", post.as_str(), "seen"])
    }
}

/// The channel of a post, if anything is known of it.
pub(in crate::coach) fn channel_of(
    desk: &Desk<'_>,
    post: &PostId,
) -> Result<Option<ChannelId>, Undecided> {
    let post = desk.read::<TipPost>(&TipPost::key(post))?;
    Ok(post.map(|post| post.channel))
}

/// What a tip is called that was posted since a moment and stands.
pub(in crate::coach) fn standing_title(
    desk: &Desk<'_>,
    post: &PostId,
    since: Timestamp,
) -> Result<Option<String>, Undecided> {
    let post = desk.read::<TipPost>(&TipPost::key(post))?;
    match post.filter(|post| post.stands() && post.posted >= since) {
        Some(post) => Ok(post.text(desk)?.map(|tip| tip.title.clone())),
        None => Ok(None),
    }
}

impl TipEdition {
    /// Where the text of a hash lies.
    pub fn key(hash: &str) -> Key {
        Key::shared(Kind::TipEdition, hash)
    }
}

impl Reaction {
    /// Where a person's reaction to a post lies.
    pub fn key(person: &PersonId, post: &PostId) -> Key {
        Key::personal(person, Kind::Reaction, format!("tip/{post}"))
    }

    /// What she finds now.
    pub fn found(&self) -> Option<Finding> {
        self.holds.then_some(self.tapped)
    }
}

impl Finding {
    /// All of them, in the order of their buttons.
    pub const ALL: [Self; 3] = [Self::Useful, Self::Tried, Self::NotForMe];

    /// Its name in counters and tokens.
    pub(in crate::coach) fn name(self) -> &'static str {
        match self {
            Self::Useful => "useful",
            Self::Tried => "tried",
            Self::NotForMe => "not-for-me",
        }
    }

    /// The finding of a name.
    pub(in crate::coach) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|found| found.name() == name)
    }

    /// Counts who found so of a post.
    pub(super) fn of_post(self, post: &PostId) -> CounterName {
        counter(&["tip", post.as_str(), self.name()])
    }

    /// Counts who found so of a tip, over all its posts.
    pub(super) fn of_tip(self, tip: &TipId) -> CounterName {
        counter(&["tip-total", tip.as_str(), self.name()])
    }
}

/// How often a tip stands, or stood, in a channel.
pub(super) fn posted(tip: &TipId) -> CounterName {
    counter(&["tip-total", tip.as_str(), "posted"])
}

/// How often a tip could not be posted.
pub(super) fn unposted(tip: &TipId) -> CounterName {
    counter(&["tip-total", tip.as_str(), "unposted"])
}
