//! Words that somebody typed, in a file of Markdown: signs that would mean something there are
//! escaped, and a line break is a space, so that words stay words.

/// The signs that may mean something wherever they stand.
const ANYWHERE: &str = "\\`*_{}[]<>#|~&!";
/// Those that mean something at the beginning of a line.
const AT_BEGINNING: &str = "-+=.):";

/// The words, for the middle of a line or its beginning.
pub(super) fn words(typed: &str) -> String {
    let mut escaped = String::with_capacity(typed.len());
    let mut begins = true;
    for sign in typed
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        let means = ANYWHERE.contains(sign) || begins && AT_BEGINNING.contains(sign);
        if means {
            escaped.push('\\');
        }
        escaped.push(sign);
        // `1.` and `1)` begin a list as `-` does.
        begins = begins && sign.is_ascii_digit();
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_stay_words() {
        for (typed, escaped) in [
            ("Shipped it.", "Shipped it."),
            ("# A title", "\\# A title"),
            ("- a list\n\n2. of two", "\\- a list 2. of two"),
            ("1. first", "1\\. first"),
            (
                "*bold* <b>[x](https://a.example)",
                "\\*bold\\* \\<b\\>\\[x\\](https://a.example)",
            ),
            ("a | b & c", "a \\| b \\& c"),
            ("بسم 🎉 ok", "بسم 🎉 ok"),
        ] {
            assert_eq!(words(typed), escaped);
        }
    }

    proptest! {
        #[test]
        fn nothing_begins_a_block_and_nothing_is_lost(typed in "(?s).{0,40}") {
            let escaped = words(&typed);
            prop_assert!(!escaped.contains('\n'));
            prop_assert!(!escaped.starts_with(['#', '-', '+', '>', '*', '=']));
            let mut signs = escaped.chars();
            let mut read = String::new();
            while let Some(sign) = signs.next() {
                read.extend(if sign == '\\' { signs.next() } else { Some(sign) });
            }
            prop_assert_eq!(read, typed.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
