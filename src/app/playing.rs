//! Cairn to be tried out: the playground alone, with a clock that can be moved. It opens with a
//! check-in that waits.

use std::sync::Arc;

use jiff::Timestamp;

use crate::chat::{Actor, Event, EventId, Input, PersonId, Place, Reply, WorkspaceId};
use crate::clock::Clock;
use crate::coach::Coach;
use crate::engine::Engine;
use crate::platform::playground::{CHANNELS, Playground, WORKSPACE};
use crate::platform::{Platform, UntakenWords};
use crate::settings::Settings;
use crate::store::{MemoryStore, Store};
use crate::web::{self, Begin, Drawing, Game, Played};

use super::{Badges, Running, Surroundings, coaching};

/// Who may ask in the playground.
pub(super) fn admin() -> PersonId {
    PersonId::from("Ada")
}

/// Begins a game: on disk where there is a folder, else in memory, where it can be begun anew.
pub(super) async fn begin(
    settings: &Settings,
    surroundings: &Surroundings,
) -> anyhow::Result<Running> {
    let (coach, words) = coaching::coach(settings, &[admin()])?;
    let badges = match &surroundings.disk {
        Some(_) => Badges::of(&settings.data)?,
        None => Badges::for_show()?,
    };
    let beginning = Beginning {
        coach,
        badges: Arc::new(badges),
        words: words.untaken,
        tasks: surroundings.tasks.clone(),
        shutdown: surroundings.shutdown.clone(),
    };
    let drawing = Drawing {
        words: words.teams.cards,
        zone: settings.time_zone()?,
    };
    let shutdown = surroundings.shutdown.clone();
    let game = if let Some(disk) = surroundings.disk.clone() {
        let playground = on_disk(settings, beginning.words.clone());
        let (engine, playground) = beginning.on(disk.clone(), playground);
        super::erase_again(&engine, Some(&disk)).await?;
        let opened = beginning.open(engine, playground).await;
        Game::new(opened, None, drawing, shutdown)
    } else {
        let first = beginning.clone().in_memory().await;
        let again: Begin = Box::new(move || Box::pin(beginning.clone().in_memory()));
        Game::new(first, Some(again), drawing, shutdown)
    };
    surroundings.ready.set(true);
    Ok(Running {
        routes: vec![web::playground_routes(Arc::new(game))],
        failure: Box::pin(std::future::pending()),
    })
}

/// What a game is begun with.
#[derive(Clone)]
struct Beginning {
    coach: Arc<Coach>,
    badges: Arc<Badges>,
    words: UntakenWords,
    tasks: tokio_util::task::TaskTracker,
    shutdown: tokio_util::sync::CancellationToken,
}

impl Beginning {
    async fn in_memory(self) -> Played {
        let playground = Playground::new(self.words.clone());
        let (engine, playground) = self.on(Arc::new(MemoryStore::new()), playground);
        self.open(engine, playground).await
    }

    fn on(&self, store: Arc<dyn Store>, playground: Playground) -> (Arc<Engine>, Arc<Playground>) {
        let clock = Clock::movable();
        // A clock that was moved goes on from where it stood.
        if let Some(left) = playground.left_at() {
            let _ = clock.move_to(left);
        }
        let playground = Arc::new(playground);
        let platforms: Vec<Arc<dyn Platform>> = vec![playground.clone()];
        let engine = Engine::new(store, platforms, self.coach.clone(), clock);
        (Arc::new(engine.with_maker(self.badges.clone())), playground)
    }

    async fn open(&self, engine: Arc<Engine>, playground: Arc<Playground>) -> Played {
        open_with_a_question(&engine).await;
        let end = self.shutdown.child_token();
        let (running, ended) = (engine.clone(), end.clone());
        self.tasks.spawn(async move { running.run(ended).await });
        Played::new(engine, playground, end)
    }
}

/// The playground of a data folder: what it shows is kept there too.
pub(super) fn on_disk(settings: &Settings, words: UntakenWords) -> Playground {
    Playground::kept_in(settings.data.join("playground.json"), words)
}

/// The first thing a newcomer sees is a question that waits. The event has one name for ever, so
/// that a playground that is kept on disk is asked once.
pub(super) async fn open_with_a_question(engine: &Engine) {
    let [channel, ..] = CHANNELS;
    let event = Event {
        workspace: WorkspaceId::from(WORKSPACE),
        id: EventId::from("playground/opening"),
        at: Timestamp::UNIX_EPOCH,
        actor: Some(Actor {
            id: admin(),
            zone: None,
            locale: None,
        }),
        input: Input::Said {
            text: "ask for 2 days".to_owned(),
            place: Place::Channel(channel.into()),
        },
        reply: Reply::Here,
        opens_form: false,
        reaches: Vec::new(),
    };
    if let Err(error) = engine.handle(event).await {
        tracing::warn!(%error, "the playground could not be opened with a question");
    }
    if engine.clock().is_movable() {
        engine.settled().await;
    }
}
