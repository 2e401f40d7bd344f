//! What Teams is asked about people and channels, one question at a time and after what people are
//! told.

use super::Teams;
use super::connector::{Member, Members};
use super::deliver::put_off;
use super::inbound::person_id;
use super::pace::Traffic;
use super::reach::ChannelReach;
use crate::chat::{Ask, ChannelId, PersonId, Told, Undeliverable, WorkspaceId};
use crate::platform::Outcome;

impl Teams {
    /// Asks once.
    pub(super) async fn ask(&self, workspace: &WorkspaceId, ask: &Ask) -> Outcome {
        match ask {
            Ask::Profile(person) => self.ask_profile(workspace, person).await,
            Ask::Channel(channel) => self.ask_channel(workspace, channel).await,
            Ask::Members { channel, after } => {
                self.ask_members(workspace, channel, after.as_deref()).await
            }
        }
    }

    /// Who somebody is: asked in the conversation with her, where the bot can see her. Her zone is
    /// what her device told last.
    async fn ask_profile(&self, workspace: &WorkspaceId, person: &PersonId) -> Outcome {
        let reach = self.person_reach(workspace, person).await;
        let Some(reach) = reach else {
            return Outcome::Never(Undeliverable::NotThere);
        };
        let Some(conversation) = reach.conversation.clone() else {
            // She was seen in a channel alone: what came with that is all that is known.
            return Outcome::Told(Told::Profile {
                name: reach.name,
                zone: reach.zone,
                locale: None,
                active: true,
                guest: false,
                admin: false,
            });
        };
        if let Err(wait) = self.pace(workspace).take(Traffic::Read, &conversation) {
            return put_off(wait);
        }
        let service = self.service(&reach.service);
        let service = service.unwrap_or_else(|| self.usual_service.clone());
        let asked = self
            .connector
            .member(&service, &conversation, &reach.user)
            .await;
        match asked {
            Ok(member) => Outcome::Told(profile(member, reach.zone)),
            Err(error) => self.judge(workspace, &conversation, &error),
        }
    }

    /// What a channel is called. Of a group's chat Teams tells it with what is said there.
    async fn ask_channel(&self, workspace: &WorkspaceId, channel: &ChannelId) -> Outcome {
        let reach = self.channel_reach(workspace, channel).await;
        let reach = reach.unwrap_or_default();
        let told = |name: Option<String>| {
            Outcome::Told(Told::Channel {
                name,
                archived: false,
                member: true,
                shared: false,
            })
        };
        let Some(team) = reach.team.clone() else {
            return told(reach.name);
        };
        if let Err(wait) = self.pace(workspace).take(Traffic::Read, &team) {
            return put_off(wait);
        }
        let service = self.service(&reach.service);
        let service = service.unwrap_or_else(|| self.usual_service.clone());
        match self.connector.channels_of_team(&service, &team).await {
            Ok(channels) => {
                let found = channels.into_iter().find(|one| one.id == channel.as_str());
                let name = found.and_then(|one| one.name);
                told(name.or_else(|| reach.shown().map(str::to_owned)))
            }
            Err(error) => self.judge(workspace, &team, &error),
        }
    }

    async fn ask_members(
        &self,
        workspace: &WorkspaceId,
        channel: &ChannelId,
        after: Option<&str>,
    ) -> Outcome {
        let reach = self.channel_reach(workspace, channel).await;
        let service = reach.and_then(|reach: ChannelReach| self.service(&reach.service));
        let service = service.unwrap_or_else(|| self.usual_service.clone());
        if let Err(wait) = self.pace(workspace).take(Traffic::Read, channel.as_str()) {
            return put_off(wait);
        }
        let asked = self
            .connector
            .members(&service, channel.as_str(), after)
            .await;
        match asked {
            Ok(page) => Outcome::Told(self.told_members(page)),
            Err(error) => self.judge(workspace, channel.as_str(), &error),
        }
    }

    /// Who is in a channel; bots are none of them.
    fn told_members(&self, page: Members) -> Told {
        let is_person = |member: &Member| {
            member.role.as_deref() != Some("bot") && !member.id.starts_with("28:")
        };
        let people = page.people.into_iter().filter(is_person);
        let people = people.map(|member| {
            let person = person_id(member.object_id.as_deref(), &member.id);
            self.memory.met(&person, &member.id, member.name.as_deref());
            person
        });
        Told::Members {
            people: people.collect(),
            next: page.next,
        }
    }
}

fn profile(member: Member, zone: Option<String>) -> Told {
    let is_guest = matches!(member.role.as_deref(), Some("guest" | "anonymous"));
    Told::Profile {
        name: member.name,
        zone,
        locale: member.locale,
        active: true,
        guest: is_guest,
        admin: false,
    }
}
