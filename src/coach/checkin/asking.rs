//! `ask`: an admin, or a manager of the channel, puts a check-in into a channel: by item, by skill, or what the channel has
//! gone longest without. And what happens when it can't be posted.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;

use super::card::open_card;
use super::choosing::{Chosen, choose};
use super::period::{PeriodError, read_end};
use super::run::{Edition, Run, RunState};
use super::taking_back::take_back_button;
use crate::chat::{
    Actor, Block, Card, ChannelId, Message, MessageId, PersonId, Place, Span, Text, Undeliverable,
};
use crate::coach::act::{RunId, ScheduleId};
use crate::coach::audit::{self, Deed};
use crate::coach::beginning::first_line;
use crate::coach::channel::ChannelRecord;
use crate::coach::desk::Desk;
use crate::coach::fact::Happening;
use crate::coach::packs::{self, Whom};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Where};
use crate::coach::wake::Wake;
use crate::coach::{names, schedule, seed};
use crate::library::Item;
use crate::state::{Owner, Undecided, WakeAt};

/// So much of the question tells who asked which it is.
const QUESTION_LETTERS: usize = 80;

/// Runs the command; the words are what stood after it.
pub(in crate::coach) fn ask(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (mut person, say) = Person::meet(desk, &actor.id)?;
    let Some(channel) = place.channel().cloned() else {
        desk.reply(Card::words(say.ask_needs_channel()));
        return Ok(());
    };
    person.ask_profile(desk, &actor.id);
    let (subject, period) = split(words);
    let now = desk.now.to_zoned(person.zone(desk));
    let closes = match read_end(period, &now) {
        Ok(closes) => closes,
        Err(amiss) => {
            desk.reply(Card::words(unread(&say, amiss)));
            return Ok(());
        }
    };
    let record: ChannelRecord = desk
        .read(&ChannelRecord::key(&channel))?
        .unwrap_or_default();
    let seed = desk.event.id.as_str();
    let whom = Whom::Channel(&channel);
    let library = if subject.is_empty() {
        packs::open_library(desk, whom)?
    } else {
        Cow::Borrowed(&*desk.coach.library)
    };
    let said = match choose(&library, &subject, &record, seed) {
        Chosen::Item(item) if !packs::is_open(desk, &item.id.skill(), whom)? => {
            let skill = Text::strong(item.id.skill().as_str());
            say.pack_closed(skill, Text(vec![Span::Channel(channel)]))
        }
        Chosen::Item(item) => {
            let asked = first_line(&item.prompt.to_words(), QUESTION_LETTERS);
            let workspace = desk.event.workspace.as_str();
            let id = RunId::from(seed::name(&[workspace, seed, "run"]));
            let deed = Deed::Asked {
                run: id.clone(),
                item: item.id.clone(),
                channel: channel.clone(),
            };
            audit::record(desk, &actor.id, deed);
            let opening = Opening {
                id,
                channel,
                item,
                asked_by: actor.id.clone(),
                closes,
                schedule: None,
            };
            let back = take_back_button(&say, &opening.id);
            open(desk, opening)?;
            let said = say.ask_done(asked, Text(vec![Span::Moment(closes)]));
            desk.reply(Card::of(vec![
                Block::Paragraph(said),
                Block::Buttons(vec![back]),
            ]));
            return Ok(());
        }
        Chosen::Nothing => say.ask_nothing(),
        Chosen::NotHere(item) => say.ask_not_here(Text::strong(item.as_str())),
        Chosen::Beyond(words) => say.ask_time_unclear(Text::strong(words)),
        Chosen::Unknown(nearest) => unknown(desk, &say, subject, nearest),
    };
    desk.reply(Card::words(said));
    Ok(())
}

fn unknown(desk: &Desk<'_>, say: &Speaker<'_>, subject: String, nearest: Option<String>) -> Text {
    if let Some(nearest) = nearest {
        return say.ask_unknown(Text::strong(subject), Text::strong(nearest));
    }
    let skills = desk.coach.library.skills.iter();
    let names = skills.map(|skill| Text::strong(skill.id.as_str()));
    say.ask_unknown_skills(Text::strong(subject), Text::list(names))
}

fn unread(say: &Speaker<'_>, amiss: PeriodError) -> Text {
    match amiss {
        PeriodError::Unclear(word) => say.ask_time_unclear(Text::strong(word)),
        PeriodError::Past(end) => say.ask_time_past(Text(vec![Span::Moment(end)])),
        PeriodError::OutOfRange => say.ask_time_out_of_range(),
    }
}

