//! The neutral language that every other room speaks: names, events, cards, forms, messages.
//! It knows nobody: no platform, no store, no clock. What only one platform has stays in that
//! platform's folder.

mod card;
mod event;
mod form;
pub(crate) mod ids;
mod message;
mod text;

pub use card::{Block, Button, Card, Confirm, Emphasis, Meter};
pub use event::{Actor, Answer, Departure, Event, Input, Reply, Untaken};
pub use form::{Choice, Field, Form, InputKind, Row, Value, Values};
pub use ids::{
    ActToken, Address, ChannelId, CounterName, EventId, FieldId, MessageId, PersonId, ReplyHandle,
    WakeName, WorkspaceId,
};
pub use message::{Ask, Message, Outgoing, Place, Told, Undeliverable, Withdrawal};
pub use text::{Span, Text};
