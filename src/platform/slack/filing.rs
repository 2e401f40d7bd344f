//! Files and pictures in Slack: a place to upload to is asked for, the bytes go there, and the upload
//! is completed: a file in the conversation with a person, a picture nowhere, for the message that
//! shows it. What was uploaded is remembered, so that a message that is tried again uploads nothing.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};
use url::Url;

use super::Slack;
use super::asking::MISSING_SCOPE;
use super::blocks::escape;
use super::call::CallError;
use super::deliver::not_yet;
use super::pace::Method;
use crate::chat::{Block, Card, File, FileContent, Undeliverable};
use crate::platform::Outcome;
use crate::platform::is_loopback;

/// How many uploads are remembered; beyond, they are made anew.
const REMEMBERED: usize = 1_000;
/// Slack looks at a picture before it shows it: how long to wait, and how often at most.
const LOOKED_AT: (Duration, u8) = (Duration::from_secs(3), 3);

/// What was uploaded, by a hash of it.
#[derive(Default)]
pub(super) struct Uploads(Mutex<HashMap<String, Upload>>);

#[derive(Clone, Default)]
struct Upload {
    /// Slack's name for it; none where it can't be had.
    id: Option<String>,
    /// How often a message with it was refused.
    refused: u8,
}

impl Uploads {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<String, Upload>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn known(&self, name: &str) -> Option<Upload> {
        self.with(|uploads| uploads.get(name).cloned())
    }

    fn keep(&self, name: &str, id: Option<String>) {
        self.with(|uploads| {
            if uploads.len() >= REMEMBERED {
                uploads.clear();
            }
            uploads.insert(name.to_owned(), Upload { id, refused: 0 });
        });
    }

    fn forget(&self, name: &str) {
        self.with(|uploads| uploads.remove(name));
    }
}

/// A hash of what tells one upload from all others.
fn name_of(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex::encode(hash.finalize())
}

impl Slack {
    /// Hands somebody a file in the direct conversation.
    pub(super) async fn hand(&self, file: &File) -> Outcome {
        let FileContent::Text { body, .. } = &file.content else {
            return Outcome::Never(Undeliverable::NotAllowed);
        };
        let body = body.as_bytes();
        if let Err(wait) = self.pace.take(Method::File, None) {
            return not_yet(wait.time());
        }
        let channel = match self.calls.open(file.person.as_str()).await {
            Ok(channel) => channel,
            Err(error) => return self.judge(Method::Open, &error),
        };
        let name = name_of(&[file.id.as_str().as_bytes(), file.name.as_bytes(), body]);
        let id = match self.uploads.known(&name).and_then(|upload| upload.id) {
            Some(id) => id,
            None => match self.upload(&file.name, body.to_vec()).await {
                Ok(id) => id,
                Err(error) => return self.no_file(&error),
            },
        };
        self.uploads.keep(&name, Some(id.clone()));
        let words = escape(&file.words.summary);
        let completed = self
            .calls
            .complete(&id, &file.name, Some(&channel), &words)
            .await;
        match completed {
            Ok(()) => {
                self.uploads.forget(&name);
                Outcome::Said(None)
            }
            Err(error) => self.no_file(&error),
        }
    }

    /// An app that was installed with fewer rights still writes.
    fn no_file(&self, error: &CallError) -> Outcome {
        match error {
            CallError::Refused(code) if code == MISSING_SCOPE => {
                tracing::warn!(
                    "files can't be handed over for want of files:write: print the manifest anew, and install the app again"
                );
                Outcome::Never(Undeliverable::NotAllowed)
            }
            error => self.judge(Method::File, error),
        }
    }

    async fn upload(&self, name: &str, bytes: Vec<u8>) -> Result<String, CallError> {
        let place = self.calls.upload_place(name, bytes.len()).await?;
        let url = self.trusted_for_files(&place.upload_url);
        let url = url.ok_or(CallError::Unclear("an address that is none of Slack's"))?;
        self.calls.send_bytes(url, bytes).await?;
        Ok(place.file_id)
    }

    /// An address for uploads, if it leads to Slack.
    fn trusted_for_files(&self, address: &str) -> Option<Url> {
        let url = Url::parse(address).ok()?;
        let of_slack = url.scheme() == "https"
            && url.port().is_none()
            && url.username().is_empty()
            && matches!(
                url.host_str(),
                Some("files.slack.com" | "files.slack-gov.com")
            );
        (of_slack || (!self.only_to_slack && is_loopback(&url))).then_some(url)
    }

    /// Slack's names for the pictures of a card, in their order; none for one that can't be shown,
    /// whose words stand alone then.
    ///
    /// # Errors
    /// What becomes of the message instead, where it should wait for its pictures.
    pub(super) async fn pictures(&self, card: &Card) -> Result<Vec<Option<String>>, Outcome> {
        let mut ids = Vec::new();
        for block in &card.blocks {
            if let Block::Picture(picture) = block {
                ids.push(match drawn(&picture.drawing) {
                    Some(bytes) => self.picture(bytes).await?,
                    None => None,
                });
            }
        }
        Ok(ids)
    }

    async fn picture(&self, bytes: Vec<u8>) -> Result<Option<String>, Outcome> {
        let name = name_of(&[&bytes]);
        if let Some(Upload { id, refused }) = self.uploads.known(&name) {
            return Ok(id.filter(|_| refused < LOOKED_AT.1));
        }
        if let Err(wait) = self.pace.take(Method::File, None) {
            return Err(not_yet(wait.time()));
        }
        let uploaded = async {
            let id = self.upload("picture.png", bytes).await?;
            self.calls.complete(&id, "picture.png", None, "").await?;
            Ok(id)
        };
        match uploaded.await {
            Ok(id) => {
                self.uploads.keep(&name, Some(id.clone()));
                Ok(Some(id))
            }
            Err(CallError::Refused(code)) => {
                tracing::warn!(
                    code,
                    "a picture is left out, its words stand alone: the app needs files:write"
                );
                self.uploads.keep(&name, None);
                Ok(None)
            }
            Err(error @ (CallError::Limited(_) | CallError::NotReached)) => {
                Err(self.judge(Method::File, &error))
            }
            // The picture may be there twice; nobody sees one that stands nowhere.
            Err(CallError::Unclear(_)) => Err(Outcome::NotSaid),
        }
    }

    /// A message was refused that shows pictures: Slack may not have looked at them yet. `None`
    /// where it was refused for another reason.
    pub(super) fn waits_for_pictures(
        &self,
        ids: &[Option<String>],
        error: &CallError,
    ) -> Option<Outcome> {
        let CallError::Refused(code) = error else {
            return None;
        };
        let is_about_blocks = matches!(
            code.as_str(),
            "invalid_blocks" | "invalid_attachments" | "invalid_arguments"
        );
        if !is_about_blocks || ids.iter().all(Option::is_none) {
            return None;
        }
        self.uploads.with(|uploads| {
            for upload in uploads
                .values_mut()
                .filter(|upload| ids.contains(&upload.id))
            {
                upload.refused = upload.refused.saturating_add(1);
            }
        });
        Some(not_yet(LOOKED_AT.0))
    }
}

#[cfg(feature = "png")]
fn drawn(drawing: &crate::chat::Drawing) -> Option<Vec<u8>> {
    let drawn = crate::picture::png(drawing);
    drawn
        .inspect_err(|error| tracing::warn!(%error, "its words stand alone"))
        .ok()
}

/// Built without PNG: the words stand alone.
#[cfg(not(feature = "png"))]
fn drawn(_: &crate::chat::Drawing) -> Option<Vec<u8>> {
    None
}
