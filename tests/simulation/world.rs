//! One simulated company: its people, its clock, its restarts, and the events that reach Cairn
//! as they reach it in life, twice or late or while it dies.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use cairn::chat::{
    Actor, Answer, Ask, Departure, Event, EventId, Input, PersonId, Place, Reply, Untaken,
    WorkspaceId,
};
use cairn::clock::Clock;
use cairn::coach::Coach;
use cairn::engine::Engine;
use cairn::platform::Platform;
use cairn::state::Kept;
use jiff::{SignedDuration, Timestamp};

use crate::mortal::Mortal;
use crate::support;
use crate::support::chance::Chance;
use crate::town::{Posted, Profile, Town};
use crate::watch::{Done, Gone, Watch};

/// The year has a day that one of the zones left out: Samoa's 30 December 2011.
pub const BEGINNING: &str = "2011-06-01T00:00:00Z";
pub const DAYS: i64 = 365;
/// Both hemispheres' changes of the clocks, half and quarter hours, and the zone without a day.
pub const ZONES: [&str; 12] = [
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "America/Santiago",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Apia",
    "Africa/Casablanca",
];
pub const CHANNELS: [&str; 3] = ["team", "sales", "quiet"];
pub const ADMIN: &str = "Ada";
pub const WORKSPACE: &str = "town:company";
/// How many steps of the store it takes until the process dies, at most.
const LIFE_MOST: u64 = 4_000;
/// How many pages of one form somebody sends at most.
const PAGES_MOST: usize = 12;
/// How many events are kept to be repeated late.
const LATE_MOST: usize = 20;

pub struct World {
    pub chance: Chance,
    pub clock: Clock,
    pub town: Arc<Town>,
    pub people: Vec<String>,
    /// Where each person was, since when.
    journeys: BTreeMap<String, Vec<(Timestamp, String)>>,
    pub left: BTreeMap<String, Timestamp>,
    /// Who deleted herself, when; none of them acts again.
    pub deleted: BTreeMap<String, Timestamp>,
    /// When each person did something.
    acts: BTreeMap<String, Vec<Timestamp>>,
    /// What was done about wins and teams, and what was published of teams.
    pub watch: Watch,
    /// How many texts were written so far.
    pub texts: u64,
    pub store: Arc<Mortal>,
    coach: Arc<Coach>,
    engine: Arc<Engine>,
    events: u64,
    late: VecDeque<Event>,
    restarts: usize,
}

/// What is left to be judged.
pub struct Ended {
    pub at: Timestamp,
    pub rows: Vec<Kept>,
    pub ledger: Vec<Posted>,
    pub left: BTreeMap<String, Timestamp>,
    pub deleted: BTreeMap<String, Timestamp>,
    pub restarts: usize,
    pub watch: Watch,
    acts: BTreeMap<String, Vec<Timestamp>>,
    journeys: BTreeMap<String, Vec<(Timestamp, String)>>,
}

impl Ended {
    /// Where a person was from one moment to another.
    pub fn zones_of(&self, person: &PersonId, from: Timestamp, to: Timestamp) -> Vec<&str> {
        let journey = &self.journeys[person.as_str()];
        let until = |place: usize| journey.get(place + 1).map_or(Timestamp::MAX, |(at, _)| *at);
        let stays = journey.iter().enumerate();
        let then = stays.filter(|(place, (since, _))| *since <= to && from <= until(*place));
        then.map(|(_, (_, zone))| zone.as_str()).collect()
    }
}

impl Ended {
    /// Whether a person left or deleted herself.
    pub fn is_gone(&self, person: &PersonId) -> bool {
        let who = person.as_str();
        self.left.contains_key(who) || self.deleted.contains_key(who)
    }

    /// Whether a person did something from one moment to another.
    pub fn has_acted(&self, person: &PersonId, from: Timestamp, to: Timestamp) -> bool {
        let mut acts = self.acts.get(person.as_str()).into_iter().flatten();
        acts.any(|act| (from..=to).contains(act))
    }
}

impl World {
    pub fn begin(seed: u64) -> Self {
        let mut chance = Chance::of(seed);
        let clock = Clock::still(BEGINNING.parse().unwrap());
        let zones = ZONES.iter().enumerate();
        let mut people: Vec<(String, String)> = zones
            .map(|(number, zone)| (format!("P{number}"), (*zone).to_owned()))
            .collect();
        people.push((ADMIN.to_owned(), ZONES[0].to_owned()));
        let profile = |zone: &String| Profile {
            zone: zone.clone(),
            gone: false,
            guest: false,
        };
        let profiles = people
            .iter()
            .map(|(who, zone)| (who.clone(), profile(zone)));
        let town = Arc::new(Town::new(Chance::of(chance.draw()), profiles.collect()));
        let journeys = people
            .iter()
            .map(|(who, zone)| (who.clone(), vec![(Timestamp::MIN, zone.clone())]));
        let store = Arc::new(life(&mut chance));
        let coach = support::coach();
        let engine = engine(&store, &town, &coach, &clock);
        Self {
            journeys: journeys.collect(),
            people: people.into_iter().map(|(who, _)| who).collect(),
            left: BTreeMap::new(),
            deleted: BTreeMap::new(),
            acts: BTreeMap::new(),
            watch: Watch::default(),
            texts: 0,
            chance,
            clock,
            town,
            store,
            coach,
            engine,
            events: 0,
            late: VecDeque::new(),
            restarts: 0,
        }
    }

