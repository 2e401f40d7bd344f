//! The calls that Cairn makes to Slack, by slack-morphism's requests, and what can come of them.
//! `answers` has what is read of what comes back.

use std::collections::HashMap;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use slack_morphism::errors::SlackClientError;
use slack_morphism::prelude::{
    SlackApiChatDeleteRequest, SlackApiChatPostEphemeralRequest, SlackApiChatPostMessageRequest,
    SlackApiChatUpdateRequest, SlackApiUsersInfoRequest, SlackApiViewsOpenRequest,
    SlackApiViewsPublishRequest, SlackApiViewsUpdateRequest, SlackMessageContent,
    SlackMessageMetadata, SlackView,
};
use slack_morphism::{
    SlackApiToken, SlackClient, SlackClientApiCallContext, SlackClientHttpConnector,
};
use url::Url;

use super::answers::{
    Channel, Done, Found, History, Introduction, Known, MARK_EVENT, MARK_NAME, Members, Nothing,
    Opened, Posted, Profile, UploadPlace,
};
use super::blocks::Drawn;
use super::connector::{Connector, was_never_sent};

/// Slack's Web API, with the bot's token.
pub(super) struct Calls {
    client: SlackClient<Connector>,
    token: SlackApiToken,
}

/// Why a call did not do what it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum CallError {
    /// Slack says no, with its code.
    #[error("Slack answered `{0}`")]
    Refused(String),
    /// Too many of this method in this workspace; nothing was done.
    #[error("Slack asks to wait for {0:?}")]
    Limited(Duration),
    /// Slack was not reached; nothing was done.
    #[error("Slack can't be reached")]
    NotReached,
    /// It may have been done or not.
    #[error("Slack's answer did not come, or makes no sense ({0})")]
    Unclear(&'static str),
}

/// How long to wait where Slack does not say, and the longest that it is believed.
const USUAL_WAIT: Duration = Duration::from_secs(30);
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);

/// The most messages of a page of history, and people of a page of members.
const PAGE: u16 = 200;

/// A message for a `response_url`: words for the person alone, or what stands in place of the
/// message that was pressed, which keeps its own kind.
#[derive(Serialize)]
struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    response_type: Option<&'static str>,
    replace_original: bool,
    #[serde(flatten)]
    content: SlackMessageContent,
}

/// What the code of a refusal begins with that came as a status alone. Slack's methods refuse by a
/// code in JSON, so this is somebody before Slack, a proxy say; an address for answers does it.
pub(super) const REFUSED_BY_STATUS: &str = "HTTP ";

impl Calls {
    /// Calls over a connector, with a bot token.
    pub fn new(connector: Connector, token: &SecretString) -> Self {
        Self {
            client: SlackClient::new(connector),
            token: SlackApiToken::new(token.expose_secret().into()),
        }
    }

    /// `auth.test`.
    pub async fn introduce(&self) -> Result<Introduction, CallError> {
        #[derive(Serialize)]
        struct Empty {}
        self.call("auth.test", &Empty {}).await
    }

    /// `chat.postMessage` into a channel, or to a person by user id. The mark stands beside the
    /// message, where its sender finds it again.
    pub async fn post(&self, to: &str, drawn: Drawn, mark: String) -> Result<Posted, CallError> {
        let payload = HashMap::from([(MARK_NAME.to_owned(), mark)]);
        let beside = SlackMessageMetadata::new(MARK_EVENT.to_owned()).with_event_payload(payload);
        let marked = content(drawn).with_metadata(beside);
        let request = SlackApiChatPostMessageRequest::new(to.into(), marked)
            .with_unfurl_links(false)
            .with_unfurl_media(false);
        self.call("chat.postMessage", &request).await
    }

    /// `chat.update`.
    pub async fn update(&self, at: &Posted, drawn: Drawn) -> Result<(), CallError> {
        let channel = at.channel.as_str().into();
        let request =
            SlackApiChatUpdateRequest::new(channel, instead(drawn), at.ts.as_str().into());
        self.call::<_, Done>("chat.update", &request)
            .await
            .map(drop)
    }

    /// `chat.delete`.
    pub async fn delete(&self, at: &Posted) -> Result<(), CallError> {
        let (channel, ts) = (at.channel.as_str().into(), at.ts.as_str().into());
        let request = SlackApiChatDeleteRequest::new(channel, ts);
        self.call::<_, Done>("chat.delete", &request)
            .await
            .map(drop)
    }

