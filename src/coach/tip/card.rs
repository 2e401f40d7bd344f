//! How a tip looks: in its channel, taken back, and before it is posted. Counts are shown from five
//! reactions up: with fewer, people could be told.

use crate::chat::{Block, Card};
use crate::coach::act::{Act, PostId};
use crate::coach::cite;
use crate::coach::desk::button;
use crate::coach::phrases::{Phrases, Speaker};
use crate::library::{Library, PageId, Tip};

use super::post::Finding;

/// From so many reactions up counts are shown.
const SHOWN_FROM: i64 = 5;
/// The name of a post that is looked at before it is one. Real names are drawn and longer.
const PREVIEW: &str = "preview";
/// So many found each, on a card that is looked at before anybody did.
const MANY: i64 = 1_000;

/// How many found what of a tip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub useful: i64,
    pub tried: i64,
    pub not_for_me: i64,
}

impl Totals {
    /// The counts, in the order of [`Finding::ALL`].
    pub fn of(counts: &[i64]) -> Self {
        let at = |place: usize| counts.get(place).copied().unwrap_or_default();
        Self {
            useful: at(0),
            tried: at(1),
            not_for_me: at(2),
        }
    }

    /// How many reacted.
    pub fn reactions(self) -> i64 {
        self.useful + self.tried + self.not_for_me
    }

    /// Whether anybody may see them.
    pub fn are_shown(self) -> bool {
        self.reactions() >= SHOWN_FROM
    }
}

/// How a tip stands in its channel.
pub(super) fn standing_card(
    say: &Speaker<'_>,
    library: &Library,
    post: &PostId,
    tip: &Tip,
    totals: Totals,
) -> Card {
    let mut blocks = to_read(say, library, tip);
    let labelled = Finding::ALL.map(|found| {
        let label = match found {
            Finding::Useful => say.button_tip_useful(),
            Finding::Tried => say.button_tip_tried(),
            Finding::NotForMe => say.button_tip_not_for_me(),
        };
        button(&Act::React(post.clone(), found), &label)
    });
    blocks.push(Block::Buttons(labelled.to_vec()));
    if totals.are_shown() {
        blocks.push(Block::Note(say.tip_totals(totals.useful, totals.tried)));
    }
    Card::of(blocks)
}

/// What there is to read of a tip.
fn to_read(say: &Speaker<'_>, library: &Library, tip: &Tip) -> Vec<Block> {
    let mut blocks = vec![
        Block::Title(tip.title.as_str().into()),
        Block::Paragraph(tip.text.clone()),
        Block::Paragraph(say.tip_do_this_week(tip.do_this_week.clone())),
    ];
    blocks.extend(cite::notes(say, library, &tip.sources));
    blocks
}

/// A tip for one person to read: it stands in no channel, and nothing about it is counted.
pub(in crate::coach) fn reading_card(say: &Speaker<'_>, library: &Library, tip: &Tip) -> Card {
    Card::of(to_read(say, library, tip))
}

/// What is left of a tip that was taken back: one line.
pub(super) fn taken_back_card(say: &Speaker<'_>) -> Card {
    Card::words(say.tip_taken_back())
}

/// A tip as it will look. Its buttons say that nothing is counted yet.
pub(in crate::coach) fn preview_card(say: &Speaker<'_>, library: &Library, tip: &Tip) -> Card {
    standing_card(say, library, &PostId::from(PREVIEW), tip, Totals::default())
}

/// Whether a button belongs to a tip that is not posted yet.
pub(super) fn is_preview(post: &PostId) -> bool {
    post.as_str() == PREVIEW
}

/// All cards of all tips, as `cairn check` looks at them; none if the phrases can't be read.
pub(in crate::coach) fn every_card(library: &Library, phrases: &str) -> Vec<(PageId, Card)> {
    let Ok(phrases) = Phrases::load(("en", phrases), &[]) else {
        return Vec::new();
    };
    let say = phrases.speaker(None);
    let totals = Totals {
        useful: MANY,
        tried: MANY,
        not_for_me: MANY,
    };
    let post = PostId::from(PREVIEW);
    let draw = |tip: &Tip| {
        let card = standing_card(&say, library, &post, tip, totals);
        (PageId::Tip(tip.id.clone()), card)
    };
    library.tips.values().map(|tip| draw(tip)).collect()
}
