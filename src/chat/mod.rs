//! The neutral language that every other room speaks: names, events, cards, forms, messages.
//! It knows nobody: no platform, no store, no clock. What only one platform has stays in that
//! platform's folder.

mod card;
mod drawing;
mod event;
mod file;
mod form;
pub(crate) mod ids;
mod message;
mod text;

pub use card::{Accent, Block, Button, Card, Confirm, Emphasis, Meter, Opens, Thumb};
pub use drawing::{Drawing, Picture, Radar, Series, Stretch, Trend, TrendLine};
pub use event::{Actor, Answer, Departure, Event, Input, Quote, Reply, Untaken};
pub use file::{Badge, File, FileContent};
pub use form::{Choice, Field, Form, InputKind, Row, Value, Values};
pub use ids::{
    ActToken, Address, ChannelId, CounterName, EventId, FieldId, MessageId, PersonId, Reach,
    ReplyHandle, WakeName, WorkspaceId,
};
pub use message::{Ask, Message, Outgoing, Place, Removal, Told, Undeliverable, Withdrawal};
pub use text::{Span, Text};
