//! People who go through an assessment, over a store that looks at what they commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cairn::chat::{
    ActToken, Actor, Answer, Event, EventId, FieldId, Form, Input, InputKind, PersonId, Place,
    Reply, Row, Value, Values,
};
use cairn::clock::Clock;
use cairn::coach::{Coach, CoachSettings};
use cairn::engine::Engine;
use cairn::library::{Assessment, Band, Library, Reading, Scale, Statement};
use cairn::platform::Platform;
use cairn::state::{Committed, Completes, Key, Kind, Owner, Read};
use cairn::store::{Store, StoreError};

use crate::support::ruled::{Call, Fate, Rule, Ruled};
use crate::support::{self, stage::Stage};

/// Looks at what people's own acts commit.
#[derive(Default)]
pub struct Watch {
    pub conflicts: AtomicUsize,
    pub shared: AtomicUsize,
}

impl Rule for Watch {
    fn fate(&self, call: Call<'_>) -> Fate {
        if let Call::Commit(commit) = call {
            let by_a_person = matches!(commit.completes, Completes::Event(_));
            let mut touched = commit.read.keys().chain(commit.write.keys());
            let is_shared = touched.any(|key| key.owner == Owner::Shared) || !commit.add.is_empty();
            self.shared
                .fetch_add(usize::from(by_a_person && is_shared), Ordering::SeqCst);
        }
        Fate::Happens
    }

    fn committed(&self, committed: &Result<Committed, StoreError>) {
        let is_conflict = matches!(committed, Ok(Committed::Conflict));
        self.conflicts
            .fetch_add(usize::from(is_conflict), Ordering::SeqCst);
    }
}

/// Three themes of four statements each, five on a page.
pub fn assessment() -> Assessment {
    let scale = |id: &str| Scale {
        id: id.to_owned(),
        name: id.to_owned(),
        alpha: 0.7,
        sd: 0.7,
        min_change: 1.1,
        suggests: None,
    };
    let band = |id: &str, below| Band {
        id: id.to_owned(),
        name: id.to_owned(),
        below,
    };
    let themes = ["charter", "wins", "message"];
    let statement = |theme: &str, number: usize| Statement {
        id: format!("{theme}-{number}"),
        scale: theme.to_owned(),
        dimension: None,
        reverse: false,
        text: format!("We did {theme} in way {number}."),
    };
    Assessment {
        id: "made".into(),
        title: "Made up".to_owned(),
        rev: 1,
        minutes: 3,
        per_page: 5,
        repeat_after_days: 42,
        intro: "Think of the last four weeks.".to_owned(),
        labels: ["never", "seldom", "sometimes", "often", "nearly always"]
            .map(str::to_owned)
            .into(),
        scales: themes.map(scale).into(),
        dimensions: Vec::new(),
        statements: themes
            .iter()
            .flat_map(|theme| (1..=4).map(move |number| statement(theme, number)))
            .collect(),
        bands: vec![
            band("seldom", Some(2.5)),
            band("sometimes", Some(3.5)),
            band("often", None),
        ],
        grey: 0.2,
        readings: vec![Reading {
            when: Vec::new(),
            title: None,
            text: "You reported some of each. Each has its use.".to_owned(),
        }],
    }
}

pub fn coach_of(assessment: Assessment) -> Arc<Coach> {
    let mut library: Library = support::small_library();
    library
        .assessments
        .insert(assessment.id.clone(), Arc::new(assessment));
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
    let settings = CoachSettings::new(zone, vec!["Ada".into()]);
    Arc::new(Coach::new(Arc::new(library), support::phrases(), settings))
}

/// What people do, and what they get.
pub struct Play {
    pub stage: Arc<Stage>,
    pub store: Arc<Ruled<Watch>>,
    pub engine: Arc<Engine>,
    pub clock: Clock,
    pub events: AtomicUsize,
}

impl Play {
    pub fn begin(assessment: Assessment) -> Self {
        let clock = Clock::still("2026-11-24T10:00:00+01:00".parse().unwrap());
        Self::over(Arc::default(), assessment, clock)
    }

