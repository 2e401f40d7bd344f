//! Cards and forms as text, the way a person would write down what stands in a chat.

use cairn::chat::{Block, Card, Choice, Field, Form, InputKind, Row, Span, Text};
use jiff::tz::TimeZone;

pub fn text(text: &Text) -> String {
    text.0.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Plain(words) => words.clone(),
        Span::Strong(words) => format!("*{words}*"),
        Span::Emphasis(words) => format!("_{words}_"),
        Span::Person(person) => format!("@{person}"),
        Span::Channel(channel) => format!("#{channel}"),
        Span::Link { text, url } => format!("{text} <{url}>"),
        Span::Moment(at) => {
            let zone = TimeZone::get("Europe/Berlin").unwrap();
            at.to_zoned(zone).strftime("{%a %-d %b %H:%M}").to_string()
        }
    }
}

pub fn card(card: &Card) -> Vec<String> {
    card.blocks.iter().flat_map(block).collect()
}

fn block(block: &Block) -> Vec<String> {
    let lines = |words: String| words.lines().map(str::to_owned).collect::<Vec<_>>();
    match block {
        Block::Title(words) => lines(format!("# {}", text(words))),
        Block::Paragraph(words) => lines(text(words)),
        Block::Note(words) => lines(format!("({})", text(words))),
        Block::Buttons(buttons) => {
            vec![
                buttons
                    .iter()
                    .map(|button| format!("[{}]", button.label))
                    .collect::<Vec<_>>()
                    .join(" "),
            ]
        }
        Block::Meter(meter) => vec![format!(
            "{}: {}% · {}",
            meter.label, meter.percent, meter.words
        )],
        Block::Picture(picture) => lines(format!("[picture: {}]", picture.alt)),
        Block::Divider => vec!["---".to_owned()],
    }
}

pub fn form(form: &Form) -> Vec<String> {
    let mut lines = vec![format!("# {}", form.title)];
    for row in &form.rows {
        match row {
            Row::Show(shown) => lines.extend(block(shown)),
            Row::Ask(field) => lines.push(format!("? {} {}", field.label, input(field))),
        }
    }
    let back = form.back.iter().map(|back| format!("[{back}] "));
    lines.push(format!("{}[{}]", back.collect::<String>(), form.submit));
    lines
}

fn input(field: &Field) -> String {
    match &field.input {
        InputKind::Words { max, initial, .. } if initial.is_empty() => {
            format!("<up to {max} characters>")
        }
        InputKind::Words { initial, .. } => format!("<{initial}>"),
        InputKind::Number { min, max } => format!("<{min} to {max}>"),
        InputKind::One { options, initial } => {
            format!("<one of: {}>", labels(options, initial.as_slice()))
        }
        InputKind::Several { options, initial } => {
            format!("<any of: {}>", labels(options, initial))
        }
        InputKind::Channel { initial: None } => "<a channel>".to_owned(),
        InputKind::Channel {
            initial: Some(channel),
        } => format!("<#{channel}>"),
        InputKind::People { initial, .. } if initial.is_empty() => "<people>".to_owned(),
        InputKind::People { initial, .. } => {
            let named = initial.iter().map(|person| format!("@{person}"));
            format!("<{}>", named.collect::<Vec<_>>().join(" "))
        }
        InputKind::Date { initial: None } => "<a day>".to_owned(),
        InputKind::Date { initial: Some(day) } => format!("<{day}>"),
    }
}

/// What can be chosen; what is chosen at first is marked.
fn labels(options: &[Choice], chosen: &[String]) -> String {
    let label = |option: &Choice| {
        let mark = if chosen.contains(&option.id) {
            "✓ "
        } else {
            ""
        };
        format!("{mark}{}", option.label)
    };
    options.iter().map(label).collect::<Vec<_>>().join(" | ")
}
