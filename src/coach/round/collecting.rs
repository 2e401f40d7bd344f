//! A link is collected for a channel's next round, or taken out again. Nothing is fetched: what
//! stands behind a link nobody here knows.

use super::link::{LONGEST, Link, Refused};
use super::press::NewsId;
use super::record::{NEWS_MOST, News, WEEK};
use crate::chat::{ChannelId, PersonId, Text};
use crate::coach::audit::{self, Deed};
use crate::coach::desk::Desk;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Where};
use crate::coach::seed;
use crate::state::Undecided;

/// The longest line of a link, in UTF-16 units.
pub(super) const LINE_CHARS: u16 = 150;
/// So much room all links of a round may take together, in UTF-16 units: a message of Slack's
/// holds little more than twice that, and the article stands in it too.
const ROOM: usize = 5_000;

/// Why a link can't be taken, and what to do.
pub(super) fn refusal(say: &Speaker<'_>, why: Refused) -> Text {
    match why {
        Refused::NoLink => say.news_no_link(),
        Refused::NotHttps => say.news_not_https(),
        Refused::HoldsName => say.news_holds_name(),
        Refused::TooLong => say.news_link_long(i64::try_from(LONGEST).unwrap_or(i64::MAX)),
    }
}

/// Whether a line is no longer than it may be.
pub(super) fn fits(line: Option<&String>) -> bool {
    line.is_none_or(|line| line.encode_utf16().count() <= usize::from(LINE_CHARS))
}

/// Whether one more link has room beside those that wait.
pub(super) fn room_for(waiting: &[News], news: &News) -> bool {
    let room: usize = waiting.iter().map(News::room).sum();
    waiting.len() < NEWS_MOST && room + news.room() <= ROOM
}

/// What came of collecting a link.
pub(super) enum Collected {
    /// It waits, as one of so many.
    Waits(NewsId, News, usize),
    /// It does not, for that reason.
    Not(Text),
}

/// Collects a link.
pub(super) fn collect(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    by: &PersonId,
    channel: &ChannelId,
    link: Link,
    line: Option<String>,
) -> Result<Collected, Undecided> {
    let every = News::every(desk, channel)?;
    let same = every.iter().find(|(_, news)| news.url == link.url);
    match same {
        Some((_, news)) if news.stood.is_none() => {
            return Ok(Collected::Not(say.news_waits_already()));
        }
        Some((_, news)) if desk.now.duration_since(news.at) <= WEEK => {
            return Ok(Collected::Not(say.news_stood_already()));
        }
        Some(_) | None => {}
    }
    let news = News {
        url: link.url,
        host: link.host,
        line,
        by: by.clone(),
        at: desk.now,
        stood: None,
    };
    let waiting: Vec<&News> = every
        .iter()
        .map(|(_, news)| news)
        .filter(|news| news.stood.is_none())
        .collect();
    if waiting.len() >= NEWS_MOST {
        let most = i64::try_from(NEWS_MOST).unwrap_or(i64::MAX);
        return Ok(Collected::Not(say.news_too_many(most)));
    }
    let room: usize = waiting.iter().map(|news| news.room()).sum();
    if room + news.room() > ROOM {
        return Ok(Collected::Not(say.news_no_room()));
    }
    let number = waiting.len() + 1;
    let workspace = desk.event.workspace.as_str();
    let name = seed::name(&[workspace, desk.event.id.as_str(), "news"]);
    let id = News::id(desk.now, every.len(), &name);
    desk.write(News::key(channel, &id), &news);
    privacy::note(desk, by, Where::News(News::named(channel, &id)));
    let deed = Deed::NewsCollected {
        news: id.clone(),
        channel: channel.clone(),
    };
    audit::record(desk, by, deed);
    Ok(Collected::Waits(id, news, number))
}

/// Takes a link out. Whether it waited.
pub(super) fn take_out(
    desk: &mut Desk<'_>,
    by: &PersonId,
    channel: &ChannelId,
    id: &NewsId,
) -> Result<bool, Undecided> {
    let key = News::key(channel, id);
    let waits = desk.read::<News>(&key)?;
    if waits.is_none_or(|news| news.stood.is_some()) {
        return Ok(false);
    }
    desk.remove(key);
    let deed = Deed::NewsTakenOut {
        news: id.clone(),
        channel: channel.clone(),
    };
    audit::record(desk, by, deed);
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_ten_links_is_small() {
        let news = News {
            url: "a".repeat(LONGEST),
            host: "a".repeat(253),
            line: Some("“".repeat(usize::from(LINE_CHARS))),
            by: "U0123456789".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
            stood: Some("000000000000-0000000000000000".into()),
        };
        assert!(serde_json::to_vec(&news).unwrap().len() < 4_096);
    }
}
