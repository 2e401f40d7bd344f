//! What comes by itself and when: schedules, what happens when one falls due, the days off, and
//! what an admin does with them. How a sentence about time is read and how dates are computed is
//! `timing`'s; what a tip or a check-in looks like is `tip`'s and `checkin`'s.

mod asking;
mod catching_up;
mod changing;
mod channel;
mod deeds;
mod draft;
mod dry;
mod due;
mod echo;
mod form;
pub(in crate::coach) mod holidays;
mod holidays_command;
mod list;
mod managing;
mod naming;
mod packs;
mod pausing;
mod posting;
mod previewing;
mod record;
mod trouble;
mod written;

pub(in crate::coach) use asking::schedule;
pub(in crate::coach) use channel::{learn as learn_channel, zone as zone_of};
pub(in crate::coach) use deeds::ScheduleDeed;
pub(in crate::coach) use draft::pressed as draft_pressed;
pub(in crate::coach) use due::due;
pub(in crate::coach) use form::send as send_form;
pub(in crate::coach) use holidays_command::{holidays as holidays_command, remove as days_on};
pub(in crate::coach) use list::schedules;
pub(in crate::coach) use managing::{channel_of, pressed};
pub(in crate::coach) use packs::pack_changed;
pub(in crate::coach) use pausing::{ends as pause_ends, send_form as send_pause_form};
pub(in crate::coach) use previewing::pressed as preview_pressed;
pub(in crate::coach) use trouble::{Trouble, came, undelivered, went};
pub(in crate::coach) use written::{offer_tip, open_for_tip, read_when, that_give};

#[cfg(test)]
pub(in crate::coach) use {channel::AboutChannel, draft::Fate};
pub(in crate::coach) use {
    draft::Draft,
    record::{Schedule, What},
};
