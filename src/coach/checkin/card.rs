//! How a check-in looks: the question with its buttons, the count below it, and what stands in
//! the channel when it has closed.

use jiff::Timestamp;

use super::run::{Run, RunState};
use super::{Answerable, Ways, kind_of};
use crate::chat::{Block, Button, Card, Meter, Span, Text};
use crate::coach::act::{Act, RunId};
use crate::coach::desk::button;
use crate::coach::phrases::Speaker;
use crate::library::{ChoiceId, Item, Library, Question};

/// A choice up to so many UTF-16 units stands on its button; a longer one stands in the message
/// under a letter, and the button carries the letter: phones cut long buttons.
const LONGEST_ON_BUTTON: usize = 30;
/// From so many answers up a spread is shown: with fewer, people could be told.
const SPREAD_FROM: i64 = 5;

/// A question to be drawn.
pub(in crate::coach) struct Asked<'a> {
    /// The item.
    pub item: &'a Item,
    /// What its order is drawn from.
    pub seed: &'a str,
    /// Whether forms would be too much where buttons can do.
    pub small: bool,
    /// The act of a choice's button.
    pub choose: &'a dyn Fn(&ChoiceId) -> Act,
    /// The act of the button that opens the form.
    pub open: Act,
}

/// The question and its buttons.
pub(in crate::coach) fn question_blocks(say: &Speaker<'_>, asked: &Asked<'_>) -> Vec<Block> {
    let mut blocks = prompt_blocks(say, asked.item);
    match kind_of(asked.item).ways(say, asked.seed, asked.small) {
        Ways::Buttons(answerables) => {
            let lettered = needs_letters(&answerables);
            if lettered {
                blocks.push(Block::Paragraph(lettered_list(say, &answerables)));
            }
            blocks.push(Block::Buttons(choice_buttons(
                say,
                &answerables,
                lettered,
                asked.choose,
            )));
        }
        Ways::Form => {
            let label = if asks_for_words(asked.item) {
                say.button_write()
            } else {
                say.button_answer()
            };
            blocks.push(Block::Buttons(vec![button(&asked.open, &label).primary()]));
        }
    }
    blocks
}

/// The question without its buttons.
pub(in crate::coach) fn prompt_blocks(say: &Speaker<'_>, item: &Item) -> Vec<Block> {
    let mut blocks = Vec::new();
    if matches!(item.question, Question::Myth { .. }) {
        blocks.push(Block::Note(say.myth_question()));
    }
    blocks.push(Block::Paragraph(item.prompt.clone()));
    if let Question::Commitment { cue, .. } = &item.question {
        blocks.push(Block::Paragraph(say.plan_begins(cue.as_str())));
    }
    blocks
}

/// The letter of a choice by its place.
pub(in crate::coach) fn letter(place: usize) -> String {
    u8::try_from(place)
        .ok()
        .filter(|place| *place < 26)
        .map_or_else(String::new, |place| char::from(b'A' + place).to_string())
}

fn asks_for_words(item: &Item) -> bool {
    matches!(
        item.question,
        Question::Reflection { .. } | Question::Commitment { .. }
    )
}

fn needs_letters(answerables: &[Answerable]) -> bool {
    answerables
        .iter()
        .any(|answerable| answerable.label.encode_utf16().count() > LONGEST_ON_BUTTON)
}

fn lettered_list(say: &Speaker<'_>, answerables: &[Answerable]) -> Text {
    let line = |(place, answerable): (usize, &Answerable)| {
        say.choice_lettered(Text::strong(letter(place)), answerable.label.as_str())
    };
    Text::lines(answerables.iter().enumerate().map(line))
}

