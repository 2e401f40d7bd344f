//! The coach: what Cairn does, cut by feature, and pure. An event and what was read go in, a
//! decision comes out; there is no clock, no randomness, no I/O and no failing here. What a person
//! did amiss gets an answer, not an error. `Coach` is the one door.

mod act;
mod assessment;
mod audit;
mod beginning;
mod channel;
mod charter;
mod checkin;
mod cite;
mod commands;
mod commitment;
mod csv;
mod days;
mod desk;
mod fact;
mod filled;
#[cfg(test)]
mod golden;
mod home;
mod markdown;
mod mastery;
mod me;
mod month;
mod names;
mod notices;
mod nudge;
mod objection;
mod opening;
mod packs;
mod parts;
mod person;
mod phrases;
mod practice;
mod preferences;
mod privacy;
mod programme;
mod remembering;
mod replies;
mod roles;
mod round;
#[cfg(test)]
mod sample;
mod schedule;
mod seed;
mod settings;
mod taking;
pub mod team;
mod tip;
mod token_parts;
mod wake;
mod win;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use act::{
    Act, AuditAbout, DraftId, OfDraft, OfSchedule, OfWritten, PostId, RunId, ScheduleId, SessionId,
    Step, Sureness,
};
pub use charter::{CharterPart, CharterPress};
pub use checkin::{Response, Verdict};
pub use commands::{COMMANDS, Command, commands_table, menus, usage_hint};
pub use fact::Happening;
pub use mastery::{Grade, Spacing};
pub use nudge::{Consent, Outcome, Why, Wish};
pub use phrases::{EXPECTED, Phrases, PhrasesError, Speaker};
pub use privacy::PrivacyPress;
pub use programme::ProgrammePress;
pub use roles::{Who, roles_page};
pub use round::{NewsId, RoundPress, WeeklyRoundId};
pub use settings::CoachSettings;
pub use team::{TeamId, TeamPress};
pub use tip::Finding;
pub use win::{WinId, WinPress};

use crate::chat::{ActToken, Actor, Ask, Card, Event, Input, Place, Quote, Values};
use crate::library::{Bot, Item, ItemId, Library, PageId};
use crate::state::{Decide, Decision, Found, OwnData, OwnRows, Undecided};
use desk::Desk;
use person::Person;
use wake::Wake;

/// What the rules of a library must know of this coach.
pub const BOT: Bot<'static> = Bot {
    phrases: EXPECTED,
    cards: every_card,
};

/// Every card that is made of a library's pages, in the words of a text of phrases; none if that
/// can't be read.
pub fn every_card(library: &Library, phrases: &str) -> Vec<(PageId, Card)> {
    let mut cards = checkin::every_card(library, phrases);
    cards.extend(tip::every_card(library, phrases));
    cards.extend(round::every_card(library, phrases));
    cards.extend(assessment::every_card(library, phrases));
    cards.extend(programme::every_card(library, phrases));
    cards.extend(team::every_card(library, phrases));
    cards
}

/// How many questions *Give me one more* asks.
const ONE_MORE: usize = 1;

/// All that the coach knows and that no event changes: one from first to last of a decision.
pub struct Coach {
    library: Arc<Library>,
    phrases: Phrases,
    spacing: Spacing,
    settings: CoachSettings,
    /// The hash of each item's text.
    editions: BTreeMap<ItemId, String>,
}

impl Coach {
    /// A coach who teaches that library in those words.
    pub fn new(library: Arc<Library>, phrases: Phrases, settings: CoachSettings) -> Self {
        let editions = library
            .items
            .iter()
            .map(|(id, item)| (id.clone(), edition_of(&**item)))
            .collect();
        Self {
            library,
            phrases,
            spacing: Spacing::default(),
            settings,
            editions,
        }
    }

    /// The hash of an item's text.
    fn edition(&self, item: &Item) -> String {
        self.editions
            .get(&item.id)
            .cloned()
            .unwrap_or_else(|| edition_of(item))
    }

    /// The library's item, if its text is still that of the hash.
    fn item_of_edition(&self, id: &ItemId, edition: &str) -> Option<Arc<Item>> {
        let item = self.library.item(id)?;
        (self.editions.get(&item.id).map(String::as_str) == Some(edition)).then(|| item.clone())
    }
}

