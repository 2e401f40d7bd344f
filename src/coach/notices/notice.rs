//! What can be noted for the admins: each notice with what it is about, the name under which it is
//! told once, whom and which channel it is about, and its sentence.

use serde::{Deserialize, Serialize};

use crate::chat::{ChannelId, PersonId, Span, Text, Undeliverable};
use crate::coach::act::ScheduleId;
use crate::coach::audit::{By, Deed, Name};
use crate::coach::phrases::Speaker;
use crate::coach::schedule::Trouble;
use crate::library::SkillId;

/// Something that admins should know: names and ids, never anybody's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::coach) enum Notice {
    /// Somebody did something that changes who may do what.
    Done {
        /// Who did it.
        by: Name,
        /// What.
        deed: Box<Deed>,
    },
    /// An admin has left, or is no person.
    AdminLeft {
        /// Who.
        person: Name,
    },
    /// What was scheduled did not come, since nothing ran when its time came.
    PassedOver {
        /// Of which schedule.
        schedule: ScheduleId,
        /// Where it would have come.
        channel: ChannelId,
        /// How many times.
        times: usize,
    },
    /// Who made a schedule has left; it goes on.
    AuthorLeft {
        /// Which schedule.
        schedule: ScheduleId,
        /// Where it posts.
        channel: ChannelId,
        /// Who.
        person: Name,
    },
    /// A schedule soon has nothing new to give.
    RunsDry {
        /// Which.
        schedule: ScheduleId,
        /// Where it posts.
        channel: ChannelId,
        /// How many are left that the channel has not had.
        left: usize,
    },
    /// There was nothing that a schedule could post.
    NothingToPost {
        /// Which.
        schedule: ScheduleId,
        /// Where it would have posted.
        channel: ChannelId,
    },
    /// The weekly round of a channel soon has no lead article that the channel has not had.
    RoundRunsDry {
        /// By which schedule it comes.
        schedule: ScheduleId,
        /// Where.
        channel: ChannelId,
        /// How many are left.
        left: usize,
    },
    /// There was nothing for the weekly round of a channel.
    RoundEmpty {
        /// By which schedule it would have come.
        schedule: ScheduleId,
        /// Where.
        channel: ChannelId,
    },
    /// A schedule posted nothing, since its pack is not open to its channel.
    PackClosed {
        /// Which schedule.
        schedule: ScheduleId,
        /// Where it would have posted.
        channel: ChannelId,
        /// Of which skill.
        skill: SkillId,
    },
    /// What is scheduled for a channel waits, since it can't be posted to.
    ChannelTrouble {
        /// Which.
        channel: ChannelId,
        /// Why.
        trouble: Trouble,
    },
    /// People of another organisation see what is scheduled for a channel.
    ChannelShared {
        /// Which.
        channel: ChannelId,
    },
    /// What a schedule posted could not be said.
    NotPosted {
        /// Which schedule.
        schedule: ScheduleId,
        /// Where.
        channel: ChannelId,
        /// Why.
        why: Undeliverable,
    },
}

