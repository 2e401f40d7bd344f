//! The colours: those of a team, and those of lines.

use crate::chat::Accent;

/// Every accent with its colour as `#rrggbb`: at least 3:1 against white and against black (WCAG
/// 2.2, 1.4.11).
pub const ACCENTS: [(Accent, &str); 8] = [
    (Accent::Blue, "#0072b2"),
    (Accent::Teal, "#0b8a8f"),
    (Accent::Green, "#4c8c2b"),
    (Accent::Amber, "#b7791f"),
    (Accent::Red, "#c8452e"),
    (Accent::Pink, "#c2559d"),
    (Accent::Violet, "#7a5cc8"),
    (Accent::Grey, "#737373"),
];

/// The colours of lines, in the order in which they are taken: those of Okabe and Ito ("Color
/// Universal Design", 2008), without the yellow, which is not seen on white.
pub(super) const LINES: [&str; 8] = [
    "#0072b2", "#d55e00", "#009e73", "#a8518a", "#6b5b00", "#3d9bd6", "#c98500", "#1f2933",
];
/// Words.
pub(super) const INK: &str = "#1f2933";
/// Words beside others.
pub(super) const SOFT_INK: &str = "#4a5560";
/// Rings, axes and grids.
pub(super) const RULE: &str = "#c9d1d6";
/// The card and its edge.
pub(super) const CARD: (&str, &str) = ("#ffffff", "#d7dde1");

/// The colour of a team as `#rrggbb`.
pub fn colour(accent: Accent) -> &'static str {
    match accent {
        Accent::Blue => ACCENTS[0].1,
        Accent::Teal => ACCENTS[1].1,
        Accent::Green => ACCENTS[2].1,
        Accent::Amber => ACCENTS[3].1,
        Accent::Red => ACCENTS[4].1,
        Accent::Pink => ACCENTS[5].1,
        Accent::Violet => ACCENTS[6].1,
        Accent::Grey => ACCENTS[7].1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn every_accent_is_seen_on_white_and_on_black() {
        for (accent, hex) in ACCENTS {
            assert_eq!(colour(accent), hex);
            let light = luminance(hex);
            assert!(1.05 / (light + 0.05) >= 3.0, "{accent:?} on white");
            assert!((light + 0.05) / 0.05 >= 3.0, "{accent:?} on black");
        }
    }
}
