//! Calls to Slack over the one HTTP client: what slack-morphism needs to send its requests. Errors
//! keep Slack's code and leave the body out, since bodies hold people's words and errors reach
//! logs. Nothing is paced or repeated here.

use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::{RequestBuilder, Response, StatusCode, header};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use slack_morphism::errors::{
    SlackClientApiError, SlackClientError, SlackClientHttpError, SlackClientProtocolError,
    SlackClientSystemError, SlackRateLimitError,
};
use slack_morphism::multipart_form::FileMultipartData;
use slack_morphism::{
    ClientResult, SlackApiToken, SlackClientApiCallContext, SlackClientHttpConnector,
    SlackClientId, SlackClientSecret,
};
use url::Url;

/// Over which client, and where Slack's Web API is.
#[derive(Clone, Debug)]
pub(super) struct Connector {
    client: reqwest::Client,
    api: String,
}

/// What stands around every answer of Slack's.
#[derive(Deserialize)]
struct Envelope {
    error: Option<String>,
}

impl Connector {
    /// A connector to the API at that address, without a slash at its end.
    pub fn new(client: reqwest::Client, api: &Url) -> Self {
        Self {
            client,
            api: api.as_str().trim_end_matches('/').to_owned(),
        }
    }

    /// Uploads bytes to an address; the address is the right to do so.
    pub async fn send_bytes<RS>(&self, url: Url, bytes: Vec<u8>) -> ClientResult<RS>
    where
        RS: for<'de> Deserialize<'de> + Send,
    {
        let request = self
            .client
            .post(url)
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .body(bytes);
        self.send(request, None).await
    }

    fn send<'a, RS>(
        &'a self,
        request: RequestBuilder,
        token: Option<&SlackApiToken>,
    ) -> BoxFuture<'a, ClientResult<RS>>
    where
        RS: for<'de> Deserialize<'de> + Send + 'a,
    {
        let request = match token {
            Some(token) => request.bearer_auth(&token.token_value.0),
            None => request,
        };
        async move {
            // An address may be a secret (`response_url`): it is taken out of the error.
            let sent = request
                .send()
                .await
                .map_err(|error| failed(error.without_url()))?;
            read(sent).await
        }
        .boxed()
    }
}

async fn read<RS: DeserializeOwned>(response: Response) -> ClientResult<RS> {
    let status = response.status();
    if status == StatusCode::TOO_MANY_REQUESTS {
        return Err(SlackClientError::RateLimitError(
            SlackRateLimitError::new().opt_retry_after(retry_after(&response)),
        ));
    }
    let is_json = is_json(&response);
    let body = response
        .bytes()
        .await
        .map_err(|error| failed(error.without_url()))?;
    // A `response_url` that is used up answers with a status and a code in JSON.
    if is_json && let Some(code) = error_code(&body) {
        return Err(SlackClientError::ApiError(SlackClientApiError::new(code)));
    }
    if !status.is_success() {
        return Err(SlackClientError::HttpError(SlackClientHttpError::new(
            status,
        )));
    }
    let text: &[u8] = if is_json { &body } else { b"{}" };
    serde_json::from_slice(text)
        .map_err(|error| SlackClientError::ProtocolError(SlackClientProtocolError::new(error)))
}

fn error_code(body: &[u8]) -> Option<String> {
    serde_json::from_slice::<Envelope>(body).ok()?.error
}

fn is_json(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"))
}

fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(header::RETRY_AFTER)?;
    seconds.to_str().ok()?.parse().ok().map(Duration::from_secs)
}

/// What never reached Slack, or what never came back. [`was_never_sent`] tells which.
fn failed(error: reqwest::Error) -> SlackClientError {
    SlackClientError::SystemError(SlackClientSystemError::new().with_cause(Box::new(error)))
}

/// Whether a failed call surely did nothing, since there was no connection to send it over.
pub(super) fn was_never_sent(error: &SlackClientSystemError) -> bool {
    let cause = error.cause.as_deref();
    cause
        .and_then(|cause| cause.downcast_ref::<reqwest::Error>())
        .is_some_and(reqwest::Error::is_connect)
}

impl SlackClientHttpConnector for Connector {
    fn create_method_uri_path(&self, method: &str) -> ClientResult<Url> {
        Ok(format!("{}/{method}", self.api).parse()?)
    }

    fn http_get_uri<'a, RS>(
        &'a self,
        uri: Url,
        context: SlackClientApiCallContext<'a>,
    ) -> BoxFuture<'a, ClientResult<RS>>
    where
        RS: for<'de> Deserialize<'de> + Send + 'a,
    {
        self.send(self.client.get(uri), context.token)
    }

    fn http_post_uri<'a, RQ, RS>(
        &'a self,
        uri: Url,
        body: &'a RQ,
        context: SlackClientApiCallContext<'a>,
    ) -> BoxFuture<'a, ClientResult<RS>>
    where
        RQ: Serialize + Send + Sync,
        RS: for<'de> Deserialize<'de> + Send + 'a,
    {
        self.send(self.client.post(uri).json(body), context.token)
    }

    fn http_get_with_client_secret<'a, RS>(
        &'a self,
        uri: Url,
        id: &'a SlackClientId,
        secret: &'a SlackClientSecret,
    ) -> BoxFuture<'a, ClientResult<RS>>
    where
        RS: for<'de> Deserialize<'de> + Send + 'a,
    {
        self.send(
            self.client.get(uri).basic_auth(&id.0, Some(&secret.0)),
            None,
        )
    }

    fn http_post_uri_multipart_form<'a, 'p, RS, PT, TS>(
        &'a self,
        _: Url,
        _: Option<FileMultipartData<'p>>,
        _: &'p PT,
        _: SlackClientApiCallContext<'a>,
    ) -> BoxFuture<'a, ClientResult<RS>>
    where
        RS: for<'de> Deserialize<'de> + Send + 'a,
        PT: IntoIterator<Item = (&'p str, Option<TS>)> + Clone,
        TS: AsRef<str> + 'p + Send,
    {
        std::future::ready(Err(no_files())).boxed()
    }

    fn http_post_uri_binary<'a, 'p, RS>(
        &'a self,
        _: Url,
        _: String,
        _: &'a [u8],
        _: SlackClientApiCallContext<'a>,
    ) -> BoxFuture<'a, ClientResult<RS>>
    where
        RS: for<'de> Deserialize<'de> + Send + 'a,
    {
        std::future::ready(Err(no_files())).boxed()
    }
}

/// Files go to an address of their own, by `send_bytes`.
fn no_files() -> SlackClientError {
    SlackClientError::SystemError(
        SlackClientSystemError::new().with_message("files are not sent".to_owned()),
    )
}
