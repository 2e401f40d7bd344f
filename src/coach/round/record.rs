//! What is kept of weekly rounds and of the links that are collected for them.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::press::{NewsId, WeeklyRoundId};
use crate::chat::{ChannelId, MessageId, PersonId};
use crate::coach::act::ScheduleId;
use crate::coach::desk::{Desk, Record};
use crate::coach::privacy::{Forgets, named};
use crate::library::RoundId;
use crate::state::{Key, Kind, Owner, Undecided};

/// A round is about so many days, and a link that stood in one is not taken again for as long.
pub(super) const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);
/// The most links that wait for a channel's next round.
pub(super) const NEWS_MOST: usize = 10;
/// The most links of a channel that are read at once: those that wait, and those of a week that
/// stood already.
pub(super) const NEWS_READ: u16 = 64;
/// How long names of rounds can be told by when they were posted.
const MILLIS: usize = 12;

/// A weekly round that stands, or stood, in a channel. Written when it is posted and when it is
/// taken back; what people find of it lies elsewhere. Below 1 KB.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct WeeklyRound {
    /// Where.
    pub channel: ChannelId,
    /// Who made the schedule by which it came.
    #[serde(rename = "by")]
    pub asked_by: PersonId,
    /// The schedule by which it came, if it came by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<ScheduleId>,
    /// When.
    pub posted: Timestamp,
    /// Its lead article, if it had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<RoundId>,
    /// What that was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether it stands.
    pub state: RoundState,
}

/// Whether a round stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum RoundState {
    /// It does.
    Standing,
    /// It was taken back.
    TakenBack,
    /// It could not be posted.
    Unposted,
}

/// A link that somebody collected for a channel's next round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct News {
    /// Where it leads: https, ASCII, at most 2,000 characters.
    pub url: String,
    /// The host of that, in ASCII.
    pub host: String,
    /// What is said of it, at most 150 UTF-16 units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// Who collected it. Never shown with the link.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// The round in which it stood, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stood: Option<WeeklyRoundId>,
}

impl Record for WeeklyRound {
    const KIND: Kind = Kind::Round;
}

impl Record for News {
    const KIND: Kind = Kind::News;
}

impl Forgets for WeeklyRound {
    fn forget(&mut self, person: &PersonId) -> bool {
        named::blot(&mut self.asked_by, person)
    }
}

impl Forgets for News {
    fn forget(&mut self, person: &PersonId) -> bool {
        named::blot(&mut self.by, person)
    }
}

/// Moments before 1970 do not occur.
fn millis(at: Timestamp) -> String {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
    format!("{millis:0MILLIS$x}")
}

impl WeeklyRound {
    /// The id of a round: in the order of time, and drawn from what it is posted for, so that
    /// nothing is posted twice for one reason.
    pub fn id(at: Timestamp, name: &str) -> WeeklyRoundId {
        WeeklyRoundId::from(format!("{}-{name}", millis(at)))
    }

    /// Where a round lies.
    pub fn key(id: &WeeklyRoundId) -> Key {
        Key::shared(Kind::Round, id.as_str())
    }

    /// The round of an id, if it is there.
    pub fn read(desk: &Desk<'_>, id: &WeeklyRoundId) -> Result<Option<Self>, Undecided> {
        desk.read(&Self::key(id))
    }

    /// Rounds of all channels from a moment on, in the order of time, at most so many.
    pub fn since(
        desk: &Desk<'_>,
        at: Timestamp,
        most: u16,
    ) -> Result<Vec<(WeeklyRoundId, Self)>, Undecided> {
        let page = desk.read_some::<Self>(Owner::Shared, millis(at).into(), most)?;
        let named = |(key, round): (Key, Self)| (WeeklyRoundId::new(key.id), round);
        Ok(page.into_iter().map(named).collect())
    }

    /// The name of its message in the channel.
    pub fn message(id: &WeeklyRoundId) -> MessageId {
        MessageId::from(format!("round/{id}"))
    }

    /// Which round a message is.
    pub fn of_message(message: &MessageId) -> Option<WeeklyRoundId> {
        message
            .as_str()
            .strip_prefix("round/")
            .map(WeeklyRoundId::from)
    }

    /// Whether it stands.
    pub fn stands(&self) -> bool {
        self.state == RoundState::Standing
    }
}

impl News {
    /// An id in the order of time, behind so many others of one moment.
    pub fn id(at: Timestamp, others: usize, name: &str) -> NewsId {
        NewsId::from(format!("{}-{others:02x}-{name}", millis(at)))
    }

    /// Where a link lies.
    pub fn key(channel: &ChannelId, id: &NewsId) -> Key {
        Key::shared(Kind::News, Self::named(channel, id))
    }

    /// The name under which a link lies, of all channels.
    pub fn named(channel: &ChannelId, id: &NewsId) -> String {
        format!("{channel}/{id}")
    }

    /// All links of a channel that are kept, the oldest first: those that wait, and those that
    /// stood in a round lately.
    pub fn every(desk: &Desk<'_>, channel: &ChannelId) -> Result<Vec<(NewsId, Self)>, Undecided> {
        let begins = format!("{channel}/");
        let page = desk.read_some::<Self>(Owner::Shared, begins.as_str().into(), NEWS_READ)?;
        let of_channel = |(key, news): (Key, Self)| {
            let id = key.id.strip_prefix(begins.as_str())?;
            Some((NewsId::from(id), news))
        };
        Ok(page.into_iter().filter_map(of_channel).collect())
    }

    /// The links that wait for a channel's next round, in the order in which they came.
    pub fn waiting(desk: &Desk<'_>, channel: &ChannelId) -> Result<Vec<(NewsId, Self)>, Undecided> {
        let every = Self::every(desk, channel)?.into_iter();
        Ok(every.filter(|(_, news)| news.stood.is_none()).collect())
    }

    /// How much room its line takes in a message, in UTF-16 units, markup aside.
    pub fn room(&self) -> usize {
        let line = self.line.as_deref().unwrap_or_default();
        self.url.len() + self.host.len() + line.encode_utf16().count()
    }
}
