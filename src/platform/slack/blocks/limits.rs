//! Block Kit's limits, in UTF-16 units where they count characters: Slack does not say what a
//! character is, and this is the strictest reading.

/// Blocks of a message.
pub(super) const MESSAGE_BLOCKS: usize = 50;
/// Blocks of a modal.
pub(super) const VIEW_BLOCKS: usize = 100;
/// All blocks of a message as JSON. Slack documents no number and refuses with
/// `msg_blocks_too_long` from about 13,200.
pub(super) const MESSAGE_JSON: usize = 12_000;
/// All blocks of a modal as JSON: far below what a request may weigh, far above any form of ours.
pub(super) const VIEW_JSON: usize = 100_000;
/// The text of a message beside its blocks.
pub(super) const SUMMARY: usize = 4_000;
/// One text, which is also the most we put into one block of rich text.
pub(super) const TEXT: usize = 3_000;
/// What a picture is in words.
pub(super) const ALT: usize = 2_000;
/// A header.
pub(super) const HEADER: usize = 150;
/// A button's text, an option's text and description, an accessibility label.
pub(super) const LABEL: usize = 75;
/// The title of what asks once more, its text, and its two labels.
pub(super) const CONFIRM: (usize, usize, usize) = (100, 300, 30);
/// A button's value.
pub(super) const BUTTON_VALUE: usize = 2_000;
/// Buttons in a row: Slack takes 25, a phone shows few.
pub(super) const ROW: usize = 5;
/// A link's address.
pub(super) const URL: usize = 3_000;
/// A modal's title and the label that sends it.
pub(super) const VIEW_LABEL: usize = 24;
/// What a modal carries unseen.
pub(super) const METADATA: usize = 3_000;
/// A block's id.
pub(super) const ID: usize = 255;
/// An input's label and hint.
pub(super) const INPUT_LABEL: usize = 2_000;
/// A grey example.
pub(super) const PLACEHOLDER: usize = 150;
/// What a person may type.
pub(super) const TYPED: u16 = 3_000;
/// An option's value.
pub(super) const OPTION_VALUE: usize = 150;
/// Radio buttons and checkboxes.
pub(super) const BOXES: usize = 10;
/// Options of a menu.
pub(super) const MENU: usize = 100;