    /// Lets time pass; a process that dies on the way stays dead until then.
    pub async fn pass(&mut self, time: SignedDuration) {
        let to = self.clock.now() + time;
        self.engine.travel_to(to).await.unwrap();
        self.live_on().await;
        self.look().await;
    }

    /// Something that a person does; what comes back at once is kept, a form is filled and sent,
    /// page by page, now and then after a look at the page before.
    pub async fn does(&mut self, who: &str, place: Place, input: Input) {
        let mut answer = self.happens(Some(who), place.clone(), input).await;
        for _ in 0..PAGES_MOST {
            let Some(Answer::Form(form)) = self.take(who, &place, answer) else {
                return;
            };
            let (about, page, values) = (form.about.clone(), form.page, self.fill(&form));
            let turns_back = form.back.is_some() && self.chance.once_in(8);
            let input = if turns_back {
                Input::TurnedBack {
                    about,
                    page,
                    values,
                }
            } else {
                Input::Filled {
                    about,
                    page,
                    values,
                }
            };
            answer = self.happens(Some(who), place.clone(), input).await;
        }
    }

    /// Somebody opens her home page.
    pub async fn opens_home(&mut self, who: &str) {
        let place = Place::Home(who.into());
        self.does(who, place, Input::OpenedHome).await;
    }

    /// Somebody deletes all that is kept of her, and does nothing ever after.
    pub async fn deletes(&mut self, who: &str) {
        let place = Place::Direct(who.into());
        let input = Input::Pressed {
            act: "1:privacy:delete".into(),
            place: place.clone(),
        };
        let before = self.clock.now() + SignedDuration::from_secs(1);
        self.does(who, place, input).await;
        // The clock may have been put back meanwhile.
        let at = before.max(self.clock.now());
        self.deleted.insert(who.to_owned(), at);
    }

    /// Those who still work there and did not delete themselves.
    pub fn present(&self) -> Vec<String> {
        let is_gone = |who: &String| self.left.contains_key(who) || self.deleted.contains_key(who);
        self.people
            .iter()
            .filter(|who| !is_gone(who))
            .cloned()
            .collect()
    }

    /// A person says something in a channel, or in the direct conversation.
    pub async fn says(&mut self, who: &str, channel: Option<&str>, words: &str) {
        let place = match channel {
            Some(channel) => Place::Channel(channel.into()),
            None => Place::Direct(who.into()),
        };
        let input = Input::Said {
            text: words.to_owned(),
            place: place.clone(),
        };
        self.does(who, place, input).await;
    }

    /// Somebody moves, and the platform tells it.
    pub async fn moves(&mut self, who: &str, zone: &str) {
        self.changes(who, |profile| profile.zone = zone.to_owned())
            .await;
        let now = self.clock.now();
        let journey = self.journeys.get_mut(who).unwrap();
        journey.push((now, zone.to_owned()));
    }

    /// Somebody leaves the company, and the platform tells it.
    pub async fn leaves(&mut self, who: &str) {
        self.changes(who, |profile| profile.gone = true).await;
        self.left.insert(who.to_owned(), self.clock.now());
    }

    async fn changes(&mut self, who: &str, change: impl FnOnce(&mut Profile)) {
        let told = self.town.change(who, change).told();
        let input = Input::Told {
            ask: Ask::Profile(who.into()),
            told,
        };
        self.happens(None, Place::Direct(who.into()), input).await;
    }

    /// A channel is archived, or comes back; the platform tells it.
    pub async fn archives(&mut self, channel: &str, archived: bool) {
        self.town.archive(channel, archived);
        let place = Place::Channel(channel.into());
        let input = if archived {
            Input::Went {
                place: place.clone(),
                how: Departure::Archived,
            }
        } else {
            Input::Came {
                place: place.clone(),
            }
        };
        self.happens(None, place, input).await;
    }

    /// A year later all is let come to rest: what can't be reached can be again, and nobody acts.
    pub async fn end(mut self) -> Ended {
        self.town.go_down(Timestamp::MIN);
        for _ in 0..50 {
            self.pass(SignedDuration::from_mins(20)).await;
        }
        let rows = self.store.rows().await;
        Ended {
            at: self.clock.now(),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            ledger: self.town.ledger(),
            left: self.left,
            deleted: self.deleted,
            acts: self.acts,
            watch: self.watch,
            restarts: self.restarts,
            journeys: self.journeys,
        }
    }