fn choice_buttons(
    say: &Speaker<'_>,
    answerables: &[Answerable],
    lettered: bool,
    choose: &dyn Fn(&ChoiceId) -> Act,
) -> Vec<Button> {
    let draw = |(place, answerable): (usize, &Answerable)| {
        let token = choose(&answerable.id).token();
        if !lettered {
            return Button::new(token, answerable.label.as_str());
        }
        let described = say.button_letter_described(letter(place), answerable.label.as_str());
        Button::new(token, letter(place)).described(described.to_words())
    };
    answerables.iter().enumerate().map(draw).collect()
}

/// How a run stands in its channel while it is open.
pub(super) fn open_card(
    say: &Speaker<'_>,
    library: &Library,
    id: &RunId,
    closes: Timestamp,
    item: &Item,
    answered: i64,
) -> Card {
    let choose = |choice: &ChoiceId| Act::Answer(id.clone(), choice.clone());
    let asked = Asked {
        item,
        seed: id.as_str(),
        small: true,
        choose: &choose,
        open: Act::AnswerForm(id.clone()),
    };
    let mut blocks = vec![Block::Note(skill_name(library, item))];
    blocks.extend(question_blocks(say, &asked));
    blocks.push(Block::Note(
        say.run_footer_open(answered, Text(vec![Span::Moment(closes)])),
    ));
    blocks.push(Block::Buttons(vec![button(
        &Act::ShowMine(id.clone()),
        &say.button_show_mine(),
    )]));
    Card::of(blocks)
}

/// How a run stands in its channel when it has closed and was counted.
pub(super) fn closed_card(
    say: &Speaker<'_>,
    library: &Library,
    id: &RunId,
    run: &Run,
    item: &Item,
) -> Card {
    let mut blocks = vec![Block::Note(skill_name(library, item))];
    blocks.extend(prompt_blocks(say, item));
    blocks.push(Block::Divider);
    if let Some(best) = kind_of(item).best(say) {
        blocks.push(Block::Paragraph(say.run_best(best)));
    }
    if let Some(takeaway) = &item.takeaway {
        blocks.push(Block::Paragraph(say.run_takeaway(takeaway.clone())));
    }
    blocks.extend(spread_blocks(say, run, item));
    blocks.push(Block::Buttons(vec![button(
        &Act::ShowMine(id.clone()),
        &say.button_show_mine(),
    )]));
    Card::of(blocks)
}

/// The spread without names: from five answers up, and only where at least two lines were taken,
/// else it would tell everyone's.
fn spread_blocks(say: &Speaker<'_>, run: &Run, item: &Item) -> Vec<Block> {
    let RunState::Tallied { answered, spread } = &run.state else {
        return Vec::new();
    };
    let lines = kind_of(item).spread_lines(say);
    let mut blocks = Vec::new();
    if !lines.is_empty() && *answered > 0 {
        let taken = spread.values().filter(|count| **count > 0).count();
        if *answered < SPREAD_FROM || taken < 2 {
            // The same words for both: that all agreed would tell each what the others took.
            blocks.push(Block::Note(say.run_spread_withheld()));
        } else {
            blocks.push(Block::Paragraph(say.run_spread_title()));
            let draw = |(name, label): (String, Text)| {
                let count = spread.get(&name).copied().unwrap_or_default();
                let percent = percent(count, *answered);
                Block::Meter(Meter {
                    label: label.to_words(),
                    percent: u8::try_from(percent).unwrap_or(100),
                    words: say.run_spread_share(percent, count).to_words(),
                })
            };
            blocks.extend(lines.into_iter().map(draw));
        }
    }
    blocks.push(Block::Note(say.run_footer_closed(*answered)));
    blocks
}

/// A share in whole percent, rounded half up.
fn percent(count: i64, of: i64) -> i64 {
    (200 * count + of) / (2 * of)
}

/// The name of an item's skill.
pub(in crate::coach) fn skill_name(library: &Library, item: &Item) -> Text {
    let id = item.id.skill();
    Text::strong(
        library
            .skill(&id)
            .map_or(id.as_str(), |skill| skill.name.as_str()),
    )
}
