//! Wiring: from settings to a running Cairn. The one place that knows every room.

mod badge_key;
mod coaching;
mod offline;
mod playing;
mod reminding;
mod working;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::engine::Engine;
use crate::platform::teams::TeamsSettings;
use crate::settings::{PlaygroundMode, Settings};
use crate::store::{OpenOptions, SledStore};
use crate::web::{self, Ready};
pub use badge_key::{BADGE_KEY, Badges, signer};
pub use coaching::read_library;
pub use offline::offline;
use working::Configured;

/// How long what is under way may take to end, and how long the store may then take to close,
/// which it does in any case: ten seconds in all.
const SHUTDOWN_WAIT: Duration = Duration::from_secs(8);
const CLOSING_WAIT: Duration = Duration::from_secs(2);

/// What runs beside the listener: what it serves, and what can go wrong while it does.
struct Running {
    routes: Vec<Router>,
    /// Ends only when something has failed for good.
    failure: std::pin::Pin<Box<dyn Future<Output = anyhow::Error> + Send>>,
}

/// What everything that runs is given.
struct Surroundings {
    disk: Option<Arc<SledStore>>,
    ready: Ready,
    tasks: TaskTracker,
    shutdown: CancellationToken,
}

/// Serves until it is told to stop.
///
/// # Errors
/// A sentence that says what is wrong and what to do.
pub async fn serve(
    settings: Settings,
    say: impl Fn(&str),
    shutdown: CancellationToken,
) -> anyhow::Result<()> {
    let configured = Configured::of(&settings)?;
    let plays = is_playground_on(&settings, !configured.is_empty());
    if configured.is_empty() && !plays {
        bail!(
            "there is nothing to serve: no platform is configured (for Slack set SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN, for Teams TEAMS_APP_ID, TEAMS_APP_SECRET and TEAMS_TENANT_ID), and the playground is off or would be open to the network (`--playground on` serves it all the same)"
        );
    }
    // Teams without tokens is for trying it out, as the playground is.
    let teams_tries = |teams: &TeamsSettings| teams.without_tokens;
    let tries = configured.slack.is_none() && configured.teams.as_ref().is_some_and(teams_tries);
    if !configured.is_empty() && !tries && settings.data.as_os_str().is_empty() {
        bail!(
            "what people answer must be kept: say in which folder with --data ./data, or CAIRN_DATA"
        );
    }
    if let Some(warning) = configured.teams.as_ref().and_then(TeamsSettings::warning) {
        tracing::warn!("{warning}");
        say(&format!("\n  {warning}"));
    }
    let listener = listen(&settings).await?;
    let surroundings = Surroundings {
        disk: open_disk(&settings)?,
        ready: Ready::default(),
        tasks: TaskTracker::new(),
        shutdown,
    };
    let at = listener.local_addr()?;
    let running = match configured.is_empty() {
        false => working::begin(&settings, configured, plays, &surroundings).await?,
        true => playing::begin(&settings, &surroundings).await?,
    };
    say(&greeting(
        at,
        &settings,
        plays,
        surroundings.disk.as_deref(),
    ));
    reminding::begin(&surroundings);
    run(listener, running, &surroundings).await
}

fn is_playground_on(settings: &Settings, has_platform: bool) -> bool {
    let open = !settings.listen.ip().is_loopback();
    let plays = match settings.playground {
        PlaygroundMode::Off => false,
        PlaygroundMode::On => true,
        PlaygroundMode::Auto => !has_platform && !open,
    };
    if plays && open {
        tracing::warn!(listen = %settings.listen, "the playground is open to everybody who reaches this address");
    }
    plays
}

async fn listen(settings: &Settings) -> anyhow::Result<TcpListener> {
    let at = settings.listen;
    TcpListener::bind(at).await.with_context(|| {
        format!("can't listen on {at}: is another Cairn running? choose another with --listen")
    })
}

