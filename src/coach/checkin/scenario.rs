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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Library, Question};

    /// So many runs of each scenario are drawn.
    const RUNS: usize = 2_000;
    /// By how much the share of a place may differ from chance.
    const MARGIN: f64 = 0.05;

    fn order(choices: &[ScoredChoice], fixed: bool, run: usize) -> Vec<ChoiceId> {
        let answerable = |choice: &ScoredChoice| Answerable {
            id: choice.id.clone(),
            label: choice.label.clone(),
        };
        let answerables = choices.iter().map(answerable).collect();
        let ordered = in_order(answerables, &format!("run-{run}"), fixed);
        ordered.into_iter().map(|found| found.id).collect()
    }

    #[test]
    fn the_best_choice_stands_in_every_place_about_as_often() {
        let library = Library::embedded().unwrap();
        let mut scenarios = 0;
        for item in library.items.values() {
            let Question::Scenario { choices } = &item.question else {
                continue;
            };
            scenarios += 1;
            let best = &choices
                .iter()
                .find(|choice| choice.score >= 1.0)
                .unwrap()
                .id;
            let mut at = vec![0usize; choices.len()];
            for run in 0..RUNS {
                let drawn = order(choices, item.fixed, run);
                at[drawn.iter().position(|id| id == best).unwrap()] += 1;
                assert_eq!(drawn, order(choices, item.fixed, run), "drawn again");
            }
            for (place, times) in at.iter().enumerate() {
                let share = *times as f64 / RUNS as f64;
                let fair = 1.0 / choices.len() as f64;
                assert!(
                    (share - fair).abs() <= MARGIN,
                    "{} has the best in place {place} in {share:.2} of all runs",
                    item.id
                );
            }
        }
        assert!(scenarios > 0);
    }
}
