//! A line as Teams' Markdown, for the few that must be it: a heading, a line that names somebody.
//!
//! Desktop and phones read it by two parsers that agree on little. So words stay words by what both
//! do alike: an invisible seam where signs work only side by side or first in their line, and a
//! backslash before the few that work anywhere. No words are a mention, since every `<` of theirs
//! is escaped; a name stands in its tag with full-width forms of the signs that could end it.

use super::limits;
use super::text::Run;
use crate::platform::cutting::cut;
use crate::platform::tidying::one_line;

/// Invisible; parts signs that would be markup together.
pub(super) const SEAM: char = '\u{200B}';

/// Words as data, in which nothing is a function of the card's: `{{DATE(…)}}` is one everywhere.
pub(super) fn seamed(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in words.chars() {
        if character == '{' && out.ends_with('{') {
            out.push(SEAM);
        }
        out.push(character);
    }
    out
}

/// Words that some clients read as Markdown and others show as they are, such as a choice's label:
/// full-width forms stand for the signs that could be markup, which all show alike.
pub(super) fn lookalike(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    if words.starts_with(|first: char| works_first(first)) {
        out.push(SEAM);
    }
    out.extend(words.chars().map(full_width));
    seamed(&out)
}

/// A name as it may stand in a mention: in one line, without what turns the direction of the
/// words behind it, and none of its signs markup.
pub(super) fn plain_name(name: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let name: String = one_line(name).chars().filter(|c| !turns(c)).collect();
    seamed(
        &cut(&name, limits::NAME)
            .chars()
            .map(full_width)
            .collect::<String>(),
    )
}

/// The tag that stands for a name.
pub(super) fn at(name: &str) -> String {
    format!("<at>{name}</at>")
}

/// A line as Markdown.
pub(super) fn markdown(line: &[Run]) -> String {
    let mut out = String::new();
    for (place, run) in line.iter().enumerate() {
        match run {
            Run::Words(words) => push_words(&mut out, words),
            Run::Strong(words) => push_marked(&mut out, "**", words, line.get(place + 1)),
            Run::Emphasis(words) => push_marked(&mut out, "_", words, line.get(place + 1)),
            Run::Link { text, url } => {
                if out.ends_with('!') {
                    out.push(SEAM);
                }
                let label = escaped(text, true);
                out.push_str(&format!("[{label}]({})", address(url)));
            }
            Run::Mention { name, .. } => out.push_str(&at(name)),
        }
    }
    out
}

/// Words alone as Markdown.
pub(super) fn words_only(words: &str) -> String {
    markdown(&[Run::Words(words.to_owned())])
}

fn push_words(out: &mut String, words: &str) {
    if out.is_empty() && words.starts_with(|first: char| works_first(first)) {
        out.push(SEAM);
    }
    // Signs that work side by side may come from two runs.
    if out.ends_with(']') && words.starts_with(['(', ':', '[']) || out.ends_with('{') {
        out.push(SEAM);
    }
    out.push_str(&escaped(words, false));
}

/// Marked words, where marks are sure to work: with white space or an end around them. Elsewhere
/// they would stand there as signs, and the words matter more than their weight.
fn push_marked(out: &mut String, mark: &str, words: &str, next: Option<&Run>) {
    let inner = words.trim();
    let free_before = words.starts_with(char::is_whitespace)
        || out.is_empty()
        || out.ends_with(char::is_whitespace);
    let free_after = words.ends_with(char::is_whitespace)
        || match next {
            None => true,
            Some(Run::Words(after)) => after.starts_with(char::is_whitespace),
            Some(_) => false,
        };
    if inner.is_empty() || !free_before || !free_after {
        return push_words(out, words);
    }
    let (before, _) = words.split_at(words.len() - words.trim_start().len());
    let (_, after) = words.split_at(words.trim_end().len());
    out.push_str(before);
    out.push_str(mark);
    out.push_str(&escaped(inner, false));
    out.push_str(mark);
    out.push_str(after);
}

/// The words with no sign of them markup; inside of a link's label its brackets too.
fn escaped(words: &str, in_link: bool) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '*' | '_' | '`' | '~' => out.extend(['\\', character]),
            '[' | ']' if in_link => out.extend(['\\', character]),
            '\\' => out.push_str("\\\\"),
            '<' => out.push_str("&lt;"),
            '&' if may_name_sign(rest.peek()) => out.push_str("&amp;"),
            _ => out.push(character),
        }
        let parted = match (character, rest.peek()) {
            (']', Some('(' | ':' | '[')) | ('{', Some('{')) | ('!', Some('[')) => true,
            (_, _) => false,
        };
        if parted {
            out.push(SEAM);
        }
    }
    out
}

/// Whether an `&` before that could be a sign by its name or number.
fn may_name_sign(next: Option<&char>) -> bool {
    next.is_none_or(|next| next.is_ascii_alphanumeric() || *next == '#')
}

/// Whether a sign could begin a list, a heading, a quote, a table or a definition.
fn works_first(sign: char) -> bool {
    !sign.is_alphabetic()
}

/// The address of a link, whose signs can't end or mark it.
fn address(url: &str) -> String {
    let host_ends = url.find("://").and_then(|at| {
        let after = at + "://".len();
        url[after..].find(['/', '?', '#']).map(|end| after + end)
    });
    let (host, rest) = url.split_at(host_ends.unwrap_or(url.len()));
    let mut out = host.to_owned();
    for character in rest.chars() {
        match character {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '*' => out.push_str("%2A"),
            '_' => out.push_str("%5F"),
            '\\' => out.push_str("%5C"),
            '[' => out.push_str("%5B"),
            ']' => out.push_str("%5D"),
            _ => out.push(character),
        }
    }
    out
}

/// The full-width form of a sign that could be markup.
fn full_width(character: char) -> char {
    match character {
        '*' => '＊',
        '_' => '＿',
        '`' => '｀',
        '~' => '～',
        '[' => '［',
        ']' => '］',
        '<' => '＜',
        '>' => '＞',
        '&' => '＆',
        '\\' => '＼',
        other => other,
    }
}
