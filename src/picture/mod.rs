//! Draws pictures: from a drawing, which is data, to SVG as text, and with the feature `png` to PNG.
//! Pure: the same drawing, the same picture; no font of the system's, no clock, nothing from outside.
//!
//! A picture stands on a light card of its own, so that it looks the same where a reader has chosen
//! light or dark. What must be told apart differs in colour (the set of Okabe and Ito, which eyes of
//! every kind tell apart), and in dash and marker besides; the words beside a picture say it all.

mod colours;

pub use colours::{ACCENTS, colour};
