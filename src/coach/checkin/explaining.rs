//! What the person who answered gets, alone: whether it was best, why, what the others are good
//! for, where that comes from, and when it is worth another look.

use jiff::civil::Date;

use super::run::Once;
use super::{Verdict, kind_of};
use crate::chat::{Block, Card};
use crate::coach::act::Act;
use crate::coach::cite;
use crate::coach::days::days_between;
use crate::coach::desk::button;
use crate::coach::phrases::Speaker;
use crate::library::{Item, Library};

/// An answer to be explained.
pub(in crate::coach) struct Explained<'a> {
    /// To what.
    pub item: &'a Item,
    /// What was answered.
    pub once: &'a Once,
    /// The person's day.
    pub day: Date,
    /// Whether it was given before, and this is a second look.
    pub again: bool,
    /// Whether the person was sure of another answer than the best.
    pub sure_of_other: bool,
    /// Whether others could be near: in a channel it is said that only the reader sees this.
    pub in_channel: bool,
}

/// The explanation as blocks, without buttons.
pub(in crate::coach) fn explain(
    say: &Speaker<'_>,
    library: &Library,
    explained: &Explained<'_>,
) -> Vec<Block> {
    let Explained { item, once, .. } = explained;
    let feedback = kind_of(item).feedback(say, &once.response);
    let mut blocks = vec![Block::Title(once.verdict.words(say))];
    blocks.push(Block::Paragraph(say.answer_yours(feedback.yours)));
    if explained.again {
        blocks.push(Block::Note(say.answer_first_counts()));
    }
    if explained.sure_of_other {
        blocks.push(Block::Paragraph(say.answer_sure_of_other()));
    }
    if let Some(best) = feedback.best.filter(|_| once.verdict != Verdict::Kept) {
        blocks.push(Block::Paragraph(say.answer_best(best)));
    }
    blocks.extend(
        feedback
            .why
            .into_iter()
            .filter(|why| !why.is_empty())
            .map(Block::Paragraph),
    );
    blocks.extend(item.more.clone().map(Block::Paragraph));
    blocks.extend(cite::notes(say, library, &item.sources));
    blocks.extend(notes(say, explained));
    blocks
}

/// The whole private reply to an answer in a channel.
pub(super) fn private_card(
    say: &Speaker<'_>,
    library: &Library,
    explained: &Explained<'_>,
) -> Card {
    let mut blocks = explain(say, library, explained);
    blocks.push(Block::Buttons(vec![
        button(&Act::More, &say.button_more()).primary(),
        button(
            &Act::Differ(explained.item.id.clone()),
            &say.button_differ(),
        ),
    ]));
    Card::of(blocks)
}

fn notes(say: &Speaker<'_>, explained: &Explained<'_>) -> Vec<Block> {
    let Explained { once, day, .. } = explained;
    let mut notes = Vec::new();
    if !once.counted {
        notes.push(Block::Note(say.answer_late()));
    }
    if let Some(next) = once.next_look {
        notes.push(Block::Note(say.answer_next_look(days_between(*day, next))));
    }
    if explained.in_channel {
        notes.push(Block::Note(say.answer_private()));
    }
    notes
}