    /// `chat.postEphemeral`.
    pub async fn whisper(&self, channel: &str, to: &str, drawn: Drawn) -> Result<(), CallError> {
        let request =
            SlackApiChatPostEphemeralRequest::new(channel.into(), to.into(), content(drawn));
        self.call::<_, Done>("chat.postEphemeral", &request)
            .await
            .map(drop)
    }

    /// `users.info`.
    pub async fn profile(&self, person: &str) -> Result<Profile, CallError> {
        let request = SlackApiUsersInfoRequest::new(person.into()).with_include_locale(true);
        let parameters = [
            ("user", Some(request.user.0)),
            (
                "include_locale",
                request.include_locale.map(|locale| locale.to_string()),
            ),
        ];
        let known: Known = self.get("users.info", &parameters).await?;
        Ok(known.user)
    }

    /// `conversations.info`.
    pub async fn channel(&self, channel: &str) -> Result<Channel, CallError> {
        let parameters = [("channel", Some(channel.to_owned()))];
        let found: Found = self.get("conversations.info", &parameters).await?;
        Ok(found.channel)
    }

    /// `conversations.open`: the conversation with a person, opened or not.
    pub async fn open(&self, person: &str) -> Result<String, CallError> {
        // Slack documents ids with commas between; slack-morphism would send a list.
        #[derive(Serialize)]
        struct With<'a> {
            users: &'a str,
        }
        let request = With { users: person };
        let opened: Opened = self.call("conversations.open", &request).await?;
        Ok(opened.channel.id)
    }

    /// `conversations.history`: a page of a conversation since a second, the newest first.
    pub async fn history(
        &self,
        channel: &str,
        oldest: i64,
        cursor: Option<String>,
    ) -> Result<History, CallError> {
        let parameters = [
            ("channel", Some(channel.to_owned())),
            ("oldest", Some(format!("{oldest}.000000"))),
            ("limit", Some(PAGE.to_string())),
            ("include_all_metadata", Some(true.to_string())),
            ("cursor", cursor),
        ];
        self.get("conversations.history", &parameters).await
    }

    /// `views.open`, with the trigger of a request that is not 3 seconds old yet.
    pub async fn open_view(&self, trigger: &str, view: SlackView) -> Result<(), CallError> {
        let request = SlackApiViewsOpenRequest::new(trigger.into(), view);
        self.call::<_, Done>("views.open", &request).await.map(drop)
    }

    /// `views.update`, of a window that still stands as it was.
    pub async fn update_view(
        &self,
        id: &str,
        hash: Option<String>,
        view: SlackView,
    ) -> Result<(), CallError> {
        let request = SlackApiViewsUpdateRequest::new(view)
            .with_view_id(id.into())
            .opt_hash(hash);
        self.call::<_, Done>("views.update", &request)
            .await
            .map(drop)
    }

    /// `views.publish`: a person's home page, as a whole.
    pub async fn publish(&self, person: &str, view: SlackView) -> Result<(), CallError> {
        let request = SlackApiViewsPublishRequest::new(person.into(), view);
        self.call::<_, Done>("views.publish", &request)
            .await
            .map(drop)
    }

    /// `files.getUploadURLExternal`: where so many bytes may be uploaded to.
    pub async fn upload_place(&self, name: &str, bytes: usize) -> Result<UploadPlace, CallError> {
        let parameters = [
            ("filename", Some(name.to_owned())),
            ("length", Some(bytes.to_string())),
        ];
        self.get("files.getUploadURLExternal", &parameters).await
    }

    /// Uploads to an address that Slack has given. It is a right: no token goes with it.
    pub async fn send_bytes(&self, url: Url, bytes: Vec<u8>) -> Result<(), CallError> {
        let connector = &self.client.http_api.connector;
        let sent: Result<Nothing, _> = connector.send_bytes(url, bytes).await;
        sent.map(drop).map_err(understand)
    }

    /// `files.completeUploadExternal`: what was uploaded stands in a conversation, with words, or
    /// nowhere yet.
    pub async fn complete(
        &self,
        id: &str,
        title: &str,
        channel: Option<&str>,
        words: &str,
    ) -> Result<(), CallError> {
        #[derive(Serialize)]
        struct One<'a> {
            id: &'a str,
            title: &'a str,
        }
        #[derive(Serialize)]
        struct Complete<'a> {
            files: [One<'a>; 1],
            #[serde(skip_serializing_if = "Option::is_none")]
            channel_id: Option<&'a str>,
            #[serde(skip_serializing_if = "str::is_empty")]
            initial_comment: &'a str,
        }
        let request = Complete {
            files: [One { id, title }],
            channel_id: channel,
            initial_comment: words,
        };
        self.call::<_, Done>("files.completeUploadExternal", &request)
            .await
            .map(drop)
    }

    /// `conversations.members`: a page of who is in a channel.
    pub async fn members(&self, channel: &str, after: Option<&str>) -> Result<Members, CallError> {
        let parameters = [
            ("channel", Some(channel.to_owned())),
            ("limit", Some(PAGE.to_string())),
            ("cursor", after.map(str::to_owned)),
        ];
        self.get("conversations.members", &parameters).await
    }

    /// Answers by the address that came with a request: privately, or in place of the message
    /// that was pressed.
    pub async fn respond(&self, url: Url, drawn: Drawn, replace: bool) -> Result<(), CallError> {
        let response = Response {
            response_type: (!replace).then_some("ephemeral"),
            replace_original: replace,
            content: if replace {
                instead(drawn)
            } else {
                content(drawn)
            },
        };
        let span = tracing::Span::none();
        let context = SlackClientApiCallContext {
            rate_control_params: None,
            token: None,
            tracing_span: &span,
            is_sensitive_url: true,
        };
        let connector = &self.client.http_api.connector;
        let answered: Result<Nothing, _> = connector.http_post_uri(url, &response, context).await;
        answered.map(drop).map_err(understand)
    }

    async fn get<RS>(
        &self,
        method: &str,
        parameters: &[(&str, Option<String>)],
    ) -> Result<RS, CallError>
    where
        RS: for<'de> Deserialize<'de> + Send,
    {
        let session = self.client.open_session(&self.token);
        let parameters = parameters.to_vec();
        let got = session
            .http_session_api
            .http_get(method, &parameters, None)
            .await;
        got.map_err(understand)
    }

    async fn call<RQ, RS>(&self, method: &str, request: &RQ) -> Result<RS, CallError>
    where
        RQ: Serialize + Send + Sync,
        RS: for<'de> Deserialize<'de> + Send,
    {
        let session = self.client.open_session(&self.token);
        let called = session
            .http_session_api
            .http_post(method, request, None)
            .await;
        called.map_err(understand)
    }
}

