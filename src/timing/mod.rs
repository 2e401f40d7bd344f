//! When things happen: rules that recur in a named zone, the moments they name, how people say
//! them and how they are said back. Wall time and the name of a zone are what is kept; each moment
//! is computed afresh. Nothing here knows what is scheduled, and nothing reads a clock.
//!
//! - [`read`] reads a sentence, [`Timing`]'s and [`Request`]'s `Display` say it back.
//! - [`Timing`] is the rule as it is kept; [`Timing::after`] tells when it happens next.
//! - `docs/schedules.md` tells people what can be said.

mod calendar;
mod cron;
mod occurring;
mod problem;
mod reading;
mod request;
mod rule;
mod saying;
mod wall;
mod weekdays;
mod zone;

pub use cron::{Cron, CronError};
pub use occurring::{Occurrence, Occurrences};
pub use problem::{MOST_CHARACTERS, Problem, Said, Slot};
pub use reading::{read, read_date, weekday};
pub use request::{Assumption, Context, Order, Request, What};
pub use rule::{Days, MonthDay, Nth, Rule, Stride, Timing};
pub use wall::{TimeOfDay, moment};
pub use weekdays::Weekdays;
pub use zone::{UnknownZone, Zone, tzdb_version};
