//! What the coach wants to be woken for, and how that is written into a wake-up's name.

use super::act::{PostId, RunId, ScheduleId};
use super::team::TeamId;
use super::win::WinId;
use crate::chat::{ChannelId, PersonId, WakeName};
use crate::library::AssessmentId;

/// An intention with a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Bring the count in a channel up to date.
    Refresh(RunId),
    /// Close a check-in.
    Close(RunId),
    /// Count a closed check-in.
    Tally(RunId),
    /// Tell the admins who sees what differently.
    Objections,
    /// Tell the admins what they are to know.
    Notices,
    /// Look whether something is to be said to a person.
    Nudge(PersonId),
    /// Delete a person who has left a while ago.
    Left(PersonId),
    /// Delete a person again who was deleted before an older copy was restored.
    Erase(PersonId),
    /// Bring the counts of a tip in a channel up to date.
    TipTotals(PostId),
    /// Bring the count of a win's cheers up to date.
    Win(WinId),
    /// Count off what was counted of a tip that was taken back.
    TipUncount(PostId),
    /// Look what comes of a schedule.
    Schedule(ScheduleId),
    /// Say that a pause of a schedule ends tomorrow.
    PauseEnds(ScheduleId),
    /// Look whether an attempt at an assessment was left for too long.
    Attempt(PersonId, AssessmentId),
    /// Look whether a person's home page shows something else by now.
    Home(PersonId),
    /// Look what comes of the programmes of a channel.
    Programme(ChannelId),
    /// Make a team's picture, or go on with it.
    Team(TeamId),
}

impl Wake {
    /// The wake-up's name.
    pub fn name(&self) -> WakeName {
        WakeName::from(match self {
            Self::Refresh(run) => format!("refresh/{run}"),
            Self::Close(run) => format!("close/{run}"),
            Self::Tally(run) => format!("tally/{run}"),
            Self::Objections => "objections/".to_owned(),
            Self::Notices => "notices/".to_owned(),
            Self::Nudge(person) => format!("nudge/{person}"),
            Self::Left(person) => format!("left/{person}"),
            Self::Erase(person) => format!("erase/{person}"),
            Self::TipTotals(post) => format!("tip-totals/{post}"),
            Self::Win(win) => format!("win/{win}"),
            Self::TipUncount(post) => format!("tip-uncount/{post}"),
            Self::Schedule(id) => format!("schedule/{id}"),
            Self::PauseEnds(id) => format!("pause-ends/{id}"),
            Self::Attempt(person, assessment) => format!("attempt/{person}/{assessment}"),
            Self::Home(person) => format!("home/{person}"),
            Self::Programme(channel) => format!("programme/{channel}"),
            Self::Team(team) => format!("team/{team}"),
        })
    }

    /// The intention of a name; `None` for one that this version does not know.
    pub fn read(name: &WakeName) -> Option<Self> {
        let (verb, rest) = name.as_str().split_once('/')?;
        Some(match verb {
            "refresh" => Self::Refresh(rest.into()),
            "close" => Self::Close(rest.into()),
            "tally" => Self::Tally(rest.into()),
            "objections" => Self::Objections,
            "notices" => Self::Notices,
            "nudge" => Self::Nudge(rest.into()),
            "left" => Self::Left(rest.into()),
            "erase" => Self::Erase(rest.into()),
            "tip-totals" => Self::TipTotals(rest.into()),
            "win" => Self::Win(WinId::read(rest)?),
            "tip-uncount" => Self::TipUncount(rest.into()),
            "schedule" => Self::Schedule(rest.into()),
            "pause-ends" => Self::PauseEnds(rest.into()),
            "attempt" => {
                let (person, assessment) = rest.rsplit_once('/')?;
                Self::Attempt(person.into(), assessment.into())
            }
            "home" => Self::Home(rest.into()),
            "programme" => Self::Programme(rest.into()),
            "team" => Self::Team(rest.into()),
            _ => return None,
        })
    }
}
