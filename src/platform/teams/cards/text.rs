//! Spans as text that Teams draws. A line is a `RichTextBlock`, whose runs are data and never
//! markup, so that no words can turn into formatting or a link. Only a line that names somebody
//! must be a `TextBlock`, the one element in which Teams notifies; `markdown` tells how words stay
//! words there. Each line of a text is an element of its own: clients differ in what a line break
//! inside of one does.

use serde_json::{Value, json};

use super::markdown::{at, markdown, seamed};
use super::piece::Piece;
use super::{Surroundings, limits};
use crate::chat::{ChannelId, PersonId, Span, Text};
use crate::platform::cutting::{MORE, cut, cut_text};
use crate::platform::tidying::{clean, is_blank, link, marked, one_line};

/// How much a text asks to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A paragraph.
    Usual,
    /// In small.
    Small,
    /// What is amiss. Its words say so too.
    Amiss,
}

/// One run of a line, with nothing more to look up.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Run {
    /// Words in one line.
    Words(String),
    /// The same with weight.
    Strong(String),
    /// The same set apart lightly.
    Emphasis(String),
    /// Words that lead to a page.
    Link {
        /// The words.
        text: String,
        /// The page.
        url: String,
    },
    /// Somebody who is notified.
    Mention {
        /// As Teams knows the person.
        id: String,
        /// What stands there, in which nothing is markup.
        name: String,
    },
}

/// A text of any number of lines, cut to at most so many units.
pub(super) fn paragraph(
    text: &Text,
    most: usize,
    look: Look,
    around: &Surroundings<'_>,
) -> Vec<Piece> {
    let text = cut_text(&tidy(text), most);
    let mut drawn = Vec::new();
    let mut after_gap = true;
    for line in lines(&resolved(&text, around)) {
        if line.is_empty() {
            after_gap = true;
            continue;
        }
        let mut piece = drawn_line(&line, look);
        if !after_gap {
            piece.element["spacing"] = json!("None");
        }
        after_gap = false;
        drawn.push(piece);
    }
    drawn
}

/// A title: a heading of one line, which screen readers know as one.
pub(super) fn title(text: &Text, around: &Surroundings<'_>) -> Option<Piece> {
    let text = cut_text(&tidy(text), limits::HEADER);
    let whole: Vec<Run> = resolved(&text, around)
        .into_iter()
        .map(|run| match run {
            // A title has weight anyway.
            Run::Strong(words) | Run::Emphasis(words) | Run::Words(words) => {
                Run::Words(words.replace(['\n', '\t'], " "))
            }
            Run::Link { text, url } => Run::Link {
                text: one_line(&text),
                url,
            },
            Run::Mention { .. } => run,
        })
        .collect();
    let line = trimmed(whole);
    if line.is_empty() {
        return None;
    }
    let element = json!({
        "type": "TextBlock", "text": markdown(&line), "wrap": true,
        "style": "heading", "size": "Medium", "weight": "Bolder",
    });
    Some(Piece::with_mentions(element, mentions(&line)))
}

/// Words in a line, as data: as [`paragraph`], but whatever is in them is words.
pub(super) fn words_line(words: &str, most: usize, look: Look) -> Option<Value> {
    let words = cut(&one_line(words), most);
    let line = trimmed(vec![Run::Words(words)]);
    (!line.is_empty()).then(|| rich(&line, look))
}

/// The label with weight, then the words.
pub(super) fn labelled(label: &str, words: &str) -> Option<Value> {
    let line = trimmed(vec![
        Run::Strong(label.to_owned()),
        Run::Words(words.to_owned()),
    ]);
    (!line.is_empty()).then(|| rich(&line, Look::Usual))
}

fn drawn_line(line: &[Run], look: Look) -> Piece {
    let named = mentions(line);
    if named.is_empty() {
        return Piece::shown(rich(line, look));
    }
    let mut element = json!({"type": "TextBlock", "text": markdown(line), "wrap": true});
    match look {
        Look::Usual => {}
        Look::Small => {
            element["size"] = json!("Small");
            element["isSubtle"] = json!(true);
        }
        Look::Amiss => element["color"] = json!("Attention"),
    }
    Piece::with_mentions(element, named)
}

fn rich(line: &[Run], look: Look) -> Value {
    let runs: Vec<Value> = line.iter().map(|run| inline(run, look)).collect();
    json!({"type": "RichTextBlock", "inlines": runs})
}

fn inline(run: &Run, look: Look) -> Value {
    let words = match run {
        Run::Words(words) | Run::Strong(words) | Run::Emphasis(words) => words,
        Run::Link { text, .. } => text,
        Run::Mention { name, .. } => name,
    };
    let mut drawn = json!({"type": "TextRun", "text": seamed(words)});
    match run {
        Run::Strong(_) => drawn["weight"] = json!("Bolder"),
        Run::Emphasis(_) => drawn["italic"] = json!(true),
        Run::Link { url, .. } => {
            drawn["selectAction"] = json!({"type": "Action.OpenUrl", "url": url});
        }
        Run::Words(_) | Run::Mention { .. } => {}
    }
    match look {
        Look::Usual => {}
        Look::Small => {
            drawn["size"] = json!("Small");
            drawn["isSubtle"] = json!(true);
        }
        Look::Amiss => drawn["color"] = json!("Attention"),
    }
    drawn
}

