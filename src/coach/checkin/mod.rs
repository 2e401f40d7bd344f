//! Check-ins: the kinds of question, one file each, and what happens to one that stands in a
//! channel: asked, answered, counted, closed. What a person remembers of it is `mastery`'s.

mod answering;
mod asking;
mod card;
mod choosing;
mod closing;
mod commitment;
mod estimate;
mod explaining;
mod forgetting;
mod matching;
mod multi;
mod myth;
mod ordering;
mod period;
mod preview;
mod rating;
mod reflection;
mod run;
mod scenario;
mod taking_back;

use serde::{Deserialize, Serialize};

pub(super) use answering::{answer, form_of, open_form, send_form, show_mine};
pub(super) use asking::{Opening, ask, card_of, is_there, message_of, next_for, open, undelivered};
pub(super) use card::{Asked, letter, prompt_blocks, question_blocks, skill_name};
pub(super) use choosing::{Named, left, named};
pub(super) use closing::{close, refresh, tally};
pub(super) use commitment::{MAX_CHARS as PLAN_CHARS, MAX_DAYS as PLAN_DAYS};
pub(super) use forgetting::uncount;
pub(super) use preview::every_card;
pub(super) use taking_back::{
    TookBack, confirm_take_back, finality_of, run_of, take_back, take_back_by_tap,
};

pub(super) use explaining::{Explained, explain};
#[cfg(test)]
pub(super) use run::{Edition, RunState};
pub(super) use run::{Once, Run, channel_of, standing_skill};

use super::filled::Amiss;
use super::mastery::Choices;
use super::phrases::Speaker;
use crate::chat::{Row, Text, Values};
use crate::library::{ChoiceId, Item, Question};

/// How an answer is told to the person who gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The best answer.
    Best,
    /// Part of it.
    Part,
    /// Another answer was best.
    Other,
    /// Nothing about it can be right.
    Kept,
}

/// What somebody answered, by kind. Names of choices, never positions: shuffling, translating and
/// editing can't change what was answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// One of the choices on buttons.
    Choice(ChoiceId),
    /// All parts, in the order given.
    Order(Vec<ChoiceId>),
    /// Each part with its bin, in the order of the file.
    Bins(Vec<(ChoiceId, ChoiceId)>),
    /// The choices marked.
    Marked(Vec<ChoiceId>),
    /// A number.
    Number(f64),
    /// Free words.
    Words(String),
    /// An if-then plan.
    Plan {
        /// When something happens …
        cue: String,
        /// … one does this.
        action: String,
        /// After how many days it comes back.
        due_days: u16,
    },
}

/// Something that can be chosen on a button, or named by typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answerable {
    /// Its name.
    pub id: ChoiceId,
    /// What stands on it.
    pub label: String,
}

/// How a question is answered on a surface.
pub(super) enum Ways {
    /// By one of these, in this order.
    Buttons(Vec<Answerable>),
    /// By a form behind one button.
    Form,
}

/// What is said about an answer, by kind.
pub(super) struct Feedback {
    /// What the person answered, in words.
    pub yours: Text,
    /// Paragraphs on why, and what the others are good for.
    pub why: Vec<Text>,
    /// The best answer in words, where there is one.
    pub best: Option<Text>,
}

