//! The trend: lines over steps of time, in percent. Where nothing may be told a line has a gap, and
//! a step that is known alone is a marker alone.

use super::colours::{RULE, SOFT_INK};
use super::lettering::lines;
use super::pen::{Anchor, LEADING, Letters, Look, Point, Sheet};
use crate::chat::{Trend, TrendLine};

/// How wide the picture is.
const WIDTH: f64 = 780.0;
/// Where the lines lie: left, right, top, and how high.
const LEFT: f64 = 66.0;
const RIGHT: f64 = WIDTH - 40.0;
const TOP: f64 = 30.0;
const HIGH: f64 = 260.0;
/// The size of what stands at the axes.
const SIZE: f64 = 13.0;
/// The most lines of the words of a step.
const STEP_LINES: usize = 3;

/// Draws a trend.
pub(super) fn draw(trend: &Trend) -> Sheet {
    let mut sheet = Sheet::new(WIDTH);
    grid(&mut sheet);
    let count = trend.steps.len();
    steps(&mut sheet, &trend.steps);
    let looks: Vec<Look> = (0..trend.lines.len()).map(Look::of).collect();
    for (line, look) in trend.lines.iter().zip(&looks) {
        draw_line(&mut sheet, line, count, *look);
    }
    let named = trend.lines.iter().map(|line| line.name.as_str());
    let entries: Vec<(Look, &str)> = looks.iter().copied().zip(named).collect();
    let below = TOP + HIGH + 24.0 + share(STEP_LINES) * SIZE * LEADING + 16.0;
    sheet.height = sheet.legend(&entries, below) + 8.0;
    sheet
}

#[expect(clippy::cast_precision_loss, reason = "there are twelve at most")]
fn share(count: usize) -> f64 {
    count as f64
}

/// The room of one step.
fn room(count: usize) -> f64 {
    (RIGHT - LEFT) / share(count.max(1))
}

/// Each step stands in the middle of its room.
fn across(step: usize, count: usize) -> f64 {
    LEFT + room(count) * (share(step) + 0.5)
}

fn down(percent: u8) -> f64 {
    TOP + HIGH * (1.0 - f64::from(percent.min(100)) / 100.0)
}

fn grid(sheet: &mut Sheet) {
    for percent in [0, 25, 50, 75, 100] {
        let height = down(percent);
        sheet.rule((LEFT, height), (RIGHT, height), RULE);
        let letters = Letters {
            size: SIZE,
            colour: SOFT_INK,
            anchor: Anchor::End,
            rim: false,
        };
        let words = [format!("{percent} %")];
        sheet.words(&words, (LEFT - 10.0, height + SIZE * 0.35), letters);
    }
}

fn steps(sheet: &mut Sheet, words: &[String]) {
    let count = words.len();
    for (step, words) in words.iter().enumerate() {
        let letters = Letters {
            size: SIZE,
            colour: SOFT_INK,
            anchor: Anchor::Middle,
            rim: false,
        };
        let words = lines(words, SIZE, room(count) - 6.0, STEP_LINES);
        sheet.words(&words, (across(step, count), TOP + HIGH + 24.0), letters);
    }
}

fn draw_line(sheet: &mut Sheet, line: &TrendLine, count: usize, look: Look) {
    let mut run: Vec<Point> = Vec::new();
    let mut known: Vec<Point> = Vec::new();
    for step in 0..count {
        let point = line.points.get(step).copied().flatten();
        if let Some(percent) = point {
            let at = (across(step, count), down(percent));
            run.push(at);
            known.push(at);
        } else if run.len() > 1 {
            sheet.line(&run, false, look, 3.0);
            run.clear();
        } else {
            run.clear();
        }
    }
    if run.len() > 1 {
        sheet.line(&run, false, look, 3.0);
    }
    for at in known {
        sheet.marker(at, look, 5.5);
    }
}
