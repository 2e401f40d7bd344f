//! `admins` and `managers`: who has the role and from where, and giving and taking it. Nobody is
//! given a role whom the platform does not know as a person; who is not known yet is asked for
//! first, and given it when the answer comes. The last admin stays.

use serde::{Deserialize, Serialize};

use super::role::Role;
use super::{Grant, Roles, Source, admins, appointed, managers};
use crate::chat::{Actor, Block, Card, MessageId, PersonId, Place, Span, Text};
use crate::coach::audit;
use crate::coach::desk::{Desk, Record};
use crate::coach::notices::{self, Notice};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Forgets, Where};
use crate::coach::seed;
use crate::state::{Key, Kind, Owner, Undecided};

/// The most who are given one role, so that all can be listed and told.
const GRANTED_MOST: usize = 64;
/// The most who are named at once.
const NAMED_MOST: usize = 10;

/// A role that somebody is to be given as soon as the platform says who that is. Lies under the
/// person, named as the role's own document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Intended {
    /// Who gives it; none once the name was taken out.
    by: Option<PersonId>,
}

impl Forgets for Intended {
    fn forget(&mut self, person: &PersonId) -> bool {
        let gives = self.by.as_ref() == Some(person);
        if gives {
            self.by = None;
        }
        gives
    }
}

impl Record for Intended {
    const KIND: Kind = Kind::Roles;
}

/// What is to be done with a role.
#[derive(Clone, Copy)]
enum Change {
    Add,
    Remove,
}

/// Runs `admins`.
pub(in crate::coach) fn admins_command(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    command(desk, actor, &Role::Admin, words)
}

/// Runs `managers`, for the channel of the place.
pub(in crate::coach) fn managers_command(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let Some(channel) = place.channel() else {
        let (_, say) = Person::meet(desk, &actor.id)?;
        desk.reply(Card::words(say.managers_needs_channel()));
        return Ok(());
    };
    command(desk, actor, &Role::Manager(channel.clone()), words)
}

fn command(
    desk: &mut Desk<'_>,
    actor: &Actor,
    role: &Role,
    words: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some((verb, names)) = words.split_first() else {
        return list(desk, &say, role);
    };
    let change = match verb.to_lowercase().as_str() {
        "add" => Change::Add,
        "remove" => Change::Remove,
        _ => {
            desk.reply(Card::words(role.usage(&say)));
            return Ok(());
        }
    };
    if names.is_empty() || names.len() > NAMED_MOST {
        desk.reply(Card::words(role.usage(&say)));
        return Ok(());
    }
    let mut lines = Vec::new();
    for name in names {
        let name = name.trim_matches([',', ';', '.']);
        let line = match name.strip_prefix('@').filter(|id| !id.is_empty()) {
            None => say.role_unclear(Text::strong(name)),
            Some(id) => {
                let person = PersonId::from(id);
                match change {
                    Change::Add => add(desk, &say, role, actor, &person)?,
                    Change::Remove => remove(desk, &say, role, actor, &person)?,
                }
            }
        };
        lines.push(line);
    }
    desk.reply(Card::words(Text::lines(lines)));
    Ok(())
}

fn list(desk: &mut Desk<'_>, say: &Speaker<'_>, role: &Role) -> Result<(), Undecided> {
    let granted = |person: PersonId, grant: Grant| {
        let by = grant.by.map_or_else(|| say.audit_somebody(), name);
        say.role_line_chat(name(person), by, Text(vec![Span::Moment(grant.at)]))
    };
    let lines: Vec<Text> = match role {
        Role::Admin => appointed(desk)?
            .into_iter()
            .map(|(person, source)| match source {
                Source::Setting => say.role_line_setting(name(person)),
                Source::Chat(grant) => granted(person, grant),
                Source::Platform => say.role_line_platform(name(person)),
            })
            .collect(),
        Role::Manager(channel) => managers(desk, channel)?
            .into_iter()
            .map(|(person, grant)| granted(person, grant))
            .collect(),
    };
    let head = role.heading(say, lines.is_empty());
    let mut blocks = vec![Block::Paragraph(head)];
    // A paragraph has room for some 20 of these lines.
    let pieces = lines.chunks(20);
    blocks.extend(pieces.map(|piece| Block::Paragraph(Text::lines(piece.iter().cloned()))));
    blocks.push(Block::Note(role.usage(say)));
    desk.reply(Card::of(blocks));
    Ok(())
}

