//! Microsoft Teams: requests are checked at the gate and become events, cards become Adaptive
//! Cards, all within Teams' limits. There is no SDK for Rust: the Bot Framework's protocol is
//! spoken here by hand, and no other room knows of it.

mod archive;
mod asking;
pub mod cards;
pub mod connector;
mod deliver;
mod filing;
pub mod gate;
mod inbound;
pub mod manifest;
mod memory;
mod pace;
mod reach;
mod respond;
mod settings;
mod surroundings;
mod target;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::links::Links;
use super::{
    Delivery, HttpReply, Looked, Outcome, Platform, Reaches, Received, Request, UntakenWords,
};
use crate::chat::{ChannelId, Event, Input, PersonId, Place, Reach, Thumb, WorkspaceId};
use cards::CardWords;
use connector::{Clock, Connector, ConnectorSettings, Hosts, ServiceUrl};
use gate::{Gate, GateSettings, Unsettled};
use inbound::{Context, Happened, Learns, Read, Why, person_id};
use memory::Memory;
use pace::{Pace, Paces, Traffic};
use reach::{ChannelReach, PersonReach};
use respond::Asked;
pub use settings::{Cloud, IdentityServer, TOKEN_PATH, TeamsCredentials, TeamsSettings, guid};

/// Where Teams' requests come in.
pub const PATH: &str = "/api/messages";
/// How long a request waits until it is known who is mentioned in it: Teams gives some seconds in
/// all.
const ASKING_WHO: Duration = Duration::from_millis(1_200);
/// Of so many whom one message mentions it is asked who they are.
const MOST_MENTIONED: usize = 10;

/// What the adapter says by itself, in the workspace's language.
#[derive(Clone, Debug)]
pub struct TeamsWords {
    /// When an event could not be taken.
    pub untaken: UntakenWords,
    /// In cards.
    pub cards: CardWords,
    /// What the bot is called: the title of a window that has none.
    pub bot: String,
    /// The label of the button that sends a form.
    pub send: String,
    /// That the answer stands in the conversation with the person.
    pub in_chat: String,
    /// How one gets the app: what comes by itself needs it.
    pub get_app: String,
    /// How often a link to a file works, and for how long.
    pub link_lives: String,
    /// That no file can be handed over, and what has to be done.
    pub no_files: String,
}

/// What else an adapter for Teams is given.
pub struct TeamsSurroundings {
    /// The one client, which follows no redirect.
    pub client: reqwest::Client,
    /// What is kept of how people and channels are reached.
    pub reaches: Arc<dyn Reaches>,
    /// The words.
    pub words: TeamsWords,
    /// The zone of who has none.
    pub zone: TimeZone,
    /// The time by which the lives of tokens and links are reckoned.
    pub clock: Clock,
    /// Links to this server; none while people don't reach it.
    pub links: Option<Arc<Links>>,
}

/// The bot in Teams.
pub struct Teams {
    gate: Gate,
    connector: Connector,
    hosts: Hosts,
    usual_service: ServiceUrl,
    paces: Paces,
    reaches: Arc<dyn Reaches>,
    words: TeamsWords,
    zone: TimeZone,
    clock: Clock,
    links: Option<Arc<Links>>,
    memory: Memory,
    passed_over: Mutex<BTreeMap<&'static str, u64>>,
    /// Itself, for answers that outlive the request's borrow.
    own: std::sync::Weak<Self>,
}

impl Teams {
    /// A bot in Teams; nothing is called until there is something to say.
    ///
    /// # Errors
    /// The settings would let in nobody, or anybody.
    pub fn new(settings: TeamsSettings, around: TeamsSurroundings) -> Result<Arc<Self>, Unsettled> {
        let cloud = Cloud::of_openid(&settings.openid).unwrap_or(Cloud::Public);
        let TeamsSurroundings {
            client,
            reaches,
            words,
            zone,
            clock,
            links,
        } = around;
        let connector = ConnectorSettings::of(&settings, clock.clone());
        let hosts = connector.hosts;
        let usual_service = ServiceUrl::read(cloud.usual_service(), &hosts);
        let usual_service = usual_service.ok_or(Unsettled::OpenId)?;
        let paces = Paces::of(&settings.tenants);
        let gate = GateSettings {
            app_id: settings.app_id,
            tenants: settings.tenants,
            openid: settings.openid,
            without_tokens: settings.without_tokens,
        };
        let gate = Gate::new(gate, client.clone())?;
        Ok(Arc::new_cyclic(|own| Self {
            gate,
            connector: Connector::new(connector, client),
            hosts,
            usual_service,
            paces,
            reaches,
            words,
            zone,
            clock,
            links,
            memory: Memory::default(),
            passed_over: Mutex::default(),
            own: own.clone(),
        }))
    }

