//! Where the bot is installed, and whether a request belongs there. Pure.

use serde::Deserialize;

use super::answers::{Introduction, Said};
use crate::chat::WorkspaceId;

/// An installation that we hold: a workspace, or a whole organisation on Enterprise Grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Installation {
    /// Its own name at Slack: `T…`, or `E…` when the whole organisation has it.
    tenant: String,
    /// The bot's user id.
    pub bot: String,
    /// The bot's own id as the sender of messages.
    bot_id: Option<String>,
}

/// Whom an event is for; Slack lists at most one.
#[derive(Debug, Deserialize)]
pub(super) struct Authorization {
    pub team_id: Option<String>,
    pub enterprise_id: Option<String>,
    pub is_enterprise_install: Option<bool>,
}

impl Installation {
    /// The installation that Slack's answer to the bot's token tells of.
    pub fn of(introduction: Introduction) -> Option<Self> {
        let tenant = if introduction.is_enterprise_install {
            introduction.enterprise_id
        } else {
            introduction.team_id
        };
        Some(Self {
            tenant: tenant?,
            bot: introduction.user_id,
            bot_id: introduction.bot_id,
        })
    }

    /// Whether the bot itself said something.
    pub fn said(&self, said: &Said) -> bool {
        said.user.as_ref() == Some(&self.bot)
            || (said.bot_id.is_some() && said.bot_id == self.bot_id)
    }

    /// The workspace under which all of it is kept.
    pub fn workspace(&self) -> WorkspaceId {
        WorkspaceId::from(format!("slack:{}", self.tenant))
    }

    /// Whether an event is for us. In a channel shared with another company the outer team may
    /// be theirs, so the authorization decides, where there is one.
    pub fn authorizes(&self, authorization: Option<&Authorization>, team: Option<&str>) -> bool {
        match authorization {
            Some(given) if given.is_enterprise_install == Some(true) => {
                self.is(given.enterprise_id.as_deref())
            }
            Some(given) => self.is(given.team_id.as_deref()),
            None => self.is(team),
        }
    }

    /// Whether one of these names us: a team or an organisation, where the request has one.
    pub fn is_among(&self, names: &[Option<&str>]) -> bool {
        names.iter().any(|name| self.is(*name))
    }

    fn is(&self, name: Option<&str>) -> bool {
        name == Some(self.tenant.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installed(team: &str, enterprise: Option<&str>, whole: bool) -> Installation {
        Installation::of(Introduction {
            team_id: Some(team.to_owned()),
            enterprise_id: enterprise.map(str::to_owned),
            is_enterprise_install: whole,
            user_id: "UBOT".to_owned(),
            bot_id: Some("BBOT".to_owned()),
        })
        .unwrap()
    }

    fn authorization(team: Option<&str>, enterprise: Option<&str>, whole: bool) -> Authorization {
        Authorization {
            team_id: team.map(str::to_owned),
            enterprise_id: enterprise.map(str::to_owned),
            is_enterprise_install: Some(whole),
        }
    }

    #[test]
    fn in_a_shared_channel_the_authorization_decides_and_not_the_team_it_came_from() {
        let ours = installed("T1", None, false);
        let given = authorization(Some("T1"), None, false);
        assert!(ours.authorizes(Some(&given), Some("T-theirs")));
        let theirs = authorization(Some("T-theirs"), None, false);
        assert!(!ours.authorizes(Some(&theirs), Some("T1")));
    }

    #[test]
    fn an_organisation_is_one_workspace() {
        let ours = installed("T1", Some("E1"), true);
        assert_eq!(ours.workspace(), WorkspaceId::from("slack:E1"));
        assert!(ours.authorizes(Some(&authorization(None, Some("E1"), true)), None));
        assert!(ours.is_among(&[None, Some("T7"), Some("E1")]));
    }

    #[test]
    fn another_workspace_of_the_same_organisation_is_not_ours() {
        let ours = installed("T1", Some("E1"), false);
        assert!(!ours.is_among(&[None, Some("T2"), Some("E1")]));
        assert!(!ours.authorizes(
            Some(&authorization(Some("T2"), Some("E1"), false)),
            Some("T1")
        ));
    }

    #[test]
    fn what_slack_leaves_null_is_as_if_it_was_not_there() {
        let given = serde_json::json!({ "team_id": "T1", "is_enterprise_install": null });
        let given = serde_json::from_value(given).unwrap();
        assert!(installed("T1", None, false).authorizes(Some(&given), None));
    }
}
