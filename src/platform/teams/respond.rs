//! How each kind of request is answered, within Teams' few seconds and after the commit. An invoke
//! is answered in the response: a press by what the presser's own client shows, a window by what
//! stands in it. Everything is answered with 200 once it was genuine: whatever else Teams takes for
//! a failure, tells the person that something went wrong though it went right, and sends again.

use serde_json::{Value, json};

use super::Teams;
use super::cards::{Amiss, Sent};
use super::inbound::{OPENED, Way};
use crate::chat::{
    Answer, Block, Card, EventId, Field, FieldId, Form, Input, InputKind, PersonId, Place, Row,
    Span, Text, Untaken, Values, WorkspaceId,
};
use crate::platform::HttpReply;

const CARD: &str = "application/vnd.microsoft.card.adaptive";
const LINE: &str = "application/vnd.microsoft.activity.message";
/// The longest line below a card, in characters: what is longer is drawn as a card.
const LONGEST_LINE: usize = 300;
/// The most units that a form's words may have, where a form is made of what was typed alone.
const TYPED: u16 = 3_000;

/// What a request was, as far as its answer goes by it.
pub(super) struct Asked {
    /// The event's name: a form that opens in answer is known by it.
    pub id: EventId,
    pub workspace: WorkspaceId,
    pub person: PersonId,
    pub place: Place,
    pub way: Way,
}

impl Teams {
    /// Answers a request.
    pub(super) async fn respond(&self, asked: Asked, answer: Result<Answer, Untaken>) -> HttpReply {
        match &asked.way {
            Way::Status => self.by_status(&asked, answer).await,
            Way::Card => self.by_card(&asked, answer).await,
            Way::Window { asked: fresh, sent } => {
                self.by_window(&asked, *fresh, sent.as_deref(), answer)
                    .await
            }
        }
    }

    /// What was said in a message can't be answered in the response. Sending it again could count
    /// it twice, for Teams gives its later repeats another name: who spoke is told by a message.
    async fn by_status(&self, asked: &Asked, answer: Result<Answer, Untaken>) -> HttpReply {
        match answer {
            Ok(Answer::Done) => {}
            Ok(Answer::Say(card)) => self.tell(asked, card),
            // An old client sends a form as a message, and keeps what was typed.
            Ok(Answer::Errors(errors)) => {
                let lines = errors.into_iter().map(|(_, words)| Text::from(words));
                self.tell(asked, Card::words(Text::lines(lines)));
            }
            // No form is opened for who can't open one.
            Ok(Answer::Form(_)) => {}
            Err(untaken) => self.tell(asked, self.words.untaken.card_for(untaken)),
        }
        HttpReply::empty(200)
    }

    async fn by_card(&self, asked: &Asked, answer: Result<Answer, Untaken>) -> HttpReply {
        match answer {
            Ok(Answer::Done) => HttpReply::json(200, &json!({})),
            Ok(Answer::Say(card)) => match line(&card) {
                Some(words) => card_reply(LINE, Value::String(words)),
                None => card_reply(CARD, self.shown(asked, &card).await),
            },
            Ok(Answer::Form(form)) => {
                let drawn = self.opened(asked, &form, Amiss::NOTHING).await;
                card_reply(CARD, drawn.card)
            }
            Ok(Answer::Errors(errors)) => {
                let words: Vec<&str> = errors.iter().map(|(_, words)| words.as_str()).collect();
                card_reply(LINE, Value::String(words.join(" ")))
            }
            Err(untaken) => {
                let words = self.words.untaken.for_untaken(untaken);
                card_reply(LINE, Value::String(words.to_owned()))
            }
        }
    }

    async fn by_window(
        &self,
        asked: &Asked,
        fresh: bool,
        sent: Option<&Sent>,
        answer: Result<Answer, Untaken>,
    ) -> HttpReply {
        match answer {
            // A window that was just asked for must show something, one that was sent closes.
            Ok(Answer::Done) if fresh => self.window_of(asked, &self.words.in_chat).await,
            Ok(Answer::Done) => HttpReply::empty(200),
            Ok(Answer::Say(card)) => {
                let shown = self.shown(asked, &card).await;
                window(&self.words.bot, shown)
            }
            Ok(Answer::Form(form)) => {
                let drawn = self.opened(asked, &form, Amiss::NOTHING).await;
                window(&drawn.title, drawn.card)
            }
            Ok(Answer::Errors(errors)) => match sent {
                Some(sent) => self.again(asked, sent, &errors).await,
                None => HttpReply::empty(200),
            },
            Err(untaken) => {
                let words = self.words.untaken.for_untaken(untaken);
                match sent {
                    // What was typed stays, with the reason at its first input.
                    Some(sent) => {
                        let first = sent.values.keys().next().cloned();
                        let errors = first.map(|field| (field, words.to_owned()));
                        self.again(asked, sent, &Vec::from_iter(errors)).await
                    }
                    None => self.window_of(asked, words).await,
                }
            }
        }
    }