    /// How many genuine requests were passed over, by reason.
    pub fn passed_over(&self) -> BTreeMap<&'static str, u64> {
        let counts = self.passed_over.lock();
        counts.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn pass_over(&self, why: Why) -> Received {
        let reason = match why {
            Why::NotMeant => "not meant",
            Why::Unknown => "unknown",
            Why::Unreadable => "unreadable",
            Why::Bot => "a bot",
        };
        tracing::debug!(reason, "a genuine request of Teams' is passed over");
        let counts = self.passed_over.lock();
        let mut counts = counts.unwrap_or_else(PoisonError::into_inner);
        *counts.entry(reason).or_default() += 1;
        Received::Answered(HttpReply::empty(200))
    }

    /// The budgets of a workspace's tenant.
    fn pace(&self, workspace: &WorkspaceId) -> &Pace {
        self.paces.tenant(target::tenant_of(workspace))
    }

    /// An address of Teams' service, if it is one that the bot's token may go to.
    fn service(&self, address: &str) -> Option<ServiceUrl> {
        ServiceUrl::read(address, &self.hosts)
    }

    async fn person_reach(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
    ) -> Option<PersonReach> {
        let place = Place::Direct(person.clone());
        PersonReach::read(&self.reaches.of(workspace, &place).await?)
    }

    async fn channel_reach(
        &self,
        workspace: &WorkspaceId,
        channel: &ChannelId,
    ) -> Option<ChannelReach> {
        let place = Place::Channel(channel.clone());
        ChannelReach::read(&self.reaches.of(workspace, &place).await?)
    }

    /// Whether somebody has the app, as far as is known.
    async fn has_app(&self, workspace: &WorkspaceId, person: &PersonId) -> bool {
        let reach = self.person_reach(workspace, person).await;
        reach.is_some_and(|reach| reach.conversation.is_some())
    }

    /// Who those are whom an activity mentions: from what was seen, else Teams is asked.
    async fn who_is_mentioned(
        &self,
        activity: &Value,
        context: &Context,
    ) -> BTreeMap<String, PersonId> {
        let mut people = BTreeMap::new();
        let mentioned = inbound::mentioned(activity, context);
        for user in mentioned.into_iter().take(MOST_MENTIONED) {
            let known = match self.memory.who(user) {
                Some(known) => Some(known),
                None => self.ask_who(context, user).await,
            };
            people.extend(known.map(|person| (user.to_owned(), person)));
        }
        people
    }

    async fn ask_who(&self, context: &Context, user: &str) -> Option<PersonId> {
        let service = self.service(&context.service)?;
        let conversation = &context.conversation;
        let pace = self.pace(&context.workspace());
        pace.take(Traffic::Read, conversation).ok()?;
        let asked = self.connector.member(&service, conversation, user);
        let asked = tokio::time::timeout(ASKING_WHO, asked).await;
        let member = asked.ok()?.ok()?;
        let person = person_id(member.object_id.as_deref(), &member.id);
        self.memory.met(&person, &member.id, member.name.as_deref());
        Some(person)
    }

    /// What an activity says of how people and channels are reached, with what is known of it.
    async fn learn(&self, context: &Context, happened: &Happened) -> Vec<(Place, Reach)> {
        let mut reaches = Vec::new();
        let workspace = context.workspace();
        if happened.learns == Learns::Nothing || self.service(&context.service).is_none() {
            return reaches;
        }
        let is_gone = happened.learns == Learns::Removed;
        if let Some(doer) = &context.doer {
            let is_direct = context.channel().is_none();
            let conversation = Some(context.conversation.clone());
            let before = self.person_reach(&workspace, &doer.id).await;
            let mut now = PersonReach {
                service: context.service.clone(),
                conversation: conversation.filter(|_| is_direct),
                user: doer.user.clone(),
                name: doer.name.clone(),
                zone: doer.zone.clone(),
            }
            .or(before.unwrap_or_default());
            if is_direct && is_gone {
                now.conversation = None;
            }
            reaches.push((Place::Direct(doer.id.clone()), now.write()));
        }
        // Who adds the app to a team may choose where it is to speak.
        let channel = match &happened.input {
            Input::Came {
                place: Place::Channel(chosen),
            } => Some(chosen.clone()),
            _ => context.channel(),
        };
        if let Some(channel) = channel.filter(|_| !is_gone) {
            let before = self.channel_reach(&workspace, &channel).await;
            let (team, team_name) = context.team.clone().unzip();
            let now = ChannelReach {
                service: context.service.clone(),
                name: context.name.clone(),
                team,
                team_name: team_name.flatten(),
            };
            let now = now.or(before.unwrap_or_default());
            reaches.push((Place::Channel(channel), now.write()));
        }
        reaches
    }

