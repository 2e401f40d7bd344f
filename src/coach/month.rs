//! Months as people write them: by name, `2026-11`, or *last month*.

use jiff::civil::{Date, date};

/// The months as they may be typed.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month that words name, by its first day; a bare name is the last such month that has begun.
pub(super) fn read(words: &[&str], today: Date) -> Option<Date> {
    match words {
        [month] => dashed(month).or_else(|| latest(month, today)),
        [last, month]
            if last.eq_ignore_ascii_case("last") && month.eq_ignore_ascii_case("month") =>
        {
            Some(last_whole(today))
        }
        [month, year] => {
            let year = year
                .parse()
                .ok()
                .filter(|year| (2000..=9999).contains(year))?;
            Some(date(year, number_of(month)?, 1))
        }
        _ => None,
    }
}

/// The month before the one of a day.
pub(super) fn last_whole(today: Date) -> Date {
    today
        .first_of_month()
        .yesterday()
        .unwrap_or(today)
        .first_of_month()
}

/// A month as `2026-11`.
fn dashed(words: &str) -> Option<Date> {
    let (year, month) = words.split_once('-')?;
    let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let fits = year.len() == 4 && month.len() == 2 && is_number(year) && is_number(month);
    Date::new(year.parse().ok().filter(|_| fits)?, month.parse().ok()?, 1).ok()
}

/// A month by its name, or what it begins with.
fn number_of(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| name.len() >= 3 && month.starts_with(&name))?;
    i8::try_from(at + 1).ok()
}

/// The last such month that has begun.
fn latest(name: &str, today: Date) -> Option<Date> {
    let number = number_of(name)?;
    let year = today.year() - i16::from(number > today.month());
    Date::new(year, number, 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_the_last_one_of_its_name() {
        let today = date(2026, 11, 25);
        for (words, first) in [
            ("october", Some(date(2026, 10, 1))),
            ("Oct", Some(date(2026, 10, 1))),
            ("november", Some(date(2026, 11, 1))),
            ("december", Some(date(2025, 12, 1))),
            ("2026-10", Some(date(2026, 10, 1))),
            ("march 2024", Some(date(2024, 3, 1))),
            ("Last month", Some(date(2026, 10, 1))),
            ("", None),
            ("oc", None),
            ("2026-13", None),
            ("last year", None),
            ("october of doubt", None),
        ] {
            let words: Vec<&str> = words.split_whitespace().collect();
            assert_eq!(read(&words, today), first, "{words:?}");
        }
        assert_eq!(last_whole(date(2026, 1, 1)), date(2025, 12, 1));
    }
}
