//! Which lead article comes next: one that the channel never had and whose pack is open there,
//! drawn. None comes twice, so in the end there is none.

use std::sync::Arc;

use crate::chat::ChannelId;
use crate::coach::channel::ChannelRecord;
use crate::coach::desk::Desk;
use crate::coach::packs::{self, Whom};
use crate::coach::seed;
use crate::library::{Library, RoundArticle, Status};
use crate::state::Undecided;

/// The articles that a channel with that record was never given and may be, in no order.
fn open_ones<'a>(
    desk: &Desk<'a>,
    channel: &ChannelId,
    record: &ChannelRecord,
) -> Result<Vec<&'a Arc<RoundArticle>>, Undecided> {
    let library: &'a Library = &desk.coach.library;
    let mut open = Vec::new();
    for article in never_had(library, record) {
        let is_open = match &article.skill {
            Some(skill) => packs::is_open(desk, skill, Whom::Channel(channel))?,
            None => true,
        };
        open.extend(is_open.then_some(article));
    }
    Ok(open)
}

fn never_had<'a>(
    library: &'a Library,
    record: &ChannelRecord,
) -> impl Iterator<Item = &'a Arc<RoundArticle>> {
    let live = library.rounds.values();
    live.filter(|article| {
        article.status == Status::Live && record.rounds.last(&article.id).is_none()
    })
}

/// Of these the one that comes next in a channel. Each channel has an order of its own, drawn once,
/// so that a preview shows the very article that comes.
fn first<'a>(
    articles: impl IntoIterator<Item = &'a Arc<RoundArticle>>,
    channel: &ChannelId,
) -> Option<Arc<RoundArticle>> {
    let place = |article: &&Arc<RoundArticle>| {
        seed::number(&["round", channel.as_str(), article.id.as_str()])
    };
    articles.into_iter().min_by_key(place).cloned()
}

/// The next article of a channel with that record; none when it has had all of them.
pub(super) fn next(
    desk: &Desk<'_>,
    channel: &ChannelId,
    record: &ChannelRecord,
) -> Result<Option<Arc<RoundArticle>>, Undecided> {
    Ok(first(open_ones(desk, channel, record)?, channel))
}

/// How many articles a channel with that record has not had.
pub(in crate::coach) fn left(
    desk: &Desk<'_>,
    channel: &ChannelId,
    record: &ChannelRecord,
) -> Result<usize, Undecided> {
    Ok(open_ones(desk, channel, record)?.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::RoundId;
    use jiff::Timestamp;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn article(id: &str, status: Status) -> Arc<RoundArticle> {
        Arc::new(RoundArticle {
            id: id.into(),
            title: id.to_owned(),
            text: "Words.".into(),
            question: "What then?".to_owned(),
            listen_or_read: None,
            skill: None,
            sources: Vec::new(),
            status,
            rev: 1,
        })
    }

    proptest! {
        #[test]
        fn none_comes_twice_and_all_that_are_live_come(channel in "[a-z]{1,8}", live in 0usize..12, other in 0usize..4) {
            let mut library = Library::embedded().unwrap();
            library.rounds.clear();
            for number in 0..live + other {
                let status = match number {
                    number if number < live => Status::Live,
                    number if number % 2 == 0 => Status::Draft,
                    _ => Status::Retired,
                };
                let article = article(&format!("article-{number}"), status);
                library.rounds.insert(article.id.clone(), article);
            }
            let mut record = ChannelRecord::default();
            let mut had: BTreeSet<RoundId> = BTreeSet::new();
            let channel = ChannelId::from(channel);
            for _ in 0..live {
                let next = first(never_had(&library, &record), &channel).unwrap();
                prop_assert_eq!(next.status, Status::Live);
                record.rounds.note(&next.id, Timestamp::UNIX_EPOCH);
                prop_assert!(had.insert(next.id.clone()));
            }
            prop_assert!(first(never_had(&library, &record), &channel).is_none());
        }
    }
}
