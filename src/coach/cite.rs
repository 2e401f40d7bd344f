//! How a source is named below what rests on it.

use super::phrases::Speaker;
use crate::chat::{Block, Span, Text};
use crate::library::{Library, Source, SourceId};

/// A line for each source that the library has.
pub(super) fn notes(say: &Speaker<'_>, library: &Library, sources: &[SourceId]) -> Vec<Block> {
    let found = sources.iter().filter_map(|id| library.sources.get(id));
    found
        .map(|source| Block::Note(say.answer_source(citation(source))))
        .collect()
}

fn citation(source: &Source) -> Text {
    let words = format!("{}, {} ({})", source.by, source.title, source.year);
    match &source.url {
        Some(url) => Text(vec![Span::Link {
            text: words,
            url: url.clone(),
        }]),
        None => Text::plain(words),
    }
}
