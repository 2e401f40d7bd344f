//! Where else a person is named: a small note under her for each shared document that bears her
//! id, so that it can be forgotten with her. Whoever writes a person's id into what others share
//! notes it; what lies under a person herself needs no note.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::super::act::{DraftId, PostId, RunId, ScheduleId};
use super::super::desk::{Desk, PAGE_MOST, Record};
use super::super::phrases::Speaker;
use super::super::team::TeamId;
use crate::chat::{ChannelId, PersonId, Span, Text};
use crate::library::{SkillId, TipId};
use crate::state::{Key, Kind, Owner, Undecided};

/// A shared document that names a person. Each arm has its line in `forgetting`. Ids of ours as
/// they stand in the document's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum Where {
    /// Who asked a check-in.
    Run(RunId),
    /// Who posted a tip.
    TipPost(PostId),
    /// Who wrote or changed a tip.
    WrittenTip(TipId),
    /// Who made or paused a schedule.
    Schedule(ScheduleId),
    /// Whose schedule somebody is about to change.
    Draft(PersonId, DraftId),
    /// Who set days off: of a channel, or of everywhere.
    Holidays(Option<ChannelId>),
    /// Who has, or gave, a role: in a channel, or everywhere.
    Roles(Option<ChannelId>),
    /// Who gives a role to somebody whom the platform is still asked about.
    Intended(PersonId, Option<ChannelId>),
    /// To whom a pack is open.
    Pack(SkillId),
    /// Who did something, or to whom it was done.
    Audit(String),
    /// Whom something waits to tell the admins of.
    Notice(String),
    /// Who told a win, or is named in it.
    Win(String),
    /// Who suggested a win, is named in it, or was shown it.
    Suggestion(String),
    /// Who wrote a team's charter.
    Charter(ChannelId),
    /// Who made a team.
    Team(TeamId),
    /// Who is in a team.
    Roster(TeamId),
    /// Who collected a link.
    News(String),
    /// Who asked for a weekly round.
    Round(String),
    /// Who said what she found of a weekly round, with her name.
    Feedback(String),
    /// Who began a channel's programme.
    Enrolment(String),
}

/// That a person is named somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Named {
    /// Where.
    #[serde(rename = "in")]
    pub place: Where,
    /// Since when, or when it was written anew.
    pub at: Timestamp,
}

impl Record for Named {
    const KIND: Kind = Kind::Named;
}

impl Where {
    /// The note's own name under its person.
    fn name(&self) -> String {
        let of = |channel: &Option<ChannelId>| {
            channel
                .as_ref()
                .map_or_else(String::new, ToString::to_string)
        };
        match self {
            Self::Run(id) => format!("run/{id}"),
            Self::TipPost(id) => format!("tip-post/{id}"),
            Self::WrittenTip(id) => format!("written-tip/{id}"),
            Self::Schedule(id) => format!("schedule/{id}"),
            Self::Draft(person, id) => format!("draft/{id}/{person}"),
            Self::Holidays(channel) => format!("holidays/{}", of(channel)),
            Self::Roles(channel) => format!("roles/{}", of(channel)),
            Self::Intended(person, channel) => format!("intended/{}/{person}", of(channel)),
            Self::Pack(skill) => format!("pack/{skill}"),
            Self::Audit(id) => format!("audit/{id}"),
            Self::Notice(id) => format!("notice/{id}"),
            Self::Win(id) => format!("win/{id}"),
            Self::Suggestion(id) => format!("suggestion/{id}"),
            Self::Charter(channel) => format!("charter/{channel}"),
            Self::Team(id) => format!("team/{id}"),
            Self::Roster(id) => format!("roster/{id}"),
            Self::News(id) => format!("news/{id}"),
            Self::Round(id) => format!("round/{id}"),
            Self::Feedback(id) => format!("feedback/{id}"),
            Self::Enrolment(id) => format!("enrolment/{id}"),
        }
    }
}

/// Where the note of that place lies.
pub(super) fn key(person: &PersonId, place: &Where) -> Key {
    Key::personal(person, Kind::Named, place.name())
}

/// Notes that a shared document names a person. To be called by whatever writes her id into it;
/// noting it again does no harm. Nobody is noted as nobody.
pub(in crate::coach) fn note(desk: &mut Desk<'_>, person: &PersonId, place: Where) {
    if is_nobody(person) {
        return;
    }
    let named = Named {
        place,
        at: desk.now,
    };
    desk.write(key(person, &named.place), &named);
}

/// The wins that a person told or is named in, as far as they are noted.
pub(in crate::coach) fn wins_noted(
    desk: &Desk<'_>,
    person: &PersonId,
) -> Result<Vec<String>, Undecided> {
    let owner = Owner::Person(person.clone());
    let noted = desk.read_some::<Named>(owner, "win/".into(), PAGE_MOST)?;
    let wins = noted
        .into_iter()
        .filter_map(|(_, named)| match named.place {
            Where::Win(id) => Some(id),
            _ => None,
        });
    Ok(wins.collect())
}

/// Who stands in a shared document in place of somebody who was deleted, where somebody must. No
/// platform has a person of that id, and [`words`] says *somebody*.
pub(in crate::coach) fn nobody() -> PersonId {
    PersonId::from("")
}

/// Whether it is nobody any more.
pub(in crate::coach) fn is_nobody(person: &PersonId) -> bool {
    person.as_str().is_empty()
}

/// A person as it is said of her, or *somebody* who was deleted.
pub(in crate::coach) fn words(say: &Speaker<'_>, person: &PersonId) -> Text {
    if is_nobody(person) {
        return say.audit_somebody();
    }
    Text(vec![Span::Person(person.clone())])
}

/// Puts nobody in the place of a person. Says whether she stood there.
pub(in crate::coach) fn blot(stands: &mut PersonId, person: &PersonId) -> bool {
    let was = stands == person;
    if was {
        *stands = nobody();
    }
    was
}
