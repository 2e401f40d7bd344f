//! Practice: a short session in the direct conversation, one to three questions chosen for one
//! person. A session resumes where it was left; it ends when all is answered, or by *stop*.

mod cards;
mod course;
mod session;
mod steps;
mod typed;

pub(super) use course::{
    SESSION_MOST, bring, bring_item, end, end_current, open_blocks, practise, retract, show, start,
};
pub(super) use session::Session;
pub(super) use steps::{choose, is_open, open_form, send_form, skip, skip_current, sure};
pub(super) use typed::typed;
