//! Makes words safe to draw on any platform: control characters go, a link leads to a page or is no
//! link. How a platform's own markup is kept out is its adapter's.

use super::cutting::length;
use crate::chat::Span;

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

/// Whether a platform takes a name (an id, a value) and brings it back as it is.
pub(super) fn comes_back(name: &str, most: usize) -> bool {
    !is_blank(name) && length(name) <= most
}

/// Weight on nothing is nothing.
pub(super) fn marked(words: &str, mark: fn(String) -> Span) -> Span {
    let words = clean(words);
    if is_blank(&words) {
        Span::Plain(words)
    } else {
        mark(words)
    }
}

/// A link to a page, under its own words or else its address; anything else, and what has more than
/// so many units, is only its words.
pub(super) fn link(text: &str, url: &str, most: usize) -> Span {
    let text = clean(text);
    let address = url::Url::parse(url)
        .ok()
        .filter(|url| matches!(url.scheme(), "https" | "http"))
        .map(String::from)
        .filter(|url| length(url) <= most);
    match address {
        None => Span::Plain(text),
        Some(url) => Span::Link {
            text: if is_blank(&text) { url.clone() } else { text },
            url,
        },
    }
}
