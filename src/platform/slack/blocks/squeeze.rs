//! What a message or modal of Slack's can hold, and its blocks as parts that can be left out.

use slack_morphism::prelude::SlackBlock;

use super::cutting::{MORE, length};
use super::rich::rich;
use crate::chat::Text;
use crate::platform::squeezing::{self, Part};

/// What a message or modal can hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Blocks.
    pub blocks: usize,
    /// All of them as JSON, in UTF-16 units.
    pub json: usize,
}

/// Whether blocks fit.
pub(super) fn fits(blocks: &[SlackBlock], limits: Limits) -> bool {
    hold(limits, blocks.len(), squeezing::weight(blocks))
}

/// The blocks, without as many from the middle as must go.
pub(super) fn squeeze(blocks: Vec<SlackBlock>, limits: Limits) -> Vec<SlackBlock> {
    squeezing::squeeze(blocks, |count, weight| hold(limits, count, weight))
}

fn hold(limits: Limits, blocks: usize, weight: usize) -> bool {
    blocks <= limits.blocks && weight + "[]".len() <= limits.json
}

impl Part for SlackBlock {
    /// As JSON with the comma behind it. One that can't be written weighs too much for any message,
    /// so it is left out.
    fn weight(&self) -> usize {
        serde_json::to_string(self).map_or(usize::MAX / 1_000, |json| length(&json) + 1)
    }

    fn only_shows(&self) -> bool {
        !matches!(self, Self::Actions(_) | Self::Input(_))
    }

    fn gap() -> Option<Self> {
        rich(&Text::plain(MORE))
    }
}
