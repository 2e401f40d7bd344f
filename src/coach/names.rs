//! What people mean by a name they type: what is called so by its id or its title, in whatever
//! capitals and quotation marks; else the nearest name, if one is near enough that it may have been
//! meant.

use crate::library::{Library, Skill};

/// The most letters that may be amiss.
const MOST: usize = 2;

/// What is meant by a name.
pub(super) enum Found<'a, T> {
    /// This is called so.
    This(&'a T),
    /// Nothing is; the nearest id.
    Near(&'a str),
    /// Nothing is, nor nearly.
    Nothing,
}

/// Finds what is called so among things with an id and a title.
pub(super) fn find<'a, T>(
    all: impl Iterator<Item = &'a T> + Clone,
    called: impl Fn(&'a T) -> (&'a str, &'a str),
    typed: &str,
) -> Found<'a, T> {
    if let Some(found) = all.clone().find(|it| is_called(called(it), typed)) {
        return Found::This(found);
    }
    nearest(all.map(|it| called(it).0), typed).map_or(Found::Nothing, Found::Near)
}

/// Finds a skill.
pub(super) fn skill<'a>(library: &'a Library, typed: &str) -> Found<'a, Skill> {
    let called = |skill: &'a Skill| (skill.id.as_str(), skill.name.as_str());
    find(library.skills.iter(), called, typed)
}

fn is_called((id, title): (&str, &str), typed: &str) -> bool {
    let lower = typed.to_lowercase();
    id == lower || title.to_lowercase() == lower
}

/// A name without the quotation marks around it.
pub(super) fn bare(typed: &str) -> &str {
    typed.trim_matches(['"', '“', '”', '\'', '`'])
}

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
    fn a_thing_is_found_by_its_id_or_its_title_however_they_are_typed() {
        let all = [("late-report", "A Late Report"), ("wins", "Ten wins")];
        let meant = |typed| match find(all.iter(), |it| *it, typed) {
            Found::This((id, _)) => format!("this {id}"),
            Found::Near(id) => format!("near {id}"),
            Found::Nothing => "nothing".to_owned(),
        };
        for (typed, found) in [
            ("Late-Report", "this late-report"),
            ("a late report", "this late-report"),
            ("TEN WINS", "this wins"),
            ("winz", "near wins"),
            ("lat-reprt", "near late-report"),
            ("ten", "nothing"),
            ("", "nothing"),
        ] {
            assert_eq!(meant(typed), found, "{typed}");
        }
        assert_eq!(bare("“Ten wins”"), "Ten wins");
    }

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