/// The first 16 hex digits of SHA-256 over an item, or a tip, as it would be kept.
fn edition_of(page: &impl Serialize) -> String {
    let kept = serde_json::to_vec(page).unwrap_or_default();
    hex::encode(&Sha256::digest(kept)[..8])
}

impl Decide for Coach {
    fn decide(&self, event: &Event, now: Timestamp, found: &Found) -> Result<Decision, Undecided> {
        let mut desk = Desk::new(event, now, self, found);
        match (&event.input, &event.actor) {
            (Input::Said { text, place }, Some(actor)) => {
                nudge::spoke(&mut desk, &actor.id, Outcome::Answered)?;
                commands::said(&mut desk, actor, place, text)?
            }
            (Input::Pressed { act, place }, Some(actor)) => {
                pressed(&mut desk, actor, place, Act::read(act))?
            }
            (
                Input::Filled {
                    about,
                    page,
                    values,
                },
                Some(actor),
            ) => filled(&mut desk, actor, Act::read(about), (*page, values))?,
            (
                Input::TurnedBack {
                    about,
                    page,
                    values,
                },
                Some(actor),
            ) => turned_back(&mut desk, actor, Act::read(about), (*page, values))?,
            (Input::Due { wake, .. }, _) => due(&mut desk, Wake::read(wake))?,
            (
                Input::Told {
                    ask: Ask::Profile(id),
                    told,
                },
                _,
            ) => person::learn_profile(&mut desk, id, told)?,
            (
                Input::Told {
                    ask: Ask::Channel(channel),
                    told,
                },
                _,
            ) => schedule::learn_channel(&mut desk, channel, told)?,
            (
                Input::Told {
                    ask: Ask::Members { channel, after },
                    told,
                },
                _,
            ) => team::learn_members(&mut desk, (channel, after.as_deref()), told)?,
            (
                Input::Came {
                    place: Place::Direct(_),
                },
                Some(actor),
            ) => person::came(&mut desk, &actor.id)?,
            (
                Input::Undelivered {
                    place: Place::Direct(person),
                    message,
                    why,
                },
                _,
            ) => nudge::undelivered(&mut desk, person, message, why)?,
            (
                Input::Undelivered {
                    place,
                    message,
                    why,
                },
                _,
            ) => {
                checkin::undelivered(&mut desk, message, why)?;
                tip::undelivered(&mut desk, message, why)?;
                round::undelivered(&mut desk, message, why)?;
                win::undelivered(&mut desk, message, why)?;
                if let Some(channel) = place.channel() {
                    programme::undelivered(&mut desk, channel, message, why)?;
                }
            }
            (
                Input::Came {
                    place: Place::Channel(channel),
                },
                actor,
            ) => {
                schedule::came(&mut desk, actor.as_ref(), channel)?;
                programme::came(&mut desk, actor.as_ref(), channel)?;
            }
            (
                Input::Went {
                    place: Place::Channel(channel),
                    how,
                },
                _,
            ) => {
                schedule::went(&mut desk, channel, *how)?;
                programme::went(&mut desk, channel, *how)?;
            }
            (Input::OpenedHome, Some(actor)) => home::opened(&mut desk, actor)?,
            (Input::Shortcut { act, place, quote }, Some(actor)) => {
                shortcut(&mut desk, actor, (act, place), quote)?;
            }
            // Nobody acted, or nothing is made of it yet.
            (
                Input::Said { .. }
                | Input::Pressed { .. }
                | Input::Filled { .. }
                | Input::Shortcut { .. }
                | Input::TurnedBack { .. }
                | Input::OpenedHome
                | Input::Came { .. }
                | Input::Went { .. },
                _,
            ) => {}
        }
        let mut decision = desk.into_decision();
        opening::mark(&mut decision);
        Ok(decision)
    }

    fn own_data(&self, own: &OwnRows, found: &Found) -> Result<Option<OwnData>, Undecided> {
        privacy::own_data(self, own, found).map(Some)
    }
}

fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    act: Option<Act>,
) -> Result<(), Undecided> {
    let Some(act) = act else {
        return old_button(desk, actor);
    };
    if !roles::passes_act(desk, actor, &act)? {
        return Ok(());
    }
    if matches!(place, Place::Direct(_)) {
        nudge::spoke(desk, &actor.id, Outcome::of_press(&act))?;
    }
    match act {
        Act::Answer(run, choice) => checkin::answer(desk, actor, &run, &choice),
        Act::AnswerForm(run) => checkin::open_form(desk, actor, &run),
        Act::ShowMine(run) => checkin::show_mine(desk, actor, &run),
        Act::More => practice::start(desk, actor, place, ONE_MORE),
        Act::Practice => practice::start(desk, actor, place, practice::SESSION_MOST),
        Act::Me => me::me(desk, actor, place, &[]),
        Act::Help => commands::help(desk, actor, place, &[]),
        Act::Differ(item) => objection::open_form(desk, actor, &item),
        Act::PracticeAnswer(step, choice) => practice::choose(desk, actor, &step, &choice),
        Act::PracticeForm(step) => practice::open_form(desk, actor, &step),
        Act::Confidence(step, sureness) => practice::sure(desk, actor, &step, sureness),
        Act::PracticeSkip(step) => practice::skip(desk, actor, &step),
        Act::PracticeStop(session) => practice::end(desk, actor, &session),
        Act::AuditOlder(about, after) => audit::older(desk, actor, &about, &after),
        Act::Nudges(wish) => nudge::pressed(desk, actor, wish),
        Act::AskMe(post, tip) => nudge::ask_me(desk, actor, &post, &tip),
        Act::React(post, found) => tip::react(desk, actor, &post, found),
        Act::TakeBackTip(post) => tip::take_back_by_tap(desk, actor, &post),
        Act::TakeBackRun(run) => checkin::take_back_by_tap(desk, actor, &run),
        Act::Written(id, deed) => tip::written_pressed(desk, actor, &id, deed),
        Act::Schedule(id, deed) => schedule::pressed(desk, actor, &id, deed),
        Act::Draft(id, deed) => schedule::draft_pressed(desk, actor, &id, deed),
        Act::DaysOn(channel, from) => schedule::days_on(desk, actor, channel.as_ref(), from),
        Act::NewSchedule | Act::WriteTip(_) => old_button(desk, actor),
        Act::Preview => schedule::preview_pressed(desk, actor),
        Act::Round(press) => round::pressed(desk, actor, &press),
        Act::Charter(press) => charter::pressed(desk, actor, &press),
        Act::Win(press) => win::pressed(desk, actor, &press),
        Act::Assess(press) => assessment::pressed(desk, actor, &press),
        Act::Preferences => preferences::open(desk, actor),
        Act::Plan(press) => commitment::pressed(desk, actor, place, &press),
        Act::Privacy(press) => privacy::pressed(desk, actor, press),
        Act::Programme(press) => programme::pressed(desk, actor, place, &press),
        Act::Team(press) => team::pressed(desk, actor, &press),
    }
}

fn filled(
    desk: &mut Desk<'_>,
    actor: &Actor,
    about: Option<Act>,
    (page, values): (u8, &Values),
) -> Result<(), Undecided> {
    let Some(about) = about else {
        return old_button(desk, actor);
    };
    if !roles::passes_act(desk, actor, &about)? {
        return give_back(desk, actor, values);
    }
    if matches!(
        about,
        Act::PracticeForm(_) | Act::Nudges(_) | Act::Assess(_) | Act::Plan(_)
    ) {
        nudge::spoke(desk, &actor.id, Outcome::Answered)?;
    }
    match about {
        Act::AnswerForm(run) => checkin::send_form(desk, actor, &run, values),
        Act::PracticeForm(step) => practice::send_form(desk, actor, &step, values),
        Act::Differ(item) => objection::send_form(desk, actor, &item, values),
        Act::Nudges(nudge::Wish::Change) => nudge::send_form(desk, actor, values),
        Act::Schedule(id, OfSchedule::Change) => {
            schedule::send_form(desk, actor, Some(&id), values)
        }
        Act::WriteTip(channel) => tip::send_new(desk, actor, &channel, values),
        Act::Written(id, OfWritten::Change) => tip::send_changed(desk, actor, &id, values),
        Act::NewSchedule => schedule::send_form(desk, actor, None, values),
        Act::Plan(press) => {
            if commitment::sent(desk, actor, &press, values)? {
                return Ok(());
            }
            old_button(desk, actor)
        }
        Act::Preferences => preferences::send(desk, actor, values),
        Act::Programme(press) => {
            if programme::sent(desk, actor, &press, values)? {
                return Ok(());
            }
            old_button(desk, actor)
        }
        Act::Round(press) => round::filled(desk, actor, &press, values),
        Act::Charter(press) => charter::filled(desk, actor, &press, values),
        Act::Win(press) => win::filled(desk, actor, &press, values),
        Act::Assess(assessment::Press::Page(id, attempt)) => {
            assessment::came_back(desk, actor, (&id, &attempt), (page, values, true))
        }
        Act::Schedule(id, OfSchedule::Pause) => schedule::send_pause_form(desk, actor, &id, values),
        _ => old_button(desk, actor),
    }
}

