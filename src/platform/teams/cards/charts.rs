//! Meters and pictures. Where a client draws a bar or a chart itself, it does; elsewhere a picture
//! is shown by its address, and where there is none, a table says the same in words.

use serde_json::{Value, json};
use url::Url;

use super::limits;
use super::piece::Piece;
use super::text::{Look, labelled, words_line};
use crate::chat::{Drawing, Meter, Picture, Radar, Stretch, Trend};
use crate::platform::cutting::{MORE, cut, length};
use crate::platform::tidying::{clean, is_blank, one_line};

/// The cells of a bar in signs.
const CELLS: u8 = 10;
/// What stands where nothing is known.
const NOTHING: &str = "–";

/// The words first, which say it all; the bar below them only shows it.
pub(super) fn meter(meter: &Meter) -> Vec<Piece> {
    let line = |words: &str| cut(&one_line(words), limits::HEADER);
    let percent = meter.percent.min(100);
    let full = usize::from((percent + CELLS / 2) / CELLS);
    let signs = "█".repeat(full) + &"░".repeat(usize::from(CELLS) - full);
    let said = labelled(&line(&meter.label), &format!(": {}", line(&meter.words)));
    let bar = json!({
        "type": "ProgressBar", "value": percent, "max": 100, "spacing": "Small",
        "fallback": words_line(&signs, limits::HEADER, Look::Usual),
    });
    said.into_iter().chain([bar]).map(Piece::shown).collect()
}

/// A picture, whose words stand beside it anyway.
pub(super) fn picture(picture: &Picture, address: Option<Url>) -> Option<Piece> {
    let address =
        address.filter(|url| url.scheme() == "https" && length(url.as_str()) <= limits::URL);
    let shown = address.map(|url| image(&url, &picture.alt));
    let drawn = match &picture.drawing {
        Drawing::Radar(radar) => shown.or_else(|| stretches(radar)),
        Drawing::Trend(trend) => {
            let instead = shown.or_else(|| points(trend));
            match (lines(trend), instead) {
                (Some(mut chart), Some(instead)) => {
                    chart["fallback"] = instead;
                    Some(chart)
                }
                (_, instead) => instead,
            }
        }
    };
    drawn
        .or_else(|| words_line(&picture.alt, limits::ALT, Look::Small))
        .map(Piece::shown)
}

fn image(url: &Url, alt: &str) -> Value {
    let alt = Some(clean(alt)).filter(|alt| !is_blank(alt));
    let alt = cut(alt.as_deref().unwrap_or(MORE), limits::ALT);
    json!({"type": "Image", "url": url.as_str(), "altText": alt, "size": "Stretch"})
}

/// A trend as a chart. What is not known is no point in it.
fn lines(trend: &Trend) -> Option<Value> {
    let steps = steps(trend)?;
    let mut data = Vec::new();
    for line in trend.lines.iter().take(limits::CHART) {
        let known = steps.iter().zip(&line.points);
        let points: Vec<Value> = known
            .filter_map(|(step, point)| Some(json!({"x": step, "y": (*point)?.min(100)})))
            .collect();
        if !points.is_empty() {
            data.push(json!({"legend": name(&line.name), "values": points}));
        }
    }
    (!data.is_empty()).then(|| {
        json!({"type": "Chart.Line", "data": data, "yMin": 0, "yMax": 100,
            "colorSet": "categorical", "showLegend": true})
    })
}

fn steps(trend: &Trend) -> Option<Vec<String>> {
    let steps: Vec<String> = trend
        .steps
        .iter()
        .take(limits::CHART)
        .map(|step| name(step))
        .collect();
    (!steps.is_empty()).then_some(steps)
}

/// A trend as a table: a row for each thing, a column for each step.
fn points(trend: &Trend) -> Option<Value> {
    let steps = steps(trend)?;
    let row = |line: &crate::chat::TrendLine| {
        let mut cells = vec![name(&line.name)];
        cells.extend((0..steps.len()).map(|step| {
            let point = line.points.get(step).copied().flatten();
            point.map_or_else(
                || NOTHING.to_owned(),
                |share| format!("{}%", share.min(100)),
            )
        }));
        cells
    };
    let rows: Vec<Vec<String>> = trend.lines.iter().take(limits::CHART).map(row).collect();
    let head = std::iter::once(String::new())
        .chain(steps.iter().cloned())
        .collect();
    table(head, rows)
}

/// A wheel as a table: a row for each axis, a column for each series, in the words of the rings.
fn stretches(radar: &Radar) -> Option<Value> {
    let series: Vec<_> = radar.series.iter().take(limits::CHART).collect();
    let row = |(place, axis): (usize, &String)| {
        let mut cells = vec![name(axis)];
        cells.extend(series.iter().map(|series| {
            let stretch = series.stretches.get(place).copied().flatten();
            stretch.map_or_else(
                || NOTHING.to_owned(),
                |stretch| between(stretch, &radar.rings),
            )
        }));
        cells
    };
    let rows = radar
        .axes
        .iter()
        .take(limits::CHART)
        .enumerate()
        .map(row)
        .collect();
    let names = series.iter().map(|series| name(&series.name));
    table(std::iter::once(String::new()).chain(names).collect(), rows)
}

/// A stretch in the words of the rings that it touches, or else as it is.
fn between(stretch: Stretch, rings: &[String]) -> String {
    let from = usize::from(stretch.from.min(100));
    let to = usize::from(stretch.to.min(100)).max(from);
    let Some(last) = rings.len().checked_sub(1) else {
        return format!("{from} {NOTHING} {to}");
    };
    let first_ring = (from * rings.len() / 100).min(last);
    let last_ring = (to * rings.len())
        .div_ceil(100)
        .saturating_sub(1)
        .clamp(first_ring, last);
    if first_ring == last_ring {
        return name(&rings[first_ring]);
    }
    format!(
        "{} {NOTHING} {}",
        name(&rings[first_ring]),
        name(&rings[last_ring])
    )
}

/// A table whose first row is a head; none where there is nothing to tell.
fn table(head: Vec<String>, rows: Vec<Vec<String>>) -> Option<Value> {
    if rows.is_empty() || head.len() < 2 {
        return None;
    }
    let columns: Vec<Value> = (0..head.len())
        .map(|place| json!({"width": if place == 0 { 2 } else { 1 }}))
        .collect();
    let row = |cells: &Vec<String>| {
        let cells: Vec<Value> = cells
            .iter()
            .map(|words| {
                let words = words_line(words, limits::HEADER, Look::Usual);
                json!({"type": "TableCell", "items": words.into_iter().collect::<Vec<_>>()})
            })
            .collect();
        json!({"type": "TableRow", "cells": cells})
    };
    let all: Vec<Value> = std::iter::once(&head).chain(&rows).map(row).collect();
    Some(json!({"type": "Table", "columns": columns, "rows": all, "firstRowAsHeaders": true}))
}

/// A name in a chart or table, in one line.
fn name(words: &str) -> String {
    let words = one_line(words);
    if is_blank(&words) {
        return MORE.to_owned();
    }
    cut(&words, limits::SHORT_LABEL)
}
