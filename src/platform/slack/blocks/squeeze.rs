//! The last resort for what is far too long: blocks are left out from the middle, with "…" in
//! their place, until the rest fits. What is pressed or filled in goes last.

use slack_morphism::prelude::SlackBlock;

use super::cutting::{MORE, length};
use super::rich::rich;
use crate::chat::Text;

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
    hold(limits, blocks.len(), blocks.iter().map(weight).sum())
}

/// The blocks, without as many from the middle as must go.
pub(super) fn squeeze(mut blocks: Vec<SlackBlock>, limits: Limits) -> Vec<SlackBlock> {
    if fits(&blocks, limits) {
        return blocks;
    }
    let Some(gap_sign) = rich(&Text::plain(MORE)) else {
        return Vec::new();
    };
    let mut total = blocks.iter().map(weight).sum::<usize>() + weight(&gap_sign);
    let mut gap = blocks.len() / 2;
    while !hold(limits, blocks.len() + 1, total) && !blocks.is_empty() {
        gap = next_to_go(&blocks);
        total -= weight(&blocks.remove(gap));
    }
    blocks.insert(gap, gap_sign);
    blocks
}

/// Which block is missed least: the middlemost that only shows something, else the last.
fn next_to_go(blocks: &[SlackBlock]) -> usize {
    let middle = blocks.len() / 2;
    let shows =
        |block: &SlackBlock| !matches!(block, SlackBlock::Actions(_) | SlackBlock::Input(_));
    (0..blocks.len())
        .filter(|at| shows(&blocks[*at]))
        .min_by_key(|at| at.abs_diff(middle))
        .unwrap_or(blocks.len() - 1)
}

fn hold(limits: Limits, blocks: usize, weight: usize) -> bool {
    blocks <= limits.blocks && weight + "[]".len() <= limits.json
}

/// A block as JSON with the comma behind it. One that can't be written weighs too much for any
/// message, so it is left out.
fn weight(block: &SlackBlock) -> usize {
    serde_json::to_string(block).map_or(usize::MAX / 1_000, |json| length(&json) + 1)
}
