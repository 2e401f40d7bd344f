//! The rule as it is kept: on which days, at which time on the wall, in which zone, from when
//! until when, and which dates are left out.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar;
use super::cron::Cron;
use super::wall::TimeOfDay;
use super::weekdays::Weekdays;
use super::zone::Zone;

/// When something happens, once or again and again.
///
/// A rule that counts (`every 2 weeks`) counts from a date of its own, before which nothing
/// happens; so such a rule has no `from` beside it. [`Timing::new`] and decoding see to that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Timing {
    /// On which days and at what time.
    pub rule: Rule,
    /// Where the time on the wall is read.
    pub zone: Zone,
    /// The first date on which it may happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last date on which it may happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Dates on which it does not happen.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub except: BTreeSet<Date>,
}

/// On which days and at what time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Once on each of some days.
    At {
        /// The days.
        days: Days,
        /// The time on the wall.
        at: TimeOfDay,
    },
    /// As a line of cron says.
    Cron(Cron),
}

/// Some days of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Days {
    /// One date.
    Once(Date),
    /// Every day, or every so many days.
    Daily {
        /// None for every day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stride: Option<Stride>,
    },
    /// Some weekdays of every week, or of every so many weeks, which begin on Monday.
    Weekly {
        /// The weekdays.
        weekdays: Weekdays,
        /// None for every week.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stride: Option<Stride>,
    },
    /// Some days of every month, or of every so many months. A month without such a day is left
    /// out.
    Monthly {
        /// The days.
        on: BTreeSet<MonthDay>,
        /// None for every month.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stride: Option<Stride>,
    },
    /// A day of every year; the 29th of February in leap years only.
    Yearly {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
}

/// Only every so many days, weeks or months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stride {
    /// How many, from 2 on; less is taken as 1.
    pub every: u16,
    /// Counted from the day, week or month of this date, before which nothing happens.
    pub from: Date,
}

/// A day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MonthDay {
    /// By its number, 1 to 31.
    Date(i8),
    /// The last one, whichever number it has.
    Last,
    /// The nth, or the last, of those days that are one of the weekdays: the second Tuesday, the
    /// first working day.
    Nth {
        /// Which of them.
        nth: Nth,
        /// The weekdays that are counted.
        weekdays: Weekdays,
    },
}

/// Which of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nth {
    /// The first, the second, and so on, from 1.
    Number(i8),
    /// The last.
    Last,
}

/// A timing as its record holds it, from any version.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    rule: Rule,
    zone: Zone,
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    until: Option<Date>,
    #[serde(default)]
    except: BTreeSet<Date>,
}

impl From<Kept> for Timing {
    fn from(kept: Kept) -> Self {
        Self {
            from: kept.from,
            until: kept.until,
            except: kept.except,
            ..Self::new(kept.rule, kept.zone)
        }
        .settled()
    }
}

impl Timing {
    /// A rule in a zone, without a beginning, an end, or dates left out.
    pub fn new(rule: Rule, zone: Zone) -> Self {
        Self {
            rule,
            zone,
            from: None,
            until: None,
            except: BTreeSet::new(),
        }
        .settled()
    }

    /// The same, from a date on. What counts keeps its count: `every 2 weeks` moved three weeks
    /// on begins in the fourth.
    #[must_use]
    pub fn starting(mut self, from: Date) -> Self {
        self.from = Some(from);
        self.settled()
    }

    /// The same, until a date and on it.
    #[must_use]
    pub fn until(mut self, until: Date) -> Self {
        self.until = Some(until);
        self
    }

    /// The same, without a date.
    #[must_use]
    pub fn except(mut self, date: Date) -> Self {
        self.except.insert(date);
        self
    }

    /// The first date on which it may happen, wherever that is said.
    pub fn begins(&self) -> Option<Date> {
        match &self.rule {
            Rule::At { days, .. } => days.stride().map_or(self.from, |stride| Some(stride.from)),
            Rule::Cron(_) => self.from,
        }
    }

    /// One rule has one form. What counts begins on the first of its own days that is not before
    /// `from`.
    fn settled(mut self) -> Self {
        let Rule::At { days, .. } = &mut self.rule else {
            return self;
        };
        days.settle();
        let Some(stride) = days.stride() else {
            return self;
        };
        let from = self.from.take().unwrap_or(stride.from).max(stride.from);
        if let Some(first) = calendar::on_or_after(days, from) {
            days.begin(first);
        }
        self
    }
}

impl Days {
    /// What it counts by, if it counts.
    pub fn stride(&self) -> Option<Stride> {
        match self {
            Self::Daily { stride } | Self::Weekly { stride, .. } | Self::Monthly { stride, .. } => {
                *stride
            }
            Self::Once(_) | Self::Yearly { .. } => None,
        }
    }

    /// All seven weekdays are every day; the first of all days is the 1st.
    fn settle(&mut self) {
        match self {
            Self::Weekly {
                weekdays: Weekdays::ALL,
                stride: None,
            } => *self = Self::Daily { stride: None },
            Self::Monthly { on, .. } => *on = on.iter().map(|day| day.settled()).collect(),
            Self::Once(_) | Self::Daily { .. } | Self::Weekly { .. } | Self::Yearly { .. } => {}
        }
    }

    fn begin(&mut self, first: Date) {
        match self {
            Self::Daily { stride } | Self::Weekly { stride, .. } | Self::Monthly { stride, .. } => {
                if let Some(stride) = stride {
                    stride.from = first;
                }
            }
            Self::Once(_) | Self::Yearly { .. } => {}
        }
    }
}

impl MonthDay {
    fn settled(self) -> Self {
        match self {
            Self::Nth {
                nth: Nth::Last,
                weekdays: Weekdays::ALL,
            } => Self::Last,
            Self::Nth {
                nth: Nth::Number(number),
                weekdays: Weekdays::ALL,
            } => Self::Date(number),
            Self::Date(_) | Self::Last | Self::Nth { .. } => self,
        }
    }
}
