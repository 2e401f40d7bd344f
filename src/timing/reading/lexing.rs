//! A sentence as words, quoted texts, commas and colons, each with where it stands.

use std::ops::Range;

use crate::timing::problem::{Problem, Said};

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// In bytes of the sentence.
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// In small letters, with a plain hyphen and apostrophe.
    Word(String),
    /// What stands between quotes.
    Quoted(String),
    Comma,
    /// One that ends a word, and not one between the digits of a time.
    Colon,
}

/// What opens a quote, and what closes it.
const QUOTES: [(char, &[char]); 6] = [
    ('"', &['"', '”']),
    ('“', &['”', '"', '“']),
    ('„', &['“', '”', '"']),
    ('«', &['»']),
    ('`', &['`']),
    ('‘', &['’']),
];

/// Cuts a sentence into its pieces.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Problem> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
        } else if first == ',' || first == ';' {
            tokens.push(token(Kind::Comma, at..at + 1));
            at += 1;
        } else if first.eq_ignore_ascii_case(&'t') && follows_date(&tokens, at) {
            at += 1;
        } else if first == ':' {
            tokens.push(token(Kind::Colon, at..at + 1));
            at += 1;
        } else if let Some(quoted) = quoted(text, at)? {
            at = quoted.span.end;
            tokens.push(quoted);
        } else {
            let length = word_length(rest);
            let bare = bare(&rest[..length]);
            if !bare.is_empty() {
                let start = at + rest.find(bare).unwrap_or(0);
                tokens.push(token(Kind::Word(plain(bare)), start..start + bare.len()));
            }
            at += length;
        }
    }
    Ok(tokens)
}

/// Whether a date such as `2026-12-03` ends here.
fn follows_date(tokens: &[Token], at: usize) -> bool {
    tokens.last().is_some_and(|last| {
        let is_date = matches!(&last.kind, Kind::Word(word) if word.len() == 10 && word.matches('-').count() == 2);
        is_date && last.span.end == at
    })
}

fn token(kind: Kind, span: Range<usize>) -> Token {
    Token { kind, span }
}

/// The quoted text that begins here, if one does.
fn quoted(text: &str, at: usize) -> Result<Option<Token>, Problem> {
    let rest = &text[at..];
    let Some(open) = rest.chars().next() else {
        return Ok(None);
    };
    let inner = at + open.len_utf8();
    let found = |closing: &[char]| {
        text[inner..]
            .char_indices()
            .find(|(_, c)| closing.contains(c))
            .map(|(length, c)| {
                let words = text[inner..inner + length].trim().to_owned();
                let end = inner + length + c.len_utf8();
                token(Kind::Quoted(words), at..end)
            })
    };
    if open == '\'' {
        // An apostrophe at the end of a word closes; one within a word does not.
        let ends = text[inner..].char_indices().find(|(length, c)| {
            let after = text[inner + length + c.len_utf8()..].chars().next();
            *c == '\'' && !after.is_some_and(char::is_alphanumeric)
        });
        return Ok(ends.map(|(length, _)| {
            let words = text[inner..inner + length].trim().to_owned();
            token(Kind::Quoted(words), at..inner + length + 1)
        }));
    }
    let Some((_, closing)) = QUOTES.iter().find(|(opening, _)| *opening == open) else {
        return Ok(None);
    };
    found(closing).map(Some).ok_or_else(|| {
        // The text without its quote; the quote where there is none.
        let rest = text[inner..].trim();
        let start = if rest.is_empty() {
            at
        } else {
            text.len() - text[inner..].trim_start().len()
        };
        let words = text[start..].trim_end();
        Problem::UnclosedQuote(Said {
            words: words.to_owned(),
            span: start..start + words.len(),
        })
    })
}

/// How far a word reaches: to a space, a comma, a quote, or a colon that is not between digits.
fn word_length(rest: &str) -> usize {
    let mut before = None;
    for (at, c) in rest.char_indices() {
        let after = rest[at + c.len_utf8()..].chars().next();
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let ends = match c {
            ',' | ';' | '"' | '“' | '”' | '«' | '»' | '`' => at > 0,
            ':' => !(is_digit(before) && is_digit(after)),
            // `2026-12-03T09:30` is a date and a time.
            'T' | 't' if at == 10 => {
                rest[..at].matches('-').count() == 2 && is_digit(before) && is_digit(after)
            }
            c => c.is_whitespace(),
        };
        if ends {
            return at;
        }
        before = Some(c);
    }
    rest.len()
}

/// A word without what stands around it in a sentence. A full stop belongs to a date such as
/// `3.12.` and to `p.m.`
fn bare(word: &str) -> &str {
    let word = word.trim_start_matches(['(', '[', '”', '»']);
    let word = word.trim_end_matches(['!', '?', ')', ']', '…']);
    let Some(stem) = word.strip_suffix('.') else {
        return word;
    };
    if stem.contains('.') {
        word
    } else {
        stem.trim_end_matches('.')
    }
}

fn plain(word: &str) -> String {
    let plain = |c: char| match c {
        '’' | '‘' => '\'',
        '–' | '—' | '‑' => '-',
        c => c,
    };
    word.to_lowercase().chars().map(plain).collect()
}
