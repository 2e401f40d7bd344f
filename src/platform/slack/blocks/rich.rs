//! A text as a block of rich text. Its runs are data: whatever stands in them is shown as it is.

use slack_morphism::prelude::{
    SlackBlock, SlackChannelId, SlackDateTime, SlackRelaxedUrl, SlackRichTextBlock,
    SlackRichTextChannel, SlackRichTextDate, SlackRichTextInlineElement, SlackRichTextLink,
    SlackRichTextSection, SlackRichTextText, SlackRichTextUser, SlackUserId,
};

use super::mrkdwn::{MOMENT, fallback};
use super::tidy::is_blank;
use crate::chat::{Span, Text};

/// The text, which is tidy and fits; nothing where a reader would see nothing.
pub(super) fn rich(text: &Text) -> Option<SlackBlock> {
    if is_blank(&text.to_words()) {
        return None;
    }
    let runs = text.0.iter().filter_map(run).collect();
    let section = SlackRichTextSection::new(runs);
    Some(SlackRichTextBlock::new(vec![section.into()]).into())
}

/// One run; Slack refuses an empty one.
fn run(span: &Span) -> Option<SlackRichTextInlineElement> {
    let words = |words: &String| (!words.is_empty()).then(|| SlackRichTextText::new(words.clone()));
    Some(match span {
        Span::Plain(plain) => words(plain)?.into(),
        Span::Strong(strong) => words(strong)?.bold().into(),
        Span::Emphasis(emphasis) => words(emphasis)?.italic().into(),
        Span::Person(person) => {
            SlackRichTextUser::new(SlackUserId(person.as_str().to_owned())).into()
        }
        Span::Channel(channel) => {
            SlackRichTextChannel::new(SlackChannelId(channel.as_str().to_owned())).into()
        }
        Span::Link { text, url } => SlackRichTextLink::new(SlackRelaxedUrl(url.clone()))
            .with_text(text.clone())
            .into(),
        Span::Moment(moment) => SlackRichTextDate::new(SlackDateTime(*moment), MOMENT.to_owned())
            .with_fallback(fallback(*moment))
            .into(),
    })
}
