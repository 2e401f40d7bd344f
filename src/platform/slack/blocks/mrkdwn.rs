//! Slack's old markup, for small notes that hold more than words; `reading` reads it.
//!
//! Slack escapes `&`, `<` and `>`
//! and nothing else: there is no way to write a `*` that is meant as one. What does keep a sign
//! from being markup is a date that can't be formatted: its fallback is always shown as plain
//! text (found and used by jsx-slack). So signs that could be markup are written that way, which
//! also reads back exactly. A leading `>` makes a quote even when escaped; an invisible soft
//! hyphen before it prevents that.

use jiff::Timestamp;

use crate::chat::{Span, Text};

/// How a moment is written: day and hour in the reader's own zone, language and habit. No word
/// of any language stands in it.
pub(super) const MOMENT: &str = "{date_short_pretty}, {time}";
/// Invisible; keeps a `>` from standing first in its line.
pub(super) const SOFT_HYPHEN: char = '\u{AD}';
/// Invisible; lets markup begin or end where a word goes on.
const SEAM: char = '\u{200B}';

/// The words with Slack's three control characters escaped: nothing in them can become a
/// mention, a channel, a link or a date.
pub fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    words
        .chars()
        .for_each(|character| push_escaped(&mut escaped, character));
    escaped
}

/// The text as markup; it is tidy.
pub(super) fn mrkdwn(text: &Text) -> String {
    let mut out = String::new();
    let mut after_mark = false;
    for span in &text.0 {
        let marked = matches!(span, Span::Strong(_) | Span::Emphasis(_));
        let seam_at = out.len();
        push_span(&mut out, span);
        if (marked || after_mark) && joins_words(&out, seam_at) {
            out.insert(seam_at, SEAM);
        }
        after_mark = marked;
    }
    out
}

fn push_span(out: &mut String, span: &Span) {
    match span {
        Span::Plain(words) => push_words(out, words),
        Span::Strong(words) => push_marked(out, '*', words),
        Span::Emphasis(words) => push_marked(out, '_', words),
        Span::Person(person) => out.push_str(&format!("<@{person}>")),
        Span::Channel(channel) => out.push_str(&format!("<#{channel}>")),
        Span::Link { text, url } => push_link(out, text, url),
        Span::Moment(moment) => {
            let (seconds, fallback) = (moment.as_second(), fallback(*moment));
            out.push_str(&format!("<!date^{seconds}^{MOMENT}|{fallback}>"));
        }
    }
}

/// Whether no white space stands on either side of that place.
fn joins_words(out: &str, at: usize) -> bool {
    let (before, after) = out.split_at(at);
    before.ends_with(|last: char| !last.is_whitespace())
        && after.starts_with(|first: char| !first.is_whitespace())
}

/// What stands for a moment where the platform can't write it.
pub(super) fn fallback(moment: Timestamp) -> String {
    Text(vec![Span::Moment(moment)]).to_words()
}

/// Words as words: escaped, and no sign of them markup.
fn push_words(out: &mut String, words: &str) {
    for (at, character) in words.char_indices() {
        match character {
            '*' | '_' | '~' | '`' => push_sign(out, character),
            ':' if begins_emoji(&words[at..]) => push_sign(out, character),
            '>' | '＞' if at_line_start(out) => {
                out.push(SOFT_HYPHEN);
                push_escaped(out, character);
            }
            _ => push_escaped(out, character),
        }
    }
}

/// A sign that could be markup, as the fallback of a date that can't be formatted.
fn push_sign(out: &mut String, sign: char) {
    out.push_str("<!date^00000000^{_}|");
    out.push(sign);
    out.push('>');
}

/// Marked words, line by line, since a mark ends with its line; white space stays outside of the
/// marks, which would not work beside it.
fn push_marked(out: &mut String, mark: char, words: &str) {
    for (index, line) in words.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let inner = line.trim();
        if inner.is_empty() {
            out.push_str(line);
            continue;
        }
        let (before, _) = line.split_at(line.len() - line.trim_start().len());
        let (_, after) = line.split_at(line.trim_end().len());
        out.push_str(before);
        out.push(mark);
        push_words(out, inner);
        out.push(mark);
        out.push_str(after);
    }
}

/// A link; its words can't end it, and its address is an address.
fn push_link(out: &mut String, text: &str, url: &str) {
    let address = url.replace('|', "%7C");
    let label = text.replace(['|', '\n'], " ");
    out.push_str(&format!("<{}|{}>", escape(&address), escape(&label)));
}

/// Whether this colon and what follows could be the name of an emoji.
fn begins_emoji(rest: &str) -> bool {
    let named = rest.get(1..).and_then(|after| after.split_once(':'));
    named.is_some_and(|(name, _)| {
        !name.is_empty()
            && name.chars().all(|character| {
                character.is_alphanumeric() || matches!(character, '_' | '-' | '+' | '\'')
            })
    })
}

fn push_escaped(out: &mut String, character: char) {
    match character {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        _ => out.push(character),
    }
}

/// Whether nothing but white space stands in the last line.
pub(super) fn at_line_start(out: &str) -> bool {
    let line = out.rsplit('\n').next().unwrap_or_default();
    line.trim().is_empty()
}
