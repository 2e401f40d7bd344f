//! Named lists: teams that are not all in a channel. A manager says who is on one; it belongs to a channel, whose
//! managers may look at its picture.

use super::press::{Press, TeamId};
use super::record::{LISTS_MOST, PEOPLE_MOST, Roster, Stay, Team};
use super::{called, card, drawn};
use crate::chat::{Actor, Block, Card, ChannelId, PersonId, Text};
use crate::coach::audit::{self, Deed};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::privacy::{self, Where};
use crate::state::Undecided;

/// The most UTF-16 units of a list's name: it stands on a button.
const NAME_MOST: usize = 40;

/// What is to be done with a list.
enum Wish {
    Show,
    Add(Vec<PersonId>),
    Remove(Vec<PersonId>),
}

/// What was said of a list.
pub(super) fn said(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    words: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let (name, wish) = read(words);
    if name.is_empty() || name.encode_utf16().count() > NAME_MOST || name.starts_with('@') {
        desk.reply(Card::words(say.team_list_how()));
        return Ok(());
    }
    let id = TeamId::of_list(channel, &name);
    match wish {
        Wish::Show if Team::read(desk, &id)?.is_none() => {
            desk.reply(Card::words(say.team_list_unknown(Text::strong(name))));
            Ok(())
        }
        Wish::Show => card::show(desk, actor, &id),
        Wish::Add(people) => add(desk, actor, (&id, name), people),
        Wish::Remove(people) => remove(desk, actor, &id, &people),
    }
}

/// The name of a list, and what is to be done with it: *add* and *remove* count only where nothing but people follows.
fn read(words: &[&str]) -> (String, Wish) {
    let is_person = |word: &&str| word.len() > 1 && word.starts_with('@');
    let behind = words
        .iter()
        .rev()
        .take_while(|word| is_person(word))
        .count();
    let (before, people) = words.split_at(words.len() - behind);
    let people = || {
        let ids = people
            .iter()
            .map(|word| word.trim_start_matches('@').trim_end_matches([',', ';']));
        ids.map(PersonId::from).collect()
    };
    let name = |words: &[&str]| {
        words
            .join(" ")
            .trim_matches(['"', '“', '”'])
            .trim()
            .to_owned()
    };
    match before.split_last() {
        Some((verb, rest)) if behind > 0 && verb.eq_ignore_ascii_case("add") => {
            (name(rest), Wish::Add(people()))
        }
        Some((verb, rest)) if behind > 0 && verb.eq_ignore_ascii_case("remove") => {
            (name(rest), Wish::Remove(people()))
        }
        _ => (name(words), Wish::Show),
    }
}

fn add(
    desk: &mut Desk<'_>,
    actor: &Actor,
    (id, name): (&TeamId, String),
    people: Vec<PersonId>,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let known = Team::read(desk, id)?;
    if known.is_none() && Team::lists(desk, &id.channel())?.len() >= LISTS_MOST {
        desk.reply(Card::words(say.team_lists_full(count(LISTS_MOST))));
        return Ok(());
    }
    let mut roster = Roster::read(desk, id)?;
    for person in people {
        if roster.people.insert(person.clone(), Stay::Here).is_none() {
            privacy::note(desk, &person, Where::Roster(id.clone()));
        }
    }
    if roster.people.len() > PEOPLE_MOST {
        desk.reply(Card::words(say.team_too_many(count(PEOPLE_MOST))));
        return Ok(());
    }
    desk.write(Roster::key(id), &roster);
    match known {
        Some(team) if team.drawn => changed(desk, actor, id),
        before => {
            let team = Team {
                name: before.and_then(|team| team.name).or(Some(name)),
                by: Some(actor.id.clone()),
                since: desk.now,
                drawn: true,
                too_many: false,
            };
            drawn(desk, actor, id, &team)?;
        }
    }
    answer(desk, actor, id, &roster)
}

fn remove(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &TeamId,
    people: &[PersonId],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    if Team::read(desk, id)?.is_none() {
        desk.reply(Card::words(say.team_list_gone()));
        return Ok(());
    }
    let mut roster = Roster::read(desk, id)?;
    for person in people {
        if let Some(stay) = roster.people.get_mut(person) {
            *stay = Stay::Left;
        }
    }
    desk.write(Roster::key(id), &roster);
    changed(desk, actor, id);
    answer(desk, actor, id, &roster)
}

fn changed(desk: &mut Desk<'_>, actor: &Actor, id: &TeamId) {
    let channel = id.channel();
    audit::record(desk, &actor.id, Deed::TeamListChanged { channel });
}

/// How many are on the list now, and the way to its picture.
fn answer(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &TeamId,
    roster: &Roster,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let team = Team::read(desk, id)?;
    let show = card::press(Press::Show(id.clone()), &say.button_team_show());
    let words = say.team_list_now(called(id, team.as_ref()), count(roster.count()));
    desk.reply(Card::of(vec![
        Block::Paragraph(words),
        Block::Buttons(vec![show]),
    ]));
    Ok(())
}

fn count(people: usize) -> i64 {
    i64::try_from(people).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(words: &str) -> (String, &'static str, usize) {
        let words: Vec<&str> = words.split_whitespace().collect();
        let (name, wish) = read(&words);
        match wish {
            Wish::Show => (name, "show", 0),
            Wish::Add(people) => (name, "add", people.len()),
            Wish::Remove(people) => (name, "remove", people.len()),
        }
    }

    #[test]
    fn a_list_is_named_in_any_words_and_changed_with_people_behind() {
        for (said, name, wish, people) in [
            ("Night shift", "Night shift", "show", 0),
            ("“Night shift” add @U1 @U2", "Night shift", "add", 2),
            ("\"Night shift\" Remove @U1,", "Night shift", "remove", 1),
            ("add value add @U1", "add value", "add", 1),
            ("add", "add", "show", 0),
            ("remove @U1", "", "remove", 1),
            ("Night shift @U1", "Night shift @U1", "show", 0),
        ] {
            assert_eq!(heard(said), (name.to_owned(), wish, people), "{said}");
        }
    }
}
