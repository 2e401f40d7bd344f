//! How Slack draws what is said and asked: a neutral card becomes Block Kit, a neutral form a
//! modal, and what comes back from a modal becomes neutral values. All of it is pure; nothing
//! here calls Slack.
//!
//! Every limit of Block Kit is held by construction: what is too long is cut at a word's end and
//! ends with "…", so that the reader knows; buttons and inputs are the last to go. Paragraphs are
//! drawn as `rich_text`, whose runs of text are data and never markup, so that no words can turn
//! into formatting, a link or a mention. Only small notes that hold more than words need Slack's
//! old markup; `mrkdwn` tells how words stay words there.

mod buttons;
mod fields;
mod limits;
mod message;
mod mrkdwn;
mod reading;
mod rich;
mod shown;
mod squeeze;
mod tidy;
mod values;
mod view;

use crate::platform::cutting;

pub use message::{Along, Drawn, message, message_with};
pub use mrkdwn::escape;
pub use reading::{plain, plain_with_addresses};
pub use values::values;
pub use view::{Metadata, TURN_BACK, home, read_metadata, view};
