//! The team's picture: what a team can be told about itself without telling of anybody in it.
//!
//! What lives here is the rule that decides which figures may be shown, and how coarse they are. It is pure and
//! stores nothing. Nothing is made or shown by it yet: there is no command for it, and no manager sees a figure.

pub mod rule;
