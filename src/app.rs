//! Wiring: from settings to a running Cairn. The one place that knows every room.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use axum::Router;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::chat::{Actor, Event, EventId, Input, PersonId, Place, Reply, WorkspaceId};
use crate::clock::Clock;
use crate::coach::{Coach, Phrases};
use crate::engine::Engine;
use crate::library::{Library, Problem, Tree};
use crate::platform::playground::{CHANNELS, Playground, WORKSPACE};
use crate::settings::{PlaygroundMode, Settings};
use crate::store::{MemoryStore, OpenOptions, SledStore, Store};
use crate::web::{self, Game, Ready};

/// How long what is under way may take to end.
const SHUTDOWN_WAIT: Duration = Duration::from_secs(10);
/// Who may ask in the playground.
const PLAYGROUND_ADMIN: &str = "Ada";

/// Serves until it is told to stop.
///
/// # Errors
/// A sentence that says what is wrong and what to do.
pub async fn serve(
    settings: Settings,
    say: impl Fn(&str),
    shutdown: CancellationToken,
) -> anyhow::Result<()> {
    let is_playground = match settings.playground {
        PlaygroundMode::Off => false,
        PlaygroundMode::On => true,
        PlaygroundMode::Auto => settings.listen.ip().is_loopback(),
    };
    if !is_playground {
        bail!(
            "no platform is configured, and the playground is off or would be open to the network: set `playground = \"on\"` if that is wanted"
        );
    }
    if !settings.listen.ip().is_loopback() {
        tracing::warn!(listen = %settings.listen, "the playground is open to everybody who reaches this address");
    }
    let listener = TcpListener::bind(settings.listen).await.with_context(|| {
        format!(
            "can't listen on {}: is another Cairn running? choose another with --listen",
            settings.listen
        )
    })?;
    let tasks = TaskTracker::new();
    let disk = open_disk(&settings)?;
    let game = game(&settings, disk.clone(), &tasks, &shutdown).await?;
    let ready = Ready::default();
    ready.set(true);
    let router = web::router(ready.clone(), [web::playground_routes(Arc::new(game))]);
    say(&welcome(listener.local_addr()?, disk.as_deref()));
    let outcome = run(listener, router, disk.as_ref(), &tasks, &shutdown).await;
    ready.set(false);
    outcome
}

fn welcome(at: std::net::SocketAddr, disk: Option<&SledStore>) -> String {
    let kept = match disk {
        None => "Everything is kept in memory and gone when Cairn stops. To keep it: --data ./data",
        Some(store) if store.has_recovered() => {
            "Cairn was not stopped in order last time; nothing that was acknowledged is missing."
        }
        Some(_) => "What is answered is kept in the data folder.",
    };
    format!(
        "\n  Cairn's playground is at  http://{at}/\n\n  A check-in is waiting there: open it and answer as Ana.\n  {kept}\n  To stop: Ctrl-C.\n"
    )
}

fn open_disk(settings: &Settings) -> anyhow::Result<Option<Arc<SledStore>>> {
    if settings.data.as_os_str().is_empty() {
        return Ok(None);
    }
    let options = OpenOptions {
        accept_loss: settings.accept_loss,
    };
    Ok(Some(Arc::new(SledStore::open(&settings.data, options)?)))
}

/// Listens until told to stop or until the store has failed; then finishes what is under way.
async fn run(
    listener: TcpListener,
    router: Router,
    disk: Option<&Arc<SledStore>>,
    tasks: &TaskTracker,
    shutdown: &CancellationToken,
) -> anyhow::Result<()> {
    let served = {
        let shutdown = shutdown.clone();
        axum::serve(listener, router)
            .with_graceful_shutdown(async move { shutdown.cancelled().await })
    };
    let mut serving = tokio::spawn(served.into_future());
    let failed = tokio::select! {
        ended = &mut serving => Some(ended?.context("listening has ended").err().unwrap_or_else(|| anyhow::anyhow!("listening has ended"))),
        () = shutdown.cancelled() => None,
        reason = poisoned(disk) => Some(anyhow::anyhow!("the store failed: {reason}")),
    };
    shutdown.cancel();
    tasks.close();
    let finishing = async {
        let _ = serving.await;
        tasks.wait().await;
        if let Some(disk) = disk {
            disk.close().await;
        }
    };
    if failed.is_none()
        && tokio::time::timeout(SHUTDOWN_WAIT, finishing)
            .await
            .is_err()
    {
        tracing::warn!("not all ended within {SHUTDOWN_WAIT:?}; what was acknowledged is kept");
    }
    failed.map_or(Ok(()), Err)
}

