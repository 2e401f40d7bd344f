//! Files for people: Teams takes none from a bot without rights that this one does not ask for, so
//! each is handed out by a link to this server, in the conversation with the person alone.

use serde_json::Value;

use super::Teams;
use super::deliver::{message_of, put_off};
use super::pace::Traffic;
use super::target::Target;
use crate::chat::{Block, Card, File, FileContent, Place, Span, Text, Undeliverable, WorkspaceId};
use crate::platform::Outcome;

impl Teams {
    /// Hands somebody a file; where this server has no address that people reach, says so.
    pub(super) async fn hand(&self, workspace: &WorkspaceId, file: &File) -> Outcome {
        let FileContent::Text { body, .. } = &file.content else {
            return Outcome::Never(Undeliverable::NotAllowed);
        };
        let place = Place::Direct(file.person.clone());
        let target = match self.target(workspace, &place).await {
            Ok(target) => target,
            Err(instead) => return instead,
        };
        // Taken before the link is made: who has to wait is given no second one.
        if let Err(wait) = self
            .pace(workspace)
            .take(Traffic::Write, &target.conversation)
        {
            return put_off(wait);
        }
        let links = self.links.as_ref();
        let link = links.and_then(|links| {
            let body = body.clone().into_bytes();
            links.offer_file(&file.name, body, (self.clock)())
        });
        let mut blocks = file.words.blocks.clone();
        match link {
            Some(link) => {
                let shown = Span::Link {
                    text: file.name.clone(),
                    url: link.to_string(),
                };
                blocks.push(Block::Paragraph(Text(vec![shown])));
                blocks.push(Block::Note(self.words.link_lives.clone().into()));
            }
            None => blocks.push(Block::Paragraph(self.words.no_files.clone().into())),
        }
        let card = Card::of(blocks);
        let drawn = self.draw(workspace, &place, &card, &[]).await;
        self.send_once(workspace, &target, &message_of(&card, drawn))
            .await
    }

    /// Says something of which nothing is kept.
    pub(super) async fn send_once(
        &self,
        workspace: &WorkspaceId,
        target: &Target,
        activity: &Value,
    ) -> Outcome {
        let Target {
            service,
            conversation,
        } = target;
        match self.connector.send(service, conversation, activity).await {
            Ok(_) => Outcome::Said(None),
            Err(error) => self.judge(workspace, conversation, &error),
        }
    }
}
