//! How a win comes to stand, is brought up to date, and is found not to have been posted.

use super::card;
use super::naming::{self, Names};
use super::press::WinId;
use super::record::{Win, WinState};
use crate::chat::{
    Block, Card, Message, MessageId, PersonId, Place, Span, Text, Undeliverable, Withdrawal,
};
use crate::coach::charter;
use crate::coach::desk::{Desk, WORTH_SAYING};
use crate::coach::home;
use crate::coach::person::Person;
use crate::coach::privacy::{self, Where};
use crate::state::Undecided;

/// Keeps a win and has it stand so.
pub(super) fn keep(desk: &mut Desk<'_>, id: &WinId, win: &Win) -> Result<(), Undecided> {
    for person in win.people.iter().chain(&win.by).chain(&win.posted_by) {
        privacy::note(desk, person, Where::Win(id.to_string()));
    }
    let people: Vec<PersonId> = win
        .people
        .iter()
        .chain(&win.by)
        .chain(&win.posted_by)
        .cloned()
        .collect();
    naming::ask(desk, &people)?;
    // Who was named in it before and is no more too.
    let before: Option<Win> = desk.read_kept(&Win::key(id))?;
    for win in before.iter().chain([win]) {
        touch_homes(desk, win)?;
    }
    desk.write(Win::key(id), win);
    stand(desk, id, win)
}

/// Has a win stand as it is by now.
pub(super) fn stand(desk: &mut Desk<'_>, id: &WinId, win: &Win) -> Result<(), Undecided> {
    let charter = charter::of(desk, &id.channel)?;
    let cheers = desk.counters(&[Win::cheers(id)])?;
    let cheers = cheers.first().copied().unwrap_or(0);
    let names = Names::of(desk, win.by.iter().chain(&win.posted_by))?;
    let say = desk.public_speaker();
    let card = card::standing(&say, id, win, charter.as_ref(), (&names, cheers));
    let message = message(desk, id, card);
    desk.stand(message);
    Ok(())
}

fn message(desk: &Desk<'_>, id: &WinId, card: Card) -> Message {
    Message {
        id: Win::message(id),
        place: Place::Channel(id.channel.clone()),
        card,
        until: desk.after(WORTH_SAYING),
        urgent: false,
        via: None,
    }
}

/// What the home pages of those show who told a win or are named in it may have changed.
fn touch_homes(desk: &mut Desk<'_>, win: &Win) -> Result<(), Undecided> {
    let people: Vec<&PersonId> = win.by.iter().chain(&win.people).collect();
    let keys: Vec<_> = people.iter().map(|id| Person::key(id)).collect();
    desk.want(&keys)?;
    for person in people {
        home::touched(desk, person)?;
    }
    Ok(())
}

/// A win goes; what was said is one line from then on.
pub(super) fn take_back(desk: &mut Desk<'_>, id: &WinId, win: &Win) -> Result<(), Undecided> {
    let gone = Win {
        state: WinState::TakenBack,
        rev: win.rev.saturating_add(1),
        ..win.clone().without_words()
    };
    desk.write(Win::key(id), &gone);
    let card = card::taken_back(&desk.public_speaker());
    let message = message(desk, id, card);
    desk.withdraw(Withdrawal::Edited(message));
    touch_homes(desk, win)
}

/// A win could not be posted, or its message was deleted: who told it gets the words back.
pub(in crate::coach) fn undelivered(
    desk: &mut Desk<'_>,
    message: &MessageId,
    _: &Undeliverable,
) -> Result<(), Undecided> {
    let Some(id) = Win::of_message(message) else {
        return Ok(());
    };
    let Some(win) = Win::read(desk, &id)?.filter(Win::stands) else {
        return Ok(());
    };
    let unposted = Win {
        state: WinState::Unposted,
        ..win.clone().without_words()
    };
    desk.write(Win::key(&id), &unposted);
    touch_homes(desk, &win)?;
    let Some(by) = &win.by else {
        return Ok(());
    };
    let (_, say) = Person::meet(desk, by)?;
    let head = say.win_undelivered(Text(vec![Span::Channel(id.channel.clone())]));
    let words = card::given_back(&say, &win);
    let blocks = [Block::Paragraph(head)].into_iter().chain(words);
    let message = MessageId::from(format!("win-back/{id}"));
    Person::tell(desk, by, message, Card::of(blocks.collect()))
}
