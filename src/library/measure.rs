//! Measuring text: words, sentences, syllables, lengths as chat platforms count them. Pure.

/// Length in UTF-16 units, as Slack and Teams count.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The words of a text, without the marks around them.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '/'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect()
}

/// The sentences of a text. A colon or a line's end does not end one; an ellipsis does.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut begin = 0;
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        if c == '\n' || (matches!(c, '.' | '?' | '!' | '…') && is_end_of_word(&text[next..])) {
            sentences.push(&text[begin..next]);
            begin = next;
        }
    }
    sentences.push(&text[begin..]);
    sentences.retain(|sentence| !words(sentence).is_empty());
    sentences
}

/// Whether nothing of the word before belongs to what follows, closing marks aside.
fn is_end_of_word(rest: &str) -> bool {
    rest.trim_start_matches(['"', '”', '’', ')'])
        .chars()
        .next()
        .is_none_or(char::is_whitespace)
}

/// About how many syllables an English word has: groups of vowels, a silent final e left out.
fn syllables(word: &str) -> usize {
    let lower = word.to_lowercase();
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut groups = 0;
    let mut before = false;
    for c in lower.chars() {
        groups += usize::from(is_vowel(c) && !before);
        before = is_vowel(c);
    }
    let silent = lower.ends_with('e') && !lower.ends_with("le") && groups > 1;
    (groups - usize::from(silent)).max(1)
}

/// The school year that a text asks for (Flesch and Kincaid 1975).
pub(super) fn grade_level(text: &str) -> f64 {
    let words = words(text);
    let sentences = sentences(text).len().max(1) as f64;
    if words.is_empty() {
        return 0.0;
    }
    let count = words.len() as f64;
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * (count / sentences) + 11.8 * (syllables as f64 / count) - 15.59
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_counted() {
        assert_eq!(words("Say what came late — and why.").len(), 6);
        assert_eq!(sentences("One. Two? 3.5 is no end… yes").len(), 4);
        assert_eq!(
            ["plan", "late", "people", "table", "idea", "the"].map(syllables),
            [1, 1, 2, 2, 2, 1]
        );
        assert_eq!(length("a𝄞"), 3);
        assert!(grade_level("The cat sat on the mat.") < 2.0);
    }

    proptest! {
        #[test]
        fn any_text_can_be_measured(text in ".{0,200}") {
            prop_assert!(grade_level(&text).is_finite());
            let in_sentences: usize = sentences(&text).iter().map(|sentence| words(sentence).len()).sum();
            prop_assert_eq!(in_sentences, words(&text).len());
        }
    }
}
