//! Markdown as the library uses it: front matter, a text, and headings with a name each and a
//! text below. Whatever four renderers would draw differently is a problem.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::chat::{Span, Text};
use crate::library::problem::Gatherer;

/// A file, taken apart.
#[derive(Clone, Debug, Default)]
pub(in crate::library) struct Parts {
    /// The front matter and where it begins.
    pub front_matter: Option<(String, usize)>,
    /// The text before the first heading.
    pub prompt: Text,
    /// Where that stands.
    pub prompt_span: Range<usize>,
    /// What follows, in order.
    pub sections: Vec<Section>,
}

/// A heading and the text below it.
#[derive(Clone, Debug)]
pub(in crate::library) struct Section {
    /// 1 for the reserved ones, 2 for choices and parts.
    pub level: u8,
    /// The words of the heading.
    pub title: String,
    /// `{#id}`.
    pub id: Option<String>,
    /// `{.class}`.
    pub classes: Vec<String>,
    /// `{key=value}`.
    pub attributes: Vec<(String, String)>,
    /// The text below.
    pub body: Text,
    /// Where the heading stands.
    pub span: Range<usize>,
}

/// Whether a file may hold lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::library) enum Lists {
    /// None: a question is one breath.
    #[default]
    Refused,
    /// Plain ones, each entry a line that begins with a dot.
    Plain,
}

/// Takes a file apart.
pub(in crate::library) fn parse(gather: &mut Gatherer<'_>, source: &str, lists: Lists) -> Parts {
    let options =
        Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reader = Reader {
        lists,
        ..Reader::default()
    };
    for (event, span) in Parser::new_ext(source, options).into_offset_iter() {
        reader.take(gather, event, span);
    }
    reader.parts
}

/// The front matter of a file and where it begins; `None` with a problem when it has none.
pub(in crate::library) fn front_matter_of<'a>(
    gather: &mut Gatherer<'_>,
    parts: &'a Parts,
) -> Option<(&'a str, usize)> {
    if parts.front_matter.is_none() {
        gather.error(
            "S1",
            0..1,
            "there is no front matter",
            "begin the file with +++, lines of TOML, and +++",
        );
    }
    let (text, offset) = parts.front_matter.as_ref()?;
    Some((text, *offset))
}

#[derive(Default)]
struct Reader {
    parts: Parts,
    lists: Lists,
    /// How many lists are open.
    depth: u8,
    /// Whether an entry of a list has begun, and no words of it were read yet.
    in_new_entry: bool,
    in_front_matter: bool,
    in_heading: bool,
    emphasis: bool,
    strong: bool,
    link: Option<(String, String)>,
}

