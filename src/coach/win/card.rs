//! How a win looks in its channel, and what stands where one was taken back.

use super::press::{Press, WinId};
use super::record::Win;
use crate::chat::{Block, Button, Card, Confirm, Span, Text};
use crate::coach::act::Act;
use crate::coach::charter::Charter;
use crate::coach::desk::button;
use crate::coach::phrases::Speaker;

/// A win as it stands: whose, what, who, why; how many cheer.
pub(super) fn standing(
    say: &Speaker<'_>,
    id: &WinId,
    win: &Win,
    charter: Option<&Charter>,
    cheers: i64,
) -> Card {
    let title = match charter.and_then(Charter::name) {
        Some(team) => say.win_title_of(team),
        None => say.win_title(),
    };
    let mut blocks = vec![
        Block::Title(title),
        Block::Paragraph(Text::plain(win.what.as_str())),
    ];
    if !win.people.is_empty() {
        blocks.push(Block::Paragraph(say.win_people(people(win))));
    }
    if !win.why.is_empty() {
        let why = Text::plain(win.why.as_str());
        blocks.push(Block::Paragraph(Text::lines([
            Text::strong(say.win_why().to_words()),
            why,
        ])));
    }
    blocks.push(Block::Note(note(say, win, cheers)));
    let cheer = press(Press::Cheer(id.clone()), &say.button_cheer()).primary();
    let options = press(Press::Options(id.clone()), &say.button_win_options());
    blocks.push(Block::Buttons(vec![cheer, options]));
    Card::of(blocks).with_accent(charter.and_then(|charter| charter.accent))
}

/// Which value it shows, who told it, how many cheer.
fn note(say: &Speaker<'_>, win: &Win, cheers: i64) -> Text {
    let value = win.value.as_deref().map(|value| say.win_value(value));
    let told = win.by.as_ref().map(|by| {
        if win.names(by) {
            say.win_told_by_one_of_them()
        } else {
            say.win_told_by(Text(vec![Span::Person(by.clone())]))
        }
    });
    let cheers = (cheers > 0).then(|| say.win_cheers(cheers));
    let parts = [value, told, cheers].into_iter().flatten();
    let joined = parts.reduce(|left, right| say.win_and(left, right));
    joined.unwrap_or_else(|| say.win_no_cheers())
}

/// The people of a win, by name.
pub(super) fn people(win: &Win) -> Text {
    let mut spans = Vec::new();
    for person in &win.people {
        if !spans.is_empty() {
            spans.push(Span::Plain(", ".to_owned()));
        }
        spans.push(Span::Person(person.clone()));
    }
    Text(spans)
}

/// What is left of a win that was taken back: one line.
pub(super) fn taken_back(say: &Speaker<'_>) -> Card {
    Card::words(say.win_taken_back())
}

/// A button of this room.
pub(super) fn press(press: Press, label: &Text) -> Button {
    button(&Act::Win(press), label)
}

/// What is asked once more before a win goes.
pub(super) fn confirm(say: &Speaker<'_>, yes: &Text) -> Confirm {
    Confirm {
        title: say.win_confirm_title().to_words(),
        text: say.win_confirm_text().to_words(),
        yes: yes.to_words(),
        no: say.button_keep().to_words(),
    }
}
