//! A set of weekdays.

use std::fmt;

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

/// The days of a week, in its order, with their names in short and in full.
pub(super) const WEEK: [(Weekday, &str, &str); 7] = [
    (Weekday::Monday, "Mon", "Monday"),
    (Weekday::Tuesday, "Tue", "Tuesday"),
    (Weekday::Wednesday, "Wed", "Wednesday"),
    (Weekday::Thursday, "Thu", "Thursday"),
    (Weekday::Friday, "Fri", "Friday"),
    (Weekday::Saturday, "Sat", "Saturday"),
    (Weekday::Sunday, "Sun", "Sunday"),
];

/// Some days of the week. Kept as their short names, such as `"Mon Thu"`.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Weekdays(u8);

impl Weekdays {
    /// None.
    pub const NONE: Self = Self(0);
    /// Monday to Friday.
    pub const WORKING: Self = Self(0b001_1111);
    /// Saturday and Sunday.
    pub const WEEKEND: Self = Self(0b110_0000);
    /// All seven.
    pub const ALL: Self = Self(0b111_1111);

    /// Only that day.
    pub fn only(day: Weekday) -> Self {
        Self(1 << day.to_monday_zero_offset())
    }

    /// These and that one.
    #[must_use]
    pub fn with(self, day: Weekday) -> Self {
        self.and(Self::only(day))
    }

    /// These and those.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether the day is among them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & Self::only(day).0 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many there are.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The days, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        WEEK.into_iter()
            .map(|(day, _, _)| day)
            .filter(move |day| self.contains(*day))
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        days.into_iter().fold(Self::NONE, Self::with)
    }
}

/// The name of a weekday in full.
pub(super) fn full_name(day: Weekday) -> &'static str {
    named(day).2
}

/// The name of a weekday in short.
fn short_name(day: Weekday) -> &'static str {
    named(day).1
}

fn named(day: Weekday) -> (Weekday, &'static str, &'static str) {
    let [first, ..] = WEEK;
    WEEK.into_iter()
        .find(|(other, _, _)| *other == day)
        .unwrap_or(first)
}

impl fmt::Debug for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Weekdays({})", String::from(*self))
    }
}

impl From<Weekdays> for String {
    fn from(days: Weekdays) -> Self {
        let names: Vec<&str> = days.iter().map(short_name).collect();
        names.join(" ")
    }
}

impl TryFrom<String> for Weekdays {
    type Error = String;

    fn try_from(names: String) -> Result<Self, String> {
        let day_of = |name: &str| {
            let known = WEEK.into_iter().find(|(_, short, _)| *short == name);
            known
                .map(|(day, _, _)| day)
                .ok_or_else(|| format!("`{name}` is none of Mon, Tue, Wed, Thu, Fri, Sat and Sun"))
        };
        names.split_whitespace().map(day_of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_kept_by_the_names_of_its_days() {
        let days = Weekdays::only(Weekday::Thursday).with(Weekday::Monday);
        let kept = serde_json::to_string(&days).unwrap();
        assert_eq!(kept, "\"Mon Thu\"");
        assert_eq!(serde_json::from_str::<Weekdays>(&kept).unwrap(), days);
        assert!(serde_json::from_str::<Weekdays>("\"Montag\"").is_err());
        assert_eq!(Weekdays::WORKING.and(Weekdays::WEEKEND), Weekdays::ALL);
        assert_eq!(Weekdays::ALL.len(), 7);
        assert!(Weekdays::WEEKEND.contains(Weekday::Sunday));
        assert!(!Weekdays::WORKING.contains(Weekday::Saturday));
    }
}