/// The subject, and from `for` or `until` on the period.
fn split<'a>(words: &'a [&'a str]) -> (String, &'a [&'a str]) {
    let is_period = |word: &&str| ["for", "until", "till"].contains(&word.to_lowercase().as_str());
    let period = words.iter().position(is_period).unwrap_or(words.len());
    let subject = words[..period].join(" ");
    (names::bare(&subject).to_owned(), &words[period..])
}

/// What a channel is asked next, of what the subject names: an item, a skill, or, unsaid, of all.
/// None if that is not there (any more), or not open to the channel. The same seed chooses the same.
pub(in crate::coach) fn next_for(
    desk: &Desk<'_>,
    channel: &ChannelId,
    subject: &str,
    seed: &str,
) -> Result<Option<Arc<Item>>, Undecided> {
    let record: ChannelRecord = desk.read(&ChannelRecord::key(channel))?.unwrap_or_default();
    let library = packs::open_library(desk, Whom::Channel(channel))?;
    Ok(match choose(&library, subject, &record, seed) {
        Chosen::Item(item) => Some(item),
        Chosen::Nothing | Chosen::NotHere(_) | Chosen::Beyond(_) | Chosen::Unknown(_) => None,
    })
}

/// How an item would stand in a channel under that name.
pub(in crate::coach) fn card_of(
    desk: &Desk<'_>,
    run: &RunId,
    item: &Item,
    closes: Timestamp,
) -> Card {
    let say = desk.public_speaker();
    open_card(&say, &desk.coach.library, run, closes, item, 0)
}

/// Whether there is a run of that name.
pub(in crate::coach) fn is_there(desk: &Desk<'_>, run: &RunId) -> Result<bool, Undecided> {
    Ok(desk.read::<Run>(&Run::key(run))?.is_some())
}

/// The name of a run's message in its channel.
pub(in crate::coach) fn message_of(run: &RunId) -> MessageId {
    Run::message(run)
}

/// A check-in to be opened.
pub(in crate::coach) struct Opening {
    /// Its name.
    pub id: RunId,
    /// Where.
    pub channel: ChannelId,
    /// With which item.
    pub item: Arc<Item>,
    /// Who asked, or made the schedule by which it comes.
    pub asked_by: PersonId,
    /// When it closes.
    pub closes: Timestamp,
    /// The schedule by which it comes, if it comes by one.
    pub schedule: Option<ScheduleId>,
}

/// Opens a check-in: it stands in its channel, which takes note of it, and closes at its time.
pub(in crate::coach) fn open(desk: &mut Desk<'_>, opening: Opening) -> Result<(), Undecided> {
    let Opening {
        id,
        channel,
        item,
        asked_by,
        closes,
        schedule,
    } = opening;
    let key = ChannelRecord::key(&channel);
    let mut record: ChannelRecord = desk.read(&key)?.unwrap_or_default();
    record.asked.note(&item.id, desk.now);
    record.last_run = Some(id.clone());
    desk.write(key, &record);
    let run = Run {
        item: item.id.clone(),
        edition: desk.coach.edition(&item),
        channel: channel.clone(),
        asked_by,
        opened: desk.now,
        closes,
        schedule,
        state: RunState::Open,
    };
    let card = open_card(
        &desk.public_speaker(),
        &desk.coach.library,
        &id,
        closes,
        &item,
        0,
    );
    desk.write(Run::key(&id), &run);
    privacy::note(desk, &run.asked_by, Where::Run(id.clone()));
    desk.write(Edition::key(&run.edition), &Edition(item.clone()));
    desk.wake(&Wake::Close(id.clone()), WakeAt::At(closes));
    desk.remember(
        Owner::Shared,
        &Happening::Opened {
            run: id.clone(),
            item: item.id.clone(),
            rev: item.rev,
            channel: channel.clone(),
        },
    );
    desk.stand(Message {
        id: Run::message(&id),
        place: Place::Channel(channel),
        card,
        until: closes,
        urgent: false,
        via: None,
    });
    Ok(())
}

/// A check-in could not be posted, or its message was deleted: it ends, and who asked is told; of
/// one that came by a schedule its admins are.
pub(in crate::coach) fn undelivered(
    desk: &mut Desk<'_>,
    message: &MessageId,
    why: &Undeliverable,
) -> Result<(), Undecided> {
    let Some(id) = Run::of_message(message) else {
        return Ok(());
    };
    let Some(mut run) = desk.read::<Run>(&Run::key(&id))? else {
        return Ok(());
    };
    if !run.is_open() {
        return Ok(());
    }
    run.state = RunState::Withdrawn;
    desk.write(Run::key(&id), &run);
    desk.wake(&Wake::Close(id.clone()), WakeAt::Never);
    desk.wake(&Wake::Refresh(id.clone()), WakeAt::Never);
    if let Some(schedule) = &run.schedule {
        // Nothing is edited before somebody has answered.
        let answered = desk.counters(&[Run::answered(&id)])?;
        let stood = answered.iter().any(|answered| *answered > 0);
        return schedule::undelivered(desk, schedule, &run.channel, why, stood);
    }
    let (_, say) = Person::meet(desk, &run.asked_by)?;
    let words = say.run_undelivered(Text(vec![Span::Channel(run.channel.clone())]));
    let message = MessageId::from(format!("undelivered/{id}"));
    Person::tell(desk, &run.asked_by, message, Card::words(words))
}
