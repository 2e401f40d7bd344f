//! Cairn: a workplace-learning coach that lives in chat.
//!
//! Everything that happens takes the same path, one way:
//! socket → [`platform`] → engine: read → coach: decide → engine: commit → [`store`], and from
//! the outbox by the courier back to the platform. `ARCHITECTURE.md` tells why.
//!
//! The rule of dependencies, kept by `tests/architecture/`: [`chat`] and [`timing`] know nobody;
//! [`state`] and [`platform`] know chat; [`library`] knows chat; the coach knows chat, state,
//! library and timing;
//! [`store`] knows chat and state; the engine knows all of them; web knows the engine; ops
//! knows the store and what lies in it.

pub mod app;
pub mod badge;
pub mod chat;
pub mod clock;
pub mod coach;
pub mod engine;
pub mod library;
pub mod ops;
pub mod outbound;
pub mod picture;
pub mod platform;
pub mod settings;
pub mod state;
pub mod store;
pub mod timing;
pub mod web;
