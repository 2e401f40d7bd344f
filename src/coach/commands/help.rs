//! The commands as they are listed: by `help`, in the README, in the hint and the menus that
//! platforms show.

use super::COMMANDS;
use crate::chat::{Actor, Block, Card, Place, Text};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::phrases::Phrases;
use crate::coach::roles::{self, Who};
use crate::state::Undecided;

/// The list of commands in one line, for the hint that Slack shows while typing.
pub fn usage_hint() -> String {
    COMMANDS
        .iter()
        .map(|command| command.name)
        .collect::<Vec<_>>()
        .join(" | ")
}

/// The commands that a platform with menus offers while one writes to the bot alone.
const DIRECT_MENU: [&str; 10] = [
    "home",
    "practice",
    "assess",
    "plans",
    "programme",
    "nudges",
    "preferences",
    "privacy",
    "stop",
    "help",
];
/// Those that it offers in channels.
const CHANNEL_MENU: [&str; 10] = [
    "win",
    "wins",
    "charter",
    "ask",
    "tip",
    "round",
    "schedule",
    "schedules",
    "team",
    "help",
];

/// What a platform with menus offers: each command's word and what it does, first in the
/// conversation with the bot alone, then in channels. All others work when they are typed.
pub fn menus(phrases: &Phrases) -> [Vec<(&'static str, String)>; 2] {
    let say = phrases.speaker(None);
    [DIRECT_MENU, CHANNEL_MENU].map(|names| {
        let commands = names
            .into_iter()
            .filter_map(|name| COMMANDS.iter().find(|command| command.name == name));
        commands
            .map(|command| (command.name, (command.summary)(&say).to_words()))
            .collect()
    })
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

/// Runs `help`: what one may use here, and nothing else.
pub(in crate::coach) fn help(
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
