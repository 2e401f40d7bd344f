//! Wins that are suggested: where the managers of a channel want it, a win of anybody else waits
//! for one of them. Here it is said whether they do, a win is suggested, and what waits is listed.

use super::card::{self, press};
use super::press::{Press, WinId};
use super::record::Win;
use super::suggestion::Suggestion;
use crate::chat::{Actor, Block, Card, ChannelId, PersonId, Span, Text};
use crate::coach::audit::{self, Deed};
use crate::coach::channel::ChannelRecord;
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Where};
use crate::coach::roles::{self, Who};
use crate::state::Undecided;

/// So many that wait are listed at once.
const LISTED: usize = 10;
/// So much of each is shown there.
const SHOWN_CHARS: usize = 100;

/// Runs `wins suggest on`, `off`, or neither, which tells how it is and what waits.
pub(super) fn suggest(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    word: Option<&str>,
) -> Result<(), Undecided> {
    let who = Who::Managers;
    if !roles::passes(desk, actor, who, Some(channel), "wins suggest")? {
        return Ok(());
    }
    let (_, say) = Person::meet(desk, &actor.id)?;
    let key = ChannelRecord::key(channel);
    let mut record: ChannelRecord = desk.read(&key)?.unwrap_or_default();
    let wanted = match word.map(str::to_lowercase).as_deref() {
        Some("on" | "yes") => true,
        Some("off" | "no") => false,
        Some(_) => {
            desk.reply(Card::words(say.wins_usage()));
            return Ok(());
        }
        None => record.wins_suggested,
    };
    if record.wins_suggested != wanted {
        record.wins_suggested = wanted;
        desk.write(key, &record);
        let deed = Deed::WinsSuggested {
            channel: channel.clone(),
            on: wanted,
        };
        audit::record(desk, &actor.id, deed);
    }
    let said = if wanted {
        say.suggest_on(named(channel))
    } else {
        say.suggest_off(named(channel))
    };
    let waiting = Suggestion::waiting(desk, channel)?;
    let mut blocks = vec![Block::Paragraph(said)];
    blocks.extend(list(&say, &waiting));
    desk.reply(Card::of(blocks));
    Ok(())
}

/// What waits, each with a button to look at it.
fn list(say: &Speaker<'_>, waiting: &[(WinId, Suggestion)]) -> Vec<Block> {
    if waiting.is_empty() {
        return Vec::new();
    }
    let count = i64::try_from(waiting.len()).unwrap_or(i64::MAX);
    let shown = (1..).zip(waiting.iter().take(LISTED));
    let (lines, buttons): (Vec<Text>, Vec<_>) = shown
        .map(|(number, (id, suggestion))| {
            let what: String = suggestion.win.what.chars().take(SHOWN_CHARS).collect();
            let look = press(Press::Look(id.clone()), &say.button_suggestion_look(number));
            (say.suggestion_line(number, what), look)
        })
        .unzip();
    vec![
        Block::Paragraph(say.suggestions_waiting(count)),
        Block::Paragraph(Text::lines(lines)),
        Block::Buttons(buttons),
    ]
}

/// Whether a win that somebody tells for a channel waits for a manager.
pub(super) fn waits(
    desk: &Desk<'_>,
    person: &PersonId,
    channel: &ChannelId,
) -> Result<bool, Undecided> {
    let record: Option<ChannelRecord> = desk.read(&ChannelRecord::key(channel))?;
    if !record.is_some_and(|record| record.wins_suggested) {
        return Ok(false);
    }
    Ok(!roles::may(desk, person, Who::Managers, Some(channel))?)
}

/// Suggests a win: to the managers of its channel, or else to the admins. Whether there is
/// anybody to decide; if not, who wrote it has it back.
pub(super) fn hand_in(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    win: Win,
) -> Result<bool, Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let managers: Vec<PersonId> = roles::managers(desk, channel)?.into_keys().collect();
    let (shown_to, said) = if managers.is_empty() {
        let said = say.suggestion_to_admins(named(channel));
        (roles::admins(desk)?, said)
    } else {
        (managers, say.suggestion_waits(named(channel)))
    };
    if shown_to.is_empty() {
        let head = Block::Paragraph(say.suggestion_to_nobody(named(channel)));
        let words = card::given_back(&say, &win);
        desk.reply(Card::of([head].into_iter().chain(words).collect()));
        return Ok(false);
    }
    let id = WinId::new(desk, channel);
    let suggestion = Suggestion {
        win,
        shown_to,
        decided: None,
    };
    let win = &suggestion.win;
    let named = win.people.iter().chain(&win.by).chain(&suggestion.shown_to);
    for person in named {
        privacy::note(desk, person, Where::Suggestion(id.to_string()));
    }
    desk.write(Suggestion::key(&id), &suggestion);
    show(desk, &id, &suggestion)?;
    let back = press(Press::TakeBack(id), &say.button_win_take_back());
    desk.reply(Card::of(vec![
        Block::Paragraph(said),
        Block::Buttons(vec![back]),
    ]));
    Ok(true)
}

/// Shows a suggestion as it is now to all who have it.
pub(super) fn show(
    desk: &mut Desk<'_>,
    id: &WinId,
    suggestion: &Suggestion,
) -> Result<(), Undecided> {
    let keys: Vec<_> = suggestion.shown_to.iter().map(Person::key).collect();
    desk.want(&keys)?;
    for manager in &suggestion.shown_to {
        let (_, say) = Person::meet(desk, manager)?;
        let card = card::suggested(&say, id, suggestion);
        Person::tell(desk, manager, Suggestion::message(id), card)?;
    }
    Ok(())
}

/// The same for one that somebody was taken out of.
pub(in crate::coach) fn show_suggestion(desk: &mut Desk<'_>, id: &str) -> Result<(), Undecided> {
    let Some(id) = WinId::read(id) else {
        return Ok(());
    };
    match Suggestion::read(desk, &id)? {
        Some(suggestion) => show(desk, &id, &suggestion),
        None => Ok(()),
    }
}

fn named(channel: &ChannelId) -> Text {
    Text(vec![Span::Channel(channel.clone())])
}
