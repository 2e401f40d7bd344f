//! Reflection: free words, seen by their writer alone, kept with her answers and nowhere else.

use super::{Feedback, QuestionKind, Response, Ways};
use crate::chat::{Field, FieldId, InputKind, Row, Text, Values};
use crate::coach::filled::{Amiss, written};
use crate::coach::phrases::Speaker;

const FIELD: &str = "words";

/// How an answer may begin, how long it may be, and an example for afterwards.
pub(super) struct Reflection<'a> {
    pub starter: &'a str,
    pub max_chars: u16,
    pub example: &'a Text,
}

impl QuestionKind for Reflection<'_> {
    fn ways(&self, _: &Speaker<'_>, _: &str, _: bool) -> Ways {
        Ways::Form
    }

    fn form(&self, say: &Speaker<'_>, _: &str) -> Vec<Row> {
        vec![Row::Ask(Field {
            id: FieldId::from(FIELD),
            label: say.form_your_words().to_words(),
            hint: Some(say.form_words_private().to_words()),
            optional: false,
            input: InputKind::Words {
                long: true,
                max: self.max_chars,
                initial: String::new(),
                example: self.starter.to_owned(),
            },
        })]
    }

    fn read_form(&self, say: &Speaker<'_>, values: &Values) -> Result<Response, Amiss> {
        written(say, values, FIELD, self.max_chars).map(Response::Words)
    }

    fn read_words(&self, words: &str) -> Option<Response> {
        let words = words.trim();
        // One word is more likely a command mistyped than a thought.
        let fits =
            words.contains(' ') && words.encode_utf16().count() <= usize::from(self.max_chars);
        fits.then(|| Response::Words(words.to_owned()))
    }

    fn feedback(&self, say: &Speaker<'_>, response: &Response) -> Feedback {
        let yours = match response {
            Response::Words(words) => Text::plain(words.as_str()),
            _ => Text::default(),
        };
        Feedback {
            yours,
            why: vec![say.answer_example(self.example.clone())],
            best: None,
        }
    }
}
