//! Where something is said in Teams: the conversation of a channel, or the one with a person, which
//! is opened where it was never seen; and the service that has it.

use super::Teams;
use super::connector::{CallError, ServiceUrl};
use super::deliver::put_off;
use super::pace::Traffic;
use super::reach::PersonReach;
use crate::chat::{ChannelId, PersonId, Place, WorkspaceId};
use crate::platform::Outcome;

/// Where something is said: a conversation, by the service that has it.
pub(super) struct Target {
    pub service: ServiceUrl,
    pub conversation: String,
}

impl Teams {
    /// Where something that is meant for a place is said.
    ///
    /// # Errors
    /// What becomes of it where that can't be told.
    pub(super) async fn target(
        &self,
        workspace: &WorkspaceId,
        place: &Place,
    ) -> Result<Target, Outcome> {
        match place {
            Place::Channel(channel) => self.target_of_channel(workspace, channel).await,
            Place::Direct(person) | Place::Whisper(_, person) | Place::Home(person) => {
                self.target_of_person(workspace, person).await
            }
        }
    }

    async fn target_of_channel(
        &self,
        workspace: &WorkspaceId,
        channel: &ChannelId,
    ) -> Result<Target, Outcome> {
        let reach = self.channel_reach(workspace, channel).await;
        let service = reach.and_then(|reach| self.service(&reach.service));
        let service = service.unwrap_or_else(|| self.usual_service.clone());
        Ok(Target {
            service,
            conversation: channel.to_string(),
        })
    }

    async fn target_of_person(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
    ) -> Result<Target, Outcome> {
        let reach = self.person_reach(workspace, person).await;
        let service = reach
            .as_ref()
            .and_then(|reach| self.service(&reach.service));
        let service = service.unwrap_or_else(|| self.usual_service.clone());
        if let Some(conversation) = reach.as_ref().and_then(|reach| reach.conversation.clone()) {
            return Ok(Target {
                service,
                conversation,
            });
        }
        self.open(workspace, person, reach, service).await
    }

    /// The conversation with somebody who was never seen in it: she is in a team that has the app,
    /// say. It is the same whenever it is opened.
    async fn open(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
        reach: Option<PersonReach>,
        service: ServiceUrl,
    ) -> Result<Target, Outcome> {
        let known = self.memory.known(person).map(|known| known.id);
        let user = reach.map(|reach| reach.user).or(known);
        let user = user.unwrap_or_else(|| person.to_string());
        if let Err(wait) = self.pace(workspace).take(Traffic::Write, &user) {
            return Err(put_off(wait));
        }
        let tenant = tenant_of(workspace);
        match self.connector.open_direct(&service, &user, tenant).await {
            Ok(conversation) => Ok(Target {
                service,
                conversation,
            }),
            // Opening it again is safe, and nothing was said.
            Err(CallError::Unclear(_)) => Err(Outcome::NotSaid),
            Err(error) => Err(self.judge(workspace, &user, &error)),
        }
    }
}

/// The tenant of a workspace: what stands after the platform's name.
pub(super) fn tenant_of(workspace: &WorkspaceId) -> &str {
    let name = workspace.as_str();
    name.split_once(':').map_or(name, |(_, tenant)| tenant)
}