impl Reader {
    fn take(&mut self, gather: &mut Gatherer<'_>, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => self.in_front_matter = true,
            Event::End(TagEnd::MetadataBlock(_)) => self.in_front_matter = false,
            Event::Start(Tag::Heading {
                level,
                id,
                classes,
                attrs,
            }) => {
                self.in_heading = true;
                self.parts.sections.push(Section {
                    level: if level == HeadingLevel::H1 {
                        1
                    } else if level == HeadingLevel::H2 {
                        2
                    } else {
                        3
                    },
                    title: String::new(),
                    id: id.map(|id| id.to_string()),
                    classes: classes.iter().map(ToString::to_string).collect(),
                    attributes: attrs
                        .iter()
                        .map(|(key, value)| {
                            (
                                key.to_string(),
                                value.as_ref().map(ToString::to_string).unwrap_or_default(),
                            )
                        })
                        .collect(),
                    body: Text::default(),
                    span,
                });
            }
            Event::End(TagEnd::Heading(_)) => self.in_heading = false,
            Event::Text(words) => self.words(&words, &span),
            Event::SoftBreak => self.words(" ", &span),
            Event::HardBreak => self.words("\n", &span),
            Event::Start(Tag::Paragraph) => self.paragraph(),
            Event::Start(Tag::Emphasis) => self.emphasis = true,
            Event::End(TagEnd::Emphasis) => self.emphasis = false,
            Event::Start(Tag::Strong) => self.strong = true,
            Event::End(TagEnd::Strong) => self.strong = false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = Some((dest_url.to_string(), String::new()))
            }
            Event::End(TagEnd::Link) => {
                if let Some((url, text)) = self.link.take() {
                    self.push(Span::Link { text, url });
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) => {}
            Event::Start(Tag::List(None)) if self.may_begin_list() => self.depth += 1,
            Event::End(TagEnd::List(false)) => self.depth = self.depth.saturating_sub(1),
            Event::Start(Tag::Item) if self.depth > 0 => self.entry(),
            other => refuse(gather, &other, span, self.lists),
        }
    }

    fn words(&mut self, words: &str, span: &Range<usize>) {
        self.in_new_entry = false;
        if self.in_front_matter {
            let (text, _) = self
                .parts
                .front_matter
                .get_or_insert_with(|| (String::new(), span.start));
            text.push_str(words);
        } else if self.in_heading {
            if let Some(section) = self.parts.sections.last_mut() {
                section.title.push_str(words);
            }
        } else if let Some((_, text)) = &mut self.link {
            text.push_str(words);
        } else {
            if self.parts.sections.is_empty() {
                let prompt = &mut self.parts.prompt_span;
                *prompt = if prompt.end == 0 {
                    span.clone()
                } else {
                    prompt.start..span.end
                };
            }
            let words = words.to_owned();
            self.push(match (self.strong, self.emphasis) {
                (true, _) => Span::Strong(words),
                (false, true) => Span::Emphasis(words),
                (false, false) => Span::Plain(words),
            });
        }
    }

    /// A paragraph after another begins on a line of its own.
    fn paragraph(&mut self) {
        let is_first_of_entry = std::mem::take(&mut self.in_new_entry);
        if !self.in_front_matter && !self.current().is_empty() && !is_first_of_entry {
            self.push(Span::Plain("\n\n".to_owned()));
        }
    }

    /// A list within a list is drawn otherwise everywhere.
    fn may_begin_list(&self) -> bool {
        self.lists == Lists::Plain && self.depth == 0
    }

    /// Every entry of a list stands on a line of its own, behind a dot.
    fn entry(&mut self) {
        let is_first_of_all = self.current().is_empty();
        self.in_new_entry = true;
        let dot = if is_first_of_all { "• " } else { "\n• " };
        self.push(Span::Plain(dot.to_owned()));
    }

    fn current(&mut self) -> &mut Text {
        match self.parts.sections.last_mut() {
            Some(section) => &mut section.body,
            None => &mut self.parts.prompt,
        }
    }

    /// Neighbours of one sort become one span.
    fn push(&mut self, span: Span) {
        let spans = &mut self.current().0;
        match (spans.last_mut(), span) {
            (Some(Span::Plain(last)), Span::Plain(words)) => last.push_str(&words),
            (_, span) => spans.push(span),
        }
    }
}

fn refuse(gather: &mut Gatherer<'_>, event: &Event<'_>, span: Range<usize>, lists: Lists) {
    let what = match event {
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => "HTML",
        Event::Start(Tag::Image { .. }) => "a picture",
        Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => "code",
        Event::Start(Tag::BlockQuote(_)) => "a quote block",
        Event::Rule => "a ruled line",
        Event::Start(Tag::Table(_)) => "a table",
        Event::Start(Tag::List(_)) if lists == Lists::Plain => {
            "a list with numbers or within another"
        }
        Event::Start(Tag::List(_)) => "a list",
        _ => return,
    };
    gather.error(
        "M1",
        span,
        format!("{what} can't be drawn alike on every platform"),
        "use plain words, *emphasis* or **strong**",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_list_becomes_lines_behind_dots() {
        let read = |source: &str| {
            let mut gather = Gatherer::new("tip.md", source);
            let parts = parse(&mut gather, source, Lists::Plain);
            assert_eq!(gather.into_problems(), []);
            parts.prompt.to_words()
        };
        let tight = "Three lines:\n\n- one\n- two\n\nThen more.";
        assert_eq!(read(tight), "Three lines:\n• one\n• two\n\nThen more.");
        let loose = "- one\n\n- *two*\n";
        assert_eq!(read(loose), "• one\n• two");
    }
}
