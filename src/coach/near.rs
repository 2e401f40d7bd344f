//! The nearest of several names to a word that is none of them, if one is near enough that it may
//! have been meant.

/// The most letters that may be amiss.
const MOST: usize = 2;

/// The nearest name; none when more than two letters are amiss, or more than a third of them.
pub(super) fn nearest<'a>(names: impl Iterator<Item = &'a str>, word: &str) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let amiss = |name: &str| strsim::damerau_levenshtein(name, &lower);
    let (distance, name) = names.map(|name| (amiss(name), name)).min()?;
    let letters = lower.chars().count().max(name.chars().count());
    (distance <= MOST && distance * 3 <= letters + 2).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_may_have_been_meant_and_what_is_not_may_not() {
        let names = || ["practice", "me", "skip", "stop", "replies", "help", "ask"].into_iter();
        for (word, meant) in [
            ("hepl", Some("help")),
            ("practise", Some("practice")),
            ("Pratice", Some("practice")),
            ("mee", Some("me")),
            ("reply", None),
            ("true", None),
            ("think", None),
            ("thanks", None),
            ("hi", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(names(), word), meant, "{word}");
        }
    }
}
