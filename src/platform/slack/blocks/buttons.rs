//! Buttons, in rows that a phone can show.

use slack_morphism::prelude::{
    SlackAccessibilityLabel, SlackActionBlockElement, SlackActionId, SlackActionsBlock, SlackBlock,
    SlackBlockButtonElement, SlackBlockButtonStyle, SlackBlockConfirmItem,
};

use super::cutting::cut;
use super::limits;
use super::shown::plain_text;
use super::tidy::{comes_back, is_blank, one_line};
use crate::chat::{Button, Confirm, Emphasis};

/// The buttons in rows, in their order; `before` is how many stand above them in the message, so
/// that each has a name of its own there.
pub(super) fn rows(buttons: &[Button], before: usize) -> Vec<SlackBlock> {
    let drawn: Vec<SlackActionBlockElement> = buttons
        .iter()
        .enumerate()
        .filter_map(|(place, button)| draw(before + place, button))
        .map(SlackActionBlockElement::from)
        .collect();
    drawn
        .chunks(limits::ROW)
        .map(|row| SlackActionsBlock::new(row.to_vec()).into())
        .collect()
}

/// One button. One whose token could not come back would do nothing, so it is not drawn; the
/// coach's own are far below the limit.
fn draw(place: usize, button: &Button) -> Option<SlackBlockButtonElement> {
    let value = button.act.as_str();
    if !comes_back(value, limits::BUTTON_VALUE) {
        return None;
    }
    let described = button.description.as_deref().map(one_line);
    let described = described.filter(|words| !is_blank(words));
    let label = Some(one_line(&button.label))
        .filter(|words| !is_blank(words))
        .or_else(|| described.clone())
        .unwrap_or_default();
    let drawn = SlackBlockButtonElement::new(plain_text(&label, limits::LABEL))
        .with_action_id(SlackActionId(format!("press-{place}")))
        .with_value(value.to_owned())
        .opt_style(style(button.emphasis))
        .opt_confirm(
            button
                .confirm
                .as_ref()
                .map(|once_more| ask_once_more(once_more, button.emphasis)),
        )
        .opt_accessibility_label(
            described.map(|words| SlackAccessibilityLabel(cut(&words, limits::LABEL))),
        );
    Some(drawn)
}

/// Slack's own dialogue before a press counts; it takes `primary` and `danger` as a button does.
fn ask_once_more(confirm: &Confirm, emphasis: Emphasis) -> SlackBlockConfirmItem {
    let (title, text, label) = limits::CONFIRM;
    let style = match emphasis {
        Emphasis::Usual => None,
        Emphasis::Primary => Some("primary"),
        Emphasis::Danger => Some("danger"),
    };
    SlackBlockConfirmItem::new(
        plain_text(&one_line(&confirm.title), title),
        plain_text(&confirm.text, text).into(),
        plain_text(&one_line(&confirm.yes), label),
        plain_text(&one_line(&confirm.no), label),
    )
    .opt_style(style.map(str::to_owned))
}

fn style(emphasis: Emphasis) -> Option<SlackBlockButtonStyle> {
    match emphasis {
        Emphasis::Usual => None,
        Emphasis::Primary => Some(SlackBlockButtonStyle::Primary),
        Emphasis::Danger => Some(SlackBlockButtonStyle::Danger),
    }
}
