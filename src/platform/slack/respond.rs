//! How each kind of request is answered, within Slack's three seconds and after the commit: an
//! event by its status, a command in the body, a press by opening a form, a form by closing or by
//! what is amiss in it. Slack sends an event again that was not taken, but nothing else: who
//! tapped or typed is told in words.

use std::time::Duration;

use serde_json::{Value, json};

use super::Slack;
use super::blocks::{message as draw, view};
use super::call::CallError;
use super::inbound::Way;
use super::origin::Origin;
use crate::chat::{Answer, Card, Form, Untaken};
use crate::platform::HttpReply;

/// How long a call may take that is made while a request waits: Slack gives a request, and the
/// trigger of a form, 3 seconds in all.
const CALL_IN_REQUEST: Duration = Duration::from_millis(1_200);

impl Slack {
    /// Answers a request.
    pub(super) async fn respond(&self, way: Way, answer: Result<Answer, Untaken>) -> HttpReply {
        match way {
            Way::Event => event_reply(&answer),
            Way::Command { trigger } => self.answer_command(trigger, answer).await,
            Way::Press { trigger, origin } => self.answer_press(trigger, origin, answer).await,
            Way::TurnedBack { view, hash, origin } => {
                self.turn_back(&view, hash, &origin, answer).await
            }
            Way::Form { inputs, origin } => self.answer_form(&inputs, &origin, answer),
        }
    }

    async fn answer_command(
        &self,
        trigger: Option<String>,
        answer: Result<Answer, Untaken>,
    ) -> HttpReply {
        match answer {
            Ok(Answer::Say(card)) => ephemeral(&card),
            Ok(Answer::Form(form)) => {
                let opened = self.open(trigger, &form, &Origin::default()).await;
                opened.unwrap_or_else(|| ephemeral(&self.words.card_for(Untaken::Busy)))
            }
            Ok(Answer::Done | Answer::Errors(_)) => HttpReply::empty(200),
            Err(untaken) => ephemeral(&self.words.card_for(untaken)),
        }
    }

    async fn answer_press(
        &self,
        trigger: Option<String>,
        origin: Origin,
        answer: Result<Answer, Untaken>,
    ) -> HttpReply {
        match answer {
            Ok(Answer::Form(form)) => {
                if self.open(trigger, &form, &origin).await.is_none() {
                    self.tell_presser(&origin, self.words.card_for(Untaken::Busy))
                        .await;
                }
            }
            Ok(Answer::Say(card)) => self.tell_presser(&origin, card).await,
            Ok(Answer::Done | Answer::Errors(_)) => {}
            Err(untaken) => {
                self.tell_presser(&origin, self.words.card_for(untaken))
                    .await
            }
        }
        HttpReply::empty(200)
    }

    /// A form that was taken closes; one with faults stays, each fault beside its input, the
    /// words that were typed as they were.
    fn answer_form(
        &self,
        inputs: &[String],
        origin: &Origin,
        answer: Result<Answer, Untaken>,
    ) -> HttpReply {
        let first = || inputs.first().cloned().unwrap_or_default();
        match answer {
            Ok(Answer::Done | Answer::Say(_)) => HttpReply::empty(200),
            Ok(Answer::Form(form)) => {
                let view = view(&form, &origin.write());
                HttpReply::json(200, &json!({ "response_action": "update", "view": view }))
            }
            Ok(Answer::Errors(errors)) => errors_reply(errors.into_iter().map(|(field, words)| {
                let known = inputs.iter().any(|input| input == field.as_str());
                let beside = if known {
                    field.as_str().to_owned()
                } else {
                    first()
                };
                (beside, words)
            })),
            Err(untaken) => errors_reply([(first(), self.words.for_untaken(untaken).to_owned())]),
        }
    }

    /// The page before, in place of the one that stands open. What can't be turned stands as it is,
    /// and who pressed is told; pressing again is right.
    async fn turn_back(
        &self,
        id: &str,
        hash: Option<String>,
        origin: &Origin,
        answer: Result<Answer, Untaken>,
    ) -> HttpReply {
        match answer {
            Ok(Answer::Form(form)) => {
                let page = view(&form, &origin.write());
                let turned = in_time(self.calls.update_view(id, hash, page)).await;
                if let Err(error) = turned {
                    tracing::warn!(%error, "a form could not be turned back");
                    self.tell_presser(origin, self.words.card_for(Untaken::Busy))
                        .await;
                }
            }
            Ok(Answer::Say(card)) => self.tell_presser(origin, card).await,
            Ok(Answer::Done | Answer::Errors(_)) => {}
            Err(untaken) => {
                self.tell_presser(origin, self.words.card_for(untaken))
                    .await
            }
        }
        HttpReply::empty(200)
    }

    /// Opens a form; `None` when that was not to be had.
    async fn open(
        &self,
        trigger: Option<String>,
        form: &Form,
        origin: &Origin,
    ) -> Option<HttpReply> {
        let view = view(form, &origin.write());
        match in_time(self.calls.open_view(&trigger?, view)).await {
            Ok(()) => Some(HttpReply::empty(200)),
            Err(error) => {
                tracing::warn!(%error, "a form could not be opened");
                None
            }
        }
    }

    /// Words about a press that changed nothing: pressing again is right, so they are not kept.
    async fn tell_presser(&self, origin: &Origin, card: Card) {
        let url = origin.response_url.as_deref();
        let Some(url) = url.and_then(|url| self.trusted(url)) else {
            return;
        };
        if let Err(error) = in_time(self.calls.respond(url, draw(&card), false)).await {
            tracing::warn!(%error, "who pressed could not be told");
        }
    }
}

/// Waits for a call no longer than the request can: Slack is still waiting for its own answer.
async fn in_time(call: impl Future<Output = Result<(), CallError>>) -> Result<(), CallError> {
    let called = tokio::time::timeout(CALL_IN_REQUEST, call).await;
    called.unwrap_or(Err(CallError::Unclear("it took too long")))
}

fn event_reply(answer: &Result<Answer, Untaken>) -> HttpReply {
    match answer {
        Ok(_) => HttpReply::empty(200),
        // Slack sends it again: at once, after a minute, after five.
        Err(Untaken::Busy | Untaken::Unknown) => HttpReply::empty(503),
        // Sending it again would end in the same; the log says why.
        Err(Untaken::Broken) => HttpReply::empty(200),
    }
}

fn ephemeral(card: &Card) -> HttpReply {
    let drawn = draw(card);
    let mut said =
        json!({ "response_type": "ephemeral", "text": drawn.text, "blocks": drawn.blocks });
    if drawn.along.is_some() {
        said["attachments"] = json!(drawn.attachments());
    }
    HttpReply::json(200, &said)
}

fn errors_reply(errors: impl IntoIterator<Item = (String, String)>) -> HttpReply {
    let errors: serde_json::Map<String, Value> = errors
        .into_iter()
        .map(|(field, words)| (field, Value::String(words)))
        .collect();
    HttpReply::json(
        200,
        &json!({ "response_action": "errors", "errors": errors }),
    )
}
