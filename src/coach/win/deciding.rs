//! A manager decides about a win that was suggested: it is posted in the name of who wrote it, or
//! she has her words back. Decided once; who comes second is told what became of it.

use super::card;
use super::posting;
use super::press::WinId;
use super::record::{Win, WinState};
use super::suggesting::show;
use super::suggestion::{How, Suggestion};
use crate::chat::{Actor, Block, Card, MessageId, Span, Text};
use crate::coach::audit::{self, Deed};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::privacy::{self, Where};
use crate::coach::programme::{self, Done};
use crate::state::Undecided;

/// The suggestion that waits; else it is said what became of it.
fn waiting(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &WinId,
) -> Result<Option<Suggestion>, Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let said = match Suggestion::read(desk, id)? {
        Some(suggestion) => match &suggestion.decided {
            None => return Ok(Some(suggestion)),
            Some(decided) => card::decided(&say, id, decided),
        },
        None => say.suggestion_gone(),
    };
    desk.reply(Card::words(said));
    Ok(None)
}

/// Shows one that waits to a manager who asked for it.
pub(super) fn look(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<(), Undecided> {
    if let Some(suggestion) = waiting(desk, actor, id)? {
        let (_, say) = Person::meet(desk, &actor.id)?;
        desk.reply(card::suggested(&say, id, &suggestion));
    }
    Ok(())
}

/// Posts it.
pub(super) fn post(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<(), Undecided> {
    let Some(suggestion) = waiting(desk, actor, id)? else {
        return Ok(());
    };
    // It is told now: a recap looks back on when it came to stand.
    let win = Win {
        posted_by: Some(actor.id.clone()),
        at: desk.now,
        state: WinState::Standing,
        ..suggestion.win.clone()
    };
    let told = WinId::new(desk, &id.channel);
    posting::keep(desk, &told, &win)?;
    if let Some(by) = &win.by {
        programme::acted(desk, by, Done::Won)?;
    }
    let (_, say) = Person::meet(desk, &actor.id)?;
    let channel = Text(vec![Span::Channel(id.channel.clone())]);
    desk.reply(Card::words(say.suggestion_posted(channel)));
    decided(desk, actor, id, suggestion, How::Posted)
}

/// Does not post it.
pub(super) fn decline(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<(), Undecided> {
    let Some(suggestion) = waiting(desk, actor, id)? else {
        return Ok(());
    };
    let (_, say) = Person::meet(desk, &actor.id)?;
    desk.reply(Card::words(say.suggestion_declined()));
    decided(desk, actor, id, suggestion, How::Declined)
}

/// Keeps what was decided, shows it to all who had it, and tells who wrote it.
fn decided(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &WinId,
    mut suggestion: Suggestion,
    how: How,
) -> Result<(), Undecided> {
    let win = suggestion.win.clone();
    suggestion.decide(how, Some(actor.id.clone()));
    desk.write(Suggestion::key(id), &suggestion);
    show(desk, id, &suggestion)?;
    let deed = Deed::WinDecided {
        win: id.to_string(),
        channel: id.channel.clone(),
        posted: how == How::Posted,
    };
    audit::record(desk, &actor.id, deed);
    privacy::note(desk, &actor.id, Where::Suggestion(id.to_string()));
    let Some(by) = &win.by else {
        return Ok(());
    };
    let (_, say) = Person::meet(desk, by)?;
    let channel = Text(vec![Span::Channel(id.channel.clone())]);
    let blocks = if how == How::Posted {
        vec![Block::Paragraph(say.suggestion_yours_posted(channel))]
    } else {
        let head = Block::Paragraph(say.suggestion_yours_declined(channel));
        [head]
            .into_iter()
            .chain(card::given_back(&say, &win))
            .collect()
    };
    let message = MessageId::from(format!("suggestion-back/{id}"));
    Person::tell(desk, by, message, Card::of(blocks))
}

/// Who suggested a win takes it back. Whether there is a suggestion of that name at all.
pub(super) fn take_back(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<bool, Undecided> {
    let Some(suggestion) = Suggestion::read(desk, id)? else {
        return Ok(false);
    };
    let (_, say) = Person::meet(desk, &actor.id)?;
    if suggestion.win.by.as_ref() != Some(&actor.id) {
        desk.reply(Card::words(say.win_not_yours()));
        return Ok(true);
    }
    let Some(mut suggestion) = waiting(desk, actor, id)? else {
        return Ok(true);
    };
    suggestion.decide(How::TakenBack, None);
    desk.write(Suggestion::key(id), &suggestion);
    show(desk, id, &suggestion)?;
    desk.reply(Card::words(say.win_took_back()));
    Ok(true)
}
