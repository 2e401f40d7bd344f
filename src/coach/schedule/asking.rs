//! `schedule`: an admin, or a manager of the channel, says in words what comes when. The answer
//! says how it was understood, and what was assumed; where it can be read in several ways, it asks
//! which one is meant; where it can't be read, it names the word.

use std::collections::BTreeSet;

use jiff::civil::Time;

use super::draft::Draft;
use super::naming::what_of;
use super::record::{Schedule, State, What};
use super::{channel, form, packs};
use crate::chat::{Actor, Block, Button, Card, ChannelId, Place, Text};
use crate::coach::act::{Act, OfDraft, ScheduleId};
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::roles::{self, Who};
use crate::state::Undecided;
use crate::timing::{Context, Problem, Request, Said, TimeOfDay, Timing, Zone, read};

/// At that hour it comes, unless one is said.
const USUAL: Time = Time::constant(9, 0, 0, 0);
/// Of so many zones that go by one name one can be picked.
const ZONES_MOST: usize = 5;
/// What can be said, for who says nothing.
const EXAMPLES: [&str; 3] = [
    "schedule tip every Tuesday at 9:30",
    "schedule check-in every Mon and Thu 10am in #sales",
    "schedule check-in every weekday at 10 until 20 Dec",
];

/// Runs the command; the words are what stood after it.
pub(in crate::coach) fn schedule(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (mut reader, say) = Person::meet(desk, &actor.id)?;
    reader.ask_profile(desk, &actor.id);
    if words.is_empty() {
        if desk.event.opens_form {
            return form::open_new(desk, &say, place.channel(), None);
        }
        desk.reply(Card::words(usage(&say)));
        return Ok(());
    }
    let asking = Asking {
        actor,
        reader: &reader,
        channel: place.channel(),
        of: None,
    };
    let card = asking.understand(desk, &words.join(" "))?;
    desk.reply(card);
    Ok(())
}

/// How the command is used, by examples.
fn usage(say: &Speaker<'_>) -> Text {
    say.schedule_usage(Text::list(EXAMPLES.map(Text::strong)))
}

/// The zone that a schedule of a channel means unless one is said: that of the last schedule
/// there, else that of who asks.
pub(super) fn zone_for(
    desk: &Desk<'_>,
    channel: Option<&ChannelId>,
    reader: &Person,
) -> Result<Zone, Undecided> {
    if let Some(channel) = channel
        && let Some(zone) = channel::zone(desk, channel)?
    {
        return Ok(zone);
    }
    let own = reader.zone(desk);
    let named = own.iana_name().and_then(|name| Zone::named(name).ok());
    Ok(named.unwrap_or(Zone::UTC))
}

/// What a sentence is read by, in a zone.
pub(super) fn context(desk: &Desk<'_>, zone: Zone) -> Context {
    Context {
        now: desk.now,
        zone,
        usual: TimeOfDay::of(USUAL),
    }
}

/// Somebody asks for a schedule in words.
pub(super) struct Asking<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// What is known of her.
    pub reader: &'a Person,
    /// The channel it is for, unless the words name another.
    pub channel: Option<&'a ChannelId>,
    /// The schedule that it changes, if it changes one.
    pub of: Option<&'a ScheduleId>,
}

impl Asking<'_> {
    /// What is said to a sentence: how it was understood, which reading is meant, or what is
    /// amiss with it.
    pub fn understand(&self, desk: &mut Desk<'_>, sentence: &str) -> Result<Card, Undecided> {
        let say = desk.speaker(self.reader.locale(desk));
        let zone = zone_for(desk, self.channel, self.reader)?;
        let context = context(desk, zone);
        match read(sentence, &context) {
            Ok(request) => {
                let assumed: Vec<String> =
                    request.assumed.iter().map(ToString::to_string).collect();
                match self.draft(desk, request)? {
                    Ok(draft) => {
                        let id = draft.keep(desk, &self.actor.id, 0);
                        draft.card(desk, &say, self.reader, &id, &assumed)
                    }
                    Err(amiss) => Ok(Card::words(amiss)),
                }
            }
            Err(problem) => {
                let readings = self.readings(desk, sentence, &context, &problem)?;
                Ok(which(&say, &problem, readings))
            }
        }
    }

    /// The schedule that a request asks for; what is amiss with it, in words.
    pub fn draft(
        &self,
        desk: &mut Desk<'_>,
        request: Request,
    ) -> Result<Result<Draft, Text>, Undecided> {
        let say = desk.speaker(self.reader.locale(desk));
        let named = request.channel.as_deref().map(ChannelId::from);
        let Some(channel) = named.as_ref().or(self.channel).cloned() else {
            return Ok(Err(say.schedule_needs_channel()));
        };
        match what_of(desk, &say, &request)? {
            Ok(what) => self.draft_of(desk, channel, what, request.timing),
            Err(amiss) => Ok(Err(amiss)),
        }
    }

    /// The schedule that would be so; what is amiss with it, in words.
    pub fn draft_of(
        &self,
        desk: &mut Desk<'_>,
        channel: ChannelId,
        what: What,
        timing: Timing,
    ) -> Result<Result<Draft, Text>, Undecided> {
        packs::bring(desk, &what, &channel, &self.actor.id)?;
        let say = desk.speaker(self.reader.locale(desk));
        if !roles::may(desk, &self.actor.id, Who::Managers, Some(&channel))? {
            return Ok(Err(
                say.schedule_not_there(super::echo::channel_text(&channel))
            ));
        }
        if let Some(amiss) = packs::amiss(desk, &say, &what, &channel)? {
            return Ok(Err(amiss));
        }
        channel::look_at(desk, &channel)?;
        let shown = timing.zone.time_zone().to_datetime(desk.now);
        let schedule = Schedule {
            what,
            channel,
            timing,
            by: self.actor.id.clone(),
            made: desk.now,
            state: State::Active,
            skip: BTreeSet::new(),
            handled: shown,
            last: None,
            told_author_gone: false,
            told_runs_dry: false,
        };
        Ok(Ok(Draft::new(schedule, self.of.cloned())))
    }

    /// Where a sentence can be read in several ways, each as a button that shows it understood so.
    fn readings(
        &self,
        desk: &mut Desk<'_>,
        sentence: &str,
        context: &Context,
        problem: &Problem,
    ) -> Result<Vec<Button>, Undecided> {
        let say = desk.speaker(self.reader.locale(desk));
        let mut buttons: Vec<Button> = Vec::new();
        for (label, request) in requests(&say, sentence, context, problem) {
            if let Ok(draft) = self.draft(desk, request)? {
                let id = draft.keep(desk, &self.actor.id, buttons.len());
                let act = Act::Draft(id, OfDraft::Look);
                buttons.push(button(&act, &label));
            }
        }
        Ok(buttons)
    }
}

