//! The adapter for Slack: what is Slack's alone stays in this folder.

pub mod blocks;