/// What every kind of question can do. Pure: item and response in, words and numbers out.
pub(super) trait QuestionKind {
    /// How it is answered where forms would be too much (`small`), or may be used.
    fn ways(&self, say: &Speaker<'_>, seed: &str, small: bool) -> Ways;

    /// The rows of the form that answers it; kinds answered by buttons have none.
    fn form(&self, _say: &Speaker<'_>, _seed: &str) -> Vec<Row> {
        Vec::new()
    }

    /// Reads a sent form; kinds answered by buttons take none.
    fn read_form(&self, _say: &Speaker<'_>, _values: &Values) -> Result<Response, Amiss> {
        Err(Vec::new())
    }

    /// Reads a button's choice; `None` if it is no choice of this question.
    fn read_choice(&self, _choice: &ChoiceId) -> Option<Response> {
        None
    }

    /// Reads typed words beyond the letters and labels of buttons; `None` if they are no answer.
    fn read_words(&self, _words: &str) -> Option<Response> {
        None
    }

    /// From 0 to 1; `None` where nothing can be right, or the response is to another text.
    fn score(&self, _response: &Response) -> Option<f64> {
        None
    }

    /// How easily an answer is best by luck.
    fn choices(&self) -> Choices {
        Choices::More
    }

    /// What is said about a response.
    fn feedback(&self, say: &Speaker<'_>, response: &Response) -> Feedback;

    /// The best answer in words, where there is one.
    fn best(&self, _say: &Speaker<'_>) -> Option<Text> {
        None
    }

    /// What the spread counts a response under; `None` keeps it out of any spread.
    fn spread_name(&self, _response: &Response) -> Option<String> {
        None
    }

    /// The lines of the spread: name and label, in their order. Empty for kinds without one.
    fn spread_lines(&self, _say: &Speaker<'_>) -> Vec<(String, Text)> {
        Vec::new()
    }
}

/// The one place where a question's kind is told apart.
pub(super) fn kind_of(item: &Item) -> Box<dyn QuestionKind + '_> {
    match &item.question {
        Question::Scenario { choices } => Box::new(scenario::Scenario {
            choices,
            fixed: item.fixed,
        }),
        Question::Myth {
            truth,
            on_true,
            on_myth,
        } => Box::new(myth::Myth {
            truth: *truth,
            on_true,
            on_myth,
        }),
        Question::Ordering { parts } => Box::new(ordering::Ordering { parts }),
        Question::Matching { bins, parts } => Box::new(matching::Matching { bins, parts }),
        Question::Multi { choices } => Box::new(multi::Multi {
            choices,
            fixed: item.fixed,
        }),
        Question::Estimate {
            answer,
            unit,
            range,
            full,
            half,
            close,
            high,
            low,
        } => Box::new(estimate::Estimate {
            answer: *answer,
            unit,
            range: *range,
            full: *full,
            half: *half,
            close,
            high,
            low,
        }),
        Question::Rating {
            labels,
            low,
            mid,
            high,
        } => Box::new(rating::Rating {
            labels,
            low,
            mid,
            high,
        }),
        Question::Reflection {
            starter,
            max_chars,
            example,
        } => Box::new(reflection::Reflection {
            starter,
            max_chars: *max_chars,
            example,
        }),
        Question::Commitment {
            cue,
            offers,
            due_days,
        } => Box::new(commitment::Commitment {
            cue,
            offers,
            due_days: *due_days,
        }),
    }
}

/// An answer, scored.
pub(super) struct Scored {
    /// From 0 to 1; `None` where nothing can be right.
    pub score: Option<f64>,
    /// How easily it is best by luck.
    pub choices: Choices,
    /// Its name in facts.
    pub name: String,
}

/// Scores an answer.
pub(super) fn score_of(item: &Item, response: &Response) -> Scored {
    let kind = kind_of(item);
    let name = kind.spread_name(response);
    Scored {
        score: kind.score(response),
        choices: kind.choices(),
        name: name.unwrap_or_else(|| Verdict::Kept.name().to_owned()),
    }
}

impl Verdict {
    /// How a score is told.
    pub(super) fn of(score: Option<f64>) -> Self {
        match score {
            None => Self::Kept,
            Some(score) if score >= super::mastery::BEST => Self::Best,
            Some(score) if score >= super::mastery::PART => Self::Part,
            Some(_) => Self::Other,
        }
    }

    /// The words for it.
    pub(super) fn words(self, say: &Speaker<'_>) -> Text {
        match self {
            Self::Best => say.verdict_best(),
            Self::Part => say.verdict_part(),
            Self::Other => say.verdict_other(),
            Self::Kept => say.verdict_kept(),
        }
    }

    /// Its name in counters.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Part => "part",
            Self::Other => "other",
            Self::Kept => "kept",
        }
    }

    /// The spread of kinds whose answers are too many to be told apart: how many were best.
    fn spread_lines(say: &Speaker<'_>) -> Vec<(String, Text)> {
        [Self::Best, Self::Part, Self::Other]
            .into_iter()
            .map(|verdict| (verdict.name().to_owned(), verdict.words(say)))
            .collect()
    }
}
