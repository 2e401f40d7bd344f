//! Every sentence that the bot says, as one typed function each ([`sentences`]) over the Fluent
//! messages of `prompts/coach/phrases.ftl`. A second language is a second file. What a sentence
//! speaks of (a person, a moment, somebody's words) goes in as spans and comes out as spans, so
//! no word of anybody's is ever read as a pattern or as markup.

mod direction;
mod listing;
mod sentences;

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use sentences::EXPECTED;

use crate::chat::{Span, Text};

/// Stands in a formatted sentence for the span of that number. Private-use characters, which the
/// library may not hold and Fluent does not touch.
const SPAN_BEGINS: char = '\u{E000}';
const SPAN_ENDS: char = '\u{E001}';

/// All sentences in all languages.
pub struct Phrases {
    default: Language,
    others: BTreeMap<String, Language>,
}

struct Language {
    bundle: FluentBundle<FluentResource>,
}

/// What is amiss with a file of phrases.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PhrasesError {
    /// The tag is no language.
    #[error("`{0}` is not a language tag such as `de` or `pt-BR`")]
    Tag(String),
    /// The file can't be read as Fluent.
    #[error("phrases for `{language}` can't be read: {reason}")]
    Syntax {
        /// Whose file.
        language: String,
        /// What the parser said.
        reason: String,
    },
    /// Sentences are missing from the default language.
    #[error("phrases for `{language}` lack: {}", missing.join(", "))]
    Missing {
        /// Whose file.
        language: String,
        /// The messages.
        missing: Vec<String>,
    },
}

impl Phrases {
    /// Reads the default language and all others, each as a tag and the text of its file.
    ///
    /// # Errors
    /// The first file that can't be read, or what the default language lacks. Other languages
    /// may lack sentences: those are said in the default language.
    pub fn load(default: (&str, &str), others: &[(&str, &str)]) -> Result<Self, PhrasesError> {
        let phrases = Self {
            default: Language::read(default.0, default.1)?,
            others: others
                .iter()
                .map(|(tag, text)| Ok(((*tag).to_owned(), Language::read(tag, text)?)))
                .collect::<Result<_, PhrasesError>>()?,
        };
        let missing: Vec<String> = EXPECTED
            .iter()
            .filter(|(id, _)| !phrases.default.bundle.has_message(id))
            .map(|(id, _)| (*id).to_owned())
            .collect();
        if missing.is_empty() {
            Ok(phrases)
        } else {
            Err(PhrasesError::Missing {
                language: default.0.to_owned(),
                missing,
            })
        }
    }

    /// The voice for a reader of that language: the nearest there is, else the default.
    pub fn speaker(&self, locale: Option<&str>) -> Speaker<'_> {
        let chosen = locale.and_then(|tag| {
            let short = tag.split(['-', '_']).next().unwrap_or_default();
            self.others.get(tag).or_else(|| self.others.get(short))
        });
        Speaker {
            language: chosen.unwrap_or(&self.default),
            fallback: &self.default,
        }
    }
}

impl Language {
    fn read(tag: &str, text: &str) -> Result<Self, PhrasesError> {
        let language: LanguageIdentifier =
            tag.parse().map_err(|_| PhrasesError::Tag(tag.to_owned()))?;
        let unreadable = |reason: String| PhrasesError::Syntax {
            language: tag.to_owned(),
            reason,
        };
        let resource = FluentResource::try_new(text.to_owned())
            .map_err(|(_, errors)| unreadable(format!("{errors:?}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Isolation marks would show as stray characters in chat clients.
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource)
            .map_err(|errors| unreadable(format!("{errors:?}")))?;
        Ok(Self { bundle })
    }
}

/// Says sentences in one language.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    language: &'a Language,
    fallback: &'a Language,
}

/// What a sentence speaks of.
pub(crate) enum About {
    /// A whole number, which decides between plural forms.
    Number(i64),
    /// Spans, put in as they are.
    Text(Text),
}

impl Speaker<'_> {
    fn say(&self, id: &str, about: Vec<(&'static str, About)>) -> Text {
        let mut spans: Vec<Text> = Vec::new();
        let mut args = FluentArgs::with_capacity(about.len());
        for (name, value) in about {
            match value {
                About::Number(number) => args.set(name, number),
                About::Text(text) => {
                    let marker = format!("{SPAN_BEGINS}{}{SPAN_ENDS}", spans.len());
                    spans.push(direction::closed(text));
                    args.set(name, FluentValue::from(marker));
                }
            }
        }
        let language = if self.language.bundle.has_message(id) {
            self.language
        } else {
            self.fallback
        };
        put_spans(&language.format(id, &args), &spans)
    }
}

impl Language {
    /// The formatted message; its own name if it is not there, which loading rules out.
    fn format(&self, id: &str, args: &FluentArgs<'_>) -> String {
        let pattern = self
            .bundle
            .get_message(id)
            .and_then(|message| message.value());
        pattern.map_or_else(
            || id.to_owned(),
            |pattern| {
                self.bundle
                    .format_pattern(pattern, Some(args), &mut Vec::new())
                    .into_owned()
            },
        )
    }
}

/// Puts the spans where their markers stand.
fn put_spans(formatted: &str, spans: &[Text]) -> Text {
    let mut text = Text::default();
    for (position, piece) in formatted.split(SPAN_BEGINS).enumerate() {
        let marked = if position == 0 {
            None
        } else {
            piece.split_once(SPAN_ENDS)
        };
        let (span, words) = match marked {
            Some((number, words)) => (number.parse().ok().and_then(|n: usize| spans.get(n)), words),
            None => (None, piece),
        };
        text.0
            .extend(span.into_iter().flat_map(|span| span.0.iter().cloned()));
        if !words.is_empty() {
            text.0.push(Span::Plain(words.to_owned()));
        }
    }
    text
}
