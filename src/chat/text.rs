//! Text as spans: words, a person, a link, a time. Never markup, so nothing that a person or the
//! library supplies can become a mention or a link by accident; each adapter escapes and draws
//! the spans in its own way.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ChannelId, PersonId};

/// A piece of text with one meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Words, shown exactly as they are. May hold line breaks.
    Plain(String),
    /// Words that carry the weight of the sentence.
    Strong(String),
    /// Words set apart lightly.
    Emphasis(String),
    /// A person, shown by name. Notifies that person where the platform does so.
    Person(PersonId),
    /// A channel, shown by name; notifies nobody.
    Channel(ChannelId),
    /// A link to a page outside.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads; `https` only, held by `cairn check` for the library.
        url: String,
    },
    /// A moment, rendered by the platform in each reader's own zone and language.
    Moment(Timestamp),
}

/// A text of any length: spans in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Span>);

impl Text {
    /// A text of plain words.
    pub fn plain(words: impl Into<String>) -> Self {
        Self(vec![Span::Plain(words.into())])
    }

    /// A text of weighty words.
    pub fn strong(words: impl Into<String>) -> Self {
        Self(vec![Span::Strong(words.into())])
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// This text, then another.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Texts one below the other.
    pub fn lines(texts: impl IntoIterator<Item = Self>) -> Self {
        texts.into_iter().fold(Self::default(), |above, text| {
            if above.is_empty() {
                text
            } else {
                above.then(Self::plain("\n")).then(text)
            }
        })
    }

    /// Texts one below the other, below what stands before them.
    pub fn list(texts: impl IntoIterator<Item = Self>) -> Self {
        Self::plain("\n").then(Self::lines(texts))
    }

    /// The words alone, for notifications and screen readers: people and channels by id,
    /// a moment in UTC (the platform's own rendering is not to be had here).
    pub fn to_words(&self) -> String {
        self.0.iter().map(Span::to_words).collect()
    }
}

impl Span {
    fn to_words(&self) -> String {
        match self {
            Self::Plain(words) | Self::Strong(words) | Self::Emphasis(words) => words.clone(),
            Self::Person(person) => format!("@{person}"),
            Self::Channel(channel) => format!("#{channel}"),
            Self::Link { text, .. } => text.clone(),
            Self::Moment(moment) => moment.strftime("%-d %B %Y %H:%M UTC").to_string(),
        }
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::plain(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self::plain(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_stand_below_each_other_and_none_is_lost(lines in prop::collection::vec("[^\\n]{1,8}", 0..6)) {
            let texts = lines.iter().map(|line| Text::plain(line.as_str()));
            prop_assert_eq!(Text::lines(texts.clone()).to_words(), lines.join("\n"));
            prop_assert_eq!(Text::list(texts).to_words(), format!("\n{}", lines.join("\n")));
        }
    }

    #[test]
    fn a_moment_in_words_names_its_zone() {
        let moment = Timestamp::UNIX_EPOCH;
        let words = Text(vec![Span::Moment(moment)]).to_words();
        assert_eq!(words, "1 January 1970 00:00 UTC");
    }
}
