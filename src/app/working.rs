//! Cairn at work: a real platform beside the store on disk, by the system's clock. The playground
//! may be served beside it, as a workspace of its own whose clock can't be moved.

use std::sync::Arc;

use crate::chat::PersonId;
use crate::clock::Clock;
use crate::engine::Engine;
use crate::outbound;
use crate::platform::Platform;
use crate::platform::slack::{self, Slack, SlackSettings};
use crate::settings::Settings;
use crate::store::{MemoryStore, Store};
use crate::web::{self, Endpoint, Game, Played, Ready};

use super::playing::{admin, on_disk, open_with_a_question};
use super::{Badges, Running, Surroundings, coaching};

/// Begins to work in Slack.
pub(super) async fn begin(
    settings: &Settings,
    slack: SlackSettings,
    plays: bool,
    surroundings: &Surroundings,
) -> anyhow::Result<Running> {
    warn_of_admins(&settings.admins(), settings.slack_trust_admins);
    let more_admins = if plays { vec![admin()] } else { Vec::new() };
    let (coach, words) = coaching::coach(settings, &more_admins)?;
    let slack = Slack::new(slack, outbound::client()?, words.clone());
    let playground = plays.then(|| Arc::new(on_disk(settings, words)));
    let mut platforms: Vec<Arc<dyn Platform>> = vec![slack.clone()];
    platforms.extend(
        playground
            .clone()
            .map(|playground| playground as Arc<dyn Platform>),
    );
    let store: Arc<dyn Store> = match &surroundings.disk {
        Some(disk) => disk.clone(),
        None => Arc::new(MemoryStore::new()),
    };
    let badges = match &surroundings.disk {
        Some(_) => Badges::of(&settings.data)?,
        None => Badges::for_show()?,
    };
    let engine = Engine::new(store, platforms, coach, Clock::system());
    let engine = Arc::new(engine.with_maker(Arc::new(badges)));
    super::erase_again(&engine, surroundings.disk.as_deref()).await?;
    let mut routes = vec![web::routes_of(
        slack::PATH,
        Endpoint {
            engine: engine.clone(),
            platform: slack.clone(),
        },
    )];
    if let Some(playground) = playground {
        open_with_a_question(&engine).await;
        let shutdown = surroundings.shutdown.clone();
        let played = Played::new(engine.clone(), playground, shutdown.clone());
        let game = Game::new(played, None, shutdown);
        routes.push(web::playground_routes(Arc::new(game)));
    }
    let shutdown = surroundings.shutdown.clone();
    surroundings
        .tasks
        .spawn(async move { engine.run(shutdown).await });
    Ok(Running {
        routes,
        failure: Box::pin(introduced(slack, surroundings.ready.clone())),
    })
}

/// Who is named wrongly, or not at all, finds out here and not in a channel.
fn warn_of_admins(admins: &[PersonId], trusts_slacks: bool) {
    let how = "a Slack user id looks like U0123ABCD: open the person's profile, ⋮, Copy member ID";
    if admins.is_empty() && !trusts_slacks {
        tracing::warn!("nobody may put check-ins into channels: set CAIRN_ADMINS; {how}");
    }
    for admin in admins.iter().filter(|admin| !slack::is_user_id(admin)) {
        tracing::warn!(%admin, "CAIRN_ADMINS names somebody who is nobody in Slack; {how}");
    }
}

/// Ready as soon as Slack has said who the bot is; a failure only if Slack refuses it.
async fn introduced(slack: Arc<Slack>, ready: Ready) -> anyhow::Error {
    match slack.introduce().await {
        Ok(workspace) => {
            tracing::info!(%workspace, "Slack knows the bot; ready");
            ready.set(true);
            std::future::pending().await
        }
        Err(error) => error.into(),
    }
}