/// Who is named in a line, as Teams wants to be told beside it.
fn mentions(line: &[Run]) -> Vec<Value> {
    let entity = |run: &Run| match run {
        Run::Mention { id, name } => Some(json!({
            "type": "mention", "text": at(name), "mentioned": {"id": id, "name": name},
        })),
        Run::Words(_) | Run::Strong(_) | Run::Emphasis(_) | Run::Link { .. } => None,
    };
    line.iter().filter_map(entity).collect()
}

/// The text without control characters, links that lead nowhere, and empty spans.
fn tidy(text: &Text) -> Text {
    let tidied = text.0.iter().map(|span| match span {
        Span::Plain(words) => Span::Plain(clean(words)),
        Span::Strong(words) => marked(words, Span::Strong),
        Span::Emphasis(words) => marked(words, Span::Emphasis),
        Span::Link { text, url } => link(text, url, limits::URL),
        Span::Person(_) | Span::Channel(_) | Span::Moment(_) => span.clone(),
    });
    let tidied = tidied.filter(|span| !matches!(span, Span::Plain(words) if words.is_empty()));
    Text(tidied.collect())
}

/// The runs, people and channels by name, moments in words.
fn resolved(text: &Text, around: &Surroundings<'_>) -> Vec<Run> {
    let run = |span: &Span| match span {
        Span::Plain(words) => Run::Words(words.clone()),
        Span::Strong(words) => Run::Strong(words.clone()),
        Span::Emphasis(words) => Run::Emphasis(words.clone()),
        Span::Link { text, url } => Run::Link {
            text: text.clone(),
            url: url.clone(),
        },
        Span::Person(person) => named(person, around),
        Span::Channel(channel) => Run::Words(channel_name(channel, around)),
        Span::Moment(moment) => {
            let there = moment.to_zoned(around.zone.clone());
            let zone = around.zone.iana_name().unwrap_or("UTC");
            let written = there.strftime("%a %-d %b %Y, %H:%M");
            Run::Words(format!("{written} ({zone})"))
        }
    };
    text.0.iter().map(run).collect()
}

/// Somebody by name, notified; whoever is not known is somebody.
fn named(person: &PersonId, around: &Surroundings<'_>) -> Run {
    let known = around.people.get(person);
    let name = known.map(|known| super::markdown::plain_name(&known.name));
    match (known, name) {
        (Some(known), Some(name)) if !is_blank(&name) && super::values::is_id(&known.id) => {
            Run::Mention {
                id: known.id.clone(),
                name,
            }
        }
        (Some(_), Some(name)) if !is_blank(&name) => Run::Words(name),
        (_, _) => Run::Words(around.words.somebody.clone()),
    }
}

/// A channel by name; Teams has no mark for one, and a bot may mention none.
fn channel_name(channel: &ChannelId, around: &Surroundings<'_>) -> String {
    let name = around.channels.get(channel).map(|name| one_line(name));
    name.filter(|name| !is_blank(name)).map_or_else(
        || around.words.a_channel.clone(),
        |name| cut(&name, limits::NAME),
    )
}

/// The runs line by line, each without white space around it.
fn lines(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut lines = vec![Vec::new()];
    for run in runs {
        let (words, like): (&str, fn(String) -> Run) = match run {
            Run::Words(words) => (words, Run::Words),
            Run::Strong(words) => (words, Run::Strong),
            Run::Emphasis(words) => (words, Run::Emphasis),
            Run::Link { text, url } => {
                let text = one_line(text);
                let url = url.clone();
                push(&mut lines, Run::Link { text, url });
                continue;
            }
            Run::Mention { .. } => {
                push(&mut lines, run.clone());
                continue;
            }
        };
        for (index, part) in words.split('\n').enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            push(&mut lines, like(part.to_owned()));
        }
    }
    lines.into_iter().map(trimmed).collect()
}

fn push(lines: &mut [Vec<Run>], run: Run) {
    if let Some(line) = lines.last_mut() {
        line.push(run);
    }
}

/// A line without white space at its ends and runs of nothing; empty where a reader sees nothing.
fn trimmed(mut line: Vec<Run>) -> Vec<Run> {
    fn words(run: &mut Run) -> Option<&mut String> {
        match run {
            Run::Words(words) | Run::Strong(words) | Run::Emphasis(words) => Some(words),
            Run::Link { .. } | Run::Mention { .. } => None,
        }
    }
    while let Some(first) = line.first_mut().and_then(words) {
        *first = first.trim_start().to_owned();
        if !first.is_empty() {
            break;
        }
        line.remove(0);
    }
    while let Some(last) = line.last_mut().and_then(words) {
        *last = last.trim_end().to_owned();
        if !last.is_empty() {
            break;
        }
        line.pop();
    }
    line.retain_mut(|run| words(run).is_none_or(|words| !words.is_empty()));
    let blank = line.iter().all(|run| match run {
        Run::Words(words) | Run::Strong(words) | Run::Emphasis(words) => is_blank(words),
        Run::Link { .. } | Run::Mention { .. } => false,
    });
    if blank { Vec::new() } else { line }
}

/// "…" alone, where others were left out.
pub(super) fn more() -> Value {
    rich(&[Run::Words(MORE.to_owned())], Look::Usual)
}
