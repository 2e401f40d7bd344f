//! Every card that is made of a library's items, as `cairn check` and the platforms' own tests
//! look at them: the question, its end, and what is said about each answer.

use jiff::Timestamp;
use jiff::civil::Date;

use super::card::{closed_card, open_card};
use super::explaining::{Explained, private_card};
use super::run::{Once, Run, RunState};
use super::{Response, Verdict, Ways, commitment, kind_of};
use crate::chat::{Card, ChannelId, PersonId};
use crate::coach::act::RunId;
use crate::coach::phrases::{Phrases, Speaker};
use crate::library::{Item, Library, PageId, Question};

/// So many answered, on a card that is looked at before anybody did.
const ANSWERED: i64 = 1_000;

/// All cards of all items, in the words of a text of phrases; none if that can't be read.
pub(in crate::coach) fn every_card(library: &Library, phrases: &str) -> Vec<(PageId, Card)> {
    let Ok(phrases) = Phrases::load(("en", phrases), &[]) else {
        return Vec::new();
    };
    let say = phrases.speaker(None);
    let cards = |item: &Item| {
        let id = PageId::Item(item.id.clone());
        cards_of(&say, library, item)
            .into_iter()
            .map(move |card| (id.clone(), card))
            .collect::<Vec<_>>()
    };
    library
        .items
        .values()
        .flat_map(|item| cards(item))
        .collect()
}

fn cards_of(say: &Speaker<'_>, library: &Library, item: &Item) -> Vec<Card> {
    let id = RunId::from("preview");
    let mut run = Run {
        item: item.id.clone(),
        edition: String::new(),
        channel: ChannelId::from("preview"),
        asked_by: PersonId::from("preview"),
        opened: Timestamp::UNIX_EPOCH,
        closes: Timestamp::UNIX_EPOCH,
        schedule: None,
        state: RunState::Open,
    };
    let mut cards = vec![open_card(say, library, &id, run.closes, item, ANSWERED)];
    let lines = kind_of(item).spread_lines(say).into_iter();
    run.state = RunState::Tallied {
        answered: ANSWERED,
        spread: lines.map(|(name, _)| (name, ANSWERED)).collect(),
    };
    cards.push(closed_card(say, library, &id, &run, item));
    let replies = responses(say, item).into_iter();
    cards.extend(replies.map(|response| reply(say, library, item, response)));
    cards
}

/// The private reply at its longest: a second look, after the closing.
fn reply(say: &Speaker<'_>, library: &Library, item: &Item, response: Response) -> Card {
    let once = Once {
        item: item.id.clone(),
        verdict: Verdict::of(kind_of(item).score(&response)),
        response,
        at: Timestamp::UNIX_EPOCH,
        counted: false,
        next_look: Some(Date::MAX),
    };
    let explained = Explained {
        item,
        once: &once,
        day: Date::MAX,
        again: true,
        sure_of_other: true,
        in_channel: true,
    };
    private_card(say, library, &explained)
}

/// What can be answered: every button, or an answer of a form as long as it can be.
fn responses(say: &Speaker<'_>, item: &Item) -> Vec<Response> {
    let kind = kind_of(item);
    if let Ways::Buttons(answerables) = kind.ways(say, "preview", true) {
        let read = |answerable: super::Answerable| kind.read_choice(&answerable.id);
        return answerables.into_iter().filter_map(read).collect();
    }
    let long = |length: usize| "m".repeat(length);
    let by_form = match &item.question {
        Question::Ordering { parts } => {
            Response::Order(parts.iter().rev().map(|part| part.id.clone()).collect())
        }
        Question::Matching { bins, parts } => {
            let bin = bins.first().map(|bin| bin.id.clone());
            let placed = parts.iter().zip(std::iter::repeat(bin));
            let placed = placed.filter_map(|(part, bin)| Some((part.id.clone(), bin?)));
            Response::Bins(placed.collect())
        }
        Question::Multi { choices } => {
            Response::Marked(choices.iter().map(|choice| choice.id.clone()).collect())
        }
        Question::Reflection { max_chars, .. } => Response::Words(long(usize::from(*max_chars))),
        Question::Commitment { due_days, .. } => Response::Plan {
            cue: long(usize::from(commitment::MAX_CHARS)),
            action: long(usize::from(commitment::MAX_CHARS)),
            due_days: *due_days,
        },
        Question::Scenario { .. }
        | Question::Myth { .. }
        | Question::Estimate { .. }
        | Question::Rating { .. } => return Vec::new(),
    };
    vec![by_form]
}
