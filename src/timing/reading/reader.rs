//! Going through the words of a sentence, and what has been found in it so far.

use jiff::SignedDuration;
use jiff::civil::Weekday;

use super::lexing::{Kind, Token};
use super::words::Unit;
use crate::timing::cron::Cron;
use crate::timing::problem::{Problem, Said, Slot};
use crate::timing::request::{Order, What};
use crate::timing::rule::MonthDay;
use crate::timing::wall::TimeOfDay;
use crate::timing::weekdays::Weekdays;
use crate::timing::zone::Zone;

/// A place in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// The token that is read next.
    pub at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        Self {
            text,
            tokens,
            at: 0,
        }
    }

    /// The word so far ahead.
    pub fn word(&self, ahead: usize) -> Option<&'a str> {
        match &self.tokens.get(self.at + ahead)?.kind {
            Kind::Word(word) => Some(word),
            Kind::Quoted(_) | Kind::Comma | Kind::Colon => None,
        }
    }

    /// The word that is read next as it is written.
    pub fn written(&self) -> Option<&'a str> {
        self.word(0)?;
        self.text.get(self.tokens.get(self.at)?.span.clone())
    }

    pub fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub fn is(&self, ahead: usize, words: &[&str]) -> bool {
        self.word(ahead).is_some_and(|word| words.contains(&word))
    }

    /// Goes past one of these words, if it stands here.
    pub fn eat(&mut self, words: &[&str]) -> bool {
        let stands = self.is(0, words);
        self.at += usize::from(stands);
        stands
    }

    /// Goes past all of these words, if they stand here in a row.
    pub fn eat_all(&mut self, words: &[&str]) -> bool {
        let stand = words
            .iter()
            .enumerate()
            .all(|(ahead, word)| self.is(ahead, &[word]));
        if stand {
            self.at += words.len();
        }
        stand
    }

    pub fn eat_comma(&mut self) -> bool {
        let stands = self
            .tokens
            .get(self.at)
            .is_some_and(|token| token.kind == Kind::Comma);
        self.at += usize::from(stands);
        stands
    }

    /// Goes past what joins two of a list.
    pub fn eat_joint(&mut self) -> bool {
        let comma = self.eat_comma();
        self.eat(&["and", "&", "+"]) || comma
    }

    /// Whether *and* stands at a place.
    pub fn is_and(&self, place: usize) -> bool {
        self.is_joint(place)
            && self.tokens.get(place).map(|token| &token.kind) != Some(&Kind::Comma)
    }

    /// Whether a comma or *and* stands at a place.
    pub fn is_joint(&self, place: usize) -> bool {
        match self.tokens.get(place).map(|token| &token.kind) {
            Some(Kind::Comma) => true,
            Some(Kind::Word(word)) => matches!(word.as_str(), "and" | "&" | "+"),
            Some(Kind::Quoted(_) | Kind::Colon) | None => false,
        }
    }

    /// What a word means, going past it if it means something.
    pub fn take<T>(&mut self, meaning: impl Fn(&str) -> Option<T>) -> Option<T> {
        let meant = meaning(self.word(0)?)?;
        self.at += 1;
        Some(meant)
    }

    /// The words from a place up to here; those at this place, if nothing was gone past.
    pub fn said_from(&self, from: usize) -> Said {
        let last = self.at.max(from + 1) - 1;
        let span_of = |place: usize| self.tokens.get(place).map(|token| token.span.clone());
        let end = self.text.len();
        let span = match (
            span_of(from),
            span_of(last.min(self.tokens.len().saturating_sub(1))),
        ) {
            (Some(first), Some(last)) => first.start..last.end.max(first.end),
            _ => end..end,
        };
        Said {
            words: self.text.get(span.clone()).unwrap_or_default().to_owned(),
            span,
        }
    }

    /// The word that stands here is not understood; without one, those from a place on.
    pub fn unknown(&self, from: usize) -> Problem {
        let from = if self.is_at_end() { from } else { self.at };
        let mut here = self.clone();
        here.at = if self.is_at_end() { self.at } else { from + 1 };
        Problem::Unknown(here.said_from(from))
    }
}

/// A date as it was said, before it is known which day it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    Date {
        day: i8,
        month: i8,
        year: Option<i16>,
    },
    /// The first of the month to begin with, the last to end with.
    Month {
        month: i8,
        year: Option<i16>,
    },
    /// `3/4`: the day first, or the month.
    Either {
        one: i8,
        other: i8,
        year: Option<i16>,
    },
    /// So many days from today.
    Ahead(i64),
    Weekday(Weekday, Which),
    /// A day of this month, or of the next.
    OfMonth(i8),
    /// So many weeks or months on, counted on the calendar.
    After(i64, Unit),
    /// Monday of next week.
    NextWeek,
    /// The last day of this month or year.
    EndOf(Unit),
}

/// Which of the weekdays of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Coming,
    This,
    Next,
    /// Of next week.
    InNextWeek,
}

/// A time of day as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hour {
    /// Without doubt.
    Exact(TimeOfDay),
    /// `3:30`, `0930`: on a clock of 24 hours, unless a part of the day is said.
    Clock(TimeOfDay),
    /// `9`: a number alone.
    Bare(TimeOfDay),
    Midnight,
}

impl Hour {
    /// As it stands, whatever may be meant by it.
    pub fn time(self) -> TimeOfDay {
        match self {
            Self::Exact(time) | Self::Clock(time) | Self::Bare(time) => time,
            Self::Midnight => TimeOfDay::MIDNIGHT,
        }
    }
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

/// How long, or how often, it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lasting {
    Times(u32),
    For(i64, Unit),
}

/// Something with the words that said it.
pub(super) type Found<T> = Option<(T, Said)>;

/// What has been found in a sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub what: Found<What>,
    pub channel: Found<String>,
    pub pack: Found<String>,
    pub order: Found<Order>,
    pub text: Found<String>,
    pub open_for: Found<SignedDuration>,
    pub cron: Found<Cron>,
    /// Every so many of a unit.
    pub every: Found<(u16, Unit)>,
    pub weekdays: Found<Weekdays>,
    /// Whether the weekdays come again: `every`, or a plural.
    pub weekdays_again: bool,
    pub month_days: Found<Vec<MonthDay>>,
    /// Whether the days are those of every month.
    pub months_again: bool,
    pub date: Found<Day>,
    /// In or during that month of the year.
    pub in_month: Found<(i8, Option<i16>)>,
    /// So many minutes from now.
    pub elapsed: Found<i64>,
    pub hour: Found<Hour>,
    pub part: Found<Part>,
    pub zone: Found<Zone>,
    pub from: Found<Day>,
    pub until: Found<Day>,
    pub lasting: Found<Lasting>,
    pub except: Vec<(Day, Said)>,
    pub except_weekdays: Found<Weekdays>,
    /// Whether `once` was said.
    pub once: bool,
}

/// Puts what was found in its place, which holds one thing.
pub(super) fn put<T: PartialEq>(
    place: &mut Found<T>,
    slot: Slot,
    value: T,
    said: Said,
) -> Result<(), Problem> {
    match place {
        Some((before, first)) if *before != value => Err(Problem::Twice {
            slot,
            first: first.clone(),
            second: said,
        }),
        Some(_) => Ok(()),
        None => {
            *place = Some((value, said));
            Ok(())
        }
    }
}
