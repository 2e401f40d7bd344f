//! The audit: who did what to how the bot works here, kept for 400 days. Names and ids, never
//! anybody's words, and nothing of what anybody answered. How it is shown lies in `showing`.

mod showing;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::act::{PostId, RunId, ScheduleId};
use super::desk::{Desk, Record};
use super::notices::Notice;
use super::phrases::Speaker;
use super::round::{NewsId, WeeklyRoundId};
use super::schedule::ScheduleDeed;
use super::seed;
use crate::chat::{ChannelId, PersonId, Span, Text};
use crate::coach::privacy::{self, Forgets, Where};
use crate::library::{ItemId, SkillId, TipId};
use crate::state::{Key, Kind};

pub(super) use showing::{audit, older};

/// Something done, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// Who did it.
    pub by: By,
    /// What.
    pub deed: Deed,
    /// When.
    pub at: Timestamp,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum By {
    /// A person.
    Person(Name),
    /// The bot, by itself.
    Itself,
}

/// A person's name in what is kept for long. It can be taken out; that something was done stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Name(Option<PersonId>);

/// Something that was done. Each arm names what it was done to, and has its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Deed {
    /// A check-in was put into a channel.
    Asked {
        /// Which.
        run: RunId,
        /// With which item.
        item: ItemId,
        /// Where.
        channel: ChannelId,
    },
    /// A check-in was taken back.
    RunTakenBack {
        /// Which.
        run: RunId,
        /// With which item.
        item: ItemId,
        /// Where.
        channel: ChannelId,
    },
    /// A tip was put into a channel.
    TipPosted {
        /// Under which name.
        post: PostId,
        /// Which tip.
        tip: TipId,
        /// Where.
        channel: ChannelId,
    },
    /// A tip was taken back.
    TipTakenBack {
        /// Under which name it stood.
        post: PostId,
        /// Which tip.
        tip: TipId,
        /// Where.
        channel: ChannelId,
    },
    /// A tip was written in a chat.
    TipWritten {
        /// Which.
        tip: TipId,
        /// For which channel.
        channel: ChannelId,
    },
    /// A tip that was written in a chat was changed.
    TipChanged {
        /// Which.
        tip: TipId,
        /// For which channel it was written.
        channel: ChannelId,
    },
    /// A tip that was written in a chat was deleted.
    TipDeleted {
        /// Which.
        tip: TipId,
        /// For which channel it was written.
        channel: ChannelId,
    },
    /// It was said to whom a pack is open.
    PackOpened {
        /// Of which skill.
        skill: SkillId,
        /// To everybody, or to some channels and people only.
        everybody: bool,
    },
    /// Somebody was made an admin.
    AdminAdded {
        /// Who.
        person: Name,
    },
    /// Somebody is no admin any more.
    AdminRemoved {
        /// Who.
        person: Name,
    },
    /// Somebody was made a manager.
    ManagerAdded {
        /// Who.
        person: Name,
        /// Of which channel.
        channel: ChannelId,
    },
    /// Somebody is no manager any more.
    ManagerRemoved {
        /// Who.
        person: Name,
        /// Of which channel.
        channel: ChannelId,
    },
    /// Guests of a channel may be written to.
    GuestsAllowed {
        /// Which channel.
        channel: ChannelId,
    },
    /// Guests of a channel may not be written to any more.
    GuestsLeftOut {
        /// Which channel.
        channel: ChannelId,
    },
    /// Something was done with a schedule.
    Scheduled {
        /// Which.
        schedule: ScheduleId,
        /// Where it posts.
        channel: ChannelId,
        /// What.
        deed: ScheduleDeed,
    },
    /// Days off were set, or taken away.
    DaysOff {
        /// For which channel; none for everywhere.
        channel: Option<ChannelId>,
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
        /// Whether they are off now.
        off: bool,
    },
    /// A weekly round was taken back.
    RoundTakenBack {
        /// Which.
        round: WeeklyRoundId,
        /// Where.
        channel: ChannelId,
    },
    /// A link was collected for a channel's next weekly round.
    NewsCollected {
        /// Under which name.
        news: NewsId,
        /// For which channel.
        channel: ChannelId,
    },
    /// A collected link was taken out.
    NewsTakenOut {
        /// Under which name it waited.
        news: NewsId,
        /// For which channel.
        channel: ChannelId,
    },
    /// A win was removed by a manager.
    WinRemoved {
        /// Which.
        win: String,
        /// Where.
        channel: ChannelId,
    },
    /// It was said where the wins of the workspace are posted.
    WinsChannelSet {
        /// Where.
        channel: ChannelId,
    },
    /// The charter of a channel's team was written.
    CharterWritten {
        /// Of which channel.
        channel: ChannelId,
        /// Which version came of it.
        number: u32,
    },
    /// The bot had something to tell the admins.
    Noticed {
        /// What.
        notice: Notice,
    },
}

impl Record for Entry {
    const KIND: Kind = Kind::Audit;
}

