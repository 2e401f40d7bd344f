//! Figures in rows, as the documentation shows them.

use std::time::Duration;

/// The value that so many per mille of sorted values lie below or at.
pub fn per_mille(sorted: &[Duration], share: usize) -> Duration {
    let last = sorted.len().saturating_sub(1);
    sorted.get(last * share / 1000).copied().unwrap_or_default()
}

/// The middle one of some figures.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// A duration in milliseconds.
pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// A duration in microseconds.
pub fn microseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}
