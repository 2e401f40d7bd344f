//! The picture of a result: a wheel whose rings are the bands. A stripe covers its whole band, or
//! from the middle of one to the middle of the next where it lies between two: as wide as what is
//! known, never a point.

use super::card::Shown;
use super::scoring::{Measured, Scores, Told};
use crate::chat::{Block, Drawing, Picture, Radar, Series, Stretch};
use crate::coach::phrases::Speaker;
use crate::library::Scale;

/// How many axes a wheel may have.
const AXES: std::ops::RangeInclusive<usize> = 3..=12;
/// How many lines at most.
const SERIES_MOST: usize = 4;
/// The most UTF-16 units of the words of a picture.
const ALT_MOST: usize = 2_000;

/// The picture; none for what makes no wheel, or of which nothing is known.
pub(super) fn picture(say: &Speaker<'_>, shown: &Shown<'_>) -> Option<Block> {
    let assessment = shown.assessment;
    let has_dimensions = !assessment.dimensions.is_empty();
    let axes: &[Scale] = if has_dimensions {
        &assessment.dimensions
    } else {
        &assessment.scales
    };
    if !AXES.contains(&axes.len()) {
        return None;
    }
    let bands = assessment.bands.len();
    let mut series = lines(say, shown, has_dimensions, bands);
    series.retain(|line| line.stretches.iter().any(Option::is_some));
    if series.is_empty() {
        return None;
    }
    if series.len() > SERIES_MOST {
        series.retain(|line| !line.earlier);
        series.truncate(SERIES_MOST);
    }
    let alt = say.assessment_picture(assessment.title.as_str(), shown.in_words(say));
    Some(Block::Picture(Picture {
        drawing: Drawing::Radar(Radar {
            axes: axes.iter().map(|axis| axis.name.clone()).collect(),
            rings: assessment.bands.iter().map(|it| it.name.clone()).collect(),
            series,
        }),
        alt: cut(&alt.to_words(), ALT_MOST),
    }))
}

/// What was before first, so that what is now lies over it.
fn lines(say: &Speaker<'_>, shown: &Shown<'_>, has_dimensions: bool, bands: usize) -> Vec<Series> {
    let runs = shown.then.iter().map(|then| (then, true));
    let runs = runs.chain([(&shown.now, false)]);
    if !has_dimensions {
        let line = |(scores, earlier): (&Scores, bool)| Series {
            name: if earlier {
                say.assessment_line_earlier().to_words()
            } else {
                say.assessment_line_now().to_words()
            },
            earlier,
            stretches: scores.scales.iter().map(|it| stretch(*it, bands)).collect(),
        };
        return runs.map(line).collect();
    }
    runs.flat_map(|(scores, earlier)| {
        let scales = shown.assessment.scales.iter().enumerate();
        scales.map(move |(at, scale)| Series {
            name: if earlier {
                say.assessment_series_earlier(scale.name.as_str())
                    .to_words()
            } else {
                scale.name.clone()
            },
            earlier,
            stretches: scores
                .cells
                .iter()
                .map(|cells| cells.get(at).and_then(|it| stretch(*it, bands)))
                .collect(),
        })
    })
    .collect()
}

/// From where to where, as the rings part the axis into equal lengths.
fn stretch(measured: Measured, bands: usize) -> Option<Stretch> {
    let bands = bands.max(1);
    let at = |halves: usize| u8::try_from(halves * 50 / bands).unwrap_or(100).min(100);
    match measured.told {
        Told::TooFew => None,
        Told::In(place) => Some(Stretch {
            from: at(2 * place),
            to: at(2 * place + 2),
        }),
        Told::Between(place) => Some(Stretch {
            from: at(2 * place + 1),
            to: at(2 * place + 3),
        }),
    }
}

/// Words of at most so many UTF-16 units.
fn cut(words: &str, most: usize) -> String {
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= most
    };
    words.chars().take_while(fits).collect()
}