    /// An event reaches Cairn; one that is not acknowledged comes again, some come twice, and some
    /// once more much later.
    async fn happens(&mut self, who: Option<&str>, place: Place, input: Input) -> Option<Answer> {
        self.events += 1;
        // Nobody does two things at one moment.
        self.clock.move_on(SignedDuration::from_secs(1)).unwrap();
        let reply = match (&place, who) {
            (_, None) => Reply::Nowhere,
            _ if matches!(input, Input::OpenedHome) => Reply::Nowhere,
            (Place::Channel(channel) | Place::Whisper(channel, _), Some(who)) => {
                if self.chance.once_in(2) {
                    Reply::Here
                } else {
                    Reply::To(Place::Whisper(channel.clone(), who.into()), None)
                }
            }
            (Place::Direct(_) | Place::Home(_), Some(who)) => {
                Reply::To(Place::Direct(who.into()), None)
            }
        };
        let event = Event {
            workspace: WorkspaceId::from(WORKSPACE),
            id: EventId::from(format!("event-{}", self.events)),
            at: self.clock.now(),
            actor: who.map(|who| Actor {
                id: who.into(),
                zone: None,
                locale: None,
            }),
            input,
            reply,
            opens_form: who.is_some(),
            reaches: Vec::new(),
        };
        if let Some(who) = who {
            let acts = self.acts.entry(who.to_owned()).or_default();
            acts.push(self.clock.now());
            self.note(who, &event.input).await;
        }
        let answer = self.insist(&event).await;
        if self.chance.once_in(10) {
            self.insist(&event).await;
        }
        if self.chance.once_in(20) && self.late.len() < LATE_MOST {
            self.late.push_back(event);
        }
        if self.chance.once_in(20)
            && let Some(late) = self.late.pop_front()
            // Platforms repeat within a day.
            && self.clock.now().duration_since(late.at) < SignedDuration::from_hours(24)
        {
            self.insist(&late).await;
        }
        self.engine.settled().await;
        self.live_on().await;
        self.look().await;
        answer
    }

    /// Notes what somebody is about to do, if it is about wins or teams.
    async fn note(&mut self, who: &str, input: &Input) {
        if Done::is_of_interest(input) {
            let done = Done::now(&self.store, who, input).await;
            self.watch.done.push(done);
        }
    }

    /// Looks what is published of teams now.
    async fn look(&mut self) {
        let gone = Gone {
            deleted: self.deleted.keys().cloned().collect(),
            left: self.left.keys().cloned().collect(),
        };
        let now = self.clock.now();
        self.watch.look(&self.store, now, &gone).await;
    }

    async fn insist(&mut self, event: &Event) -> Option<Answer> {
        for _ in 0..3 {
            match self.engine.handle(event.clone()).await {
                Ok(answer) => return Some(answer),
                Err(Untaken::Broken) => panic!("{event:?} can't be decided"),
                Err(Untaken::Busy | Untaken::Unknown) => self.live_on().await,
            }
        }
        panic!("{event:?} is not taken");
    }

    fn take(&mut self, who: &str, place: &Place, answer: Option<Answer>) -> Option<Answer> {
        let Some(Answer::Say(card)) = answer else {
            return answer;
        };
        self.watch.heard(self.clock.now(), who, &card);
        let place = match place {
            Place::Channel(channel) => Place::Whisper(channel.clone(), who.into()),
            Place::Direct(_) | Place::Whisper(..) | Place::Home(_) => place.clone(),
        };
        self.town.keep(place, card);
        None
    }

    /// A dead process is started again over what was kept; its clock may have been put right.
    async fn live_on(&mut self) {
        if !self.store.is_dead() {
            return;
        }
        self.restarts += 1;
        let now = self.clock.now();
        let jump = match self.chance.below(6) {
            0 => -SignedDuration::from_mins(i64::try_from(self.chance.below(180)).unwrap()),
            1 => SignedDuration::from_hours(i64::try_from(self.chance.below(60)).unwrap()),
            _ => SignedDuration::ZERO,
        };
        self.clock = Clock::still(now + jump);
        let (lives, after) = lifespan(&mut self.chance);
        self.store = Arc::new(self.store.again(lives, after).await);
        self.engine = engine(&self.store, &self.town, &self.coach, &self.clock);
        self.engine.settled().await;
    }
}

fn lifespan(chance: &mut Chance) -> (i64, bool) {
    let steps = 1 + chance.below(LIFE_MOST);
    (i64::try_from(steps).unwrap(), chance.once_in(2))
}

fn life(chance: &mut Chance) -> Mortal {
    let (lives, after) = lifespan(chance);
    Mortal::born(lives, after)
}

fn engine(store: &Arc<Mortal>, town: &Arc<Town>, coach: &Arc<Coach>, clock: &Clock) -> Arc<Engine> {
    let platforms: Vec<Arc<dyn Platform>> = vec![town.clone()];
    Arc::new(Engine::new(
        store.clone(),
        platforms,
        coach.clone(),
        clock.clone(),
    ))
}
