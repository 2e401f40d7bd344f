//! Draws pictures: from a drawing, which is data, to SVG as text, and with the feature `png` to PNG.
//! Pure: the same drawing, the same picture; no font of the system's, no clock, nothing from outside.
//!
//! A picture stands on a light card of its own, so that it looks the same where a reader has chosen
//! light or dark. What must be told apart differs in colour (the set of Okabe and Ito, which eyes of
//! every kind tell apart), and in dash and marker besides; the words beside a picture say it all.

mod colours;
mod lettering;
mod pen;
#[cfg(feature = "png")]
mod png;
mod radar;
mod trend;

pub use colours::{ACCENTS, colour};
#[cfg(feature = "png")]
pub use png::{Undrawable, png, png_within};

use crate::chat::{Drawing, Picture};

/// How many pixels of a PNG make one of the picture's units.
pub const SCALE: u8 = 2;

/// A picture as SVG, with its words in it for who listens.
pub fn svg(picture: &Picture) -> String {
    sheet(&picture.drawing).write(&picture.alt)
}

fn sheet(drawing: &Drawing) -> pen::Sheet {
    match drawing {
        Drawing::Radar(radar) => radar::draw(radar),
        Drawing::Trend(trend) => trend::draw(trend),
    }
}

#[cfg(test)]
mod tests;
