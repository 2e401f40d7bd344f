//! What comes by itself and when: schedules, what happens when one falls due, the days off, and
//! what an admin does with them. How a sentence about time is read and how dates are computed is
//! `timing`'s; what a tip or a check-in looks like is `tip`'s and `checkin`'s.

mod catching_up;
pub(in crate::coach) mod holidays;
mod record;

#[cfg(test)]
pub(in crate::coach) use record::{Schedule, What};