/// Waits until the store takes nothing more.
async fn poisoned(disk: Option<&Arc<SledStore>>) -> String {
    let Some(disk) = disk else {
        return std::future::pending().await;
    };
    let health = disk.health();
    loop {
        if let Some(reason) = health.poison() {
            return reason;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The library and the words: those of a folder, or those that Cairn comes with.
///
/// # Errors
/// All that is amiss, one line each.
pub fn read_library(settings: &Settings) -> anyhow::Result<(Library, Phrases)> {
    let tree = if settings.library.as_os_str().is_empty() {
        Tree::embedded()
    } else {
        Tree::from_dir(&settings.library).with_context(|| {
            format!(
                "the library folder {} can't be read",
                settings.library.display()
            )
        })?
    };
    let library = Library::from_tree(&tree).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
        anyhow::anyhow!("the library has problems:\n{}", lines.join("\n"))
    })?;
    // A library of one's own may leave out the words.
    let embedded = Tree::embedded();
    let words = |tree: &Tree| tree.files.get("coach/phrases.ftl").cloned();
    let english = words(&tree)
        .or_else(|| words(&embedded))
        .unwrap_or_default();
    let others: Vec<(String, String)> = tree
        .files
        .iter()
        .filter_map(|(file, text)| {
            let tag = file
                .strip_prefix("i18n/")?
                .strip_suffix("/coach/phrases.ftl")?;
            Some((tag.to_owned(), text.clone()))
        })
        .collect();
    let others: Vec<(&str, &str)> = others
        .iter()
        .map(|(tag, text)| (tag.as_str(), text.as_str()))
        .collect();
    Ok((library, Phrases::load(("en", &english), &others)?))
}

async fn game(
    settings: &Settings,
    disk: Option<Arc<SledStore>>,
    tasks: &TaskTracker,
    shutdown: &CancellationToken,
) -> anyhow::Result<Game> {
    let (library, phrases) = read_library(settings)?;
    let mut admins = settings.admins();
    admins.push(PersonId::from(PLAYGROUND_ADMIN));
    let coach = Arc::new(Coach::new(
        Arc::new(library),
        phrases,
        settings.time_zone()?,
        admins,
    ));
    let begin = {
        let (tasks, shutdown, coach) = (tasks.clone(), shutdown.clone(), coach.clone());
        move |store: Arc<dyn Store>, opening: bool| {
            let (tasks, shutdown, coach) = (tasks.clone(), shutdown.clone(), coach.clone());
            async move {
                let playground = Arc::new(Playground::new());
                let engine = Arc::new(Engine::new(
                    store,
                    vec![playground.clone()],
                    coach,
                    Clock::movable(),
                ));
                if opening {
                    open_with_a_question(&engine).await;
                }
                let running = engine.clone();
                tasks.spawn(async move { running.run(shutdown).await });
                (engine, playground)
            }
        }
    };
    match disk {
        Some(disk) => Ok(Game::new(begin(disk, true).await, None, shutdown.clone())),
        None => {
            let first = begin(Arc::new(MemoryStore::new()), true).await;
            let again = move || {
                let begun = begin(Arc::new(MemoryStore::new()), true);
                Box::pin(begun) as std::pin::Pin<Box<dyn Future<Output = _> + Send>>
            };
            Ok(Game::new(first, Some(Box::new(again)), shutdown.clone()))
        }
    }
}

/// The first thing a newcomer sees is a question that waits. The event has one name for ever, so
/// that a playground that is kept on disk is asked once.
async fn open_with_a_question(engine: &Engine) {
    let [channel, ..] = CHANNELS;
    let event = Event {
        workspace: WorkspaceId::from(WORKSPACE),
        id: EventId::from("playground/opening"),
        at: Timestamp::UNIX_EPOCH,
        actor: Some(Actor {
            id: PersonId::from(PLAYGROUND_ADMIN),
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
    engine.settled().await;
}
