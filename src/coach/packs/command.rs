//! `pack`: admins say to whom a pack is open: to everybody, or only to some channels and people.

use super::{OPEN_MOST, Pack};
use crate::chat::{Actor, Card, ChannelId, PersonId, Place, Span, Text};
use crate::coach::audit::{self, Deed};
use crate::coach::desk::Desk;
use crate::coach::names::{self, Found};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Where};
use crate::coach::schedule;
use crate::library::Skill;
use crate::state::Undecided;

/// How many are named of those to whom a pack is open.
const NAMED_MOST: usize = 6;

/// Runs the command; the words are what stood after it.
pub(in crate::coach) fn pack(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let verb = lower
        .iter()
        .position(|word| word == "only" || word == "everybody");
    let said = match verb {
        None if words.is_empty() => stand(desk, &say)?,
        None | Some(0) => say.pack_usage(),
        Some(at) => {
            let name = lower[..at].join(" ");
            let name = names::bare(&name);
            let library = desk.coach.library.clone();
            match names::skill(&library, name) {
                Found::Near(nearest) => {
                    say.pack_unknown_nearest(Text::strong(name), Text::strong(nearest))
                }
                Found::Nothing => {
                    let all = library.skills.iter().map(|skill| skill.id.as_str());
                    say.pack_unknown(Text::strong(name), Text::list(all.map(Text::strong)))
                }
                Found::This(skill) if lower[at] == "everybody" => {
                    open(desk, actor, &say, skill, None)?
                }
                Found::This(skill) => match read(&words[at + 1..]) {
                    Ok(pack) => open(desk, actor, &say, skill, Some(pack))?,
                    Err("") => say.pack_usage(),
                    Err(word) => say.pack_unclear(Text::strong(word)),
                },
            }
        }
    };
    desk.reply(Card::words(said));
    Ok(())
}

/// The channels and people that are named; else the word that is neither, empty if there is none.
fn read<'w>(names: &[&'w str]) -> Result<Pack, &'w str> {
    let mut pack = Pack::default();
    for name in names {
        let bare = name.trim_matches([',', ';', '.']);
        match bare.split_at_checked(1) {
            Some(("#", id)) if !id.is_empty() => pack.channels.insert(ChannelId::from(id)),
            Some(("@", id)) if !id.is_empty() => pack.people.insert(PersonId::from(id)),
            _ => return Err(name),
        };
    }
    let count = pack.channels.len() + pack.people.len();
    if count == 0 { Err("") } else { Ok(pack) }
}

/// Opens a pack to those alone, or to everybody.
fn open(
    desk: &mut Desk<'_>,
    actor: &Actor,
    say: &Speaker<'_>,
    skill: &Skill,
    pack: Option<Pack>,
) -> Result<Text, Undecided> {
    let title = Text::strong(skill.name.as_str());
    let is_too_long = |pack: &Pack| pack.channels.len() + pack.people.len() > OPEN_MOST;
    if pack.as_ref().is_some_and(is_too_long) {
        return Ok(say.pack_too_many());
    }
    let key = Pack::key(&skill.id);
    let before: Option<Pack> = desk.read(&key)?;
    if before != pack {
        match &pack {
            Some(pack) => {
                desk.write(key, pack);
                for person in &pack.people {
                    privacy::note(desk, person, Where::Pack(skill.id.clone()));
                }
            }
            None => desk.remove(key),
        }
        schedule::pack_changed(desk, &skill.id)?;
        let deed = Deed::PackOpened {
            skill: skill.id.clone(),
            everybody: pack.is_none(),
        };
        audit::record(desk, &actor.id, deed);
    }
    Ok(match &pack {
        Some(pack) => say.pack_only(title, names(say, pack)),
        None => say.pack_everybody(title),
    })
}

/// How all packs stand.
fn stand(desk: &Desk<'_>, say: &Speaker<'_>) -> Result<Text, Undecided> {
    let packs = Pack::every(desk)?;
    let line = |skill: &Skill| {
        let title = Text::strong(skill.id.as_str());
        match packs.iter().find(|(id, _)| *id == skill.id) {
            Some((_, pack)) => say.pack_line_only(title, names(say, pack)),
            None => say.pack_line_everybody(title),
        }
    };
    let lines = desk.coach.library.skills.iter().map(line);
    Ok(say.pack_list(Text::list(lines)))
}

/// To whom a pack is open, by name, and how many more there are.
fn names(say: &Speaker<'_>, pack: &Pack) -> Text {
    let channels = pack.channels.iter().cloned().map(Span::Channel);
    let people = pack.people.iter().cloned().map(Span::Person);
    let all: Vec<Span> = channels.chain(people).collect();
    let more = all.len().saturating_sub(NAMED_MOST);
    let named = all.into_iter().take(NAMED_MOST);
    let named = named.map(|name| Text(vec![name]));
    if more == 0 {
        return say.listed(named);
    }
    let more = say.people_more(i64::try_from(more).unwrap_or(i64::MAX));
    let all = named.chain([more]);
    all.reduce(|list, next| say.listed_next(list, next))
        .unwrap_or_default()
}
