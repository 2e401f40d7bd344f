//! Long text as files: an entry of the outbox holds 32 KiB with its words, so what is longer comes
//! in parts.

/// The most of one file, in bytes.
const PART_BYTES: usize = 24 * 1024;

/// Pieces in files that are not too large, each file with its heading. A piece is never cut.
pub(super) fn parts(heading: &str, pieces: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut parts = vec![heading.to_owned()];
    for piece in pieces {
        let is_full = parts
            .last()
            .is_none_or(|part| part.len() + piece.len() > PART_BYTES);
        if is_full {
            parts.push(heading.to_owned());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(&piece);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_row_is_in_one_part_and_none_is_too_large(lengths in prop::collection::vec(0usize..1_500, 0..80)) {
            let rows: Vec<String> = lengths.iter().map(|length| "x".repeat(*length) + "\n").collect();
            let parts = parts("heading\n", rows.iter().cloned());
            let found: usize = parts.iter().map(|part| part.lines().count() - 1).sum();
            prop_assert_eq!(found, rows.len());
            prop_assert!(parts.iter().all(|part| part.len() <= PART_BYTES));
        }
    }
}
