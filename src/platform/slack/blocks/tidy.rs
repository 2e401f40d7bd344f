//! Makes a text safe to draw before it is measured: control characters go, and what only looks
//! like a person, a channel or a link becomes plain words.

use super::cutting::length;
use super::limits;
use crate::chat::{Span, Text};

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

/// Words without control characters; line breaks and tabs stay.
pub(super) fn clean(words: &str) -> String {
    words
        .replace("\r\n", "\n")
        .chars()
        .filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
        .collect()
}

/// Words in one line, without control characters.
pub(super) fn one_line(words: &str) -> String {
    let words = clean(words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a reader would see nothing: white space and invisible signs only.
pub(super) fn is_blank(words: &str) -> bool {
    words.chars().all(|character| {
        character.is_whitespace()
            || character.is_control()
            || matches!(
                character,
                '\u{AD}'
                    | '\u{200B}'..='\u{200F}'
                    | '\u{202A}'..='\u{202E}'
                    | '\u{2060}'..='\u{206F}'
                    | '\u{FE00}'..='\u{FE0F}'
                    | '\u{FEFF}'
            )
    })
}

/// Whether Slack takes a name (an id, a value) and brings it back as it is.
pub(super) fn comes_back(name: &str, most: usize) -> bool {
    !is_blank(name) && length(name) <= most
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
        Span::Link { text, url } => link(&clean(text), url),
        Span::Moment(_) => span.clone(),
    }
}

/// Weight on nothing is nothing.
fn marked(words: &str, mark: fn(String) -> Span) -> Span {
    let words = clean(words);
    if is_blank(&words) {
        Span::Plain(words)
    } else {
        mark(words)
    }
}

/// A link to a page, under its own words or else its address; anything else is only its words.
fn link(text: &str, url: &str) -> Span {
    let address = url::Url::parse(url)
        .ok()
        .filter(|url| matches!(url.scheme(), "https" | "http"))
        .map(String::from)
        .filter(|url| length(url) <= limits::URL);
    match address {
        None => Span::Plain(text.to_owned()),
        Some(url) => Span::Link {
            text: if is_blank(text) {
                url.clone()
            } else {
                text.to_owned()
            },
            url,
        },
    }
}

/// Whether a name has the form of an id of Slack's.
pub(super) fn is_id(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
