//! Multi: choices of which two or more belong; the score is hits less false alarms, over the
//! number that belong, and never below 0.

use super::scenario::in_order;
use super::{Answerable, Feedback, QuestionKind, Response, Verdict, Ways};
use crate::chat::{Choice, Field, FieldId, InputKind, Row, Text, Value, Values};
use crate::coach::filled::Amiss;
use crate::coach::phrases::Speaker;
use crate::library::{ChoiceId, MarkedChoice};

const FIELD: &str = "choices";

/// The choices, and whether they keep their order.
pub(super) struct Multi<'a> {
    pub choices: &'a [MarkedChoice],
    pub fixed: bool,
}

impl Multi<'_> {
    fn labels(&self, wanted: impl Fn(&MarkedChoice) -> bool) -> Text {
        Text::list(
            self.choices
                .iter()
                .filter(|c| wanted(c))
                .map(|c| Text::plain(c.label.as_str())),
        )
    }
}

fn marked(response: &Response) -> &[ChoiceId] {
    match response {
        Response::Marked(marked) => marked,
        _ => &[],
    }
}

impl QuestionKind for Multi<'_> {
    fn ways(&self, _: &Speaker<'_>, _: &str, _: bool) -> Ways {
        Ways::Form
    }

    fn form(&self, say: &Speaker<'_>, seed: &str) -> Vec<Row> {
        let answerables: Vec<Answerable> = self
            .choices
            .iter()
            .map(|choice| Answerable {
                id: choice.id.clone(),
                label: choice.label.clone(),
            })
            .collect();
        let options = in_order(answerables, seed, self.fixed)
            .into_iter()
            .map(|answerable| Choice {
                id: answerable.id.as_str().to_owned(),
                label: answerable.label,
            })
            .collect();
        vec![Row::Ask(Field {
            id: FieldId::from(FIELD),
            label: say.form_choose_all().to_words(),
            hint: None,
            optional: false,
            input: InputKind::Several {
                options,
                initial: Vec::new(),
            },
        })]
    }

    fn read_form(&self, say: &Speaker<'_>, values: &Values) -> Result<Response, Amiss> {
        let ids = values
            .get(&FieldId::from(FIELD))
            .map_or(&[][..], Value::chosen);
        let known = self
            .choices
            .iter()
            .filter(|choice| ids.iter().any(|id| id == choice.id.as_str()));
        let marked: Vec<ChoiceId> = known.map(|choice| choice.id.clone()).collect();
        if marked.is_empty() {
            return Err(vec![(FieldId::from(FIELD), say.form_error_empty())]);
        }
        Ok(Response::Marked(marked))
    }

    fn score(&self, response: &Response) -> Option<f64> {
        let Response::Marked(marked) = response else {
            return None;
        };
        let count = |right: bool| {
            self.choices
                .iter()
                .filter(|c| c.right == right && marked.contains(&c.id))
                .count() as f64
        };
        let all_right = self.choices.iter().filter(|choice| choice.right).count();
        (all_right > 0).then(|| ((count(true) - count(false)) / all_right as f64).max(0.0))
    }

    fn feedback(&self, say: &Speaker<'_>, response: &Response) -> Feedback {
        let marked = marked(response);
        let is_best = self
            .choices
            .iter()
            .all(|choice| choice.right == marked.contains(&choice.id));
        let why = |choice: &MarkedChoice| {
            say.answer_why(Text::strong(choice.label.as_str()), choice.feedback.clone())
        };
        Feedback {
            yours: self.labels(|choice| marked.contains(&choice.id)),
            why: self.choices.iter().map(why).collect(),
            best: if is_best { None } else { self.best(say) },
        }
    }

    fn best(&self, _: &Speaker<'_>) -> Option<Text> {
        Some(self.labels(|choice| choice.right))
    }

    fn spread_name(&self, response: &Response) -> Option<String> {
        self.score(response)
            .map(|score| Verdict::of(Some(score)).name().to_owned())
    }

    fn spread_lines(&self, say: &Speaker<'_>) -> Vec<(String, Text)> {
        Verdict::spread_lines(say)
    }
}
