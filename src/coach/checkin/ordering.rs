//! Ordering: three to five parts to be put in order; the score is the share of pairs that stand
//! the right way round.

use super::{Feedback, QuestionKind, Response, Verdict, Ways};
use crate::chat::{Choice, Field, FieldId, InputKind, Row, Text, Values};
use crate::coach::filled::{Amiss, chosen};
use crate::coach::phrases::Speaker;
use crate::coach::seed;
use crate::library::{ChoiceId, Part};

/// The parts in the right order.
pub(super) struct Ordering<'a> {
    pub parts: &'a [Part],
}

impl Ordering<'_> {
    fn label(&self, id: &ChoiceId) -> &str {
        self.parts
            .iter()
            .find(|part| part.id == *id)
            .map_or("", |part| &part.label)
    }

    fn field(place: usize) -> FieldId {
        FieldId::from(format!("place-{place}"))
    }

    fn numbered(&self, say: &Speaker<'_>, order: &[ChoiceId]) -> Vec<Text> {
        (1..)
            .zip(order)
            .map(|(number, id)| say.answer_part_numbered(number, self.label(id)))
            .collect()
    }

    fn right_order(&self) -> Vec<ChoiceId> {
        self.parts.iter().map(|part| part.id.clone()).collect()
    }

    fn is_whole(&self, order: &[ChoiceId]) -> bool {
        order.len() == self.parts.len() && self.parts.iter().all(|part| order.contains(&part.id))
    }
}

impl QuestionKind for Ordering<'_> {
    fn ways(&self, _: &Speaker<'_>, _: &str, _: bool) -> Ways {
        Ways::Form
    }

    fn form(&self, say: &Speaker<'_>, seed: &str) -> Vec<Row> {
        let shuffled = seed::shuffled(self.parts, seed, |part| part.id.as_str().to_owned());
        let options: Vec<Choice> = shuffled
            .into_iter()
            .map(|part| Choice {
                id: part.id.as_str().to_owned(),
                label: part.label.clone(),
            })
            .collect();
        let place = |(index, number): (usize, i64)| {
            Row::Ask(Field {
                id: Self::field(index),
                label: say.form_place(number).to_words(),
                hint: None,
                optional: false,
                input: InputKind::One {
                    options: options.clone(),
                    initial: None,
                },
            })
        };
        (0..self.parts.len()).zip(1..).map(place).collect()
    }

    fn read_form(&self, say: &Speaker<'_>, values: &Values) -> Result<Response, Amiss> {
        let mut order: Vec<ChoiceId> = Vec::new();
        let mut amiss = Vec::new();
        for place in 0..self.parts.len() {
            let field = Self::field(place);
            match chosen(values, &field).filter(|id| self.parts.iter().any(|part| part.id == *id)) {
                None => amiss.push((field, say.form_error_empty())),
                Some(id) if order.contains(&id) => amiss.push((field, say.form_error_twice())),
                Some(id) => order.push(id),
            }
        }
        if amiss.is_empty() {
            Ok(Response::Order(order))
        } else {
            Err(amiss)
        }
    }

    fn score(&self, response: &Response) -> Option<f64> {
        let Response::Order(order) = response else {
            return None;
        };
        if !self.is_whole(order) {
            return None;
        }
        let places: Vec<usize> = self
            .parts
            .iter()
            .filter_map(|part| order.iter().position(|id| *id == part.id))
            .collect();
        let pairs = places
            .iter()
            .enumerate()
            .flat_map(|(i, a)| places[i + 1..].iter().map(move |b| (a, b)));
        let (right, all) = pairs.fold((0u32, 0u32), |(right, all), (a, b)| {
            (right + u32::from(a < b), all + 1)
        });
        (all > 0).then(|| f64::from(right) / f64::from(all))
    }

    fn feedback(&self, say: &Speaker<'_>, response: &Response) -> Feedback {
        let order = match response {
            Response::Order(order) => order.as_slice(),
            _ => &[],
        };
        let is_best = order == self.right_order();
        Feedback {
            yours: Text::list(self.numbered(say, order)),
            why: self
                .parts
                .iter()
                .map(|part| {
                    say.answer_why(Text::strong(part.label.as_str()), part.feedback.clone())
                })
                .collect(),
            best: if is_best { None } else { self.best(say) },
        }
    }

    fn best(&self, say: &Speaker<'_>) -> Option<Text> {
        Some(Text::list(self.numbered(say, &self.right_order())))
    }

    fn spread_name(&self, response: &Response) -> Option<String> {
        self.score(response)
            .map(|score| Verdict::of(Some(score)).name().to_owned())
    }

    fn spread_lines(&self, say: &Speaker<'_>) -> Vec<(String, Text)> {
        Verdict::spread_lines(say)
    }
}
