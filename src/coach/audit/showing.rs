//! `audit`: what was done lately, to admins, a page at a time; all of it, or what one person did
//! or had done to them, or what was done in one channel.

use super::Entry;
use crate::chat::{Actor, Block, Card, Place, Span, Text};
use crate::coach::act::{Act, AuditAbout};
use crate::coach::desk::{Desk, PAGE_MOST, button};
use crate::coach::person::Person;
use crate::state::{Owner, Undecided};

/// So many are shown at once, unless another number is asked for.
const SHOWN: usize = 20;
/// So many at most.
const SHOWN_MOST: usize = 50;
/// So many pages of what is kept are looked through for one page that is shown; *older* goes on
/// from there.
const PAGES_MOST: usize = 8;

/// Runs the command; a word is how many, or about whom or which channel.
pub(in crate::coach) fn audit(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let asked = match words {
        [] => Some((SHOWN, AuditAbout::Everything)),
        [word] => read(word),
        _ => None,
    };
    let Some((most, about)) = asked else {
        let (_, say) = Person::meet(desk, &actor.id)?;
        desk.reply(Card::words(say.audit_usage()));
        return Ok(());
    };
    show(desk, actor, &about, "", most)
}

fn read(word: &str) -> Option<(usize, AuditAbout)> {
    if let Ok(most @ 1..) = word.parse::<usize>() {
        return Some((most.min(SHOWN_MOST), AuditAbout::Everything));
    }
    AuditAbout::read(word).map(|about| (SHOWN, about))
}

/// Shows what was done before that.
pub(in crate::coach) fn older(
    desk: &mut Desk<'_>,
    actor: &Actor,
    about: &AuditAbout,
    after: &str,
) -> Result<(), Undecided> {
    show(desk, actor, about, after, SHOWN)
}

fn show(
    desk: &mut Desk<'_>,
    actor: &Actor,
    about: &AuditAbout,
    after: &str,
    most: usize,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let (entries, next) = find(desk, about, after, most)?;
    let line = |entry: &Entry| {
        let at = Text(vec![Span::Moment(entry.at)]);
        say.audit_line(at, entry.deed.words(&say, &entry.by))
    };
    let mut blocks = if entries.is_empty() {
        vec![Block::Paragraph(say.audit_nothing())]
    } else {
        vec![Block::Paragraph(say.audit_title())]
    };
    // A paragraph has room for some 20 of these lines.
    let pieces = entries.chunks(SHOWN);
    blocks.extend(pieces.map(|piece| Block::Paragraph(Text::lines(piece.iter().map(line)))));
    blocks.extend(next.map(|next| {
        let act = Act::AuditOlder(about.clone(), next);
        Block::Buttons(vec![button(&act, &say.button_older())])
    }));
    desk.reply(Card::of(blocks));
    Ok(())
}

/// The next ones, the newest first; and where to go on, if there may be more.
fn find(
    desk: &Desk<'_>,
    about: &AuditAbout,
    after: &str,
    most: usize,
) -> Result<(Vec<Entry>, Option<String>), Undecided> {
    let mut after = after.to_owned();
    let mut found = Vec::new();
    for _ in 0..PAGES_MOST {
        let page = desk.read_some::<Entry>(Owner::Shared, after.as_str().into(), PAGE_MOST)?;
        let is_last = page.len() < usize::from(PAGE_MOST);
        for (key, entry) in page {
            if !is_about(&entry, about) {
                after = key.id.to_string();
                continue;
            }
            if found.len() == most {
                return Ok((found, Some(after)));
            }
            after = key.id.to_string();
            found.push(entry);
        }
        if is_last {
            return Ok((found, None));
        }
    }
    Ok((found, Some(after)))
}

fn is_about(entry: &Entry, about: &AuditAbout) -> bool {
    match about {
        AuditAbout::Everything => true,
        AuditAbout::Person(person) => {
            entry.by.person() == Some(person) || entry.deed.person() == Some(person)
        }
        AuditAbout::Channel(channel) => entry.deed.channel() == Some(channel),
    }
}
