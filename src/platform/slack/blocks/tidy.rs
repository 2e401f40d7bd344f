//! Makes a text safe to draw before it is measured: control characters go, and what only looks
//! like a person or a channel of Slack's, or like a link, becomes plain words.

use super::limits;
use crate::chat::{Span, Text};
pub(super) use crate::platform::tidying::{clean, comes_back, is_blank, one_line};
use crate::platform::tidying::{link, marked};

/// The longest id that is taken for Slack's; theirs have about eleven characters.
const LONGEST_ID: usize = 32;

/// The text without control characters, dubious ids and addresses, and empty spans.
pub(super) fn tidy(text: &Text) -> Text {
    Text(
        text.0
            .iter()
            .map(tidy_span)
            .filter(|span| !matches!(span, Span::Plain(words) if words.is_empty()))
            .collect(),
    )
}

fn tidy_span(span: &Span) -> Span {
    match span {
        Span::Plain(words) => Span::Plain(clean(words)),
        Span::Strong(words) => marked(words, Span::Strong),
        Span::Emphasis(words) => marked(words, Span::Emphasis),
        Span::Person(person) if is_id(person.as_str()) => span.clone(),
        Span::Channel(channel) if is_id(channel.as_str()) => span.clone(),
        Span::Person(person) => Span::Plain(clean(&format!("@{person}"))),
        Span::Channel(channel) => Span::Plain(clean(&format!("#{channel}"))),
        Span::Link { text, url } => link(text, url, limits::URL),
        Span::Moment(_) => span.clone(),
    }
}

/// Whether a name has the form of an id of Slack's.
pub(super) fn is_id(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
