//! The wheel: axes around a middle, and on each a stripe from where to where; a band joins the
//! stripes of one series. The middle itself is left open, so that what begins at nothing is seen.

use std::f64::consts::TAU;

use super::colours::{INK, RULE, SOFT_INK};
use super::lettering::lines;
use super::pen::{Anchor, LEADING, Letters, Look, Point, Sheet};
use crate::chat::{Radar, Series, Stretch};

/// How wide the picture is: the wheel, with room for names on both sides.
const WIDTH: f64 = 660.0;
/// From the middle to the end of an axis.
const RADIUS: f64 = 185.0;
/// From the middle to where axes begin.
const HUB: f64 = 30.0;
/// Between the end of an axis and its name.
const GAP: f64 = 16.0;
/// The name of an axis: its size, how wide a line may be, how many lines there may be.
const NAME: (f64, f64, usize) = (15.0, 125.0, 3);
/// A name above or below the middle has neighbours on both sides.
const NARROW_NAME: f64 = 170.0;
/// How large the words of the rings are.
const RING_WORD: f64 = 12.0;
/// How thick a stripe is, and how far from its neighbour's middle.
const STRIPE: (f64, f64) = (10.0, 14.0);

/// Draws a wheel.
pub(super) fn draw(radar: &Radar) -> Sheet {
    let mut sheet = Sheet::new(WIDTH);
    let count = radar.axes.len().max(1);
    let named = radar
        .axes
        .iter()
        .map(|name| lines(name, NAME.0, NAME.1, NAME.2).len());
    let high = share(named.max().unwrap_or(0)) * NAME.0 * LEADING;
    let middle = (WIDTH / 2.0, 12.0 + high + GAP + RADIUS);
    let wheel = Wheel { middle, count };
    rings(&mut sheet, wheel, radar.rings.len());
    let looks: Vec<Look> = looks(&radar.series);
    // What was before lies below what is now.
    let mut order: Vec<usize> = (0..radar.series.len()).collect();
    order.sort_by_key(|place| !radar.series[*place].earlier);
    for place in &order {
        band(&mut sheet, wheel, &radar.series[*place], looks[*place]);
    }
    for place in &order {
        let side = beside(*place, radar.series.len());
        let series = &radar.series[*place];
        stripes(&mut sheet, wheel, series, looks[*place], side);
    }
    ring_words(&mut sheet, wheel, &radar.rings);
    for (axis, name) in radar.axes.iter().enumerate() {
        name_of_axis(&mut sheet, wheel, axis, name);
    }
    let named = radar.series.iter().map(|series| series.name.as_str());
    let entries: Vec<(Look, &str)> = looks.into_iter().zip(named).collect();
    let below = middle.1 + RADIUS + GAP + high + 24.0;
    sheet.height = sheet.legend(&entries, below) + 8.0;
    sheet
}

#[derive(Clone, Copy)]
struct Wheel {
    middle: Point,
    count: usize,
}

impl Wheel {
    /// Where an axis points to, as across and down.
    fn towards(self, axis: f64) -> Point {
        let turn = TAU * axis / share(self.count);
        (turn.sin(), -turn.cos())
    }

    fn at(self, axis: usize, radius: f64) -> Point {
        let (across, down) = self.towards(share(axis));
        (
            self.middle.0 + across * radius,
            self.middle.1 + down * radius,
        )
    }

