//! Reading what people say: `tip every Tuesday at 9:30`, `check-in on the 1st and 15th at 10 until
//! June`. English only. Every word must mean something; what could mean two things is asked back,
//! and what was filled in is told.
//!
//! A sentence is cut into words ([`lexing`]); readers of one kind of phrase each look whether
//! theirs begins here, in whatever order the phrases come, and put what they found into a draft;
//! the draft is settled into a request once it is whole.

mod dates;
mod days;
mod ends;
mod hours;
mod lexing;
mod months;
mod reader;
mod resolving;
mod ruling;
mod settling;
mod subjects;
mod vague;
mod words;
mod zones;

use lexing::{Kind, Token};
use reader::{Draft, Reader, put};

use jiff::civil::Date;

use super::problem::{MOST_CHARACTERS, Problem, Said, Slot};
use super::request::{Context, Request};
use super::rule::{Days, Rule};
use super::weekdays::Weekdays;

/// A reader of one kind of phrase: whether one began here and was gone past.
type Phrase = fn(&mut Reader<'_>, &mut Draft) -> Result<bool, Problem>;

/// The readers in the order in which they are asked. What begins alike stands next to each
/// other, the more particular first: `in #sales`, `in order`, `in 2 weeks`, `in December`.
const PHRASES: [Phrase; 21] = [
    subjects::what,
    subjects::channel,
    subjects::cron,
    subjects::open,
    subjects::order,
    ends::start,
    subjects::pack,
    ends::except,
    ends::end,
    days::every,
    days::adverb,
    vague::part_of_today,
    dates::ahead,
    dates::once,
    months::month_days,
    months::in_month,
    days::weekdays,
    hours::part,
    zones::zone,
    hours::hour,
    vague::repeated,
];

/// Words that mean nothing without the next.
const PREPOSITIONS: [&str; 10] = [
    "on", "at", "in", "for", "the", "from", "of", "to", "by", "time",
];

/// Reads a sentence.
///
/// # Errors
/// Which words are not understood, or what has to be asked back.
pub fn read(sentence: &str, context: &Context) -> Result<Request, Problem> {
    if sentence.trim().is_empty() {
        return Err(Problem::Empty);
    }
    if sentence.chars().count() > MOST_CHARACTERS {
        return Err(Problem::TooLong);
    }
    let tokens = lexing::tokens(sentence)?;
    match colon(&tokens) {
        None => without_text(sentence, &tokens, context),
        Some(colon) => around_text(sentence, &tokens, colon, context),
    }
}

/// Reads one date, and nothing else: `3 Jan`, `tomorrow`, `on Friday`. The first one at which the
/// usual hour of the context is still to come.
///
/// # Errors
/// As of a sentence; words that name more than one date are not understood.
pub fn read_date(words: &str, context: &Context) -> Result<Date, Problem> {
    let words = words.trim();
    let request = read(words, context).or_else(|_| read(&format!("on {words}"), context))?;
    let says_more = request.what.is_some() || request.channel.is_some() || request.text.is_some();
    match request.timing.rule {
        Rule::At {
            days: Days::Once(date),
            ..
        } if !says_more => Ok(date),
        Rule::At { .. } | Rule::Cron(_) => Err(Problem::Unknown(Said {
            words: words.to_owned(),
            span: 0..words.len(),
        })),
    }
}

/// The weekday of a word in small letters, alone or in the plural.
pub fn weekday(word: &str) -> Option<Weekdays> {
    words::weekday(word).map(|(day, _)| Weekdays::only(day))
}

/// Where the colon stands after which the text begins.
fn colon(tokens: &[Token]) -> Option<usize> {
    let is_cron = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| tokens.get(before));
        before.is_some_and(|before| before.kind == Kind::Word("cron".to_owned()))
    };
    let after = |place: usize| tokens.get(place + 1).map(|token| &token.kind);
    (0..tokens.len()).find(|place| {
        tokens[*place].kind == Kind::Colon
            && !is_cron(*place)
            // Quotes protect the text by themselves.
            && !matches!(after(*place), None | Some(Kind::Quoted(_)))
    })
}

