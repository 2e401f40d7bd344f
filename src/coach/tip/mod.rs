//! Tips in a channel: how one looks, how it is posted and taken back, what people find of it, which
//! comes next, which of them work, and those that are written in a chat (`written`). When a tip comes is `schedule`'s; what is asked later of who
//! tried it is not decided here either: [`still_tried`] says whether it may still be asked.

mod card;
mod choose;
mod forgetting;
mod giving;
mod overview;
mod post;
mod posting;
mod reacting;
mod written;

pub use post::Finding;

pub(super) use card::{every_card, preview_card, reading_card};
pub(super) use choose::{Named, left, next};
pub(super) use forgetting::uncount;
pub(super) use giving::{confirm_take_back, take_back_by_tap, tip};
pub(super) use overview::tips;
pub(super) use post::{TipPost, channel_of, standing_title};
pub(super) use posting::{NewPost, post, take_back, uncount as uncount_post, undelivered};
pub(super) use reacting::{react, refresh, still_tried};
pub(super) use written::{
    WrittenTip, channel_of as written_in, find, key as written_key, named,
    pressed as written_pressed, send_changed, send_new, write,
};

#[cfg(test)]
pub(super) use post::{PostState, Reaction, TipEdition};
