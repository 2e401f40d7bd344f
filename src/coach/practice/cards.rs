//! What a session shows: the open question, how sure one was, what is said about an answer, and
//! what changed at the end.

use crate::chat::{Block, Button, Card, Text};
use crate::coach::act::{Act, Sureness};
use crate::coach::checkin::{
    Asked, Explained, Response, explain, kind_of, prompt_blocks, question_blocks, skill_name,
};
use crate::coach::desk::{Desk, button};
use crate::coach::phrases::Speaker;
use crate::library::{ChoiceId, Item};

use super::session::Session;

/// The open question, or how sure one was of the answer that waits; below it the ways to leave.
pub(super) fn open(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    session: &Session,
    item: &Item,
    leaving: Vec<Button>,
) -> Vec<Block> {
    let mut blocks = head(desk, say, session, item);
    match &session.waiting {
        None => blocks.extend(open_question(say, session, item)),
        Some(response) => blocks.extend(how_sure(say, session, item, response)),
    }
    blocks.extend((!leaving.is_empty()).then_some(Block::Buttons(leaving)));
    blocks
}

/// A question that is not to be answered where it stands (any more) stays readable, without its
/// buttons, and says why.
pub(super) fn left(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    session: &Session,
    item: &Item,
    why: Text,
) -> Card {
    let mut blocks = head(desk, say, session, item);
    blocks.extend(prompt_blocks(say, item));
    blocks.push(Block::Note(why));
    Card::of(blocks)
}

/// A question with what is to be said about its answer.
pub(super) fn answered(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    session: &Session,
    explained: &Explained<'_>,
) -> Card {
    let item = explained.item;
    let mut blocks = head(desk, say, session, item);
    blocks.extend(prompt_blocks(say, item));
    blocks.push(Block::Divider);
    blocks.extend(explain(say, &desk.coach.library, explained));
    let differ = button(&Act::Differ(item.id.clone()), &say.button_differ());
    blocks.push(Block::Buttons(vec![differ]));
    Card::of(blocks)
}

/// What changed by the session, after some words on how it ended.
pub(super) fn ended(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    session: &Session,
    words: Text,
    beside: Option<Button>,
) -> Card {
    let mut blocks = vec![Block::Paragraph(words)];
    let changed = session.learnt.iter().filter_map(|(objective, days)| {
        let objective = desk.coach.library.objective(objective)?;
        let name = Text::strong(objective.text.trim_end_matches('.'));
        Some(Block::Paragraph(for_about(say, name, *days)))
    });
    blocks.extend(changed);
    let mut buttons = vec![
        button(&Act::More, &say.button_more()),
        button(&Act::Me, &say.button_me()),
    ];
    buttons.extend(beside);
    blocks.push(Block::Buttons(buttons));
    Card::of(blocks)
}

fn open_question(say: &Speaker<'_>, session: &Session, item: &Item) -> Vec<Block> {
    let step = session.step();
    let choose = |choice: &ChoiceId| Act::PracticeAnswer(step.clone(), choice.clone());
    let asked = Asked {
        item,
        seed: &session.seed(),
        small: false,
        choose: &choose,
        open: Act::PracticeForm(step.clone()),
    };
    question_blocks(say, &asked)
}

fn how_sure(say: &Speaker<'_>, session: &Session, item: &Item, response: &Response) -> Vec<Block> {
    let step = session.step();
    let ask = |sureness, label: &Text| button(&Act::Confidence(step.clone(), sureness), label);
    let mut blocks = prompt_blocks(say, item);
    let yours = kind_of(item).feedback(say, response).yours;
    blocks.push(Block::Paragraph(say.answer_yours(yours)));
    blocks.push(Block::Paragraph(say.practice_how_sure()));
    blocks.push(Block::Buttons(vec![
        ask(Sureness::Sure, &say.button_sure()),
        ask(Sureness::ThinkSo, &say.button_think_so()),
        ask(Sureness::Guessing, &say.button_guessing()),
        ask(Sureness::Unsaid, &say.button_skip()),
    ]));
    blocks
}

/// Above every step: which it is, and of which skill.
fn head(desk: &Desk<'_>, say: &Speaker<'_>, session: &Session, item: &Item) -> Vec<Block> {
    let number = i64::from(session.index) + 1;
    let of = i64::try_from(session.items.len()).unwrap_or(i64::MAX);
    vec![Block::Note(say.practice_step(
        number,
        of,
        skill_name(&desk.coach.library, item),
    ))]
}

/// Below an open step: how to leave it out, and how to leave. How sure one was has its own *Skip*.
pub(super) fn leaving(say: &Speaker<'_>, session: &Session) -> Vec<Button> {
    if session.waiting.is_some() {
        return Vec::new();
    }
    vec![
        button(&Act::PracticeSkip(session.step()), &say.button_skip()),
        button(&Act::PracticeStop(session.id.clone()), &say.button_stop()),
    ]
}

/// For how long something would now be recalled, in the unit one would say it in.
fn for_about(say: &Speaker<'_>, what: Text, days: i64) -> Text {
    match days {
        ..14 => say.practice_recall_days(what, days),
        14..60 => say.practice_recall_weeks(what, (days + 3) / 7),
        _ => say.practice_recall_months(what, (days + 15) / 30),
    }
}
