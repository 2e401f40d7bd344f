//! How a weekly round looks: in its channel, taken back, and before it is posted.

use super::gathering::Contents;
use super::press::{Press, WeeklyRoundId};
use super::record::News;
use crate::chat::{Block, Card, Span, Text};
use crate::coach::act::Act;
use crate::coach::beginning::beginning;
use crate::coach::cite;
use crate::coach::desk::button;
use crate::coach::phrases::{Phrases, Speaker};
use crate::library::{Library, PageId, Reference, RoundArticle};

/// A link without a line shows so much of its address.
const ADDRESS_SHOWN: usize = 80;
/// As many wins as a week hardly has, where all cards are looked at.
const MANY: usize = 64;

/// How a round stands in its channel.
pub(super) fn standing_card(
    say: &Speaker<'_>,
    library: &Library,
    contents: &Contents,
    about: &Act,
) -> Card {
    let mut blocks = vec![Block::Title(say.round_title())];
    if let Some(article) = &contents.article {
        blocks.extend(lead(say, library, article));
    }
    blocks.extend(of_the_week(say, library, contents).map(Block::Paragraph));
    if !contents.news.is_empty() {
        let stands_below = blocks.len() > 1;
        blocks.extend(stands_below.then_some(Block::Divider));
        blocks.push(Block::Paragraph(say.round_news()));
        let news = contents.news.iter();
        blocks.extend(news.map(|(_, news)| Block::Paragraph(link_line(say, news))));
    }
    blocks.push(Block::Divider);
    blocks.push(Block::Note(say.round_ask()));
    blocks.push(Block::Buttons(vec![button(about, &say.button_tell_us())]));
    Card::of(blocks)
}

/// The article in brief.
fn lead(say: &Speaker<'_>, library: &Library, article: &RoundArticle) -> Vec<Block> {
    let mut blocks = vec![
        Block::Paragraph(Text::strong(article.title.as_str())),
        Block::Paragraph(article.text.clone()),
        Block::Paragraph(say.round_question(article.question.as_str())),
    ];
    let reference = article.listen_or_read.as_ref();
    blocks.extend(reference.map(|it| Block::Note(say.round_listen_or_read(link(it)))));
    blocks.extend(cite::notes(say, library, &article.sources));
    blocks
}

fn link(reference: &Reference) -> Text {
    Text(vec![Span::Link {
        text: reference.title.clone(),
        url: reference.url.clone(),
    }])
}

/// What stood in the channel this week, in a line each; none where nothing did.
fn of_the_week(say: &Speaker<'_>, library: &Library, contents: &Contents) -> Option<Text> {
    let tip = contents.tip.as_deref();
    let tip = tip.map(|title| say.round_tip(Text::strong(title)));
    let check_in = contents.check_in.as_ref().map(|id| {
        let skill = library.skill(id);
        let name = skill.map_or(id.as_str(), |skill| skill.name.as_str());
        say.round_check_in(Text::strong(name))
    });
    let wins = i64::try_from(contents.wins).unwrap_or(i64::MAX);
    let wins = (wins > 0).then(|| say.round_wins(wins));
    let lines: Vec<Text> = [tip, check_in, wins].into_iter().flatten().collect();
    (!lines.is_empty()).then(|| Text::lines(lines))
}

/// A link in a line: what was said of it, or else its address; and always where it leads.
pub(super) fn link_line(say: &Speaker<'_>, news: &News) -> Text {
    let text = news.line.clone().unwrap_or_else(|| address(&news.url));
    let url = news.url.clone();
    say.round_link(Text(vec![Span::Link { text, url }]), news.host.as_str())
}

/// An address without what all of them begin with, and not too long.
fn address(url: &str) -> String {
    let bare = url.strip_prefix("https://").unwrap_or(url);
    beginning(bare.trim_end_matches('/'), ADDRESS_SHOWN)
}

/// What is left of a round that was taken back: one line.
pub(super) fn taken_back_card(say: &Speaker<'_>) -> Card {
    Card::words(say.round_taken_back())
}

/// A round as it will look, with a button that does nothing.
pub(super) fn preview_card(say: &Speaker<'_>, library: &Library, contents: &Contents) -> Card {
    standing_card(say, library, contents, &Act::Preview)
}

/// The cards of all lead articles, as `cairn check` looks at them; none if the phrases can't be
/// read.
pub(in crate::coach) fn every_card(library: &Library, phrases: &str) -> Vec<(PageId, Card)> {
    let Ok(phrases) = Phrases::load(("en", phrases), &[]) else {
        return Vec::new();
    };
    let say = phrases.speaker(None);
    let about = Act::Round(Press::TellUs(WeeklyRoundId::from(
        "000000000000-0000000000000000",
    )));
    let titles = library.tips.values().map(|tip| tip.title.clone());
    let longest_tip = titles.max_by_key(String::len);
    let draw = |article: &std::sync::Arc<RoundArticle>| {
        let contents = Contents {
            article: Some(article.clone()),
            tip: longest_tip.clone(),
            check_in: None,
            wins: MANY,
            news: Vec::new(),
        };
        let card = standing_card(&say, library, &contents, &about);
        (PageId::Round(article.id.clone()), card)
    };
    library.rounds.values().map(draw).collect()
}
