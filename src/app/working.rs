//! Cairn at work: a real platform beside the store on disk, by the system's clock. The playground
//! may be served beside it, as a workspace of its own whose clock can't be moved.

use std::sync::Arc;

use axum::Router;

use crate::chat::PersonId;
use crate::clock::Clock;
use crate::engine::{Engine, StoredReaches};
use crate::outbound;
use crate::platform::Platform;
use crate::platform::links::Links;
use crate::platform::slack::{self, Slack, SlackSettings};
use crate::platform::teams::{self, Teams, TeamsSettings, TeamsSurroundings};
use crate::settings::{Settings, SettingsError};
use crate::store::{MemoryStore, Store};
use crate::web::{self, Drawing, Endpoint, Game, Played, Ready};

use super::playing::{admin, on_disk, open_with_a_question};
use super::{Badges, Running, Surroundings, coaching};

/// The platforms that are configured; at least one.
pub(super) struct Configured {
    /// Slack.
    pub slack: Option<SlackSettings>,
    /// Microsoft Teams.
    pub teams: Option<TeamsSettings>,
}

impl Configured {
    /// What the settings say.
    ///
    /// # Errors
    /// Which setting is missing, or amiss.
    pub fn of(settings: &Settings) -> Result<Self, SettingsError> {
        Ok(Self {
            slack: settings.slack()?,
            teams: settings.teams()?,
        })
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.slack.is_none() && self.teams.is_none()
    }
}

/// Begins to work in the platforms that are configured.
pub(super) async fn begin(
    settings: &Settings,
    configured: Configured,
    plays: bool,
    surroundings: &Surroundings,
) -> anyhow::Result<Running> {
    warn_of_admins(&configured, settings);
    let more_admins = if plays { vec![admin()] } else { Vec::new() };
    let (coach, words) = coaching::coach(settings, &more_admins)?;
    let store: Arc<dyn Store> = match &surroundings.disk {
        Some(disk) => disk.clone(),
        None => Arc::new(MemoryStore::new()),
    };
    let links = settings.public_url()?.map(Links::new).map(Arc::new);
    let drawing = Drawing {
        words: words.teams.cards.clone(),
        zone: settings.time_zone()?,
    };
    let client = outbound::client()?;
    let slack = configured
        .slack
        .map(|slack| Slack::new(slack, client.clone(), words.untaken.clone()));
    let around = TeamsSurroundings {
        client,
        reaches: Arc::new(StoredReaches::new(store.clone())),
        words: words.teams,
        zone: settings.time_zone()?,
        clock: Arc::new(|| Clock::system().now()),
        links: links.clone(),
    };
    let teams = configured.teams.map(|teams| Teams::new(teams, around));
    let teams = teams.transpose()?;
    let playground = plays.then(|| Arc::new(on_disk(settings, words.untaken)));
    let served: Vec<(&str, Arc<dyn Platform>)> = slack
        .clone()
        .map(|slack| (slack::PATH, slack as Arc<dyn Platform>))
        .into_iter()
        .chain(teams.map(|teams| (teams::PATH, teams as Arc<dyn Platform>)))
        .collect();
    let mut platforms: Vec<Arc<dyn Platform>> = served
        .iter()
        .map(|(_, platform)| platform.clone())
        .collect();
    platforms.extend(
        playground
            .clone()
            .map(|playground| playground as Arc<dyn Platform>),
    );
    let badges = match &surroundings.disk {
        Some(_) => Badges::of(&settings.data)?,
        None => Badges::for_show()?,
    };
    let engine = Engine::new(store, platforms, coach, Clock::system());
    let engine = Arc::new(engine.with_maker(Arc::new(badges)));
    super::erase_again(&engine, surroundings.disk.as_deref()).await?;
    let mut routes: Vec<Router> = served
        .into_iter()
        .map(|(path, platform)| {
            let engine = engine.clone();
            web::routes_of(path, Endpoint { engine, platform })
        })
        .collect();
    if let Some(links) = links {
        routes.push(web::link_routes(links, engine.clone(), words.links));
    }
    if let Some(playground) = playground {
        open_with_a_question(&engine).await;
        let shutdown = surroundings.shutdown.clone();
        let played = Played::new(engine.clone(), playground, shutdown.clone());
        let game = Game::new(played, None, drawing, shutdown);
        routes.push(web::playground_routes(Arc::new(game)));
    }
    let shutdown = surroundings.shutdown.clone();
    surroundings
        .tasks
        .spawn(async move { engine.run(shutdown).await });
    let ready = surroundings.ready.clone();
    Ok(Running {
        routes,
        failure: match slack {
            Some(slack) => Box::pin(introduced(slack, ready)),
            // Teams says with each request who the bot is.
            None => {
                ready.set(true);
                Box::pin(std::future::pending())
            }
        },
    })
}

/// Who is named wrongly, or not at all, finds out here and not in a channel.
fn warn_of_admins(configured: &Configured, settings: &Settings) {
    let in_slack =
        "a Slack user id looks like U0123ABCD: open the person's profile, ⋮, Copy member ID";
    let in_teams = "in Teams it is the Object ID of the user in Microsoft Entra, a GUID";
    let how = match (&configured.slack, &configured.teams) {
        (Some(_), None) => in_slack.to_owned(),
        (None, _) => in_teams.to_owned(),
        (Some(_), Some(_)) => format!("{in_slack}; {in_teams}"),
    };
    let admins = settings.admins();
    if admins.is_empty() && !settings.slack_trust_admins {
        tracing::warn!("nobody may put check-ins into channels: set CAIRN_ADMINS; {how}");
    }
    let is_somebody = |admin: &PersonId| {
        let in_slack = configured.slack.is_some() && slack::is_user_id(admin);
        let in_teams = configured.teams.is_some() && teams::guid(admin.as_str()).is_some();
        in_slack || in_teams
    };
    for admin in admins.iter().filter(|admin| !is_somebody(admin)) {
        tracing::warn!(%admin, "CAIRN_ADMINS names somebody who is nobody there; {how}");
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