impl Notice {
    /// The name under which it is told once for as long as its cause lasts; none for what can
    /// happen again and again.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Done { .. } => None,
            Self::AdminLeft { person } => {
                person.person().map(|person| format!("admin-left/{person}"))
            }
            Self::NothingToPost { schedule, .. } => Some(format!("nothing-to-post/{schedule}")),
            Self::RoundEmpty { schedule, .. } => Some(round_empty(schedule)),
            Self::PackClosed { schedule, .. } => Some(pack_closed(schedule)),
            // The schedule knows that it was told.
            Self::PassedOver { .. }
            | Self::AuthorLeft { .. }
            | Self::RunsDry { .. }
            | Self::RoundRunsDry { .. }
            | Self::ChannelTrouble { .. }
            | Self::ChannelShared { .. }
            | Self::NotPosted { .. } => None,
        }
    }

    /// In a sentence or two: what is so, and what can be done about it.
    pub fn words(&self, say: &Speaker<'_>) -> Text {
        match self {
            Self::Done { by, deed } => deed.words(say, &By::Person(by.clone())),
            Self::AdminLeft { person } => say.notice_admin_left(person.words(say)),
            Self::PassedOver { channel, times, .. } => {
                say.notice_passed_over(i64::try_from(*times).unwrap_or(i64::MAX), named(channel))
            }
            Self::AuthorLeft {
                channel, person, ..
            } => say.notice_author_left(person.words(say), named(channel)),
            Self::RunsDry { channel, left, .. } => {
                say.notice_runs_dry(i64::try_from(*left).unwrap_or(i64::MAX), named(channel))
            }
            Self::RoundRunsDry { channel, left, .. } => {
                let left = i64::try_from(*left).unwrap_or(i64::MAX);
                say.notice_round_runs_dry(left, named(channel))
            }
            Self::RoundEmpty { channel, .. } => say.notice_round_empty(named(channel)),
            Self::PackClosed { channel, skill, .. } => {
                say.notice_pack_closed(Text::strong(skill.as_str()), named(channel))
            }
            Self::NothingToPost { channel, .. } => say.notice_nothing_to_post(named(channel)),
            Self::ChannelShared { channel } => say.notice_channel_shared(named(channel)),
            Self::ChannelTrouble { channel, trouble } => trouble.words(say, named(channel)),
            Self::NotPosted { channel, why, .. } => not_posted(say, named(channel), why),
        }
    }

    /// Whom it is about.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Done { deed, .. } => deed.person(),
            Self::AdminLeft { person } | Self::AuthorLeft { person, .. } => person.person(),
            Self::PassedOver { .. }
            | Self::RunsDry { .. }
            | Self::RoundRunsDry { .. }
            | Self::NothingToPost { .. }
            | Self::RoundEmpty { .. }
            | Self::PackClosed { .. }
            | Self::ChannelTrouble { .. }
            | Self::ChannelShared { .. }
            | Self::NotPosted { .. } => None,
        }
    }

    /// Takes a person's name out. Says whether it stood there.
    pub fn forget(&mut self, whom: &PersonId) -> bool {
        match self {
            Self::Done { by, deed } => {
                let did = by.forget(whom);
                deed.forget(whom) || did
            }
            Self::AdminLeft { person } | Self::AuthorLeft { person, .. } => person.forget(whom),
            Self::PassedOver { .. }
            | Self::RunsDry { .. }
            | Self::RoundRunsDry { .. }
            | Self::RoundEmpty { .. }
            | Self::NothingToPost { .. }
            | Self::PackClosed { .. }
            | Self::ChannelTrouble { .. }
            | Self::ChannelShared { .. }
            | Self::NotPosted { .. } => false,
        }
    }

    /// Who did it, if it is told of somebody.
    pub fn doer(&self) -> Option<&PersonId> {
        let Self::Done { by, .. } = self else {
            return None;
        };
        by.person()
    }

    /// Which channel it is about.
    pub fn channel(&self) -> Option<&ChannelId> {
        match self {
            Self::Done { deed, .. } => deed.channel(),
            Self::AdminLeft { .. } => None,
            Self::PassedOver { channel, .. }
            | Self::AuthorLeft { channel, .. }
            | Self::RunsDry { channel, .. }
            | Self::RoundRunsDry { channel, .. }
            | Self::RoundEmpty { channel, .. }
            | Self::NothingToPost { channel, .. }
            | Self::PackClosed { channel, .. }
            | Self::ChannelTrouble { channel, .. }
            | Self::ChannelShared { channel }
            | Self::NotPosted { channel, .. } => Some(channel),
        }
    }

    /// Whether somebody knows it already: who did it, and to whom it was done.
    pub fn is_known_to(&self, admin: &PersonId) -> bool {
        let Self::Done { by, deed } = self else {
            return false;
        };
        by.person() == Some(admin) || deed.person() == Some(admin)
    }
}

/// The name of the notice that there was nothing for the round of a schedule.
pub(in crate::coach) fn round_empty(schedule: &ScheduleId) -> String {
    format!("round-empty/{schedule}")
}

/// The name of the notice that the pack of a schedule is not open to its channel.
pub(in crate::coach) fn pack_closed(schedule: &ScheduleId) -> String {
    format!("pack-closed/{schedule}")
}

/// A channel by its name.
fn named(channel: &ChannelId) -> Text {
    Text(vec![Span::Channel(channel.clone())])
}

/// Why something could not be said, and what to do (F17).
fn not_posted(say: &Speaker<'_>, channel: Text, why: &Undeliverable) -> Text {
    match why {
        Undeliverable::NotAllowed => say.notice_not_allowed(channel),
        Undeliverable::Refused => say.notice_refused(channel),
        Undeliverable::TooLate => say.notice_too_late(channel),
        Undeliverable::Unclear => say.notice_unclear(channel),
        Undeliverable::NotThere
        | Undeliverable::Archived
        | Undeliverable::NotInvited
        | Undeliverable::PersonLeft => say.notice_message_gone(channel),
    }
}
