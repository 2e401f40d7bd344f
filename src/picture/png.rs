//! The same pictures as PNG, for chats that take no SVG. Letters are those of the font that is
//! compiled in: there may be none where Cairn runs.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
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
    let why = |error: &dyn std::fmt::Display| Undrawable(error.to_string());
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: FONTS.clone(),
        ..Options::default()
    };
    let svg = sheet(drawing).write("");
    let tree = Tree::from_str(&svg, &options).map_err(|error| why(&error))?;
    let scale = f32::from(SCALE);
    let size = tree.size().to_int_size();
    let (wide, high) = (size.width(), size.height());
    let pixels = Pixmap::new(wide * u32::from(SCALE), high * u32::from(SCALE));
    let mut pixels = pixels.ok_or_else(|| Undrawable("it has no size".to_owned()))?;
    let larger = Transform::from_scale(scale, scale);
    resvg::render(&tree, larger, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| why(&error))
}