impl Forgets for Entry {
    fn forget(&mut self, person: &PersonId) -> bool {
        let did = match &mut self.by {
            By::Person(name) => name.forget(person),
            By::Itself => false,
        };
        self.deed.forget(person) || did
    }
}

impl From<&PersonId> for Name {
    fn from(person: &PersonId) -> Self {
        Self(Some(person.clone()))
    }
}

impl Name {
    /// The person, unless the name was taken out.
    pub fn person(&self) -> Option<&PersonId> {
        self.0.as_ref()
    }

    /// Takes a person's name out. Says whether it stood there.
    pub fn forget(&mut self, person: &PersonId) -> bool {
        let is_hers = self.0.as_ref() == Some(person);
        if is_hers {
            self.0 = None;
        }
        is_hers
    }

    /// As it is said.
    pub fn words(&self, say: &Speaker<'_>) -> Text {
        match &self.0 {
            Some(person) => Text(vec![Span::Person(person.clone())]),
            None => say.audit_somebody(),
        }
    }
}

impl By {
    /// The person, if it was one whose name is kept.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person(name) => name.person(),
            Self::Itself => None,
        }
    }

    fn words(&self, say: &Speaker<'_>) -> Text {
        match self {
            Self::Person(name) => name.words(say),
            Self::Itself => say.audit_itself(),
        }
    }
}

impl Deed {
    /// In a sentence.
    pub fn words(&self, say: &Speaker<'_>, by: &By) -> Text {
        let who = by.words(say);
        let channel_text = |channel: &ChannelId| Text(vec![Span::Channel(channel.clone())]);
        match self {
            Self::Asked { item, channel, .. } => {
                say.deed_asked(who, Text::strong(item.as_str()), channel_text(channel))
            }
            Self::RunTakenBack { item, channel, .. } => {
                say.deed_run_taken_back(who, Text::strong(item.as_str()), channel_text(channel))
            }
            Self::TipPosted { tip, channel, .. } => {
                say.deed_tip_posted(who, Text::strong(tip.as_str()), channel_text(channel))
            }
            Self::TipTakenBack { tip, channel, .. } => {
                say.deed_tip_taken_back(who, Text::strong(tip.as_str()), channel_text(channel))
            }
            Self::TipWritten { tip, channel } => {
                say.deed_tip_written(who, Text::strong(tip.as_str()), channel_text(channel))
            }
            Self::TipChanged { tip, channel } => {
                say.deed_tip_changed(who, Text::strong(tip.as_str()), channel_text(channel))
            }
            Self::TipDeleted { tip, channel } => {
                say.deed_tip_deleted(who, Text::strong(tip.as_str()), channel_text(channel))
            }
            Self::RoundTakenBack { channel, .. } => {
                say.deed_round_taken_back(who, channel_text(channel))
            }
            Self::WinRemoved { channel, .. } => say.deed_win_removed(who, channel_text(channel)),
            Self::WinsChannelSet { channel } => say.deed_wins_channel(who, channel_text(channel)),
            Self::CharterWritten { channel, number } => {
                say.deed_charter_written(who, number.to_string(), channel_text(channel))
            }
            Self::NewsCollected { channel, .. } => {
                say.deed_news_collected(who, channel_text(channel))
            }
            Self::NewsTakenOut { channel, .. } => {
                say.deed_news_taken_out(who, channel_text(channel))
            }
            Self::PackOpened { skill, everybody } => {
                let skill = Text::strong(skill.as_str());
                if *everybody {
                    say.deed_pack_everybody(who, skill)
                } else {
                    say.deed_pack_only(who, skill)
                }
            }
            Self::AdminAdded { person } => say.deed_admin_added(who, person.words(say)),
            Self::AdminRemoved { person } => say.deed_admin_removed(who, person.words(say)),
            Self::ManagerAdded { person, channel } => {
                say.deed_manager_added(who, person.words(say), channel_text(channel))
            }
            Self::ManagerRemoved { person, channel } => {
                say.deed_manager_removed(who, person.words(say), channel_text(channel))
            }
            Self::GuestsAllowed { channel } => say.deed_guests_allowed(who, channel_text(channel)),
            Self::GuestsLeftOut { channel } => say.deed_guests_left_out(who, channel_text(channel)),
            Self::Scheduled { channel, deed, .. } => deed.words(say, who, channel_text(channel)),
            Self::DaysOff {
                channel,
                from,
                to,
                off,
            } => {
                let (from, to) = (from.to_string(), to.to_string());
                match (channel, off) {
                    (Some(channel), true) => {
                        say.deed_days_off(who, channel_text(channel), from, to)
                    }
                    (Some(channel), false) => {
                        say.deed_days_on(who, channel_text(channel), from, to)
                    }
                    (None, true) => say.deed_days_off_everywhere(who, from, to),
                    (None, false) => say.deed_days_on_everywhere(who, from, to),
                }
            }
            Self::Noticed { notice } => say.deed_noticed(notice.words(say)),
        }
    }

