//! Tips that managers write right in a chat: what is kept of them, the form, held to the rules of
//! `cairn check`, and what can be done with one. They belong to the workspace and are posted,
//! scheduled and counted as those of the library; a change shows in what is posted later.

mod form;
mod list;
mod managing;
mod record;

pub(in crate::coach) use form::{send_changed, send_new};
pub(in crate::coach) use list::write;
pub(in crate::coach) use managing::pressed;
pub(in crate::coach) use record::{channel_of, find, key, named};

pub(in crate::coach) use record::WrittenTip;
