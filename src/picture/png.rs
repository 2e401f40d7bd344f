//! The same pictures as PNG, for chats that take no SVG. Letters are those of the font that is
//! compiled in: there may be none where Cairn runs.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{IntSize, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

use super::{SCALE, sheet};
use crate::chat::Drawing;

/// Noto Sans, under the SIL Open Font License, which lies beside it.
const FONT: &[u8] = include_bytes!("../../config/fonts/NotoSans-Regular.ttf");
const FAMILY: &str = "Noto Sans";

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(FONT.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// Why a drawing can't be made a PNG. None of ours is so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a picture can't be drawn: {0}")]
pub struct Undrawable(String);

/// A drawing as PNG, two pixels a unit.
///
/// # Errors
/// [`Undrawable`] where it is too large to be drawn, or to be written.
pub fn png(drawing: &Drawing) -> Result<Vec<u8>, Undrawable> {
    rendered(drawing, None)
}

/// The same, at most so many pixels wide and high.
///
/// # Errors
/// As of [`png`].
pub fn png_within(drawing: &Drawing, side: u32) -> Result<Vec<u8>, Undrawable> {
    rendered(drawing, Some(side))
}

fn rendered(drawing: &Drawing, side: Option<u32>) -> Result<Vec<u8>, Undrawable> {
    let why = |error: &dyn std::fmt::Display| Undrawable(error.to_string());
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: FONTS.clone(),
        ..Options::default()
    };
    let svg = sheet(drawing).write("");
    let tree = Tree::from_str(&svg, &options).map_err(|error| why(&error))?;
    let size = tree.size().to_int_size();
    let nothing = || Undrawable("it has no size".to_owned());
    let full = size.scale_by(f32::from(SCALE)).ok_or_else(nothing)?;
    let room = side.and_then(|side| IntSize::from_wh(side, side));
    let is_narrower = |room: &IntSize| full.width().max(full.height()) > room.width();
    let drawn = match room.filter(is_narrower) {
        Some(room) => full.scale_to(room),
        None => full,
    };
    let mut pixels = Pixmap::new(drawn.width(), drawn.height()).ok_or_else(nothing)?;
    let (before, after) = (size.to_size(), drawn.to_size());
    let larger = Transform::from_scale(
        after.width() / before.width(),
        after.height() / before.height(),
    );
    resvg::render(&tree, larger, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| why(&error))
}
