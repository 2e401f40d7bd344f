//! Myth: a statement that is true, or that many believe and is not.

use super::{Answerable, Feedback, QuestionKind, Response, Ways};
use crate::chat::Text;
use crate::coach::mastery::Choices;
use crate::coach::phrases::Speaker;
use crate::library::ChoiceId;

const TRUE: &str = "true";
const MYTH: &str = "myth";

/// The statement's truth, and what is said either way.
pub(super) struct Myth<'a> {
    pub truth: bool,
    pub on_true: &'a Text,
    pub on_myth: &'a Text,
}

impl Myth<'_> {
    fn key(&self) -> &'static str {
        if self.truth { TRUE } else { MYTH }
    }

    fn label(name: &str, say: &Speaker<'_>) -> Text {
        if name == TRUE {
            say.button_true()
        } else {
            say.button_myth()
        }
    }

    fn feedback_on(&self, name: &str) -> Text {
        if name == TRUE {
            self.on_true.clone()
        } else {
            self.on_myth.clone()
        }
    }

    fn chosen(response: &Response) -> Option<&'static str> {
        let Response::Choice(id) = response else {
            return None;
        };
        [TRUE, MYTH].into_iter().find(|name| *name == id.as_str())
    }
}

impl QuestionKind for Myth<'_> {
    /// Always *true* before *myth*: a fixed place is a habit, and betrays nothing since either
    /// may be right.
    fn ways(&self, say: &Speaker<'_>, _: &str, _: bool) -> Ways {
        let answerable = |name: &str| Answerable {
            id: ChoiceId::from(name),
            label: Self::label(name, say).to_words(),
        };
        Ways::Buttons(vec![answerable(TRUE), answerable(MYTH)])
    }

    fn read_choice(&self, choice: &ChoiceId) -> Option<Response> {
        let response = Response::Choice(choice.clone());
        Self::chosen(&response).map(|_| response)
    }

    fn score(&self, response: &Response) -> Option<f64> {
        Self::chosen(response).map(|name| if name == self.key() { 1.0 } else { 0.0 })
    }

    fn choices(&self) -> Choices {
        Choices::Two
    }

    fn feedback(&self, say: &Speaker<'_>, response: &Response) -> Feedback {
        let chosen = Self::chosen(response);
        let is_best = chosen == Some(self.key());
        Feedback {
            yours: chosen
                .map(|name| Self::label(name, say))
                .unwrap_or_default(),
            why: chosen
                .map(|name| self.feedback_on(name))
                .into_iter()
                .collect(),
            best: if is_best { None } else { self.best(say) },
        }
    }

    fn best(&self, say: &Speaker<'_>) -> Option<Text> {
        Some(Self::label(self.key(), say))
    }

    fn spread_name(&self, response: &Response) -> Option<String> {
        Self::chosen(response).map(str::to_owned)
    }

    fn spread_lines(&self, say: &Speaker<'_>) -> Vec<(String, Text)> {
        [TRUE, MYTH]
            .into_iter()
            .map(|name| (name.to_owned(), Self::label(name, say)))
            .collect()
    }
}