    /// All axes at one share of their length.
    fn ring(self, radius: f64) -> Vec<Point> {
        (0..self.count).map(|axis| self.at(axis, radius)).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are twelve at most")]
fn share(count: usize) -> f64 {
    count as f64
}

fn radius_of(percent: u8) -> f64 {
    HUB + (RADIUS - HUB) * f64::from(percent.min(100)) / 100.0
}

fn looks(series: &[Series]) -> Vec<Look> {
    let look = |(number, series): (usize, &Series)| Look {
        // A line that was drawn before is dashed, whichever it is; the first of now is not.
        dash: match (series.earlier, number) {
            (true, _) => "5 4",
            (false, 0) => "",
            (false, number) => Look::of(number).dash,
        },
        faint: series.earlier,
        ..Look::of(number)
    };
    series.iter().enumerate().map(look).collect()
}

/// How far beside its axis a stripe of this series lies, so that none hides another.
fn beside(place: usize, all: usize) -> f64 {
    (share(place) - (share(all) - 1.0) / 2.0) * STRIPE.1
}

fn rings(sheet: &mut Sheet, wheel: Wheel, parts: usize) {
    let plain = Look {
        colour: RULE,
        dash: "",
        marker: 0,
        faint: false,
    };
    sheet.line(&wheel.ring(HUB), true, plain, 1.0);
    for part in 1..=parts.max(1) {
        let radius = HUB + (RADIUS - HUB) * share(part) / share(parts.max(1));
        sheet.line(&wheel.ring(radius), true, plain, 1.0);
    }
    for axis in 0..wheel.count {
        sheet.rule(wheel.at(axis, HUB), wheel.at(axis, RADIUS), RULE);
    }
}

/// The words of the rings, between the first axis and the second.
fn ring_words(sheet: &mut Sheet, wheel: Wheel, words: &[String]) {
    let (across, down) = wheel.towards(0.5);
    // Between two axes the rings are nearer to the middle.
    let nearer = (TAU / share(wheel.count) / 2.0).cos();
    for (place, word) in words.iter().enumerate() {
        let part = (share(place) + 0.5) / share(words.len());
        let radius = (HUB + (RADIUS - HUB) * part) * nearer;
        let at = (
            wheel.middle.0 + across * radius,
            wheel.middle.1 + down * radius + 4.0,
        );
        let letters = Letters {
            size: RING_WORD,
            colour: SOFT_INK,
            anchor: Anchor::Middle,
            rim: true,
        };
        sheet.words(&lines(word, RING_WORD, 120.0, 1), at, letters);
    }
}

/// The stretches of neighbouring axes that are known, around the wheel: whole, or in runs.
fn runs(series: &Series, count: usize) -> Vec<Vec<(usize, Stretch)>> {
    let known = |axis: usize| series.stretches.get(axis).copied().flatten();
    let Some(gap) = (0..count).find(|axis| known(*axis).is_none()) else {
        return vec![
            (0..count)
                .filter_map(|axis| Some((axis, known(axis)?)))
                .collect(),
        ];
    };
    let mut runs: Vec<Vec<(usize, Stretch)>> = vec![Vec::new()];
    for step in 1..=count {
        let axis = (gap + step) % count;
        match (known(axis), runs.last_mut()) {
            (Some(stretch), Some(run)) => run.push((axis, stretch)),
            (Some(_) | None, _) => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn band(sheet: &mut Sheet, wheel: Wheel, series: &Series, look: Look) {
    let opacity = if look.faint { 0.07 } else { 0.16 };
    let thick = if look.faint { 1.5 } else { 2.0 };
    for run in runs(series, wheel.count) {
        let near = |(axis, stretch): &(usize, Stretch)| wheel.at(*axis, radius_of(stretch.from));
        let far = |(axis, stretch): &(usize, Stretch)| wheel.at(*axis, radius_of(stretch.to));
        let inner: Vec<Point> = run.iter().map(near).collect();
        let outer: Vec<Point> = run.iter().map(far).collect();
        let is_whole = run.len() == wheel.count;
        sheet.line(&outer, is_whole, look, thick);
        sheet.line(&inner, is_whole, look, thick);
        if is_whole {
            sheet.area(&[outer, inner], look.colour, opacity);
        } else {
            let back = inner.into_iter().rev();
            let around: Vec<Point> = outer.into_iter().chain(back).collect();
            sheet.area(&[around], look.colour, opacity);
        }
    }
}

fn stripes(sheet: &mut Sheet, wheel: Wheel, series: &Series, look: Look, side: f64) {
    for (axis, stretch) in series.stretches.iter().take(wheel.count).enumerate() {
        let Some(stretch) = stretch else { continue };
        let (across, down) = wheel.towards(share(axis));
        let moved = |(x, y): Point| (x - down * side, y + across * side);
        let near = radius_of(stretch.from);
        let far = radius_of(stretch.to).max(near);
        sheet.stripe(
            moved(wheel.at(axis, near)),
            moved(wheel.at(axis, far)),
            look,
            STRIPE.0,
        );
        let middle = moved(wheel.at(axis, f64::midpoint(near, far)));
        sheet.marker(middle, look, 5.0);
    }
}

fn name_of_axis(sheet: &mut Sheet, wheel: Wheel, axis: usize, name: &str) {
    let (across, down) = wheel.towards(share(axis));
    let (size, room, most) = NAME;
    let is_upright = across.abs() < 0.15;
    let (anchor, room) = if is_upright {
        (Anchor::Middle, NARROW_NAME)
    } else if across > 0.0 {
        (Anchor::Start, room)
    } else {
        (Anchor::End, room)
    };
    let named = lines(name, size, room, most);
    let more = (share(named.len()) - 1.0) * size * LEADING;
    let (x, y) = wheel.at(axis, RADIUS + GAP);
    // Above the wheel it grows upwards, below it downwards, beside it both ways.
    let top = if is_upright && down < 0.0 {
        y - more
    } else if is_upright {
        y + size * 0.8
    } else {
        y + size * 0.35 - more / 2.0
    };
    let letters = Letters {
        size,
        colour: INK,
        anchor,
        rim: false,
    };
    sheet.words(&named, (x, top), letters);
}
