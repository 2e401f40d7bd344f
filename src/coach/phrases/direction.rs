//! Words that somebody typed may turn the direction of writing and leave it turned. In a sentence of
//! ours it turns back where they end, so that what follows them is read as it is written.

use crate::chat::{Span, Text};

/// The text, and behind it what closes the directions that it leaves open.
pub(super) fn closed(mut text: Text) -> Text {
    let mut open = Vec::new();
    for span in &text.0 {
        let (Span::Plain(words) | Span::Strong(words) | Span::Emphasis(words)) = span else {
            continue;
        };
        words.chars().for_each(|sign| turn(&mut open, sign));
    }
    if !open.is_empty() {
        let closing = open.into_iter().rev().collect();
        text.0.push(Span::Plain(closing));
    }
    text
}

/// Takes note of a sign; what is open holds what would close it (UAX #9).
fn turn(open: &mut Vec<char>, sign: char) {
    match sign {
        '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => open.push('\u{202C}'),
        '\u{2066}'..='\u{2068}' => open.push('\u{2069}'),
        '\u{202C}' if open.last() == Some(&sign) => {
            open.pop();
        }
        // An isolate closes what was opened in it, too.
        '\u{2069}' => {
            if let Some(at) = open.iter().rposition(|closing| *closing == sign) {
                open.truncate(at);
            }
        }
        '\n' => open.clear(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_turned_turns_back_where_the_words_end() {
        for (typed, closing) in [
            ("Ana", ""),
            ("\u{202E}anA", "\u{202C}"),
            ("\u{202E}anA\u{202C}", ""),
            ("\u{202B}a\u{2067}b", "\u{2069}\u{202C}"),
            ("\u{2067}a\u{202E}b\u{2069}", ""),
            ("\u{202C}a\u{2069}", ""),
            ("\u{202E}a\nb", ""),
            ("\u{200F}right", ""),
        ] {
            let shown = closed(Text::plain(typed)).to_words();
            assert_eq!(shown, format!("{typed}{closing}"), "{typed:?}");
        }
    }
}