fn content(drawn: Drawn) -> SlackMessageContent {
    let attachments = drawn.attachments();
    SlackMessageContent::new()
        .with_text(drawn.text)
        .with_blocks(drawn.blocks)
        .opt_attachments((!attachments.is_empty()).then_some(attachments))
}

/// The same in place of what stands: a bar of colour that it had and has no more is taken away
/// only when that is said.
fn instead(drawn: Drawn) -> SlackMessageContent {
    let attachments = drawn.attachments();
    content(drawn).with_attachments(attachments)
}

fn understand(error: SlackClientError) -> CallError {
    match error {
        SlackClientError::ApiError(error) if error.code == "ratelimited" => {
            CallError::Limited(USUAL_WAIT)
        }
        SlackClientError::ApiError(error) => CallError::Refused(error.code),
        SlackClientError::RateLimitError(error) => {
            CallError::Limited(error.retry_after.unwrap_or(USUAL_WAIT).min(LONGEST_WAIT))
        }
        SlackClientError::SystemError(error) if was_never_sent(&error) => CallError::NotReached,
        SlackClientError::HttpError(error) if error.status_code.is_client_error() => {
            CallError::Refused(format!("{REFUSED_BY_STATUS}{}", error.status_code.as_u16()))
        }
        SlackClientError::HttpError(_) => CallError::Unclear("an error of Slack's own"),
        SlackClientError::ProtocolError(_) => CallError::Unclear("no JSON that could be read"),
        SlackClientError::SystemError(_)
        | SlackClientError::HttpProtocolError(_)
        | SlackClientError::EndOfStream(_)
        | SlackClientError::SocketModeProtocolError(_) => {
            CallError::Unclear("the connection ended, or took too long")
        }
    }
}
