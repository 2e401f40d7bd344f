//! The commands, as one table of values: parsing, help, the README's list and the Slack manifest
//! are all made from it.

use super::desk::{Desk, button};
use super::person::{self, Person};
use super::phrases::{Phrases, Speaker};
use super::roles::{self, Aim, Who};
use super::{
    act::Act, assessment, audit, charter, checkin, commitment, me, near, nudge, packs, practice,
    preferences, privacy, programme, replies, round, schedule, tip, win,
};
use crate::chat::{Actor, Block, Card, Place, Text};
use crate::state::Undecided;

/// How much of what was not understood is said back.
const SHOWN_CHARS: usize = 60;

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

/// All commands, in the order in which help lists them.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "practice",
        arguments: "[1-3]",
        words: 1,
        who: Who::Everybody,
        summary: |say| say.help_practice(),
        run: practice::practise,
    },
    Command {
        name: "me",
        arguments: "",
        words: 0,
        who: Who::Everybody,
        summary: |say| say.help_me(),
        run: me::me,
    },
    Command {
        name: "assess",
        arguments: "[name]",
        words: 4,
        who: Who::Everybody,
        summary: |say| say.help_assess(),
        run: assessment::assess,
    },
    Command {
        name: "plans",
        arguments: "",
        words: 0,
        who: Who::Everybody,
        summary: |say| say.help_plans(),
        run: commitment::plans,
    },
    Command {
        name: "programme",
        arguments: "[name]",
        words: 4,
        who: Who::Everybody,
        summary: |say| say.help_programme(),
        run: programme::programme,
    },
    Command {
        name: "skip",
        arguments: "",
        words: 0,
        who: Who::Everybody,
        summary: |say| say.help_skip(),
        run: |desk, actor, place, _| practice::skip_current(desk, actor, place),
    },
    Command {
        name: "stop",
        arguments: "[everything]",
        words: 1,
        who: Who::Everybody,
        summary: |say| say.help_stop(),
        run: nudge::stop,
    },
    Command {
        name: "unstop",
        arguments: "",
        words: 0,
        who: Who::Everybody,
        summary: |say| say.help_unstop(),
        run: nudge::unstop,
    },
    Command {
        name: "nudges",
        arguments: "[Tue Thu at 9:30 | once a week | pause until 3 Jan | on | off]",
        words: 12,
        who: Who::Everybody,
        summary: |say| say.help_nudges(),
        run: nudge::nudges,
    },
    Command {
        name: "preferences",
        arguments: "",
        words: 0,
        who: Who::Everybody,
        summary: |say| say.help_preferences(),
        run: preferences::preferences,
    },
    Command {
        name: "privacy",
        arguments: "",
        words: 0,
        who: Who::Everybody,
        summary: |say| say.help_privacy(),
        run: privacy::privacy,
    },
    Command {
        name: "replies",
        arguments: "dm | channel",
        words: 1,
        who: Who::Everybody,
        summary: |say| say.help_replies(),
        run: replies::replies,
    },
    Command {
        name: "help",
        arguments: "",
        words: 0,
        who: Who::Everybody,
        summary: |say| say.help_help(),
        run: help,
    },
    Command {
        name: "ask",
        arguments: "[item or skill] [for 2 days | until Friday 10:00] [in #channel]",
        words: 0,
        who: Who::Managers,
        summary: |say| say.help_ask(),
        run: checkin::ask,
    },
    Command {
        name: "tip",
        arguments: "[tip or skill] [in #channel]",
        words: 0,
        who: Who::Managers,
        summary: |say| say.help_tip(),
        run: tip::tip,
    },
    Command {
        name: "write",
        arguments: "[list] [in #channel]",
        words: 1,
        who: Who::Managers,
        summary: |say| say.help_write(),
        run: tip::write,
    },
    Command {
        name: "news",
        arguments: "[link] [line] [in #channel]",
        words: 40,
        who: Who::Managers,
        summary: |say| say.help_news(),
        run: round::news,
    },
    Command {
        name: "win",
        arguments: "[@person … what happened]",
        words: 100,
        who: Who::Everybody,
        summary: |say| say.help_win(),
        run: win::win,
    },
    Command {
        name: "wins",
        arguments: "[since 1 Nov | here]",
        words: 6,
        who: Who::Everybody,
        summary: |say| say.help_wins(),
        run: win::wins,
    },
    Command {
        name: "charter",
        arguments: "",
        words: 0,
        who: Who::Everybody,
        summary: |say| say.help_charter(),
        run: charter::charter,
    },
    Command {
        name: "round",
        arguments: "[in #channel]",
        words: 0,
        who: Who::Managers,
        summary: |say| say.help_round(),
        run: round::round,
    },
    Command {
        name: "managers",
        arguments: "[add @person | remove @person] [in #channel]",
        words: 0,
        who: Who::Managers,
        summary: |say| say.help_managers(),
        run: roles::managers_command,
    },
    Command {
        name: "admins",
        arguments: "[add @person | remove @person]",
        words: 2,
        who: Who::Admins,
        summary: |say| say.help_admins(),
        run: roles::admins_command,
    },
    Command {
        name: "guests",
        arguments: "[on | off] [in #channel]",
        words: 1,
        who: Who::Managers,
        summary: |say| say.help_guests(),
        run: nudge::guests,
    },
    Command {
        name: "schedule",
        arguments: "tip | check-in | round … when [in #channel]",
        words: 60,
        who: Who::Managers,
        summary: |say| say.help_schedule(),
        run: schedule::schedule,
    },
    Command {
        name: "schedules",
        arguments: "[in #channel]",
        words: 0,
        who: Who::Managers,
        summary: |say| say.help_schedules(),
        run: schedule::schedules,
    },
    Command {
        name: "holidays",
        arguments: "[24 Dec to 3 Jan] [in #channel | everywhere]",
        words: 0,
        who: Who::Managers,
        summary: |say| say.help_holidays(),
        run: schedule::holidays_command,
    },
    Command {
        name: "pack",
        arguments: "[skill only #channel @person … | skill everybody]",
        words: 0,
        who: Who::Admins,
        summary: |say| say.help_pack(),
        run: packs::pack,
    },
    Command {
        name: "audit",
        arguments: "[number | @person | #channel]",
        words: 1,
        who: Who::Admins,
        summary: |say| say.help_audit(),
        run: audit::audit,
    },
    Command {
        name: "feedback",
        arguments: "[export] [month]",
        words: 3,
        who: Who::Admins,
        summary: |say| say.help_feedback(),
        run: round::feedback,
    },
    Command {
        name: "tips",
        arguments: "",
        words: 0,
        who: Who::Admins,
        summary: |say| say.help_tips(),
        run: tip::tips,
    },
];

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

