//! The vocabulary: numbers, ordinals, weekdays, months and units, as people write them.

use jiff::civil::Weekday;

use crate::timing::saying::MONTHS;
use crate::timing::weekdays::{WEEK, Weekdays};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

const NUMBERS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// The place of a word in a list, from 1.
fn place<T: TryFrom<usize>>(list: &[&str], word: &str) -> Option<T> {
    let place = list.iter().position(|known| *known == word)?;
    T::try_from(place + 1).ok()
}

/// `2`, `two`, `thirty`.
pub(super) fn number(word: &str) -> Option<u32> {
    let digits = word.len() <= 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    match word {
        _ if digits => word.parse().ok(),
        "thirty" => Some(30),
        "forty-five" => Some(45),
        "ninety" => Some(90),
        word => place(&NUMBERS, word),
    }
}

/// `1st`, `31st`, `first`.
pub(super) fn ordinal(word: &str) -> Option<i8> {
    let endings = ["st", "nd", "rd", "th"];
    let digits = endings.iter().find_map(|ending| word.strip_suffix(ending));
    match digits {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits
            .parse()
            .ok()
            .filter(|number| (1..=31).contains(number)),
        _ => place(&ORDINALS, word),
    }
}

/// `mon`, `Tuesday`, `Fridays`: the day, and whether it is a plural.
pub(super) fn weekday(word: &str) -> Option<(Weekday, bool)> {
    let stem = word.strip_suffix("'s").unwrap_or(word);
    for (day, short, full) in WEEK {
        let (short, full) = (short.to_lowercase(), full.to_lowercase());
        if stem == short || stem == full || stem == &short[..2] {
            return Some((day, false));
        }
        if stem
            .strip_suffix('s')
            .is_some_and(|stem| stem == short || stem == full)
        {
            // `tues` and `weds` are one day, and so is `thurs`.
            return Some((day, !matches!(stem, "tues" | "weds")));
        }
    }
    match stem {
        "thur" | "thurs" => Some((Weekday::Thursday, false)),
        _ => None,
    }
}

/// `M`, `Tu`, `MWF`, `MTuWThF`: at least two days in the order of the week, written with capitals.
pub(super) fn day_letters(word: &str) -> Option<Weekdays> {
    let mut rest = word;
    let mut found: Vec<Weekday> = Vec::new();
    while !rest.is_empty() {
        let letters = [
            ("Mo", Weekday::Monday),
            ("M", Weekday::Monday),
            ("Tu", Weekday::Tuesday),
            ("Th", Weekday::Thursday),
            ("T", Weekday::Tuesday),
            ("We", Weekday::Wednesday),
            ("W", Weekday::Wednesday),
            ("R", Weekday::Thursday),
            ("Fr", Weekday::Friday),
            ("F", Weekday::Friday),
            ("Sa", Weekday::Saturday),
            ("Su", Weekday::Sunday),
            ("S", Weekday::Saturday),
        ];
        let (letter, day) = letters
            .into_iter()
            .find(|(letter, _)| rest.starts_with(letter))?;
        let last = found.last().copied();
        // The second T of MTWTF is Thursday, and the second S is Sunday.
        let day = match (letter, last) {
            ("T", Some(Weekday::Tuesday | Weekday::Wednesday)) => Weekday::Thursday,
            ("S", Some(Weekday::Saturday)) => Weekday::Sunday,
            _ => day,
        };
        if last.is_some_and(|last| last.to_monday_zero_offset() >= day.to_monday_zero_offset()) {
            return None;
        }
        found.push(day);
        rest = &rest[letter.len()..];
    }
    (found.len() > 1).then(|| found.into_iter().collect())
}

/// The days from one to another, over the end of the week if need be.
pub(super) fn days_from_to(first: Weekday, last: Weekday) -> Weekdays {
    let ahead = last.since(first);
    (0..=ahead).map(|days| first.wrapping_add(days)).collect()
}

/// `dec`, `December`.
pub(super) fn month(word: &str) -> Option<i8> {
    let is_month = |name: &str| {
        let name = name.to_lowercase();
        word == name || word == &name[..3] || (word == "sept" && name == "september")
    };
    let place = MONTHS.iter().position(|name| is_month(name))?;
    i8::try_from(place + 1).ok()
}

/// `m`, `hours`, `weeks`, `quarter`.
pub(super) fn unit(word: &str) -> Option<(Unit, i64)> {
    let one = |unit| Some((unit, 1));
    match word {
        "sec" | "secs" | "seconds" => one(Unit::Second),
        "m" | "min" | "mins" | "minute" | "minutes" => one(Unit::Minute),
        "h" | "hr" | "hrs" | "hour" | "hours" => one(Unit::Hour),
        "d" | "day" | "days" => one(Unit::Day),
        "w" | "wk" | "wks" | "week" | "weeks" => one(Unit::Week),
        "fortnight" | "fortnights" => Some((Unit::Week, 2)),
        "month" | "months" => one(Unit::Month),
        "quarter" | "quarters" => one(Unit::Quarter),
        "year" | "years" => one(Unit::Year),
        _ => None,
    }
}

/// `2019` to `2199`.
pub(super) fn year(word: &str) -> Option<i16> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| word.parse().ok())?
}
