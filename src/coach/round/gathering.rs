//! What a channel's next round would hold now: an article, the week's tip and check-in as far as
//! they stand, the wins, the links.

use std::sync::Arc;

use super::choose;
use super::press::NewsId;
use super::record::{News, WEEK};
use crate::chat::ChannelId;
use crate::coach::channel::ChannelRecord;
use crate::coach::checkin;
use crate::coach::desk::Desk;
use crate::coach::packs;
use crate::coach::tip;
use crate::coach::win;
use crate::library::{RoundArticle, SkillId};
use crate::state::{Kind, Owner, PageOf, Read, Undecided};

/// What a round holds.
pub(super) struct Contents {
    /// The lead article.
    pub article: Option<Arc<RoundArticle>>,
    /// What the week's tip is called.
    pub tip: Option<String>,
    /// Of which skill the week's check-in is.
    pub check_in: Option<SkillId>,
    /// How many wins the channel told in the last seven days.
    pub wins: usize,
    /// The links, in the order in which they came.
    pub news: Vec<(NewsId, News)>,
}

impl Contents {
    /// Gathers it.
    pub fn gather(desk: &Desk<'_>, channel: &ChannelId) -> Result<Self, Undecided> {
        let news = PageOf {
            owner: Owner::Shared,
            kind: Kind::News,
            after: format!("{channel}/").into(),
            limit: super::record::NEWS_READ,
        };
        desk.want_all(vec![
            Read::One(ChannelRecord::key(channel)),
            Read::Page(packs::page()),
            Read::Page(news),
            win::page_of_wins(channel),
        ])?;
        let record: ChannelRecord = desk.read(&ChannelRecord::key(channel))?.unwrap_or_default();
        let since = desk.after(-WEEK);
        let tip = match &record.last_tip {
            Some(post) => tip::standing_title(desk, post, since)?,
            None => None,
        };
        let check_in = match &record.last_run {
            Some(run) => checkin::standing_skill(desk, run, since)?,
            None => None,
        };
        Ok(Self {
            article: choose::next(desk, channel, &record)?,
            tip,
            check_in,
            wins: win::told_lately(desk, channel)?,
            news: News::waiting(desk, channel)?,
        })
    }

    /// Whether there is something to say: an article or a link. What stands above anyway is no
    /// reason for a message.
    pub fn is_worth_saying(&self) -> bool {
        self.article.is_some() || !self.news.is_empty()
    }
}