fn greeting(
    at: std::net::SocketAddr,
    settings: &Settings,
    plays: bool,
    disk: Option<&SledStore>,
) -> String {
    let mut lines = Vec::new();
    if settings.has_slack() {
        let path = crate::platform::slack::PATH;
        lines.push(format!(
            "Cairn listens for Slack at  http://{at}{path}  (the proxy in front speaks https)"
        ));
    }
    if settings.has_teams() {
        let path = crate::platform::teams::PATH;
        lines.push(format!("Cairn listens for Teams at  http://{at}{path}"));
    }
    if plays {
        lines.push(format!("Cairn's playground is at  http://{at}/"));
        lines.push(match disk {
            None => "A check-in is waiting there: open it and answer as Ana.".to_owned(),
            Some(_) => "Open it and play Ana, Marek or Ada.".to_owned(),
        });
    }
    lines.push(match disk {
        None => "Everything is kept in memory and gone when Cairn stops. To keep it: --data ./data"
            .to_owned(),
        Some(store) if store.has_recovered() => {
            "Cairn was not stopped in order last time; nothing that was acknowledged is missing."
                .to_owned()
        }
        Some(_) => format!("What is answered is kept in {}.", settings.data.display()),
    });
    lines.push("To stop: Ctrl-C.".to_owned());
    format!("\n  {}\n", lines.join("\n  "))
}

fn open_disk(settings: &Settings) -> anyhow::Result<Option<Arc<SledStore>>> {
    if settings.data.as_os_str().is_empty() {
        return Ok(None);
    }
    let options = OpenOptions {
        accept_loss: settings.accept_loss,
        ..OpenOptions::default()
    };
    Ok(Some(Arc::new(SledStore::open(&settings.data, options)?)))
}

/// Before anything is served, whom an older copy of the data brought back is deleted again.
async fn erase_again(engine: &Engine, disk: Option<&SledStore>) -> anyhow::Result<()> {
    let Some(disk) = disk else { return Ok(()) };
    let found = engine.erase_again(disk.to_erase_again()).await;
    let found = found.context(
        "who was deleted before could not be deleted again from this older copy of the data",
    )?;
    if found > 0 {
        tracing::warn!(
            found,
            "the data were an older copy, which brought back people who were deleted: they are deleted again"
        );
    }
    Ok(())
}

/// Listens until told to stop or until something has failed for good; then finishes what is under
/// way.
async fn run(
    listener: TcpListener,
    running: Running,
    surroundings: &Surroundings,
) -> anyhow::Result<()> {
    let Surroundings {
        disk,
        ready,
        tasks,
        shutdown,
    } = surroundings;
    let router = web::router(ready.clone(), running.routes);
    let served = {
        let shutdown = shutdown.clone();
        axum::serve(listener, router)
            .with_graceful_shutdown(async move { shutdown.cancelled().await })
    };
    let (end, ended) = oneshot::channel();
    tasks.spawn(async move { end.send(served.await) });
    let failed = tokio::select! {
        // Being told to stop also ends the listening, which is no failure then.
        biased;
        () = shutdown.cancelled() => None,
        error = poisoned(disk.as_ref()) => Some(error),
        error = running.failure => Some(error),
        ended = ended => Some(listening_ended(ended)),
    };
    ready.set(false);
    shutdown.cancel();
    tasks.close();
    let ended = tokio::time::timeout(SHUTDOWN_WAIT, tasks.wait()).await;
    if ended.is_err() {
        tracing::warn!("not all ended within {SHUTDOWN_WAIT:?}; what was acknowledged is kept");
    }
    if let Some(disk) = disk {
        let closed = tokio::time::timeout(CLOSING_WAIT, disk.close()).await;
        if closed.is_err() {
            tracing::warn!(
                "the store was not closed within {CLOSING_WAIT:?}; the next start looks through it"
            );
        }
    }
    failed.map_or(Ok(()), Err)
}

fn listening_ended(ended: Result<std::io::Result<()>, oneshot::error::RecvError>) -> anyhow::Error {
    let why = match ended {
        Ok(Ok(())) | Err(_) => anyhow::anyhow!("nothing more comes in"),
        Ok(Err(error)) => error.into(),
    };
    why.context("listening has ended")
}

/// Waits until the store takes nothing more.
async fn poisoned(disk: Option<&Arc<SledStore>>) -> anyhow::Error {
    let Some(disk) = disk else {
        return std::future::pending().await;
    };
    let health = disk.health();
    loop {
        if let Some(reason) = health.poison() {
            return anyhow::anyhow!("the store failed: {reason}");
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
