//! Commitment: an if-then plan, offered and never forced; every word of it can be changed.

use super::{Feedback, QuestionKind, Response, Ways};
use crate::chat::{Choice, Field, FieldId, InputKind, Row, Text, Values};
use crate::coach::filled::{Amiss, chosen, within_a_sentence};
use crate::coach::phrases::Speaker;

const IF: &str = "if";
const THEN: &str = "then";
const OWN: &str = "own";
const DAYS: &str = "days";
/// The most characters of a cue or an action.
pub(in crate::coach) const MAX_CHARS: u16 = 150;
/// The most days until a plan comes back.
pub(in crate::coach) const MAX_DAYS: i64 = 60;

/// The cue, what is offered, and after how many days it comes back.
pub(super) struct Commitment<'a> {
    pub cue: &'a str,
    pub offers: &'a [String],
    pub due_days: u16,
}

impl Commitment<'_> {
    fn offered(&self, values: &Values) -> Option<String> {
        let id = chosen(values, &FieldId::from(THEN))?;
        let index: usize = id.as_str().strip_prefix("offer-")?.parse().ok()?;
        self.offers.get(index).cloned()
    }

    fn days(&self, say: &Speaker<'_>, values: &Values) -> Result<u16, Amiss> {
        let typed = match values.get(&FieldId::from(DAYS)) {
            Some(value) => value.words().and_then(|words| words.trim().parse().ok()),
            None => Some(i64::from(self.due_days)),
        };
        typed
            .filter(|days| (1..=MAX_DAYS).contains(days))
            .and_then(|days| u16::try_from(days).ok())
            .ok_or_else(|| {
                vec![(
                    FieldId::from(DAYS),
                    say.form_error_number("1", MAX_DAYS.to_string()),
                )]
            })
    }

    fn offers_row(&self, say: &Speaker<'_>) -> Option<Row> {
        // A choice between fewer than two is none: a lone offer stands in the line below.
        let options: Vec<Choice> = self
            .offers
            .iter()
            .enumerate()
            .map(|(index, offer)| Choice {
                id: format!("offer-{index}"),
                label: offer.clone(),
            })
            .collect();
        (options.len() > 1).then(|| {
            Row::Ask(Field {
                id: FieldId::from(THEN),
                label: say.form_plan_then().to_words(),
                hint: None,
                optional: true,
                input: InputKind::One {
                    options,
                    initial: None,
                },
            })
        })
    }

    fn own_row(&self, say: &Speaker<'_>) -> Row {
        let initial = if let [only] = self.offers {
            only.clone()
        } else {
            String::new()
        };
        Row::Ask(Field {
            id: FieldId::from(OWN),
            label: say.form_plan_own().to_words(),
            hint: Some(say.form_plan_own_hint().to_words()),
            optional: self.offers.len() > 1,
            input: InputKind::Words {
                long: false,
                max: MAX_CHARS,
                initial,
                example: String::new(),
            },
        })
    }
}

impl QuestionKind for Commitment<'_> {
    fn ways(&self, _: &Speaker<'_>, _: &str, _: bool) -> Ways {
        Ways::Form
    }

    fn form(&self, say: &Speaker<'_>, _: &str) -> Vec<Row> {
        let cue = Row::Ask(Field {
            id: FieldId::from(IF),
            label: say.form_plan_if().to_words(),
            hint: None,
            optional: false,
            input: InputKind::Words {
                long: false,
                max: MAX_CHARS,
                initial: self.cue.to_owned(),
                example: String::new(),
            },
        });
        let days = Row::Ask(Field {
            id: FieldId::from(DAYS),
            label: say.form_plan_days().to_words(),
            hint: None,
            optional: true,
            input: InputKind::Number {
                min: 1,
                max: MAX_DAYS,
            },
        });
        std::iter::once(cue)
            .chain(self.offers_row(say))
            .chain([self.own_row(say), days])
            .collect()
    }

    fn read_form(&self, say: &Speaker<'_>, values: &Values) -> Result<Response, Amiss> {
        let cue = within_a_sentence(say, values, IF, MAX_CHARS)?;
        let own = within_a_sentence(say, values, OWN, MAX_CHARS);
        let action = match (own, self.offered(values)) {
            (Ok(own), _) => own,
            (Err(_), Some(offer)) if !values.contains_key(&FieldId::from(OWN)) => offer,
            (Err(amiss), _) => return Err(amiss),
        };
        Ok(Response::Plan {
            cue,
            action,
            due_days: self.days(say, values)?,
        })
    }

    fn feedback(&self, say: &Speaker<'_>, response: &Response) -> Feedback {
        let yours = match response {
            Response::Plan {
                cue,
                action,
                due_days,
            } => say.answer_plan(cue.as_str(), action.as_str(), i64::from(*due_days)),
            _ => Text::default(),
        };
        Feedback {
            yours,
            why: Vec::new(),
            best: None,
        }
    }
}
