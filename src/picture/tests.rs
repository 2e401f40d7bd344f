//! What every picture holds to, whatever is drawn.

use proptest::prelude::*;

use super::*;
use crate::chat::{Radar, Series, Stretch, Trend, TrendLine};

fn radar(axes: usize, name: &str, series: usize) -> Picture {
    let stretches = |shift: usize| {
        let stretch = |axis: usize| {
            let from = u8::try_from((axis * 17 + shift * 23) % 60).unwrap();
            (axis != 4 || shift == 0).then_some(Stretch {
                from,
                to: from + 25,
            })
        };
        (0..axes).map(stretch).collect()
    };
    let one = |number: usize| Series {
        name: format!("{name} {number}"),
        earlier: number > 0,
        stretches: stretches(number),
    };
    Picture {
        drawing: Drawing::Radar(Radar {
            axes: (0..axes).map(|axis| format!("{name} {axis}")).collect(),
            rings: ["rarely", "sometimes", "often"].map(str::to_owned).to_vec(),
            series: (0..series).map(one).collect(),
        }),
        alt: format!("{name}: a wheel"),
    }
}

fn trend(steps: usize, lines: usize) -> Picture {
    let line = |number: usize| TrendLine {
        name: format!("Skill {number}"),
        points: (0..steps)
            .map(|step| {
                (step != 3).then_some(u8::try_from((step * 7 + number * 11) % 101).unwrap())
            })
            .collect(),
    };
    Picture {
        drawing: Drawing::Trend(Trend {
            steps: (0..steps).map(|step| format!("{} Nov", step + 1)).collect(),
            lines: (0..lines).map(line).collect(),
        }),
        alt: "How it went".to_owned(),
    }
}

proptest! {
    #[test]
    fn no_words_become_markup(words in any::<String>(), count in 3_usize..=12) {
        let mut picture = radar(count, &words, 2);
        picture.alt = words;
        let svg = svg(&picture);
        // What is between two tags never opens another, and names nothing but the five.
        let tags = svg.matches('<').count();
        prop_assert_eq!(tags, svg.matches('>').count());
        let known = ["svg", "title", "desc", "rect", "path", "line", "circle", "text"];
        for tag in svg.split('<').skip(1) {
            let name = tag.trim_start_matches('/').split([' ', '>', '/']).next().unwrap();
            prop_assert!(known.contains(&name), "{name}");
        }
        for after in svg.split('&').skip(1) {
            prop_assert!(["amp;", "lt;", "gt;", "quot;"].iter().any(|name| after.starts_with(name)));
        }
    }
}

#[test]
fn the_words_of_a_picture_stand_in_it_for_who_listens() {
    let svg = svg(&radar(6, "Team & brand", 1));
    assert!(svg.contains("<desc>Team &amp; brand: a wheel</desc>"));
    assert!(svg.contains("<title>Team &amp; brand: a wheel</title>"));
}

#[test]
fn what_was_before_is_dashed_and_hollow() {
    let svg = svg(&radar(6, "x", 2));
    assert!(svg.contains("stroke-dasharray=\"5 4\""));
    assert!(svg.contains("stroke-opacity=\"0.65\""));
}

/// Every text with the box it takes, by the same measure that broke it into lines.
fn boxes(svg: &str) -> Vec<(f64, f64, f64, f64)> {
    let number = |tag: &str, name: &str| -> f64 {
        let rest = tag.split_once(&format!(" {name}=\"")).unwrap().1;
        rest.split_once('"').unwrap().0.parse().unwrap()
    };
    let texts = svg.split("<text").skip(1);
    let boxed = texts.map(|text| {
        let (tag, rest) = text.split_once('>').unwrap();
        let words = rest.split_once('<').unwrap().0;
        let size = number(tag, "font-size");
        let wide = lettering::width(words, size);
        let (x, y) = (number(tag, "x"), number(tag, "y"));
        let left = match () {
            () if tag.contains("\"middle\"") => x - wide / 2.0,
            () if tag.contains("\"end\"") => x - wide,
            () => x,
        };
        (left, y - size * 0.8, left + wide, y + size * 0.2)
    });
    boxed.collect()
}

fn assert_legible(svg: &str, what: &str) {
    let number = |name: &str| -> f64 {
        let rest = svg.split_once(&format!(" {name}=\"")).unwrap().1;
        rest.split_once('"').unwrap().0.parse().unwrap()
    };
    let (wide, high) = (number("width"), number("height"));
    let boxes = boxes(svg);
    for (place, one) in boxes.iter().enumerate() {
        assert!(
            one.0 >= 4.0 && one.2 <= wide - 4.0 && one.1 >= 4.0 && one.3 <= high - 4.0,
            "{what}: {one:?} is cut of {wide} by {high}"
        );
        for other in &boxes[..place] {
            let apart =
                one.2 <= other.0 || other.2 <= one.0 || one.3 <= other.1 || other.3 <= one.1;
            assert!(apart, "{what}: {one:?} lies on {other:?}");
        }
    }
}

#[test]
fn no_words_lie_on_others_or_are_cut_for_any_number_of_axes() {
    for axes in 3..=12 {
        for name in [
            "Aim",
            "Clear expectations and honest feedback in every week",
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
        ] {
            for series in [1, 4] {
                let svg = svg(&radar(axes, name, series));
                assert_legible(&svg, &format!("{axes} axes, {name}"));
            }
        }
    }
    for steps in 2..=12 {
        for lines in [1, 8] {
            assert_legible(&svg(&trend(steps, lines)), &format!("{steps} steps"));
        }
    }
}

#[cfg(feature = "png")]
#[test]
fn a_picture_becomes_png() {
    for picture in [radar(12, "Sets the aim together", 2), trend(12, 8)] {
        let bytes = png(&picture.drawing).unwrap();
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
        assert!(bytes.len() < 400_000, "{} bytes", bytes.len());
    }
}
