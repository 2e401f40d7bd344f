//! What one can say to the bot: which command words mean, and who may use it. Help, the README's
//! list and what platforms offer are made from the same table (`table`).

mod help;
mod table;

use super::act::Act;
use super::desk::{Desk, button};
use super::person::{self, Person};
use super::phrases::Speaker;
use super::roles::{self, Aim, Who};
use super::{names, nudge, practice};
use crate::chat::{Actor, Block, Card, Place, Text};
use crate::state::Undecided;

pub(super) use help::help;
pub use help::{commands_table, menus, usage_hint};
pub use table::COMMANDS;

/// How much of what was not understood is said back.
const SHOWN_CHARS: usize = 60;

/// What people say for a command without having read its name.
const ALSO: [(&str, &str); 12] = [
    ("assessment", "assess"),
    ("assessments", "assess"),
    ("data", "privacy"),
    ("delete", "privacy"),
    ("erase", "privacy"),
    ("forget", "privacy"),
    ("plan", "plans"),
    ("practise", "practice"),
    ("program", "programme"),
    ("programmes", "programme"),
    ("progress", "me"),
    ("settings", "preferences"),
];

/// Something one can say to the bot.
pub struct Command {
    /// The word it begins with.
    pub name: &'static str,
    /// What may stand after it, for people.
    pub arguments: &'static str,
    /// How many of them there are at most, said in the direct conversation.
    words: usize,
    /// Who may use it.
    pub who: Who,
    /// What it does, in a sentence.
    pub summary: fn(&Speaker<'_>) -> Text,
    run: fn(&mut Desk<'_>, &Actor, &Place, &[&str]) -> Result<(), Undecided>,
}

impl Command {
    /// Whether its answer tells how the bot may write by itself.
    fn tells_of_nudges(&self) -> bool {
        ["stop", "unstop", "nudges", "me", "preferences"].contains(&self.name)
    }

    /// How it is typed as a slash command.
    pub fn usage(&self) -> String {
        format!("/cairn {} {}", self.name, self.arguments)
            .trim_end()
            .to_owned()
    }
}

/// Words meant for the bot: a command, an answer to the open question, or neither. In the direct
/// conversation more words than a command takes are rather an answer that begins alike.
pub(super) fn said(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    text: &str,
) -> Result<(), Undecided> {
    let is_direct = matches!(place, Place::Direct(_));
    if is_direct {
        person::came(desk, &actor.id)?;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some((first, rest)) = words.split_first() else {
        return help(desk, actor, place, &[]);
    };
    let command = named(first);
    let is_plain = command.is_some_and(|command| rest.len() <= command.words);
    if is_direct && !is_plain && practice::typed(desk, actor, text)? {
        return Ok(());
    }
    match command {
        Some(command) => obey(desk, actor, place, command, rest)?,
        None => not_understood(desk, actor, place, text)?,
    }
    if is_direct && !command.is_some_and(Command::tells_of_nudges) {
        nudge::remind_of_off(desk, &actor.id)?;
    }
    Ok(())
}

/// Runs a command, for who may use it there.
fn obey(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    command: &Command,
    words: &[&str],
) -> Result<(), Undecided> {
    let Aim { place, words } = Aim::of(command.who, place, words);
    if !roles::passes(desk, actor, command.who, place.channel(), command.name)? {
        return Ok(());
    }
    (command.run)(desk, actor, &place, &words)
}

fn named(word: &str) -> Option<&'static Command> {
    // People write to a bot as they talk: capitals, a stray slash or full stop.
    let bare = word
        .trim_start_matches('/')
        .trim_end_matches(['.', '!', '?'])
        .to_lowercase();
    let also = ALSO.iter().find(|(said, _)| *said == bare);
    let name = also.map_or(bare.as_str(), |(_, name)| name);
    COMMANDS.iter().find(|command| command.name == name)
}

fn not_understood(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    text: &str,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let shown: String = text.chars().take(SHOWN_CHARS).collect();
    let all = COMMANDS.iter().map(|command| command.name);
    let first = text.split_whitespace().next().unwrap_or_default();
    let said = match names::nearest(all, first).and_then(named) {
        Some(command) => say.unknown_nearest(shown, Text::strong(command.usage())),
        None if matches!(place, Place::Direct(_)) && practice::is_open(desk, actor)? => {
            desk.reply(Card::words(say.unknown_answer(shown)));
            return Ok(());
        }
        None => say.unknown_words(shown),
    };
    let buttons = vec![
        button(&Act::Practice, &say.button_practice()),
        button(&Act::Me, &say.button_me()),
        button(&Act::Help, &say.button_help()),
    ];
    desk.reply(Card::of(vec![
        Block::Paragraph(said),
        Block::Buttons(buttons),
    ]));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_found_by_its_name_however_it_is_typed() {
        for command in COMMANDS {
            let name = command.name;
            for typed in [name.to_owned(), name.to_uppercase(), format!("/{name}.")] {
                assert_eq!(named(&typed).map(|found| found.name), Some(name), "{typed}");
            }
            let same_name = COMMANDS.iter().filter(|other| other.name == name).count();
            assert_eq!(same_name, 1, "{name} is there once");
            assert!(usage_hint().split(" | ").any(|hint| hint == name));
        }
    }

    #[test]
    fn what_people_say_for_a_command_hides_no_other_and_leads_to_one() {
        for (said, name) in ALSO {
            assert_eq!(named(said).map(|found| found.name), Some(name), "{said}");
            assert!(
                COMMANDS.iter().all(|command| command.name != said),
                "{said}"
            );
        }
    }
}
