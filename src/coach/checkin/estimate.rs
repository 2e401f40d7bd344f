//! Estimate: a number to be guessed. In a channel five ranges stand on buttons; where there is
//! room the number itself is asked. Near scores 1, not far one half.

use super::{Answerable, Feedback, QuestionKind, Response, Ways};
use crate::chat::{Field, FieldId, InputKind, Row, Text, Value, Values};
use crate::coach::filled::Amiss;
use crate::coach::phrases::Speaker;
use crate::library::ChoiceId;

const FIELD: &str = "number";
/// How many ranges are offered in a channel.
const RANGES: u8 = 5;

/// The number, its unit and range, how near is near, and what is said.
pub(super) struct Estimate<'a> {
    pub answer: f64,
    pub unit: &'a str,
    pub range: (f64, f64),
    pub full: f64,
    pub half: f64,
    pub close: &'a Text,
    pub high: &'a Text,
    pub low: &'a Text,
}

impl Estimate<'_> {
    /// The bounds of a range: equal fifths of what can be guessed, so that no range betrays the
    /// answer by its width or its middle.
    fn bounds(&self, index: u8) -> (f64, f64) {
        let (least, most) = self.range;
        let step = (most - least) / f64::from(RANGES);
        let low = least + step * f64::from(index);
        (low, low + step)
    }

    fn index_of(&self, number: f64) -> u8 {
        (0..RANGES)
            .rev()
            .find(|index| number >= self.bounds(*index).0)
            .unwrap_or(0)
    }

    fn read_index(choice: &ChoiceId) -> Option<u8> {
        let index: u8 = choice.as_str().strip_prefix("range-")?.parse().ok()?;
        (index < RANGES).then_some(index)
    }

    fn range_words(&self, say: &Speaker<'_>, index: u8) -> Text {
        let (low, high) = self.bounds(index);
        say.range_between(plain(low), plain(high), spaced(self.unit))
    }

    /// How far a response lies from the answer: 0 for the range that holds it.
    fn distance(&self, response: &Response) -> Option<f64> {
        match response {
            Response::Number(number) => Some(number - self.answer),
            Response::Choice(choice) => {
                let index = Self::read_index(choice)?;
                let (low, high) = self.bounds(index);
                Some(if index == self.index_of(self.answer) {
                    0.0
                } else if low > self.answer {
                    low - self.answer
                } else {
                    high - self.answer
                })
            }
            _ => None,
        }
    }

    fn parse(&self, words: &str) -> Option<f64> {
        let bare = words
            .trim()
            .trim_end_matches(self.unit)
            .trim_end_matches('%')
            .trim()
            .replace(',', ".");
        let number: f64 = bare.parse().ok()?;
        let (least, most) = self.range;
        (number.is_finite() && (least..=most).contains(&number)).then_some(number)
    }
}

impl QuestionKind for Estimate<'_> {
    fn ways(&self, say: &Speaker<'_>, _: &str, small: bool) -> Ways {
        if !small {
            return Ways::Form;
        }
        let answerable = |index: u8| Answerable {
            id: ChoiceId::from(format!("range-{index}")),
            label: self.range_words(say, index).to_words(),
        };
        Ways::Buttons((0..RANGES).map(answerable).collect())
    }

    fn form(&self, say: &Speaker<'_>, _: &str) -> Vec<Row> {
        let (least, most) = self.range;
        vec![Row::Ask(Field {
            id: FieldId::from(FIELD),
            label: say
                .form_number(plain(least), plain(most), spaced(self.unit))
                .to_words(),
            hint: None,
            optional: false,
            input: InputKind::Number {
                min: least as i64,
                max: most as i64,
            },
        })]
    }

    fn read_form(&self, say: &Speaker<'_>, values: &Values) -> Result<Response, Amiss> {
        let typed = values.get(&FieldId::from(FIELD)).and_then(Value::words);
        let typed = typed.and_then(|words| self.parse(words));
        let (least, most) = self.range;
        typed.map(Response::Number).ok_or_else(|| {
            vec![(
                FieldId::from(FIELD),
                say.form_error_number(plain(least), plain(most)),
            )]
        })
    }

    fn read_choice(&self, choice: &ChoiceId) -> Option<Response> {
        Self::read_index(choice).map(|_| Response::Choice(choice.clone()))
    }

    fn read_words(&self, words: &str) -> Option<Response> {
        self.parse(words).map(Response::Number)
    }

    fn score(&self, response: &Response) -> Option<f64> {
        let distance = self.distance(response)?.abs();
        Some(if distance <= self.full {
            1.0
        } else if distance <= self.half {
            0.5
        } else {
            0.0
        })
    }

    fn feedback(&self, say: &Speaker<'_>, response: &Response) -> Feedback {
        let distance = self.distance(response).unwrap_or_default();
        let yours = match response {
            Response::Choice(choice) => {
                Self::read_index(choice).map(|index| self.range_words(say, index))
            }
            Response::Number(number) => Some(say.answer_number(plain(*number), spaced(self.unit))),
            _ => None,
        };
        let why = if distance.abs() <= self.full {
            self.close
        } else if distance > 0.0 {
            self.high
        } else {
            self.low
        };
        Feedback {
            yours: yours.unwrap_or_default(),
            why: vec![why.clone()],
            best: self.best(say),
        }
    }

    fn best(&self, say: &Speaker<'_>) -> Option<Text> {
        Some(say.answer_number(plain(self.answer), spaced(self.unit)))
    }

    fn spread_name(&self, response: &Response) -> Option<String> {
        let index = match response {
            Response::Choice(choice) => Self::read_index(choice)?,
            Response::Number(number) => self.index_of(*number),
            _ => return None,
        };
        Some(format!("range-{index}"))
    }

    fn spread_lines(&self, say: &Speaker<'_>) -> Vec<(String, Text)> {
        (0..RANGES)
            .map(|index| (format!("range-{index}"), self.range_words(say, index)))
            .collect()
    }
}

/// A unit as it follows a number: a sign at once, a word after a space.
fn spaced(unit: &str) -> String {
    if unit.chars().all(|c| !c.is_alphabetic()) {
        unit.to_owned()
    } else {
        format!(" {unit}")
    }
}

/// A number without idle decimals.
fn plain(number: f64) -> String {
    if number.fract() == 0.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.1}")
    }
}
