//! A person is forgotten where she is named: one arm for each place, which has the room that owns
//! the document take her name out. What was done stays, and so does what others made of it.

use super::named::{self, Named, Where};
use crate::chat::PersonId;
use crate::coach::audit::Entry;
use crate::coach::charter::{self, Charter};
use crate::coach::checkin::Run;
use crate::coach::desk::{Desk, Record};
use crate::coach::notices::Waiting;
use crate::coach::packs::Pack;
use crate::coach::programme::Enrolment;
use crate::coach::roles::{Intended, Roles};
use crate::coach::round::{News, Remark, WeeklyRound};
use crate::coach::schedule::{Draft, Schedule, holidays::Holidays};
use crate::coach::team::{Roster, Team};
use crate::coach::tip::{TipPost, WrittenTip};
use crate::coach::win::{self, Suggestion, Win};
use crate::state::{Key, Kind, Undecided};

/// A record in which people are named who can be taken out.
pub(in crate::coach) trait Forgets: Record {
    /// Takes a person's name out. Says whether it stood there.
    fn forget(&mut self, person: &PersonId) -> bool;
}

/// Takes a person's name out of what was noted, and drops the notes. What any place has to look up
/// besides is asked for with what the others have: she may be named in many.
pub(in crate::coach) fn forget(
    desk: &mut Desk<'_>,
    person: &PersonId,
    noted: &[Named],
) -> Result<(), Undecided> {
    let keys: Vec<Key> = noted.iter().filter_map(|it| document(&it.place)).collect();
    desk.want(&keys)?;
    let places = noted.iter().map(|Named { place, .. }| {
        forget_in(desk, person, place)?;
        desk.remove(named::key(person, place));
        Ok(())
    });
    Undecided::together(places)
}

/// Which document is read for a place first of all, so that those of all places come in one round.
pub(super) fn document(place: &Where) -> Option<Key> {
    Some(match place {
        Where::Run(id) => Run::key(id),
        Where::TipPost(id) => TipPost::key(id),
        Where::WrittenTip(id) => WrittenTip::key(id),
        Where::Schedule(id) => Schedule::key(id),
        Where::Draft(owner, id) => Draft::key(owner, id),
        Where::Holidays(channel) => Holidays::key(channel.as_ref()),
        Where::Roles(channel) => Roles::key(channel.as_ref()),
        Where::Intended(whom, channel) => {
            Key::personal(whom, Kind::Roles, Roles::key(channel.as_ref()).id)
        }
        Where::Pack(skill) => Pack::key(skill),
        Where::Audit(id) => Key::shared(Kind::Audit, id.as_str()),
        Where::Notice(id) => Key::shared(Kind::Notice, id.as_str()),
        Where::Win(id) => Key::shared(Kind::Win, id.as_str()),
        Where::Suggestion(id) => Key::shared(Kind::Suggestion, id.as_str()),
        Where::Charter(channel) => Charter::key(channel),
        Where::News(id) => Key::shared(Kind::News, id.as_str()),
        Where::Round(id) => Key::shared(Kind::Round, id.as_str()),
        Where::Feedback(id) => Key::shared(Kind::Feedback, id.as_str()),
        Where::Enrolment(id) => Key::shared(Kind::Enrolment, id.as_str()),
        Where::Team(id) => Team::key(id),
        Where::Roster(id) => Roster::key(id),
    })
}

fn forget_in(desk: &mut Desk<'_>, person: &PersonId, place: &Where) -> Result<(), Undecided> {
    match place {
        Where::Run(_) => out_of::<Run>(desk, person, place),
        Where::TipPost(_) => out_of::<TipPost>(desk, person, place),
        Where::WrittenTip(_) => out_of::<WrittenTip>(desk, person, place),
        Where::Schedule(_) => out_of::<Schedule>(desk, person, place),
        Where::Draft(..) => out_of::<Draft>(desk, person, place),
        Where::Holidays(_) => out_of::<Holidays>(desk, person, place),
        Where::Roles(_) => out_of::<Roles>(desk, person, place),
        Where::Intended(..) => out_of::<Intended>(desk, person, place),
        Where::Pack(_) => out_of::<Pack>(desk, person, place),
        Where::Audit(_) => out_of::<Entry>(desk, person, place),
        Where::Notice(_) => out_of::<Waiting>(desk, person, place),
        Where::News(_) => out_of::<News>(desk, person, place),
        Where::Round(_) => out_of::<WeeklyRound>(desk, person, place),
        Where::Feedback(_) => out_of::<Remark>(desk, person, place),
        Where::Enrolment(_) => out_of::<Enrolment>(desk, person, place),
        // Each room adds its own `forget` here.
        Where::Win(id) => {
            out_of::<Win>(desk, person, place)?;
            win::show_soon(desk, id);
            Ok(())
        }
        Where::Suggestion(id) => {
            out_of::<Suggestion>(desk, person, place)?;
            win::show_suggestion(desk, id)
        }
        Where::Charter(channel) => {
            out_of::<Charter>(desk, person, place)?;
            charter::forget_earlier(desk, channel, person)
        }
        Where::Team(_) => out_of::<Team>(desk, person, place),
        Where::Roster(_) => out_of::<Roster>(desk, person, place),
    }
}

fn out_of<R: Forgets>(
    desk: &mut Desk<'_>,
    person: &PersonId,
    place: &Where,
) -> Result<(), Undecided> {
    let Some(key) = document(place) else {
        return Ok(());
    };
    if let Some(mut record) = desk.read::<R>(&key)?
        && record.forget(person)
    {
        desk.write(key, &record);
    }
    Ok(())
}
