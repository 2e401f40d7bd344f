//! The one form of all preferences: the fields of being written to, which are `nudge`'s, and what
//! is the person's own beside them.

use crate::chat::{
    Actor, Answer, Choice, Field, FieldId, Form, InputKind, Row, Text, Value, Values,
};
use crate::coach::act::Act;
use crate::coach::desk::Desk;
use crate::coach::filled::{Amiss, chosen};
use crate::coach::nudge::{self, Nudging};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::replies::Replies;
use crate::state::Undecided;
use crate::timing::Zone;

const ZONE: &str = "zone";
const REPLIES: &str = "replies";
const STREAKS: &str = "streaks";
/// The longest name of a zone, in UTF-16 units; the longest there is has 32.
const ZONE_CHARS: u16 = 64;
/// The most letters that may be amiss in a zone, to be asked whether another was meant.
const AMISS_MOST: usize = 3;

/// What is the person's own in a form that came back.
struct Own {
    zone: Option<String>,
    replies: Replies,
    no_streaks: bool,
}

/// Opens the form.
pub(in crate::coach) fn open(desk: &mut Desk<'_>, actor: &Actor) -> Result<(), Undecided> {
    let (person, say) = Person::meet(desk, &actor.id)?;
    let nudging = Nudging::read(desk, &actor.id)?;
    let mut rows = vec![zone_row(&say, &person)];
    rows.extend(nudge::rows(&say, &nudging));
    rows.extend(nudge::more_rows(&say, &nudging));
    let replies = [
        ("channel", say.preferences_replies_channel()),
        ("dm", say.preferences_replies_direct()),
    ];
    let now = match person.replies {
        Replies::Channel => "channel",
        Replies::Direct => "dm",
    };
    rows.push(one_of(REPLIES, &say.preferences_replies(), replies, now));
    let streaks = [
        ("told", say.preferences_streaks_told()),
        ("none", say.preferences_streaks_none()),
    ];
    let now = if person.no_streaks { "none" } else { "told" };
    rows.push(one_of(STREAKS, &say.preferences_streaks(), streaks, now));
    desk.answer(Answer::Form(Form {
        about: Act::Preferences.token(),
        page: 0,
        back: None,
        title: say.preferences_title().to_words(),
        submit: say.form_send().to_words(),
        rows,
    }));
    Ok(())
}

fn zone_row(say: &Speaker<'_>, person: &Person) -> Row {
    Row::Ask(Field {
        id: FieldId::from(ZONE),
        label: say.preferences_form_zone().to_words(),
        hint: Some(say.preferences_form_zone_hint().to_words()),
        optional: true,
        input: InputKind::Words {
            long: false,
            max: ZONE_CHARS,
            initial: person.own_zone.clone().unwrap_or_default(),
            example: String::from("Europe/Berlin"),
        },
    })
}

fn one_of(id: &str, label: &Text, options: [(&str, Text); 2], initial: &str) -> Row {
    let choice = |(id, label): (&str, Text)| Choice {
        id: id.to_owned(),
        label: label.to_words(),
    };
    Row::Ask(Field {
        id: FieldId::from(id),
        label: label.to_words(),
        hint: None,
        optional: false,
        input: InputKind::One {
            options: options.map(choice).into(),
            initial: Some(initial.to_owned()),
        },
    })
}

/// The form comes back.
pub(in crate::coach) fn send(
    desk: &mut Desk<'_>,
    actor: &Actor,
    values: &Values,
) -> Result<(), Undecided> {
    let id = &actor.id;
    let (mut person, say) = Person::meet(desk, id)?;
    let own = own(&say, values);
    let today = person.wall_day(desk);
    let wishes = nudge::read_all(&say, values, today);
    let (own, wishes) = match (own, wishes) {
        (Ok(own), Ok(wishes)) => (own, wishes),
        (own, wishes) => {
            let amiss = [own.err(), wishes.err()];
            desk.refuse(amiss.into_iter().flatten().flatten().collect());
            return Ok(());
        }
    };
    person.own_zone = own.zone;
    person.replies = own.replies;
    person.no_streaks = own.no_streaks;
    desk.write(Person::key(id), &person);
    nudge::heed_preferences(desk, id, wishes)?;
    let (person, say) = Person::meet(desk, id)?;
    let nudging = Nudging::read(desk, id)?;
    desk.reply(super::card(desk, &say, &person, &nudging));
    Ok(())
}

fn own(say: &Speaker<'_>, values: &Values) -> Result<Own, Amiss> {
    let is = |field: &str, word: &str| {
        let chosen = chosen(values, &FieldId::from(field));
        chosen.is_some_and(|chosen| chosen.as_str() == word)
    };
    Ok(Own {
        zone: zone(say, values)?,
        replies: if is(REPLIES, "dm") {
            Replies::Direct
        } else {
            Replies::Channel
        },
        no_streaks: is(STREAKS, "none"),
    })
}

/// The zone of one's own; none where the platform's is to hold.
fn zone(say: &Speaker<'_>, values: &Values) -> Result<Option<String>, Amiss> {
    let typed = values.get(&FieldId::from(ZONE)).and_then(Value::words);
    let typed = typed.unwrap_or_default().trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(zone) = named(typed) {
        return Ok(Some(zone));
    }
    let amiss = match near(typed) {
        Some(name) => say.preferences_zone_near(name),
        None => say.schedule_form_no_zone(),
    };
    Err(vec![(FieldId::from(ZONE), amiss)])
}

/// A zone by its name or, where it is one alone, by its place: `berlin`, `New York`.
fn named(typed: &str) -> Option<String> {
    let written = typed.replace(' ', "_");
    if let Ok(zone) = Zone::named(&written) {
        return Some(zone.name().to_owned());
    }
    let is_there = |name: &String| {
        let place = name.rsplit_once('/').map(|(_, place)| place);
        place.is_some_and(|place| place.eq_ignore_ascii_case(&written))
    };
    let mut found = Zone::names().filter(is_there);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The zone that may have been meant, by its whole name or its place.
fn near(typed: &str) -> Option<String> {
    let typed = typed.replace(' ', "_").to_lowercase();
    let amiss = |name: &str| strsim::damerau_levenshtein(&name.to_lowercase(), &typed);
    let by_name = Zone::names().map(|name| {
        let place = name.rsplit_once('/').map_or(&*name, |(_, place)| place);
        (amiss(&name).min(amiss(place)), name)
    });
    let (distance, name) = by_name.min()?;
    (distance <= AMISS_MOST && distance * 3 <= typed.chars().count() + 2).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_name_or_place_and_a_near_miss_is_named() {
        for (typed, zone) in [
            ("Europe/Berlin", Some("Europe/Berlin")),
            ("europe/berlin", Some("Europe/Berlin")),
            ("Berlin", Some("Europe/Berlin")),
            ("new york", Some("America/New_York")),
            ("Berlni", None),
            ("the moon", None),
        ] {
            assert_eq!(named(typed).as_deref(), zone, "{typed}");
        }
        assert_eq!(near("Europe/Berlni").as_deref(), Some("Europe/Berlin"));
        assert_eq!(near("Berlni").as_deref(), Some("Europe/Berlin"));
        assert_eq!(near("Tokio").as_deref(), Some("Asia/Tokyo"));
        assert_eq!(near("<!channel>"), None);
    }
}
