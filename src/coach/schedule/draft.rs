//! A schedule that was understood and is not confirmed yet: a draft of its maker's. It shows what
//! was understood; nothing is scheduled before the tap, and the tap counts once.

use serde::{Deserialize, Serialize};

use super::changing::changes;
use super::channel;
use super::deeds::{ScheduleDeed, keep};
use super::due::stand_by;
use super::echo::{date_words, next_time, understood};
use super::packs;
use super::record::{SCHEDULES_MOST, Schedule};
use crate::chat::{Actor, Block, Card, PersonId, Text};
use crate::coach::act::{Act, DraftId, OfDraft, ScheduleId};
use crate::coach::desk::{Desk, Record, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Forgets, Where};
use crate::coach::roles::{self, Who};
use crate::coach::seed;
use crate::state::{Key, Kind, Undecided};

/// The deed, as facts name it.
const SCHEDULE: &str = "schedule";

/// A schedule that is not confirmed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Draft {
    /// As it would be.
    pub schedule: Schedule,
    /// The schedule that it changes; none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<ScheduleId>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum Fate {
    /// It waits.
    Open,
    /// It was confirmed.
    Confirmed,
    /// It was dropped.
    Cancelled,
}

impl Record for Draft {
    const KIND: Kind = Kind::Draft;
}

impl Forgets for Draft {
    fn forget(&mut self, person: &PersonId) -> bool {
        self.schedule.forget(person)
    }
}

impl Draft {
    /// A fresh one.
    pub fn new(schedule: Schedule, of: Option<ScheduleId>) -> Self {
        Self {
            schedule,
            of,
            fate: Fate::Open,
        }
    }

    /// Whether it would change nothing of a schedule.
    pub fn is_as(&self, before: &Schedule) -> bool {
        let after = &self.schedule;
        (&after.what, &after.channel, &after.timing)
            == (&before.what, &before.channel, &before.timing)
    }

    /// Where a person's draft lies.
    pub fn key(person: &PersonId, id: &DraftId) -> Key {
        Key::personal(person, Kind::Draft, id.as_str())
    }

    /// Keeps it, under the name that the event and a number give it.
    pub fn keep(&self, desk: &mut Desk<'_>, person: &PersonId, number: usize) -> DraftId {
        let event = desk.event.id.as_str();
        let id = DraftId::from(seed::name(&[event, "draft", &number.to_string()]));
        desk.write(Self::key(person, &id), self);
        if self.schedule.by != *person {
            let place = Where::Draft(person.clone(), id.clone());
            privacy::note(desk, &self.schedule.by, place);
        }
        id
    }

    /// What was understood, with the buttons that confirm, change or drop it.
    pub fn card(
        &self,
        desk: &Desk<'_>,
        say: &Speaker<'_>,
        reader: &Person,
        id: &DraftId,
        assumed: &[String],
    ) -> Result<Card, Undecided> {
        let mut blocks = match &self.of {
            None => understood(desk, say, &self.schedule, reader)?,
            Some(of) => changes(desk, say, of, &self.schedule, reader)?,
        };
        let notes = assumed
            .iter()
            .map(|assumed| say.schedule_assumed(assumed.as_str()));
        blocks.extend(notes.map(Block::Note));
        blocks.extend(channel::warning(desk, say, &self.schedule.channel)?.map(Block::Paragraph));
        blocks.push(Block::Note(say.schedule_not_yet()));
        let draw = |deed, label: Text| button(&Act::Draft(id.clone(), deed), &label);
        let confirm = match &self.of {
            None => say.button_schedule_it(),
            Some(_) => say.button_change_it(),
        };
        blocks.push(Block::Buttons(vec![
            draw(OfDraft::Confirm, confirm).primary(),
            draw(OfDraft::Cancel, say.button_cancel()),
        ]));
        Ok(Card::of(blocks))
    }
}