    /// The form that was sent, as it was filled in, with what is amiss beside each input.
    async fn again(&self, asked: &Asked, sent: &Sent, errors: &[(FieldId, String)]) -> HttpReply {
        let known = self.memory.open_form(&asked.person, &sent.about, sent.page);
        let form = known.unwrap_or_else(|| self.of_what_was_typed(sent, errors));
        let amiss = Amiss {
            values: Some(&sent.values),
            errors,
        };
        let drawn = self.opened(asked, &form, amiss).await;
        window(&drawn.title, drawn.card)
    }

    /// A form of which only what was typed is known, since Cairn was started anew meanwhile: no
    /// word of it is lost, and it can be sent again.
    fn of_what_was_typed(&self, sent: &Sent, errors: &[(FieldId, String)]) -> Form {
        let fields = sent.values.keys().chain(errors.iter().map(|(id, _)| id));
        let mut named: Vec<&FieldId> = fields.collect();
        named.sort();
        named.dedup();
        let row = |id: &FieldId| {
            let typed = sent.values.get(id).and_then(|value| value.words());
            Row::Ask(Field {
                id: id.clone(),
                label: id.to_string(),
                hint: None,
                optional: true,
                input: InputKind::Words {
                    long: true,
                    max: TYPED,
                    initial: typed.unwrap_or_default().to_owned(),
                    example: String::new(),
                },
            })
        };
        Form {
            about: sent.about.clone(),
            page: sent.page,
            title: self.words.bot.clone(),
            submit: self.words.send.clone(),
            back: None,
            rows: named.into_iter().map(row).collect(),
        }
    }

    async fn opened(
        &self,
        asked: &Asked,
        form: &Form,
        amiss: Amiss<'_>,
    ) -> super::cards::DrawnForm {
        self.memory.opened(&asked.person, form);
        let mut drawn = self
            .draw_form(&asked.workspace, &asked.person, form, amiss)
            .await;
        let actions = drawn.card["actions"].as_array_mut();
        for action in actions.into_iter().flatten() {
            action["data"][OPENED] = json!(asked.id.as_str());
        }
        drawn
    }

    /// A card as the person alone sees it; in a channel with how to get the app, while she lacks
    /// it: what comes to her by herself needs it.
    async fn shown(&self, asked: &Asked, card: &Card) -> Value {
        let direct = Place::Direct(asked.person.clone());
        let mut card = card.clone();
        let is_in_channel = matches!(asked.place, Place::Channel(_));
        if is_in_channel && !self.has_app(&asked.workspace, &asked.person).await {
            let words = self.words.get_app.clone();
            card.blocks.push(Block::Note(words.into()));
        }
        self.draw(&asked.workspace, &direct, &card, &[]).await
    }

    async fn window_of(&self, asked: &Asked, words: &str) -> HttpReply {
        let shown = self.shown(asked, &Card::words(words)).await;
        window(&self.words.bot, shown)
    }
}

/// A card of nothing but a few words is a line below the card that was pressed, which stays.
fn line(card: &Card) -> Option<String> {
    let [Block::Paragraph(text)] = card.blocks.as_slice() else {
        return None;
    };
    let is_plain = |span: &Span| match span {
        Span::Plain(_) | Span::Strong(_) | Span::Emphasis(_) => true,
        Span::Person(_) | Span::Channel(_) | Span::Link { .. } | Span::Moment(_) => false,
    };
    let words = text.to_words();
    let is_line = text.0.iter().all(is_plain);
    is_line
        .then_some(words)
        .filter(|words| words.chars().count() <= LONGEST_LINE)
}

fn card_reply(kind: &str, value: Value) -> HttpReply {
    let body = json!({ "statusCode": 200, "type": kind, "value": value });
    HttpReply::json(200, &body)
}

fn window(title: &str, card: Value) -> HttpReply {
    let content = json!({ "contentType": CARD, "content": card });
    let value = json!({ "title": title, "height": "medium", "width": "medium", "card": content });
    let task = json!({ "task": { "type": "continue", "value": value } });
    HttpReply::json(200, &task)
}

impl Sent {
    /// In neutral words.
    pub(super) fn into_input(self) -> Input {
        let Self {
            about,
            page,
            back,
            values,
        } = self;
        let values: Values = values;
        if back {
            Input::TurnedBack {
                about,
                page,
                values,
            }
        } else {
            Input::Filled {
                about,
                page,
                values,
            }
        }
    }
}