/// A sentence in which a colon begins the text: all the rest of it if it was said before when it
/// is to come, else all but the longest end that says when.
fn around_text(
    sentence: &str,
    tokens: &[Token],
    colon: usize,
    context: &Context,
) -> Result<Request, Problem> {
    let mut before = tokens[..colon].to_vec();
    if let Some(Kind::Word(word)) = before.last().map(|token| &token.kind)
        && ["post", "text", "saying", "say", "message", "title"].contains(&word.as_str())
    {
        before.pop();
    }
    let with_text = |request: Request, end: usize| {
        let begin = tokens[colon].span.end;
        let rest = sentence.get(begin..end).unwrap_or_default();
        let text = rest.trim();
        let begin = begin + rest.len() - rest.trim_start().len();
        let said = |words: &str, begin: usize| Said {
            words: words.to_owned(),
            span: begin..begin + words.len(),
        };
        match &request.text {
            _ if text.is_empty() => Ok(request),
            Some(quoted) => Err(Problem::Twice {
                slot: Slot::Text,
                first: said(quoted, sentence.find(quoted.as_str()).unwrap_or(0)),
                second: said(text, begin),
            }),
            None => Ok(Request {
                text: Some(text.to_owned()),
                ..request
            }),
        }
    };
    let mut problem = match without_text(sentence, &before, context) {
        Ok(request) => return with_text(request, sentence.len()),
        Err(problem @ Problem::NoDay(None)) => problem,
        Err(problem) => return Err(problem),
    };
    for place in colon + 1..tokens.len() {
        let mut outside = before.clone();
        outside.extend_from_slice(&tokens[place..]);
        match without_text(sentence, &outside, context) {
            Ok(request) => return with_text(request, tokens[place].span.start),
            // Words of the text are not to be understood.
            Err(
                Problem::Unknown(_)
                | Problem::NoDay(_)
                | Problem::Twice { .. }
                | Problem::Contradiction(..),
            ) => {}
            Err(found) if matches!(problem, Problem::NoDay(None)) => problem = found,
            Err(_) => {}
        }
    }
    Err(problem)
}

/// A sentence without its text.
fn without_text(sentence: &str, tokens: &[Token], context: &Context) -> Result<Request, Problem> {
    let mut reader = Reader::new(sentence, tokens);
    let mut draft = Draft::default();
    subjects::fillers(&mut reader);
    while !reader.is_at_end() {
        if reader.eat_joint() || quoted(&mut reader, &mut draft)? {
            continue;
        }
        if !phrase(&mut reader, &mut draft)? {
            return Err(not_understood(&mut reader));
        }
    }
    settling::settle(sentence, draft, context)
}

/// The word that no phrase begins with; after a number or an article, with the word that it
/// belongs to.
fn not_understood(reader: &mut Reader<'_>) -> Problem {
    while PREPOSITIONS.iter().any(|word| reader.is(0, &[word])) && reader.word(1).is_some() {
        reader.at += 1;
    }
    let from = reader.at;
    let counts = |word: &str| matches!(word, "a" | "an") || words::number(word).is_some();
    if reader.word(0).is_some_and(counts) && reader.word(1).is_some() && !reader.is_joint(from + 1)
    {
        reader.at += 2;
        return Problem::Unknown(reader.said_from(from));
    }
    reader.unknown(from)
}

fn phrase(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    for phrase in PHRASES {
        if phrase(reader, draft)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A quoted text, or a colon before one.
fn quoted(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    let marked = ["post", "text", "saying", "say", "message", "title", "with"];
    if reader.word(1).is_none() && reader.eat(&marked) {
        let goes_on = reader.tokens.get(reader.at).map(|token| &token.kind);
        if !matches!(goes_on, Some(Kind::Quoted(_) | Kind::Colon)) {
            reader.at = from;
            return Ok(false);
        }
    }
    let Some(token) = reader.tokens.get(reader.at) else {
        return Ok(reader.at > from);
    };
    match &token.kind {
        Kind::Colon => {
            reader.at += 1;
            Ok(true)
        }
        Kind::Quoted(text) => {
            reader.at += 1;
            let said = reader.said_from(reader.at - 1);
            if text.is_empty() {
                return Err(Problem::Unknown(said));
            }
            put(&mut draft.text, Slot::Text, text.clone(), said)?;
            Ok(true)
        }
        Kind::Word(_) | Kind::Comma => {
            reader.at = from;
            Ok(false)
        }
    }
}
