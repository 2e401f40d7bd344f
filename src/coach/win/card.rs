//! How a win looks in its channel, and what stands where one was taken back.

use super::naming::Names;
use super::press::{Press, WinId};
use super::record::Win;
use super::suggestion::{Decided, How, Suggestion};
use crate::chat::{Block, Button, Card, Confirm, Span, Text};
use crate::coach::act::Act;
use crate::coach::charter::Charter;
use crate::coach::desk::button;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::named;

/// A win as it stands: whose, what, who, why; how many cheer.
pub(super) fn standing(
    say: &Speaker<'_>,
    id: &WinId,
    win: &Win,
    charter: Option<&Charter>,
    (names, cheers): (&Names, i64),
) -> Card {
    let title = match charter.and_then(Charter::name) {
        Some(team) => say.win_title_of(team),
        None => say.win_title(),
    };
    let mut blocks = vec![Block::Title(title)];
    blocks.extend(body(say, win));
    blocks.push(Block::Note(note(say, win, names, cheers)));
    let cheer = press(Press::Cheer(id.clone()), &say.button_cheer()).primary();
    let options = press(Press::Options(id.clone()), &say.button_win_options());
    blocks.push(Block::Buttons(vec![cheer, options]));
    Card::of(blocks).with_accent(charter.and_then(|charter| charter.accent))
}

/// What happened, who did it and why it matters.
fn body(say: &Speaker<'_>, win: &Win) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(Text::plain(win.what.as_str()))];
    if !win.people.is_empty() {
        blocks.push(Block::Paragraph(say.win_people(people(say, win))));
    }
    if !win.why.is_empty() {
        let why = Text::plain(win.why.as_str());
        blocks.push(Block::Paragraph(Text::lines([
            Text::strong(say.win_why().to_words()),
            why,
        ])));
    }
    blocks
}

/// All that somebody wrote, for her to have it back.
pub(super) fn given_back(say: &Speaker<'_>, win: &Win) -> Vec<Block> {
    let mut blocks = body(say, win);
    let value = win.value.as_deref();
    blocks.extend(value.map(|value| Block::Note(say.win_value(value))));
    blocks
}

/// A win that was suggested, as a manager sees it.
pub(super) fn suggested(say: &Speaker<'_>, id: &WinId, suggestion: &Suggestion) -> Card {
    if let Some(decided) = &suggestion.decided {
        return Card::words(self::decided(say, id, decided));
    }
    let win = &suggestion.win;
    let mut blocks = vec![Block::Title(say.suggestion_title(channel(id)))];
    blocks.extend(body(say, win));
    // Who wrote it is not in that conversation, and so not notified there.
    blocks.push(Block::Note(note(say, win, &Names::default(), 0)));
    let post = press(Press::Post(id.clone()), &say.button_suggestion_post()).primary();
    let decline = press(Press::Decline(id.clone()), &say.button_suggestion_decline());
    blocks.push(Block::Buttons(vec![post, decline]));
    Card::of(blocks)
}

/// What became of a suggestion.
pub(super) fn decided(say: &Speaker<'_>, id: &WinId, decided: &Decided) -> Text {
    let by = match &decided.by {
        Some(by) => named::words(say, by),
        None => named::words(say, &named::nobody()),
    };
    match decided.how {
        How::Posted => say.suggestion_was_posted(by, channel(id)),
        How::Declined => say.suggestion_was_declined(by, channel(id)),
        How::TakenBack => say.suggestion_was_taken_back(channel(id)),
    }
}

fn channel(id: &WinId) -> Text {
    Text(vec![Span::Channel(id.channel.clone())])
}

/// Which value it shows, who told it, who posted it for her, how many cheer. Only who is named in a
/// win is notified, so these stand by their names.
fn note(say: &Speaker<'_>, win: &Win, names: &Names, cheers: i64) -> Text {
    let value = win.value.as_deref().map(|value| say.win_value(value));
    let told = win.by.as_ref().map(|by| {
        if win.names(by) {
            say.win_told_by_one_of_them()
        } else {
            say.win_told_by(names.get(by))
        }
    });
    let posted = win.posted_by.as_ref();
    let posted = posted.map(|by| say.win_posted_by(names.get(by)));
    let cheers = (cheers > 0).then(|| say.win_cheers(cheers));
    let parts = [value, told, posted, cheers].into_iter().flatten();
    let joined = parts.reduce(|left, right| say.win_and(left, right));
    joined.unwrap_or_else(|| say.win_no_cheers())
}

/// The people of a win, by name.
pub(super) fn people(say: &Speaker<'_>, win: &Win) -> Text {
    let spans = win.people.iter().cloned().map(Span::Person);
    say.listed(spans.map(|person| Text(vec![person])))
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
