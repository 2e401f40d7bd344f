//! How days, times and paces are said.

use jiff::civil::Date;

use super::budget::Often;
use super::record::{Consent, Nudging};
use crate::chat::{Span, Text};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::timing::{TimeOfDay, Weekdays, moment};

/// The names of days, one after the other.
pub(super) fn days(say: &Speaker<'_>, days: Weekdays) -> Text {
    let names = days.iter().map(|day| {
        let name = say.weekday_name(i64::from(day.to_monday_one_offset()));
        name.to_words()
    });
    Text::plain(names.collect::<Vec<_>>().join(", "))
}

/// How often at most.
pub(super) fn often(say: &Speaker<'_>, often: Often) -> Text {
    say.nudges_at_most(in_four_weeks(often))
}

/// The same as a choice.
pub(super) fn often_label(say: &Speaker<'_>, often: Often) -> Text {
    say.nudges_often(in_four_weeks(often))
}

fn in_four_weeks(often: Often) -> i64 {
    match often {
        Often::ThreeAWeek => 12,
        Often::TwoAWeek => 8,
        Often::OneAWeek => 4,
        Often::OneInTwoWeeks => 2,
        Often::OneInFourWeeks => 1,
    }
}

/// A day of a person's, at her time.
pub(super) fn at(desk: &Desk<'_>, person: &Person, day: Date, time: TimeOfDay) -> Text {
    let shown = moment(day.to_datetime(time.time()), &person.wall(desk));
    Text(shown.into_iter().map(Span::Moment).collect())
}

/// How the bot may write, in a line, and how to change it.
pub(in crate::coach) fn in_a_line(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    person: &Person,
    nudging: &Nudging,
) -> Text {
    match (nudging.consent, nudging.paused_until) {
        (Consent::Yes, Some(until)) if nudging.is_paused(person.wall_day(desk)) => {
            say.nudges_line_paused(at(desk, person, until, nudging.time))
        }
        (Consent::Yes, _) => say.nudges_line(days(say, nudging.days), nudging.time.to_string()),
        (Consent::NotAsked | Consent::Asked | Consent::No, _) => say.nudges_line_none(),
        (Consent::Off, _) => say.nudges_line_off(),
    }
}
