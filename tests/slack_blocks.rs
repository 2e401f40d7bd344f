//! What Slack is given for what is said and asked: within its limits, whatever the words, and
//! nothing of them markup or a mention.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use cairn::chat::{Block, Button, Card, Text};
use cairn::platform::slack::blocks::{escape, message, plain};

#[test]
fn a_question_is_drawn_with_its_buttons() {
    let card = Card::of(vec![
        Block::Note(Text::strong("Delegation")),
        Block::Paragraph("You hand over a task. What first?".into()),
        Block::Buttons(vec![
            Button::new("1:answer:R7:why".into(), "Say why").primary(),
            Button::new("1:answer:R7:how".into(), "B").described("B: Say how it is done"),
        ]),
    ]);
    let drawn = message(&card);
    assert_eq!(drawn.text, "Delegation\nYou hand over a task. What first?");
    let expected = serde_json::json!([
        {"type": "context", "elements": [
            {"type": "mrkdwn", "text": "*Delegation*", "verbatim": true}]},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
            {"type": "text", "text": "You hand over a task. What first?"}]}]},
        {"type": "actions", "elements": [
            {"type": "button", "action_id": "press-0", "value": "1:answer:R7:why",
             "style": "primary",
             "text": {"type": "plain_text", "text": "Say why", "emoji": false}},
            {"type": "button", "action_id": "press-1", "value": "1:answer:R7:how",
             "accessibility_label": "B: Say how it is done",
             "text": {"type": "plain_text", "text": "B", "emoji": false}}]},
    ]);
    assert_eq!(serde_json::to_value(&drawn.blocks).unwrap(), expected);
}

#[test]
fn what_slack_escapes_reads_back_as_it_was() {
    let words = "a < b & c > d &lt; &amp;amp; <!channel> <@U1>";
    assert_eq!(escape("<!channel>"), "&lt;!channel&gt;");
    assert_eq!(plain(&escape(words)), words);
}
