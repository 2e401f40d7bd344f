//! Cairn to be tried out: the playground alone, with a clock that can be moved. It opens with a
//! check-in that waits.

use std::sync::Arc;

use jiff::Timestamp;

use crate::chat::{Actor, Event, EventId, Input, PersonId, Place, Reply, WorkspaceId};
use crate::clock::Clock;
use crate::coach::Coach;
use crate::engine::Engine;
use crate::platform::UntakenWords;
use crate::platform::playground::{CHANNELS, Playground, WORKSPACE};
use crate::settings::Settings;
use crate::store::{MemoryStore, Store};
use crate::web::{self, Game};

use super::{Running, Surroundings, coaching};

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
    let beginning = Beginning {
        coach,
        words,
        tasks: surroundings.tasks.clone(),
        shutdown: surroundings.shutdown.clone(),
    };
    let shutdown = surroundings.shutdown.clone();
    let game = match surroundings.disk.clone() {
        Some(disk) => Game::new(beginning.on(disk).await, None, shutdown),
        None => {
            let first = beginning.on(Arc::new(MemoryStore::new())).await;
            let again = move || {
                let beginning = beginning.clone();
                let begun = async move { beginning.on(Arc::new(MemoryStore::new())).await };
                Box::pin(begun) as std::pin::Pin<Box<dyn Future<Output = _> + Send>>
            };
            Game::new(first, Some(Box::new(again)), shutdown)
        }
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
    words: UntakenWords,
    tasks: tokio_util::task::TaskTracker,
    shutdown: tokio_util::sync::CancellationToken,
}

impl Beginning {
    async fn on(&self, store: Arc<dyn Store>) -> (Arc<Engine>, Arc<Playground>) {
        let playground = Arc::new(Playground::new(self.words.clone()));
        let engine = Arc::new(Engine::new(
            store,
            vec![playground.clone()],
            self.coach.clone(),
            Clock::movable(),
        ));
        open_with_a_question(&engine).await;
        let (running, shutdown) = (engine.clone(), self.shutdown.clone());
        self.tasks.spawn(async move { running.run(shutdown).await });
        (engine, playground)
    }
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
    };
    if let Err(error) = engine.handle(event).await {
        tracing::warn!(%error, "the playground could not be opened with a question");
    }
    if engine.clock().is_movable() {
        engine.settled().await;
    }
}
