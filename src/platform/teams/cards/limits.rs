//! What Teams takes and draws, in UTF-16 units where characters are counted. Few of these are
//! written down: where Microsoft gives no number, it is the one that people can still read.

/// A card as JSON, in bytes. Teams refuses a message above 100 KB counted in UTF-16, with mentions
/// above 40 KB in older words of Microsoft's; so many bytes are never more than 40 KB there.
pub(super) const CARD: usize = 20_000;
/// A form as JSON, in bytes: what people have typed comes back in it, so it may be longer.
pub(super) const FORM: usize = 40_000;
/// What stands for a card where cards of its version are not drawn.
pub(super) const FALLBACK_TEXT: usize = 300;
/// A title, a meter's words.
pub(super) const HEADER: usize = 150;
/// A button's label and what a screen reader says of it.
pub(super) const LABEL: usize = 75;
/// A label up to which buttons stand side by side: Teams cuts what is longer than its button.
pub(super) const SHORT_LABEL: usize = 40;
/// Buttons in a row: Teams draws six.
pub(super) const ROW: usize = 6;
/// A button's token, and a form's.
pub(super) const TOKEN: usize = 2_000;
/// What is asked once more: its title, its text, its labels.
pub(super) const CONFIRM: (usize, usize, usize) = (100, 300, 30);
/// What a picture is in words.
pub(super) const ALT: usize = 1_000;
/// A link's address.
pub(super) const URL: usize = 2_000;
/// A person's or channel's name.
pub(super) const NAME: usize = 100;
/// Who may be named for seeing a card of her own: Microsoft's number.
pub(super) const REFRESHED: usize = 60;
/// A dialogue's title.
pub(super) const FORM_TITLE: usize = 64;
/// An input's name, and a choice's.
pub(super) const ID: usize = 255;
/// An input's label, hint and what is amiss in it.
pub(super) const INPUT_LABEL: usize = 2_000;
/// A choice's label.
pub(super) const CHOICE: usize = 200;
/// A grey example.
pub(super) const PLACEHOLDER: usize = 150;
/// What a person may type.
pub(super) const TYPED: u16 = 3_000;
/// Choices that all stand there at once.
pub(super) const BOXES: usize = 10;
/// Choices of a menu.
pub(super) const MENU: usize = 100;
/// Channels to choose from.
pub(super) const CHANNELS: usize = 200;
/// Lines, steps and axes of a chart or table.
pub(super) const CHART: usize = 12;
