//! The commands, as one table of values: parsing, help, the README's list and the Slack manifest
//! are all made from it.

use super::desk::{Desk, button};
use super::person::{Person, Replies};
use super::phrases::Speaker;
use super::{act::Act, checkin, me, practice, roles};
use crate::chat::{Actor, Block, Card, Place, Text};
use crate::state::Undecided;

/// The most questions of a session.
const SESSION_MOST: usize = 3;

/// Something one can say to the bot.
pub struct Command {
    /// The word it begins with.
    pub name: &'static str,
    /// What may stand after it, for people.
    pub arguments: &'static str,
    /// Who may use it.
    pub who: Who,
    /// What it does, in a sentence.
    pub summary: fn(&Speaker<'_>) -> Text,
    run: fn(&mut Desk<'_>, &Actor, &Place, &[&str]) -> Result<(), Undecided>,
}

/// Who may use a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Everybody,
    /// Admins.
    Admins,
}

/// All commands, in the order in which help lists them.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "practice",
        arguments: "[1-3]",
        who: Who::Everybody,
        summary: |say| say.help_practice(),
        run: practise,
    },
    Command {
        name: "me",
        arguments: "",
        who: Who::Everybody,
        summary: |say| say.help_me(),
        run: me::me,
    },
    Command {
        name: "skip",
        arguments: "",
        who: Who::Everybody,
        summary: |say| say.help_skip(),
        run: |desk, actor, place, _| practice::skip_current(desk, actor, place),
    },
    Command {
        name: "stop",
        arguments: "",
        who: Who::Everybody,
        summary: |say| say.help_stop(),
        run: |desk, actor, _, _| practice::end(desk, actor, None),
    },
    Command {
        name: "replies",
        arguments: "dm | channel",
        who: Who::Everybody,
        summary: |say| say.help_replies(),
        run: replies,
    },
    Command {
        name: "help",
        arguments: "",
        who: Who::Everybody,
        summary: |say| say.help_help(),
        run: help,
    },
    Command {
        name: "ask",
        arguments: "[item or skill] [for 2 days | until Friday 10:00]",
        who: Who::Admins,
        summary: |say| say.help_ask(),
        run: checkin::ask,
    },
];

impl Command {
    /// How it is typed as a slash command.
    pub fn usage(&self) -> String {
        format!("/cairn {} {}", self.name, self.arguments)
            .trim_end()
            .to_owned()
    }
}

/// The list of commands in one line, for the hint that Slack shows while typing.
pub fn usage_hint() -> String {
    COMMANDS
        .iter()
        .map(|command| command.name)
        .collect::<Vec<_>>()
        .join(" | ")
}

/// Words meant for the bot: a command, an answer to the open question, or neither.
pub(super) fn said(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    text: &str,
) -> Result<(), Undecided> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some((first, rest)) = words.split_first() else {
        return help(desk, actor, place, &[]);
    };
    if let Some(command) = named(first) {
        return (command.run)(desk, actor, place, rest);
    }
    if matches!(place, Place::Direct(_)) && practice::typed(desk, actor, text)? {
        return Ok(());
    }
    not_understood(desk, actor, text, first)
}

fn named(word: &str) -> Option<&'static Command> {
    // People write to a bot as they talk: capitals, a stray slash or full stop.
    let bare = word
        .trim_start_matches('/')
        .trim_end_matches(['.', '!', '?'])
        .to_lowercase();
    COMMANDS.iter().find(|command| command.name == bare)
}

/// The command whose name is nearest to a word.
fn nearest(word: &str) -> Option<&'static Command> {
    let lower = word.to_lowercase();
    COMMANDS
        .iter()
        .min_by_key(|command| strsim::damerau_levenshtein(command.name, &lower))
}

fn not_understood(
    desk: &mut Desk<'_>,
    actor: &Actor,
    text: &str,
    first: &str,
) -> Result<(), Undecided> {
    let person = Person::read(desk, &actor.id)?;
    let say = desk.speaker(person.locale(desk));
    let shown: String = text.chars().take(60).collect();
    let mut blocks = vec![Block::Paragraph(say.unknown_words(Text::plain(shown)))];
    blocks.extend(
        nearest(first)
            .map(|command| Block::Paragraph(say.unknown_nearest(Text::strong(command.usage())))),
    );
    blocks.push(Block::Buttons(vec![
        button(&Act::Practice, &say.button_practice()),
        button(&Act::Me, &say.button_me()),
        button(&Act::Help, &say.button_help()),
    ]));
    desk.reply(Card::of(blocks));
    Ok(())
}

/// Runs `help`.
pub(super) fn help(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    let person = Person::read(desk, &actor.id)?;
    let say = desk.speaker(person.locale(desk));
    let list = |who: Who| {
        let commands = COMMANDS.iter().filter(move |command| command.who == who);
        Text::lines(commands.map(|c| say.help_line(Text::strong(c.usage()), (c.summary)(&say))))
    };
    let mut blocks = vec![
        Block::Title(say.help_title()),
        Block::Paragraph(say.help_intro()),
        Block::Paragraph(list(Who::Everybody)),
    ];
    if roles::is_admin(desk, &actor.id) {
        blocks.push(Block::Paragraph(say.help_admin_title()));
        blocks.push(Block::Paragraph(list(Who::Admins)));
    }
    desk.reply(Card::of(blocks));
    Ok(())
}

fn practise(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let wanted = words
        .first()
        .and_then(|word| word.parse().ok())
        .unwrap_or(SESSION_MOST);
    practice::start(desk, actor, place, wanted.clamp(1, SESSION_MOST))
}

fn replies(desk: &mut Desk<'_>, actor: &Actor, _: &Place, words: &[&str]) -> Result<(), Undecided> {
    let mut person = Person::read(desk, &actor.id)?;
    let say = desk.speaker(person.locale(desk));
    let wanted = match words.first().map(|word| word.to_lowercase()).as_deref() {
        Some("dm" | "direct") => Replies::Direct,
        Some("channel") => Replies::Channel,
        _ => {
            desk.reply(Card::words(say.replies_usage()));
            return Ok(());
        }
    };
    if person.replies != wanted {
        person.replies = wanted;
        desk.write(Person::key(&actor.id), &person);
    }
    let said = match wanted {
        Replies::Direct => say.replies_direct(),
        Replies::Channel => say.replies_channel(),
    };
    desk.reply(Card::words(said));
    Ok(())
}
