//! Pictures as PNG, in the font that is compiled in. `CAIRN_LOOK=folder cargo test --features png
//! --test pictures` leaves them there to be looked at.
#![cfg(feature = "png")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use std::path::PathBuf;

use cairn::chat::{Drawing, Radar, Series, Stretch, Trend, TrendLine};
use cairn::picture::{png, png_within};

fn words(of: &[&str]) -> Vec<String> {
    of.iter().map(|words| (*words).to_owned()).collect()
}

fn radar(axes: &[&str], series: &[(&str, bool)]) -> Drawing {
    let stretch = |number: usize| {
        move |axis: usize| {
            let from = (20 + axis * 13 + number * 15) % 65;
            let from = u8::try_from(from).unwrap();
            (axis != 4 || number == 0).then_some(Stretch {
                from,
                to: from + 22,
            })
        }
    };
    let one = |(number, (name, earlier)): (usize, &(&str, bool))| Series {
        name: (*name).to_owned(),
        earlier: *earlier,
        stretches: (0..axes.len()).map(stretch(number)).collect(),
    };
    Drawing::Radar(Radar {
        axes: words(axes),
        rings: words(&["rarely", "sometimes", "often", "nearly always"]),
        series: series.iter().enumerate().map(one).collect(),
    })
}

fn trend(steps: usize, lines: usize) -> Drawing {
    let point = |line: usize| {
        move |step: usize| {
            let percent = u8::try_from(30 + (step * 5 + line * 9) % 60).unwrap();
            (step != 3).then_some(percent)
        }
    };
    let one = |line: usize| TrendLine {
        name: format!("Giving feedback {line}"),
        points: (0..steps).map(point(line)).collect(),
    };
    Drawing::Trend(Trend {
        steps: (0..steps).map(|step| format!("{} Nov", step + 1)).collect(),
        lines: (0..lines).map(one).collect(),
    })
}

/// How wide and how high a PNG is: it says so first.
fn size_of(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn every_kind_of_picture_becomes_png() {
    let six = [
        "Aim",
        "Clear expectations",
        "Feedback that helps",
        "Room to decide",
        "Growing others",
        "Standing up for the team",
    ];
    let long = ["Clear expectations and honest feedback in every single week"; 12];
    for (name, drawing) in [
        (
            "radar-6",
            radar(
                &six,
                &[("Now, November 2026", false), ("Before, June 2026", true)],
            ),
        ),
        ("radar-6-alone", radar(&six, &[("Now", false)])),
        (
            "radar-12",
            radar(&long, &[("Now", false), ("Before", true)]),
        ),
        (
            "radar-4-series",
            radar(
                &six[..4],
                &[
                    ("One", false),
                    ("Two", false),
                    ("Three", false),
                    ("Four, a long time before all others", true),
                ],
            ),
        ),
        (
            "radar-12-series-4",
            radar(
                &long,
                &[
                    (long[0], false),
                    (long[0], true),
                    (long[0], true),
                    (long[0], true),
                ],
            ),
        ),
        ("trend-8", trend(8, 2)),
        ("trend-12", trend(12, 8)),
    ] {
        let bytes = png(&drawing).unwrap();
        assert!(bytes.starts_with(b"\x89PNG"), "{name}");
        // Larger ones are not shown in Teams.
        let within = png_within(&drawing, 1_024).unwrap();
        let (wide, high) = size_of(&within);
        assert!(wide.max(high) == 1_024, "{name}: {wide} × {high}");
        assert!(within.len() <= 500_000, "{name}: {} bytes", within.len());
        let room_enough = png_within(&drawing, 5_000).unwrap();
        assert_eq!(room_enough, bytes, "{name}: what fits is as it is");
        if let Some(folder) = std::env::var_os("CAIRN_LOOK") {
            std::fs::write(PathBuf::from(folder).join(format!("{name}.png")), bytes).unwrap();
        }
    }
}
