//! Scenario: a situation with two to four choices, one of them best, others perhaps part right.

use super::{Answerable, Feedback, QuestionKind, Response, Ways};
use crate::chat::Text;
use crate::coach::phrases::Speaker;
use crate::coach::seed;
use crate::library::{ChoiceId, ScoredChoice};

/// A scenario's choices, and whether they keep their order.
pub(super) struct Scenario<'a> {
    pub choices: &'a [ScoredChoice],
    pub fixed: bool,
}

impl Scenario<'_> {
    fn chosen(&self, response: &Response) -> Option<&ScoredChoice> {
        let Response::Choice(id) = response else {
            return None;
        };
        self.choices.iter().find(|choice| choice.id == *id)
    }

    fn best_choice(&self) -> Option<&ScoredChoice> {
        self.choices
            .iter()
            .max_by(|a, b| a.score.total_cmp(&b.score))
    }
}

impl QuestionKind for Scenario<'_> {
    fn ways(&self, _: &Speaker<'_>, seed: &str, _: bool) -> Ways {
        let answerables: Vec<Answerable> = self
            .choices
            .iter()
            .map(|choice| Answerable {
                id: choice.id.clone(),
                label: choice.label.clone(),
            })
            .collect();
        Ways::Buttons(in_order(answerables, seed, self.fixed))
    }

    fn read_choice(&self, choice: &ChoiceId) -> Option<Response> {
        let known = self.choices.iter().any(|known| known.id == *choice);
        known.then(|| Response::Choice(choice.clone()))
    }

    fn score(&self, response: &Response) -> Option<f64> {
        self.chosen(response).map(|choice| choice.score)
    }

    fn feedback(&self, say: &Speaker<'_>, response: &Response) -> Feedback {
        let chosen = self.chosen(response);
        let best = self.best_choice();
        let is_best = chosen
            .zip(best)
            .is_some_and(|(chosen, best)| chosen.id == best.id);
        let mut why: Vec<Text> = chosen
            .iter()
            .map(|choice| choice.feedback.clone())
            .collect();
        if !is_best {
            why.extend(best.map(|best| best.feedback.clone()));
        }
        Feedback {
            yours: Text::plain(chosen.map_or("", |choice| choice.label.as_str())),
            why,
            best: if is_best { None } else { self.best(say) },
        }
    }

    fn best(&self, _: &Speaker<'_>) -> Option<Text> {
        self.best_choice()
            .map(|choice| Text::plain(choice.label.as_str()))
    }

    fn spread_name(&self, response: &Response) -> Option<String> {
        self.chosen(response)
            .map(|choice| choice.id.as_str().to_owned())
    }

    fn spread_lines(&self, _: &Speaker<'_>) -> Vec<(String, Text)> {
        let line = |choice: &ScoredChoice| {
            (
                choice.id.as_str().to_owned(),
                Text::plain(choice.label.as_str()),
            )
        };
        self.choices.iter().map(line).collect()
    }
}

/// Choices in the order in which they are shown: of the file, or drawn.
pub(super) fn in_order(answerables: Vec<Answerable>, seed: &str, fixed: bool) -> Vec<Answerable> {
    if fixed {
        return answerables;
    }
    seed::shuffled(answerables, seed, |answerable| {
        answerable.id.as_str().to_owned()
    })
}