    /// A thumb stands for the button of the same meaning.
    fn of_thumb(
        &self,
        context: &Context,
        mut happened: Happened,
        thumb: Thumb,
    ) -> Option<Happened> {
        let message = happened.message.as_deref()?;
        let card = deliver::card_name(&context.conversation, message);
        let act = self.memory.thumb(&card, thumb)?;
        if let Input::Pressed { act: pressed, .. } = &mut happened.input {
            *pressed = act;
        }
        Some(happened)
    }

    /// One adding is told in two or three activities, at once and in any order: the first shows her
    /// page, the others are no more than that she is there.
    async fn welcome_once(&self, context: &Context, happened: &mut Happened) {
        let Some(doer) = context.doer.as_ref() else {
            return;
        };
        if happened.learns != Learns::Installed {
            return;
        }
        let is_first = self.memory.welcomes(&doer.id);
        if !is_first || self.has_app(&context.workspace(), &doer.id).await {
            let place = Place::Direct(doer.id.clone());
            happened.input = Input::Came { place };
        }
    }

    async fn take(&self, now: Timestamp, context: Context, mut happened: Happened) -> Received {
        let workspace = context.workspace();
        self.welcome_once(&context, &mut happened).await;
        let reaches = self.learn(&context, &happened).await;
        if let Some(doer) = &context.doer {
            self.memory.met(&doer.id, &doer.user, doer.name.as_deref());
            self.note_press(&context, &happened, &doer.user);
        }
        let Happened {
            id,
            actor,
            input,
            reply,
            way,
            opens_form,
            ..
        } = happened;
        let person = context.doer.as_ref().map(|doer| doer.id.clone());
        let person = person.unwrap_or_else(|| PersonId::from(""));
        let asked = Asked {
            id: id.clone(),
            workspace: workspace.clone(),
            place: context.place(&person),
            person,
            way,
        };
        let event = Event {
            workspace,
            id,
            at: now,
            actor,
            input,
            reply,
            opens_form,
            reaches,
        };
        let own = self.own.clone();
        Received::Event(
            Box::new(event),
            Box::new(move |answer| {
                Box::pin(async move {
                    match own.upgrade() {
                        Some(teams) => teams.respond(asked, answer).await,
                        None => HttpReply::empty(503),
                    }
                })
            }),
        )
    }

    /// Who presses a card in a channel is named on it: her client asks by itself, when it is edited,
    /// for what she alone sees.
    fn note_press(&self, context: &Context, happened: &Happened, user: &str) {
        let is_press = matches!(happened.input, Input::Pressed { .. } | Input::Filled { .. });
        let by_hand = happened.learns == Learns::Reached;
        if let (Some(_), Some(message)) = (context.channel(), &happened.message)
            && is_press
            && by_hand
        {
            let card = deliver::card_name(&context.conversation, message);
            self.memory.answered(&card, user);
        }
    }
}

/// An unsigned request is any scanner's; one with a token that does not hold is a wrong setting, a
/// wrong clock, or an attack.
fn refused(refusal: gate::Refusal) {
    match refusal {
        gate::Refusal::NoToken | gate::Refusal::TooLarge => {
            tracing::debug!(%refusal, "a request at {PATH} is refused");
        }
        gate::Refusal::Misshapen
        | gate::Refusal::UnknownKey
        | gate::Refusal::NoKeys
        | gate::Refusal::Forged
        | gate::Refusal::Issuer
        | gate::Refusal::Audience
        | gate::Refusal::OutOfTime
        | gate::Refusal::NoActivity
        | gate::Refusal::ServiceUrl
        | gate::Refusal::Endorsement
        | gate::Refusal::Channel
        | gate::Refusal::Tenant => {
            tracing::warn!(%refusal, "a request at {PATH} is refused");
        }
    }
}

#[async_trait]
impl Platform for Teams {
    fn name(&self) -> &'static str {
        "teams"
    }

    async fn receive(&self, now: Timestamp, request: Request<'_>) -> Received {
        let activity = match self.gate.check(now, &request).await {
            Ok(activity) => activity,
            Err(refusal) => {
                refused(refusal);
                return Received::Answered(HttpReply::empty(refusal.status()));
            }
        };
        let Some(context) = Context::of(&activity) else {
            return self.pass_over(Why::Unreadable);
        };
        let people = self.who_is_mentioned(&activity, &context).await;
        match inbound::read(&activity, &context, &people) {
            Read::Nothing(why) => self.pass_over(why),
            Read::Unsupported => Received::Answered(HttpReply::empty(501)),
            Read::Thumb(happened, thumb) => match self.of_thumb(&context, *happened, thumb) {
                Some(happened) => self.take(now, context, happened).await,
                None => self.pass_over(Why::Unknown),
            },
            Read::Happened(happened) => self.take(now, context, *happened).await,
        }
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        self.say(delivery).await
    }

    /// Teams finds nothing by a mark, and what was said twice stands twice: it is never repeated.
    async fn look(&self, _: Delivery<'_>) -> Looked {
        Looked::CannotTell { repeat: false }
    }
}