/// A button of a draft was pressed. Whether one may schedule there is asked at the tap, too.
pub(in crate::coach) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &DraftId,
    deed: OfDraft,
) -> Result<(), Undecided> {
    let key = Draft::key(&actor.id, id);
    desk.want(&[key.clone(), Person::key(&actor.id)])?;
    let (reader, say) = Person::meet(desk, &actor.id)?;
    let Some(mut draft) = desk.read::<Draft>(&key)? else {
        desk.reply(Card::words(say.schedule_draft_gone()));
        return Ok(());
    };
    match (draft.fate, deed) {
        (Fate::Confirmed, _) => desk.reply(Card::words(say.schedule_made_before())),
        (Fate::Cancelled, _) => desk.reply(Card::words(say.schedule_cancelled())),
        (Fate::Open, OfDraft::Look) => {
            let card = draft.card(desk, &say, &reader, id, &[])?;
            desk.reply(card);
        }
        (Fate::Open, OfDraft::Cancel) => {
            draft.fate = Fate::Cancelled;
            desk.write(key, &draft);
            desk.reply(Card::words(say.schedule_cancelled()));
        }
        (Fate::Open, OfDraft::Confirm) => {
            let channel = draft.schedule.channel.clone();
            if roles::passes(desk, actor, Who::Managers, Some(&channel), SCHEDULE)?
                && let Some(said) = confirm(desk, actor, id, &draft)?
            {
                draft.fate = Fate::Confirmed;
                desk.write(key, &draft);
                let warning = channel::warning(desk, &say, &channel)?;
                let lines = [said].into_iter().chain(warning);
                desk.reply(Card::of(lines.map(Block::Paragraph).collect()));
            }
        }
    }
    Ok(())
}

/// The draft becomes a schedule, or the schedule becomes as the draft is. What is said of it;
/// none if it could not be, and that was said.
fn confirm(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &DraftId,
    draft: &Draft,
) -> Result<Option<Text>, Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let wanted = &draft.schedule;
    packs::bring(desk, &wanted.what, &wanted.channel, &wanted.by)?;
    if let Some(amiss) = packs::amiss(desk, &say, &wanted.what, &wanted.channel)? {
        desk.reply(Card::words(amiss));
        return Ok(None);
    }
    let told = draft.schedule.next_time();
    let mut schedule = draft.schedule.clone();
    schedule.handle_until(desk.now);
    let Some(next) = next_time(desk, &schedule)? else {
        desk.reply(Card::words(say.schedule_passed()));
        return Ok(None);
    };
    let (id, deed) = match &draft.of {
        Some(of) => {
            let Some(before) = Schedule::read(desk, of)? else {
                desk.reply(Card::words(say.schedule_gone()));
                return Ok(None);
            };
            // Who may no longer do so where it comes now, moves it nowhere else.
            if !roles::passes(desk, actor, Who::Managers, Some(&before.channel), SCHEDULE)? {
                return Ok(None);
            }
            schedule = Schedule {
                what: schedule.what,
                channel: schedule.channel,
                timing: schedule.timing,
                handled: schedule.handled,
                ..before
            };
            (of.clone(), ScheduleDeed::Changed)
        }
        None => {
            if Schedule::every(desk)?.len() >= SCHEDULES_MOST {
                desk.reply(Card::words(say.schedule_too_many()));
                return Ok(None);
            }
            schedule.by = actor.id.clone();
            schedule.made = desk.now;
            let workspace = desk.event.workspace.as_str();
            let name = seed::name(&[workspace, id.as_str(), "schedule"]);
            (ScheduleId::from(name), ScheduleDeed::Made)
        }
    };
    desk.write(Schedule::key(&id), &schedule);
    privacy::note(desk, &schedule.by, Where::Schedule(id.clone()));
    stand_by(desk, &id, &schedule);
    channel::keep_zone(desk, &schedule.channel, &schedule.timing.zone)?;
    keep(desk, &actor.id, (&id, &schedule), deed);
    let first = Text::strong(date_words(&next, &schedule.timing.zone));
    if draft.of.is_some() {
        return Ok(Some(say.schedule_changed_now(first)));
    }
    Ok(Some(if told.is_some_and(|told| told.at <= desk.now) {
        say.schedule_first_passed(first)
    } else {
        say.schedule_made(first)
    }))
}
