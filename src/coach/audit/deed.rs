//! What can be done that the audit keeps: each deed with what it was done to, and whom and which
//! channel it was about. Its sentence lies in `wording`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Name;
use crate::chat::{ChannelId, PersonId};
use crate::coach::act::{PostId, RunId, ScheduleId};
use crate::coach::notices::Notice;
use crate::coach::programme::ProgrammeDeed;
use crate::coach::round::{NewsId, WeeklyRoundId};
use crate::coach::schedule::{ScheduleDeed, What};
use crate::library::{ItemId, ProgrammeId, SkillId, TipId};

/// Something that was done. Each arm names what it was done to, and has its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::coach) enum Deed {
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
        /// What comes of it; none where that was not noted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comes: Option<What>,
        /// What was done.
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
    /// It was said whether wins of others than its managers wait for a manager of a channel.
    WinsSuggested {
        /// Which.
        channel: ChannelId,
        /// Whether they do.
        on: bool,
    },
    /// A win that was suggested was posted, or not.
    WinDecided {
        /// Which suggestion.
        win: String,
        /// Where.
        channel: ChannelId,
        /// Whether it was posted.
        posted: bool,
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
    /// The picture of a team is drawn from then on.
    TeamDrawn {
        /// To which channel it belongs.
        channel: ChannelId,
    },
    /// The picture of a team is drawn no more.
    TeamStopped {
        /// To which channel it belongs.
        channel: ChannelId,
    },
    /// Who is on a list whose picture is drawn was changed.
    TeamListChanged {
        /// To which channel it belongs.
        channel: ChannelId,
    },
    /// Something was done with a channel's programme.
    Programme {
        /// Which.
        programme: ProgrammeId,
        /// Of which channel.
        channel: ChannelId,
        /// What.
        deed: ProgrammeDeed,
    },
    /// The bot had something to tell the admins.
    Noticed {
        /// What.
        notice: Notice,
    },
}

impl Deed {
    /// Takes the name out of the person to whom it was done. Says whether it stood there.
    pub fn forget(&mut self, whom: &PersonId) -> bool {
        match self {
            Self::AdminAdded { person }
            | Self::AdminRemoved { person }
            | Self::ManagerAdded { person, .. }
            | Self::ManagerRemoved { person, .. } => person.forget(whom),
            Self::Noticed { notice } => notice.forget(whom),
            Self::CharterWritten { .. }
            | Self::TeamDrawn { .. }
            | Self::TeamStopped { .. }
            | Self::TeamListChanged { .. }
            | Self::WinRemoved { .. }
            | Self::WinsChannelSet { .. }
            | Self::WinsSuggested { .. }
            | Self::WinDecided { .. }
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
            | Self::Programme { .. }
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
            | Self::TeamDrawn { .. }
            | Self::TeamStopped { .. }
            | Self::TeamListChanged { .. }
            | Self::WinRemoved { .. }
            | Self::WinsChannelSet { .. }
            | Self::WinsSuggested { .. }
            | Self::WinDecided { .. }
            | Self::NewsCollected { .. }
            | Self::NewsTakenOut { .. }
            | Self::PackOpened { .. }
            | Self::DaysOff { .. }
            | Self::Programme { .. }
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
            | Self::WinsSuggested { channel, .. }
            | Self::WinDecided { channel, .. }
            | Self::TeamDrawn { channel }
            | Self::TeamStopped { channel }
            | Self::TeamListChanged { channel }
            | Self::NewsCollected { channel, .. }
            | Self::NewsTakenOut { channel, .. }
            | Self::Scheduled { channel, .. }
            | Self::Programme { channel, .. }
            | Self::ManagerAdded { channel, .. }
            | Self::ManagerRemoved { channel, .. } => Some(channel),
            Self::DaysOff { channel, .. } => channel.as_ref(),
            Self::Noticed { notice } => notice.channel(),
            Self::AdminAdded { .. } | Self::AdminRemoved { .. } | Self::PackOpened { .. } => None,
        }
    }
}
