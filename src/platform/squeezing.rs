//! The last resort for what is far too long: parts are left out from the middle, with "…" in their
//! place, until the rest fits. What is pressed or filled in goes last.

/// What paragraphs are cut to: the first that makes the whole fit. So the longest are cut first,
/// and short ones never.
pub(super) const ROOMS: [usize; 7] = [usize::MAX, 6_000, 3_000, 1_500, 700, 300, SCARCE];
/// What paragraphs are cut to where parts have to be left out besides.
pub(super) const SCARCE: usize = 100;

/// One part of what is drawn, as its platform takes it.
pub(super) trait Part: Sized {
    /// How much room it takes, with what parts it from the next.
    fn weight(&self) -> usize;
    /// Whether it only shows something: it is neither pressed nor filled in.
    fn only_shows(&self) -> bool;
    /// What stands where others were left out.
    fn gap() -> Option<Self>;
}

/// The weight of all parts.
pub(super) fn weight<P: Part>(parts: &[P]) -> usize {
    parts.iter().map(Part::weight).sum()
}

/// The parts, without as many from the middle as must go until so many, of so much weight, hold.
pub(super) fn squeeze<P: Part>(mut parts: Vec<P>, hold: impl Fn(usize, usize) -> bool) -> Vec<P> {
    if hold(parts.len(), weight(&parts)) {
        return parts;
    }
    let Some(gap_sign) = P::gap() else {
        return Vec::new();
    };
    let mut total = weight(&parts) + gap_sign.weight();
    let mut gap = parts.len() / 2;
    while !hold(parts.len() + 1, total) && !parts.is_empty() {
        gap = next_to_go(&parts);
        total -= parts.remove(gap).weight();
    }
    parts.insert(gap, gap_sign);
    parts
}

/// Which part is missed least: the middlemost that only shows something, else the last.
fn next_to_go<P: Part>(parts: &[P]) -> usize {
    let middle = parts.len() / 2;
    (0..parts.len())
        .filter(|at| parts[*at].only_shows())
        .min_by_key(|at| at.abs_diff(middle))
        .unwrap_or(parts.len() - 1)
}