fn add(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    role: &Role,
    actor: &Actor,
    person: &PersonId,
) -> Result<Text, Undecided> {
    let roles = Roles::read(desk, &role.key())?;
    let has_it = match role {
        Role::Admin => appointed(desk)?.contains_key(person),
        Role::Manager(_) => roles.granted.contains_key(person),
    };
    if has_it {
        return Ok(role.already(say, name(person.clone())));
    }
    if roles.granted.len() >= GRANTED_MOST {
        return Ok(say.role_full());
    }
    let mut known = Person::read(desk, person)?;
    if known.gone {
        return Ok(say.role_nobody(name(person.clone())));
    }
    if !known.is_known() && *person != actor.id {
        let by = Some(actor.id.clone());
        desk.write(role.intended(person), &Intended { by });
        let place = Where::Intended(person.clone(), role.channel().cloned());
        privacy::note(desk, &actor.id, place);
        known.ask_profile(desk, person);
        return Ok(say.role_asking(name(person.clone())));
    }
    give(desk, role, &actor.id, person)?;
    Ok(role.added(say, name(person.clone())))
}

/// Gives the role, keeps that it was given, and says what it means to who has it now.
fn give(
    desk: &mut Desk<'_>,
    role: &Role,
    by: &PersonId,
    person: &PersonId,
) -> Result<(), Undecided> {
    let mut roles = Roles::read(desk, &role.key())?;
    let grant = Grant {
        by: Some(by.clone()),
        at: desk.now,
    };
    roles.granted.insert(person.clone(), grant);
    desk.write(role.key(), &roles);
    for named in [by, person] {
        privacy::note(desk, named, Where::Roles(role.channel().cloned()));
    }
    keep(desk, role, by, role.deed_added(person))?;
    let (_, say) = Person::meet(desk, person)?;
    let seed = seed::name(&[desk.event.id.as_str(), person.as_str(), &role.key().id]);
    let message = MessageId::from(format!("role/{seed}"));
    let means = Card::words(role.means(&say, name(by.clone())));
    Person::tell(desk, person, message, means)
}

fn keep(
    desk: &mut Desk<'_>,
    role: &Role,
    by: &PersonId,
    deed: audit::Deed,
) -> Result<(), Undecided> {
    audit::record(desk, by, deed.clone());
    match role {
        Role::Admin => {
            let by = by.into();
            let deed = Box::new(deed);
            notices::note(desk, Notice::Done { by, deed })
        }
        Role::Manager(_) => Ok(()),
    }
}

fn remove(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    role: &Role,
    actor: &Actor,
    person: &PersonId,
) -> Result<Text, Undecided> {
    let shown = name(person.clone());
    if *role == Role::Admin {
        let others = admins(desk)?.iter().any(|admin| admin != person);
        match appointed(desk)?.get(person) {
            Some(Source::Setting) => return Ok(say.admin_by_setting(shown)),
            Some(Source::Platform) => return Ok(say.admin_by_platform(shown)),
            Some(Source::Chat(_)) if !others => return Ok(say.admin_last(shown)),
            Some(Source::Chat(_)) | None => {}
        }
    }
    let mut roles = Roles::read(desk, &role.key())?;
    if roles.granted.remove(person).is_none() {
        return Ok(role.is_none(say, shown));
    }
    desk.write(role.key(), &roles);
    keep(desk, role, &actor.id, role.deed_removed(person))?;
    Ok(role.removed(say, shown))
}

/// The platform has said who somebody is, or that it does not know: what they were to be given,
/// they are given or not, and who gives it is told.
pub(super) fn fulfil(desk: &mut Desk<'_>, id: &PersonId, is_there: bool) -> Result<(), Undecided> {
    for (key, intended) in desk.read_all::<Intended>(Owner::Person(id.clone()))? {
        desk.remove(key.clone());
        let Some(by) = intended.by else { continue };
        let role = Role::of(&key);
        if is_there {
            give(desk, &role, &by, id)?;
        }
        let (_, say) = Person::meet(desk, &by)?;
        let said = if is_there {
            role.added(&say, name(id.clone()))
        } else {
            say.role_nobody(name(id.clone()))
        };
        let seed = seed::name(&[desk.event.id.as_str(), id.as_str(), &key.id]);
        let message = MessageId::from(format!("given/{seed}"));
        Person::tell(desk, &by, message, Card::words(said))?;
    }
    Ok(())
}

fn name(person: PersonId) -> Text {
    Text(vec![Span::Person(person)])
}

impl Role {
    /// Where it lies that somebody is to be given it.
    fn intended(&self, person: &PersonId) -> Key {
        Key::personal(person, Kind::Roles, self.key().id)
    }
}
