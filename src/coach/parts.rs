//! Long text as files: an entry of the outbox holds 32 KiB with its words, and as JSON, in which some
//! signs take more room than in the file. So what is longer comes in parts.

/// The most of one file, in bytes of JSON.
const PART_BYTES: usize = 24 * 1024;

/// Pieces in files that are not too large, each file with its heading. A piece is never cut.
pub(super) fn parts(heading: &str, pieces: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut parts = vec![heading.to_owned()];
    let mut held = weight(heading);
    for piece in pieces {
        let weighs = weight(&piece);
        if held + weighs > PART_BYTES {
            parts.push(heading.to_owned());
            held = weight(heading);
        }
        held += weighs;
        if let Some(part) = parts.last_mut() {
            part.push_str(&piece);
        }
    }
    parts
}

/// How many bytes words take in JSON.
fn weight(words: &str) -> usize {
    let of = |sign: char| match sign {
        '"' | '\\' | '\n' | '\r' | '\t' => 2,
        sign if sign < ' ' => 6,
        sign => sign.len_utf8(),
    };
    words.chars().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_row_is_in_one_part_and_none_is_too_large(
            lengths in prop::collection::vec(0usize..1_500, 0..80),
            sign in prop::sample::select(vec!["x", "\"", "\\", "\u{1}", "🎉"]),
        ) {
            let rows: Vec<String> = lengths.iter().map(|length| sign.repeat(*length) + "\n").collect();
            let parts = parts("heading\n", rows.iter().cloned());
            let found: usize = parts.iter().map(|part| part.lines().count() - 1).sum();
            prop_assert_eq!(found, rows.len());
            let weights = parts.iter().map(|part| format!("{part:?}").len());
            prop_assert!(weights.into_iter().all(|bytes| bytes < 32 * 1024));
            prop_assert!(parts.iter().all(|part| weight(part) <= PART_BYTES));
        }
    }
}
