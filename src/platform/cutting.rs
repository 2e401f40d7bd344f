//! Lengths, and where a text that is too long is cut: at a line's or word's end where one is
//! near, and so that the reader sees it. What fits into what is each adapter's own.

use crate::chat::{Span, Text};

/// Stands for what was left out.
pub(super) const MORE: &str = "…";

/// The length that limits are held to: UTF-16 units.
pub(super) fn length(words: &str) -> usize {
    words.encode_utf16().count()
}

/// The words, cut to at most so many units with "…" at the end if anything was left out.
pub(super) fn cut(words: &str, most: usize) -> String {
    if length(words) <= most {
        return words.to_owned();
    }
    let (head, _) = split_words(words, most.saturating_sub(length(MORE)));
    format!("{}{MORE}", head.trim_end())
}

/// The text, cut to at most so many units with "…" at the end if anything was left out.
pub(super) fn cut_text(text: &Text, most: usize) -> Text {
    let (head, rest) = split_text(text, most);
    if rest.is_empty() {
        return head;
    }
    let (head, _) = split_text(text, most.saturating_sub(length(MORE)));
    head.then(Text::plain(MORE))
}

/// The text in parts of at most so many units, cut at lines' or words' ends.
pub(super) fn parts(text: &Text, most: usize) -> Vec<Text> {
    let mut parts = Vec::new();
    let mut rest = text.clone();
    while !rest.is_empty() {
        let (head, after) = split_text(&rest, most);
        if head.is_empty() {
            break;
        }
        parts.push(head);
        rest = after;
    }
    parts
}

/// Splits into the longest beginning of at most so many units, and the rest.
fn split_text(text: &Text, most: usize) -> (Text, Text) {
    let mut room = most;
    let mut spans = text.0.iter();
    let mut head = Vec::new();
    while let Some(span) = spans.next() {
        let needs = length(&Text(vec![span.clone()]).to_words());
        if needs <= room {
            room -= needs;
            head.push(span.clone());
            continue;
        }
        let mut rest = Vec::new();
        match split_span(span, room) {
            Some((before, after)) => {
                head.push(before);
                rest.push(after);
            }
            None => rest.push(span.clone()),
        }
        rest.extend(spans.cloned());
        return (Text(head), Text(rest));
    }
    (Text(head), Text::default())
}

/// A span in two, where it can be parted and at least a character fits.
fn split_span(span: &Span, most: usize) -> Option<(Span, Span)> {
    let part = |words: &str| {
        let (head, rest) = split_words(words, most);
        (!head.is_empty()).then(|| (head.to_owned(), rest.to_owned()))
    };
    Some(match span {
        Span::Plain(words) => part(words).map(|(a, b)| (Span::Plain(a), Span::Plain(b)))?,
        Span::Strong(words) => part(words).map(|(a, b)| (Span::Strong(a), Span::Strong(b)))?,
        Span::Emphasis(words) => {
            part(words).map(|(a, b)| (Span::Emphasis(a), Span::Emphasis(b)))?
        }
        Span::Link { text, url } => {
            let link = |text| Span::Link {
                text,
                url: url.clone(),
            };
            part(text).map(|(a, b)| (link(a), link(b)))?
        }
        Span::Person(_) | Span::Channel(_) | Span::Moment(_) => return None,
    })
}

/// Splits after the last line's end in the second half of what fits, else after the last word's
/// end there, else wherever the room ends.
pub(super) fn split_words(words: &str, most: usize) -> (&str, &str) {
    let end = fitting(words, most);
    let (fits, beyond) = words.split_at(end);
    if beyond.is_empty() || beyond.starts_with(char::is_whitespace) {
        return (fits, beyond);
    }
    let ends_late = |at: &usize| length(&fits[..*at]) * 2 >= most;
    let after = |found: Option<(usize, &str)>| found.map(|(at, space)| at + space.len());
    let at = after(fits.rmatch_indices('\n').next())
        .filter(ends_late)
        .or_else(|| after(fits.rmatch_indices(char::is_whitespace).next()).filter(ends_late))
        .unwrap_or(end);
    words.split_at(at)
}

/// Where the longest beginning of at most so many units ends, in bytes.
fn fitting(words: &str, most: usize) -> usize {
    let mut room = most;
    for (at, character) in words.char_indices() {
        match room.checked_sub(character.len_utf16()) {
            Some(left) => room = left,
            None => return at,
        }
    }
    words.len()
}