/// What was typed into a form that one may not send any more is said back below the reason.
fn give_back(desk: &mut Desk<'_>, actor: &Actor, values: &Values) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    desk.reply_also(filled::typed_blocks(&say, values));
    Ok(())
}

/// The way back from a page of a form: what stands in it is kept.
fn turned_back(
    desk: &mut Desk<'_>,
    actor: &Actor,
    about: Option<Act>,
    (page, values): (u8, &Values),
) -> Result<(), Undecided> {
    let Some(about) = about else {
        return old_button(desk, actor);
    };
    if !roles::passes_act(desk, actor, &about)? {
        return Ok(());
    }
    nudge::spoke(desk, &actor.id, Outcome::Answered)?;
    match about {
        Act::Assess(assessment::Press::Page(id, attempt)) => {
            assessment::came_back(desk, actor, (&id, &attempt), (page, values, false))
        }
        _ => old_button(desk, actor),
    }
}

/// A shortcut on somebody's message.
fn shortcut(
    desk: &mut Desk<'_>,
    actor: &Actor,
    (act, place): (&ActToken, &Place),
    quote: &Quote,
) -> Result<(), Undecided> {
    match act.as_str() {
        round::SHORTCUT => round::news_shortcut(desk, actor, place, quote),
        win::SHORTCUT => win::shortcut(desk, actor, place, quote),
        _ => old_button(desk, actor),
    }
}

/// A button or form that this version did not write still gets kind words.
fn old_button(desk: &mut Desk<'_>, actor: &Actor) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    desk.reply(Card::words(say.unknown_button()));
    Ok(())
}

fn due(desk: &mut Desk<'_>, wake: Option<Wake>) -> Result<(), Undecided> {
    match wake {
        Some(Wake::Refresh(run)) => checkin::refresh(desk, &run),
        Some(Wake::Close(run)) => checkin::close(desk, &run),
        Some(Wake::Tally(run)) => checkin::tally(desk, &run),
        Some(Wake::Objections) => objection::tell(desk),
        Some(Wake::Notices) => notices::tell(desk),
        Some(Wake::Nudge(person)) => nudge::due(desk, &person),
        Some(Wake::Left(person)) => privacy::left(desk, &person),
        Some(Wake::Erase(person)) => privacy::erase(desk, &person),
        Some(Wake::Win(id)) => win::refresh(desk, &id),
        Some(Wake::TipTotals(post)) => tip::refresh(desk, &post),
        Some(Wake::TipUncount(post)) => tip::uncount_post(desk, &post),
        Some(Wake::Schedule(id)) => schedule::due(desk, &id),
        Some(Wake::PauseEnds(id)) => schedule::pause_ends(desk, &id),
        Some(Wake::Attempt(person, name)) => assessment::attempt_due(desk, &person, &name),
        Some(Wake::Home(person)) => home::due(desk, &person),
        Some(Wake::Programme(channel)) => programme::due(desk, &channel),
        Some(Wake::Team(team)) => team::due(desk, &team),
        None => Ok(()),
    }
}