    /// Takes the name out of the person to whom it was done. Says whether it stood there.
    pub fn forget(&mut self, whom: &PersonId) -> bool {
        match self {
            Self::AdminAdded { person }
            | Self::AdminRemoved { person }
            | Self::ManagerAdded { person, .. }
            | Self::ManagerRemoved { person, .. } => person.forget(whom),
            Self::Noticed { notice } => notice.forget(whom),
            Self::CharterWritten { .. }
            | Self::WinRemoved { .. }
            | Self::WinsChannelSet { .. }
            | Self::RoundTakenBack { .. }
            | Self::NewsCollected { .. }
            | Self::NewsTakenOut { .. }
            | Self::Asked { .. }
            | Self::RunTakenBack { .. }
            | Self::GuestsAllowed { .. }
            | Self::GuestsLeftOut { .. }
            | Self::TipPosted { .. }
            | Self::TipTakenBack { .. }
            | Self::TipWritten { .. }
            | Self::TipChanged { .. }
            | Self::TipDeleted { .. }
            | Self::PackOpened { .. }
            | Self::DaysOff { .. }
            | Self::Scheduled { .. } => false,
        }
    }

    /// To whom it was done, if it was to somebody.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::AdminAdded { person }
            | Self::AdminRemoved { person }
            | Self::ManagerAdded { person, .. }
            | Self::ManagerRemoved { person, .. } => person.person(),
            Self::Noticed { notice } => notice.person(),
            Self::Asked { .. }
            | Self::RunTakenBack { .. }
            | Self::GuestsAllowed { .. }
            | Self::GuestsLeftOut { .. }
            | Self::TipPosted { .. }
            | Self::TipTakenBack { .. }
            | Self::TipWritten { .. }
            | Self::TipChanged { .. }
            | Self::TipDeleted { .. }
            | Self::RoundTakenBack { .. }
            | Self::CharterWritten { .. }
            | Self::WinRemoved { .. }
            | Self::WinsChannelSet { .. }
            | Self::NewsCollected { .. }
            | Self::NewsTakenOut { .. }
            | Self::PackOpened { .. }
            | Self::DaysOff { .. }
            | Self::Scheduled { .. } => None,
        }
    }

    /// In which channel it was done, if it was in one.
    pub fn channel(&self) -> Option<&ChannelId> {
        match self {
            Self::Asked { channel, .. }
            | Self::RunTakenBack { channel, .. }
            | Self::GuestsAllowed { channel }
            | Self::GuestsLeftOut { channel }
            | Self::TipPosted { channel, .. }
            | Self::TipTakenBack { channel, .. }
            | Self::TipWritten { channel, .. }
            | Self::TipChanged { channel, .. }
            | Self::TipDeleted { channel, .. }
            | Self::RoundTakenBack { channel, .. }
            | Self::CharterWritten { channel, .. }
            | Self::WinRemoved { channel, .. }
            | Self::WinsChannelSet { channel }
            | Self::NewsCollected { channel, .. }
            | Self::NewsTakenOut { channel, .. }
            | Self::Scheduled { channel, .. }
            | Self::ManagerAdded { channel, .. }
            | Self::ManagerRemoved { channel, .. } => Some(channel),
            Self::DaysOff { channel, .. } => channel.as_ref(),
            Self::Noticed { notice } => notice.channel(),
            Self::AdminAdded { .. } | Self::AdminRemoved { .. } | Self::PackOpened { .. } => None,
        }
    }
}

/// Keeps that somebody did something.
pub(super) fn record(desk: &mut Desk<'_>, by: &PersonId, deed: Deed) {
    keep(desk, By::Person(by.into()), deed);
}

/// Keeps that the bot did something by itself.
pub(super) fn record_own(desk: &mut Desk<'_>, deed: Deed) {
    keep(desk, By::Itself, deed);
}

fn keep(desk: &mut Desk<'_>, by: By, deed: Deed) {
    let entry = Entry {
        by,
        deed,
        at: desk.now,
    };
    let what = serde_json::to_string(&entry.deed).unwrap_or_default();
    let name = seed::name(&[desk.event.id.as_str(), &what]);
    let id = format!("{:016x}-{name}", newest_first(desk.now));
    let people = [entry.by.person(), entry.deed.person()];
    for person in people.into_iter().flatten() {
        privacy::note(desk, person, Where::Audit(id.clone()));
    }
    desk.write(Key::shared(Kind::Audit, id), &entry);
}

/// A number that falls as time passes, so that the newest is read first. Times before 1970 do
/// not occur; they would all be the oldest.
fn newest_first(at: Timestamp) -> u64 {
    u64::MAX - u64::try_from(at.as_millisecond()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_newer_comes_first(a in 0i64..4_000_000_000_000, b in 0i64..4_000_000_000_000) {
            let id = |at| format!("{:016x}", newest_first(Timestamp::from_millisecond(at).unwrap()));
            prop_assert_eq!(a.cmp(&b), id(b).cmp(&id(a)));
        }
    }
}
