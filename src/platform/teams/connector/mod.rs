//! The Bot Connector: what Cairn calls in Teams, with which token, and how fast.
