//! Which channel a command is about: the one that it is said in, or the one that it names with
//! `in #channel`. A command that asks for a role is given that place and the other words, so that
//! the channel that was asked about is the one that it works on: there is no other to be had.

use super::Who;
use crate::chat::Place;

/// What a command is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::coach) struct Aim<'w> {
    /// Where it works.
    pub place: Place,
    /// What else was said.
    pub words: Vec<&'w str>,
}

impl<'w> Aim<'w> {
    /// The aim of a command, said in a place. Only what managers may do is about one channel; the
    /// last `in #channel` outside quotes counts.
    pub fn of(who: Who, place: &Place, words: &[&'w str]) -> Self {
        let named = match who {
            Who::Managers => named(words),
            Who::Everybody | Who::Admins => None,
        };
        let Some(at) = named else {
            return Self {
                place: place.clone(),
                words: words.to_vec(),
            };
        };
        let id = words[at + 1]
            .trim_start_matches('#')
            .trim_end_matches(STOPS);
        Self {
            place: Place::Channel(id.into()),
            words: [&words[..at], &words[at + 2..]].concat(),
        }
    }
}

/// What may stand right behind the name of a channel.
const STOPS: [char; 4] = ['.', ',', ';', ':'];

/// Where the last `in` stands that a channel follows, outside quotes.
fn named(words: &[&str]) -> Option<usize> {
    let mut quoted = false;
    let mut found = None;
    for (at, word) in words.iter().enumerate() {
        let next = words
            .get(at + 1)
            .map_or("", |next| next.trim_end_matches(STOPS));
        let is_channel = next.len() > 1 && next.starts_with('#');
        if !quoted && word.eq_ignore_ascii_case("in") && is_channel {
            found = Some(at);
        }
        let marks = word.chars().filter(|c| ['"', '“', '”'].contains(c)).count();
        quoted ^= marks % 2 == 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aim(who: Who, said: &str) -> (String, String) {
        let words: Vec<&str> = said.split_whitespace().collect();
        let aim = Aim::of(who, &Place::Channel("HERE".into()), &words);
        let channel = aim.place.channel().map(|channel| channel.to_string());
        (channel.unwrap_or_default(), aim.words.join(" "))
    }

    #[test]
    fn the_channel_that_is_named_counts_and_else_the_one_it_is_said_in() {
        for (said, channel, rest) in [
            ("feedback", "HERE", "feedback"),
            ("feedback in #C1 for 2 days", "C1", "feedback for 2 days"),
            ("IN #C1, feedback", "C1", "feedback"),
            ("a in #C1 b in #C2.", "C2", "a in #C1 b"),
            ("in", "HERE", "in"),
            ("in #", "HERE", "in #"),
            ("in two days #C1", "HERE", "in two days #C1"),
            (
                r#""we meet in #C1 now" every Tuesday"#,
                "HERE",
                r#""we meet in #C1 now" every Tuesday"#,
            ),
            (
                r#""we meet in #C1 now" in #C2"#,
                "C2",
                r#""we meet in #C1 now""#,
            ),
            ("“we meet in #C1 now”", "HERE", "“we meet in #C1 now”"),
        ] {
            let found = aim(Who::Managers, said);
            assert_eq!(found, (channel.to_owned(), rest.to_owned()), "{said}");
        }
    }

    #[test]
    fn what_is_everybodys_or_the_admins_is_about_no_channel_in_particular() {
        for who in [Who::Everybody, Who::Admins] {
            let (channel, rest) = aim(who, "tell in #C1");
            assert_eq!((channel.as_str(), rest.as_str()), ("HERE", "tell in #C1"));
        }
    }
}