    pub fn over(store: Arc<Ruled<Watch>>, assessment: Assessment, clock: Clock) -> Self {
        let stage = Arc::new(Stage::default());
        let platforms: Vec<Arc<dyn Platform>> = vec![stage.clone()];
        let coach = coach_of(assessment);
        let engine = Engine::new(store.clone(), platforms, coach, clock.clone());
        Self {
            stage,
            store,
            engine: Arc::new(engine),
            clock,
            events: AtomicUsize::new(0),
        }
    }

    /// The same documents, with another library.
    pub fn with(self, assessment: Assessment) -> Self {
        let number = self.events.load(Ordering::SeqCst);
        let play = Self::over(self.store, assessment, self.clock);
        play.events.store(number, Ordering::SeqCst);
        play
    }

    pub async fn does(&self, who: &str, input: Input) -> Answer {
        let number = self.events.fetch_add(1, Ordering::SeqCst);
        let event = Event {
            workspace: "stage:demo".into(),
            id: EventId::from(format!("event-{number}")),
            at: self.clock.now(),
            actor: Some(Actor {
                id: who.into(),
                zone: None,
                locale: None,
            }),
            input,
            reply: Reply::To(Place::Direct(who.into()), None),
            opens_form: true,
            reaches: Vec::new(),
        };
        self.engine.handle(event).await.expect("it is taken")
    }

    pub async fn presses(&self, who: &str, act: &str) -> Answer {
        let place = Place::Direct(who.into());
        let act = ActToken::from(act);
        self.does(who, Input::Pressed { act, place }).await
    }

    /// Begins, or goes on: the form that opens.
    pub async fn opens(&self, who: &str) -> Form {
        form(self.presses(who, "1:assess:begin:made").await)
    }

    pub async fn sends(&self, who: &str, form: &Form, values: Values) -> Answer {
        let (about, page) = (form.about.clone(), form.page);
        let input = Input::Filled {
            about,
            page,
            values,
        };
        self.does(who, input).await
    }

    pub async fn turns_back(&self, who: &str, form: &Form, values: Values) -> Answer {
        let (about, page) = (form.about.clone(), form.page);
        let input = Input::TurnedBack {
            about,
            page,
            values,
        };
        self.does(who, input).await
    }

    /// What was said since it was last asked.
    pub async fn said(&self) -> String {
        self.engine.settled().await;
        self.stage.take_said().join("\n")
    }

    /// Somebody's results, as they are kept.
    pub async fn results(&self, who: &str) -> Vec<String> {
        self.kept(who, Kind::Result).await
    }

    pub async fn kept(&self, who: &str, kind: Kind) -> Vec<String> {
        let key = Key::personal(&PersonId::from(who), kind, "made");
        let (workspace, what) = ("stage:demo".into(), [Read::One(key.clone())]);
        let found = self.store.read(&workspace, &what).await.unwrap();
        let document = found.one(&key).unwrap();
        let body = document.map(|document| String::from_utf8(document.body.to_vec()).unwrap());
        body.into_iter().collect()
    }
}

pub fn form(answer: Answer) -> Form {
    match answer {
        Answer::Form(form) => form,
        other => panic!("no form: {other:?}"),
    }
}

/// The statements of a page with what is chosen in each.
pub fn chosen(form: &Form) -> Vec<(String, Option<String>)> {
    let rows = form.rows.iter();
    rows.filter_map(|row| match row {
        Row::Ask(field) => match &field.input {
            InputKind::One { initial, .. } => Some((field.id.as_str().to_owned(), initial.clone())),
            _ => None,
        },
        Row::Show(_) => None,
    })
    .collect()
}

/// The same label for each statement of a page.
pub fn all(form: &Form, label: usize) -> Values {
    let label = |_| Value::Chosen(vec![label.to_string()]);
    let names = chosen(form).into_iter();
    names
        .map(|(name, _)| (FieldId::from(name.as_str()), label(())))
        .collect()
}

pub fn shown(form: &Form) -> String {
    support::drawing::form(form).join("\n")
}

/// One person answers all of it; what was said at the last page.
pub async fn goes_through(play: &Play, who: &str, label: usize) -> Answer {
    let mut page = play.opens(who).await;
    loop {
        let values = all(&page, label);
        match play.sends(who, &page, values).await {
            Answer::Form(next) => page = next,
            other => return other,
        }
    }
}
