//! Reads cards as a client does that shows CommonMark, and gives back the words. Its parser is none
//! of ours.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use super::support::adaptive_cards::elements;

/// The words of every line of a card, from top to bottom, and what of them has weight, is set apart
/// or leads somewhere; fallbacks and what Teams is told beside the body left out.
pub fn lines(card: &Value) -> Vec<Line> {
    elements(card)
        .into_iter()
        .filter(|(place, _)| !place.contains(".fallback") && !place.contains(".msteams"))
        .filter_map(|(_, element)| match element["type"].as_str()? {
            "TextBlock" => Some(markdown(element["text"].as_str()?)),
            "RichTextBlock" => Some(runs(&element["inlines"])),
            _ => None,
        })
        .collect()
}

/// The words of a line, without invisible seams, and its marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub words: String,
    /// Such as `strong: words`, `link https://…: words`, `at: name`.
    pub marks: Vec<String>,
}

fn unseamed(words: &str) -> String {
    words.replace('\u{200B}', "")
}

fn runs(inlines: &Value) -> Line {
    let mut line = Line::default();
    for run in inlines.as_array().unwrap() {
        let words = unseamed(run["text"].as_str().unwrap());
        if run["weight"] == "Bolder" {
            line.marks.push(format!("strong: {words}"));
        }
        if run["italic"] == true {
            line.marks.push(format!("emphasis: {words}"));
        }
        if let Some(url) = run["selectAction"]["url"].as_str() {
            line.marks.push(format!("link {url}: {words}"));
        }
        line.words.push_str(&words);
    }
    line
}

/// A line of Markdown.
pub fn markdown(text: &str) -> Line {
    let mut line = Line::default();
    let mut open: Vec<(String, usize)> = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Start(Tag::Strong) => open.push(("strong".to_owned(), line.words.len())),
            Event::Start(Tag::Emphasis) => open.push(("emphasis".to_owned(), line.words.len())),
            Event::Start(Tag::Link { dest_url, .. }) => {
                open.push((format!("link {dest_url}"), line.words.len()));
            }
            Event::InlineHtml(html) if &*html == "<at>" => {
                open.push(("at".to_owned(), line.words.len()));
            }
            Event::InlineHtml(html) if &*html == "</at>" => close(&mut line, &mut open),
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) => {
                close(&mut line, &mut open);
            }
            Event::Text(words) => line.words.push_str(&unseamed(&words)),
            // Anything else is markup that was not meant.
            other => line.marks.push(format!("unmeant: {other:?}")),
        }
    }
    line
}

fn close(line: &mut Line, open: &mut Vec<(String, usize)>) {
    let (mark, from) = open.pop().unwrap();
    line.marks.push(format!("{mark}: {}", &line.words[from..]));
}