/// The ways in which a sentence that can't be read as it stands may be meant, each with its label.
fn requests(
    say: &Speaker<'_>,
    sentence: &str,
    context: &Context,
    problem: &Problem,
) -> Vec<(Text, Request)> {
    let instead = |said: &Said, words: &str| -> Option<Request> {
        let mut sentence = sentence.to_owned();
        sentence.get(said.span.clone())?;
        sentence.replace_range(said.span.clone(), words);
        read(&sentence, context).ok()
    };
    let all = |said: &Said, readings: Vec<(String, String)>| -> Vec<(Text, Request)> {
        let read = |(label, words): (String, String)| {
            Some((say.button_reading(label), instead(said, &words)?))
        };
        readings.into_iter().filter_map(read).collect()
    };
    match problem {
        Problem::AmbiguousDate { said, readings } => {
            let readings = readings.map(|date| {
                let label = date.strftime("%-d %B").to_string();
                (label, date.strftime("%-d %B %Y").to_string())
            });
            all(said, readings.to_vec())
        }
        Problem::AmbiguousCount { said, readings } => all(
            said,
            readings
                .clone()
                .map(|words| (words.clone(), words))
                .to_vec(),
        ),
        Problem::AmbiguousZone { said, candidates } => {
            let names = candidates.iter().take(ZONES_MOST).map(Zone::name);
            let names = names.map(|name| (name.to_owned(), name.to_owned()));
            all(said, names.collect())
        }
        Problem::PastHour { now, tomorrow, .. } => {
            let ways = [
                (say.button_today_now(), now.as_ref()),
                (say.button_tomorrow(), tomorrow.as_ref()),
            ];
            let all_else = all_else(sentence, context, &now.zone);
            let with = |(label, timing): (Text, &Timing)| {
                let timing = timing.clone();
                let request = all_else.clone()?;
                Some((label, Request { timing, ..request }))
            };
            ways.into_iter().filter_map(with).collect()
        }
        Problem::Empty
        | Problem::TooLong
        | Problem::UnclosedQuote(..)
        | Problem::Unknown(..)
        | Problem::Twice { .. }
        | Problem::Contradiction(..)
        | Problem::NoDay(..)
        | Problem::NoHour(..)
        | Problem::NoSuchTime(..)
        | Problem::NoSuchDate(..)
        | Problem::Offset(..)
        | Problem::Past { .. }
        | Problem::EndsBeforeItBegins { .. }
        | Problem::NeverHappens(..)
        | Problem::TooOften(..)
        | Problem::Cron(..)
        | Problem::TimesOfCron(..)
        | Problem::Holidays(..)
        | Problem::OutOfRange(..) => Vec::new(),
    }
}

/// All else that a sentence with a past hour of today says: it is read as if the day had just
/// begun.
fn all_else(sentence: &str, context: &Context, zone: &Zone) -> Option<Request> {
    let local = context.now.to_zoned(zone.time_zone().clone());
    let earlier = Context {
        now: local.start_of_day().ok()?.timestamp(),
        ..context.clone()
    };
    read(sentence, &earlier).ok()
}

/// What is amiss with a sentence, and the buttons that settle it, where there are any.
fn which(say: &Speaker<'_>, problem: &Problem, readings: Vec<Button>) -> Card {
    let said = say.schedule_problem(problem.to_string());
    if readings.is_empty() {
        return Card::words(said);
    }
    Card::of(vec![
        Block::Paragraph(said),
        Block::Note(say.schedule_which()),
        Block::Buttons(readings),
    ])
}
