//! Names of things, as types. A name is opaque: it is compared and carried, never taken apart.
//! What a name *means* belongs to whoever made it: a platform for people and channels, the coach
//! for messages, wake-ups and counters.

/// Defines a name: a cheap-to-clone string of its own type, so that a person cannot be taken for
/// a channel. Two forms: `open` names may be printed; `sealed` ones show only their length in
/// `Debug`, since they may carry what must not reach a log.
macro_rules! name_type {
    (open $(#[$doc:meta])* $name:ident) => {
        $crate::chat::ids::name_type!(@type $(#[$doc])* $name);
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
    (sealed $(#[$doc:meta])* $name:ident) => {
        $crate::chat::ids::name_type!(@type $(#[$doc])* $name);
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({} bytes)", stringify!($name), self.0.len())
            }
        }
    };
    (@type $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(std::sync::Arc<str>);
        impl $name {
            /// Takes the name as it is; nothing is checked or changed.
            pub fn new(name: impl Into<std::sync::Arc<str>>) -> Self {
                Self(name.into())
            }
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self::new(name)
            }
        }
        impl From<String> for $name {
            fn from(name: String) -> Self {
                Self::new(name)
            }
        }
    };
}
pub(crate) use name_type;

name_type!(open
    /// One customer of one platform, such as `slack:T0123`: all that is stored lies under it.
    /// The part before the colon is the platform's name.
    WorkspaceId);
name_type!(open
    /// A person, by the platform's own id.
    PersonId);
name_type!(open
    /// A channel, by the platform's own id.
    ChannelId);
name_type!(open
    /// What happened, named so that the platform's own repeats of it bear the same name.
    EventId);
name_type!(open
    /// The coach's own name for something said, such as `run/R7`; unique within its place.
    MessageId);
name_type!(open
    /// A time-driven intention of the coach's, such as `close/R7`.
    WakeName);
name_type!(open
    /// Something counted, such as `run/R7/answered`.
    CounterName);
name_type!(open
    /// What a button or form is about, as the coach wrote it; comes back with the press.
    /// Never trusted: every claim in it is checked against the documents.
    ActToken);
name_type!(open
    /// One input of a form.
    FieldId);
name_type!(sealed
    /// Where the platform put a message (Slack: channel and timestamp). Opaque to all but its adapter.
    Address);
name_type!(sealed
    /// How a person or a channel is reached, as their platform alone understands it (Teams: the
    /// service's address, the conversation). Opaque to all but its adapter.
    Reach);
name_type!(sealed
    /// A short-lived right to answer one request privately (Slack's `response_url`, 30 minutes).
    /// Lives in the body of one outbox entry; never in a key, a log or an export.
    ReplyHandle);

impl WorkspaceId {
    /// The platform's name: what stands before the first colon (all of it, if there is none).
    pub fn platform(&self) -> &str {
        self.as_str().split(':').next().unwrap_or_default()
    }
}
