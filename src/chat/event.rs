//! What happened, and what the person who did it gets back: the one way into Cairn.

use jiff::Timestamp;

use super::{
    ActToken, Ask, Card, EventId, FieldId, Form, MessageId, PersonId, Place, Reach, ReplyHandle,
    Told, Undeliverable, Values, WakeName, WorkspaceId,
};

/// Something that happened, checked by a platform and put into neutral words.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Where it belongs; an installation that we hold.
    pub workspace: WorkspaceId,
    /// Its name: the mark that it was done, and the seed of all that looks random in deciding
    /// it, so that deciding it again decides the same.
    pub id: EventId,
    /// When it arrived.
    pub at: Timestamp,
    /// Who did it; nobody when the clock or the courier speaks.
    pub actor: Option<Actor>,
    /// What was done.
    pub input: Input,
    /// Where a private answer goes.
    pub reply: Reply,
    /// Whether a form can be opened in answer to this.
    pub opens_form: bool,
    /// What the platform must be reminded of when it next speaks in these places; kept with the
    /// event, the last one wins. Channels and direct conversations alone.
    pub reaches: Vec<(Place, Reach)>,
}

/// Who did it, as the verified request tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The platform's id.
    pub id: PersonId,
    /// An IANA time zone, where the request names one.
    pub zone: Option<String>,
    /// A language tag such as `de-DE`, where the request names one.
    pub locale: Option<String>,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Words meant for the bot: a command without its slash name, a mention, a direct message.
    Said {
        /// The words, unescaped, without the command's name or the mention of the bot. A person
        /// whom they name stands there as `@` and the id, a channel as `#` and the id.
        text: String,
        /// Where they were said.
        place: Place,
    },
    /// A button, shortcut or thumb.
    Pressed {
        /// What the button is about.
        act: ActToken,
        /// Where it stood.
        place: Place,
    },
    /// A shortcut on somebody's message.
    Shortcut {
        /// What the shortcut is about.
        act: ActToken,
        /// Where the message stands.
        place: Place,
        /// The message.
        quote: Quote,
    },
    /// A form that was sent.
    Filled {
        /// What the form is about.
        about: ActToken,
        /// Which page.
        page: u8,
        /// What was put in.
        values: Values,
    },
    /// The way back in a form of several pages: what stands in it is not sent, but kept.
    TurnedBack {
        /// What the form is about.
        about: ActToken,
        /// Which page is left.
        page: u8,
        /// What was put in so far.
        values: Values,
    },
    /// Somebody opened the bot's home page.
    OpenedHome,
    /// A person opened the direct conversation; or the bot can speak in a channel, since it was
    /// invited or the channel is back from the archive, and the actor is who did that, if told.
    Came {
        /// Where.
        place: Place,
    },
    /// The bot can't speak in a channel any more. Nobody is named.
    Went {
        /// Where.
        place: Place,
        /// How.
        how: Departure,
    },
    /// A wake-up is due.
    Due {
        /// Which.
        wake: WakeName,
        /// The time it was set to.
        due: Timestamp,
    },
    /// The platform answered what the coach asked about it, or told it unasked.
    Told {
        /// The question.
        ask: Ask,
        /// The answer.
        told: Told,
    },
    /// A message can never be said.
    Undelivered {
        /// Where it was to stand.
        place: Place,
        /// Which.
        message: MessageId,
        /// Why.
        why: Undeliverable,
    },
}

/// Somebody's message, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Who wrote it; nobody for an app.
    pub author: Option<PersonId>,
    /// What it says, as in [`Input::Said`].
    pub text: String,
}

/// Why the bot can't speak in a place any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// It was removed.
    Left,
    /// The place was archived; the bot is still in it.
    Archived,
    /// The place is gone for good.
    Deleted,
}

/// Where a private answer goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Back in the answer to this very request.
    Here,
    /// Through the outbox, into a place; by the handle while it lives.
    To(Place, Option<ReplyHandle>),
    /// Nobody is there to be answered.
    Nowhere,
}

/// What the person who acted gets now. Never durable and never needed for correctness: pressing
/// again brings it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing more to say.
    Done,
    /// Words for the one who acted, alone.
    Say(Card),
    /// A form, opened or turned.
    Form(Form),
    /// What is amiss in the form that was sent, by input.
    Errors(Vec<(FieldId, String)>),
}

/// Why an event could not be taken. Nothing of it was counted, or whether it was is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untaken {
    /// Too much at once; nothing was kept. Trying again is right.
    #[error("too busy; nothing was kept")]
    Busy,
    /// Whether it was kept is not known. Trying again is safe: the same event counts once.
    #[error("whether it was kept is not known")]
    Unknown,
    /// It can't be done until an operator has looked; nothing was kept.
    #[error("it can't be decided until an operator has looked")]
    Broken,
}
