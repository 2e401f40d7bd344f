//! What comes by itself and when: schedules, what happens when one falls due, the days off, and
//! what an admin does with them. How a sentence about time is read and how dates are computed is
//! `timing`'s; what a tip or a check-in looks like is `tip`'s and `checkin`'s.

pub(in crate::coach) mod holidays;