/// The list of commands in one line, for the hint that Slack shows while typing.
pub fn usage_hint() -> String {
    COMMANDS
        .iter()
        .map(|command| command.name)
        .collect::<Vec<_>>()
        .join(" | ")
}

/// The commands as a table in Markdown, for the README.
pub fn commands_table(phrases: &Phrases) -> String {
    let say = phrases.speaker(None);
    let mut table = String::from("| say | and I | who |\n|---|---|---|\n");
    for command in COMMANDS {
        let usage = command.usage().replace('|', "\\|");
        let summary = (command.summary)(&say).to_words();
        let who = command.who.words();
        table += &format!("| `{usage}` | {summary} | {who} |\n");
    }
    table
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
    COMMANDS.iter().find(|command| command.name == bare)
}

fn not_understood(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    text: &str,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let shown: String = text.chars().take(SHOWN_CHARS).collect();
    let names = COMMANDS.iter().map(|command| command.name);
    let first = text.split_whitespace().next().unwrap_or_default();
    let said = match near::nearest(names, first).and_then(named) {
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

/// Runs `help`: what one may use here, and nothing else.
pub(super) fn help(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let list = |of: &[Who]| {
        let commands = COMMANDS.iter().filter(|command| of.contains(&command.who));
        Text::lines(commands.map(|c| say.help_line(Text::strong(c.usage()), (c.summary)(&say))))
    };
    let mut blocks = vec![
        Block::Title(say.help_title()),
        Block::Paragraph(say.help_intro()),
        Block::Paragraph(list(&[Who::Everybody])),
    ];
    if roles::may(desk, &actor.id, Who::Admins, None)? {
        blocks.push(Block::Paragraph(say.help_admin_title()));
        blocks.push(Block::Paragraph(list(&[Who::Managers, Who::Admins])));
    } else if roles::may(desk, &actor.id, Who::Managers, place.channel())? {
        blocks.push(Block::Paragraph(say.help_manager_title()));
        blocks.push(Block::Paragraph(list(&[Who::Managers])));
    }
    desk.reply(Card::of(blocks));
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
}
