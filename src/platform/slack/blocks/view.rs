//! A form as a modal, with what must come back unseen when it is sent; a card as a home page.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use slack_morphism::prelude::{
    SlackActionBlockElement, SlackActionId, SlackActionsBlock, SlackBlock, SlackBlockButtonElement,
    SlackCallbackId, SlackDividerBlock, SlackHomeView, SlackModalView, SlackView,
};

use super::cutting::length;
use super::fields::ask;
use super::limits;
use super::message::blocks_within;
use super::shown::{plain_text, show};
use super::squeeze::{Limits, squeeze};
use crate::chat::{ActToken, Card, Form, Row};

const VIEW: Limits = Limits {
    blocks: limits::VIEW_BLOCKS,
    json: limits::VIEW_JSON,
};
/// Names our modals among the workspace's.
const CALLBACK: &str = "form";
/// Names the button that turns back, among what is pressed in a modal.
pub const TURN_BACK: &str = "turn-back";

/// What a modal carries unseen. It comes back from the person's client, so it is no more to be
/// trusted than a button's value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// What the form is about.
    pub about: ActToken,
    /// Which page it is.
    pub page: u8,
    /// What the adapter wants back; empty where it did not fit beside the rest.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rest: String,
}

/// Draws a form; `rest` comes back in its [`Metadata`]. There is no label for closing: Slack
/// says it in the reader's own language. A modal that is closed tells nobody.
pub fn view(form: &Form, rest: &str) -> SlackView {
    let modal = SlackModalView::new(
        plain_text(&form.title, limits::VIEW_LABEL),
        with_way_back(form),
    )
    .with_submit(plain_text(&form.submit, limits::VIEW_LABEL))
    .with_callback_id(SlackCallbackId(CALLBACK.to_owned()))
    .with_notify_on_close(false)
    .opt_private_metadata(metadata(form, rest));
    SlackView::Modal(modal)
}

/// Draws a card as a home page, with its pictures by Slack's names: as many blocks as a modal has.
pub fn home(card: &Card, pictures: &[Option<String>]) -> SlackView {
    let mut blocks = blocks_within(card, VIEW, pictures);
    if blocks.is_empty() {
        blocks.push(SlackDividerBlock::new().into());
    }
    SlackView::Home(SlackHomeView::new(blocks))
}

/// What a modal of ours carried; `None` if it is not ours.
pub fn read_metadata(private_metadata: &str) -> Option<Metadata> {
    serde_json::from_str(private_metadata).ok()
}

/// The rows, and below them the way back; a modal has no place of its own for it.
fn with_way_back(form: &Form) -> Vec<SlackBlock> {
    let Some(back) = &form.back else {
        return squeeze(rows(&form.rows), VIEW);
    };
    let fewer = Limits {
        blocks: VIEW.blocks - 1,
        json: VIEW.json - limits::LABEL * 8,
    };
    let mut drawn = squeeze(rows(&form.rows), fewer);
    let button = SlackBlockButtonElement::new(plain_text(back, limits::LABEL))
        .with_action_id(SlackActionId(TURN_BACK.to_owned()))
        .with_value(TURN_BACK.to_owned());
    let row = SlackActionsBlock::new(vec![SlackActionBlockElement::from(button)]);
    drawn.push(row.into());
    drawn
}

/// With the rest if that fits, else without. A token that does not fit alone, far longer than
/// any of the coach's, can't come back at all.
fn metadata(form: &Form, rest: &str) -> Option<String> {
    [rest, ""].into_iter().find_map(|rest| {
        let metadata = Metadata {
            about: form.about.clone(),
            page: form.page,
            rest: rest.to_owned(),
        };
        let written = serde_json::to_string(&metadata).ok()?;
        (length(&written) <= limits::METADATA).then_some(written)
    })
}

/// The rows; of two inputs with one name only the first, since they would come back as one.
fn rows(rows: &[Row]) -> Vec<SlackBlock> {
    let mut named = HashSet::new();
    let mut drawn = Vec::new();
    for row in rows {
        match row {
            Row::Show(block) => drawn.extend(show(block, usize::MAX)),
            Row::Ask(field) if named.insert(field.id.clone()) => drawn.extend(ask(field)),
            Row::Ask(_) => {}
        }
    }
    if drawn.is_empty() {
        drawn.push(SlackDividerBlock::new().into());
    }
    drawn
}
