//! A weekly round is posted, can't be posted, or is taken back. It takes the links with it that
//! waited; if it could not be posted they wait again.

use jiff::Timestamp;

use super::card::{standing_card, taken_back_card};
use super::collecting;
use super::gathering::Contents;
use super::press::{NewsId, Press, WeeklyRoundId};
use super::record::{News, RoundState, WEEK, WeeklyRound};
use crate::chat::{
    ChannelId, Confirm, CounterName, Message, MessageId, PersonId, Place, Undeliverable, Withdrawal,
};
use crate::coach::act::{Act, ScheduleId};
use crate::coach::audit::{self, Deed};
use crate::coach::channel::ChannelRecord;
use crate::coach::desk::{Desk, WORTH_SAYING};
use crate::coach::notices;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Where};
use crate::coach::schedule;
use crate::state::Undecided;

/// A round to be posted.
pub(in crate::coach) struct NewRound {
    /// What it is posted for, as a name: nothing is posted twice of one.
    pub name: String,
    /// Where.
    pub channel: ChannelId,
    /// Who made the schedule.
    pub asked_by: PersonId,
    /// The schedule by which it comes.
    pub schedule: ScheduleId,
    /// When its time came.
    pub at: Timestamp,
    /// Until when it is worth posting.
    pub until: Timestamp,
}

/// What came of posting one.
pub(in crate::coach) enum Posting {
    /// It is posted, under that name.
    Posted(MessageId),
    /// It was posted before.
    Before,
    /// There was nothing to say.
    Nothing,
}

/// Posts a round: it stands in its channel, which takes note of the article, and takes with it
/// what was collected.
pub(in crate::coach) fn post(desk: &mut Desk<'_>, new: NewRound) -> Result<Posting, Undecided> {
    let id = WeeklyRound::id(new.at, &new.name);
    if WeeklyRound::read(desk, &id)?.is_some() {
        return Ok(Posting::Before);
    }
    let contents = Contents::gather(desk, &new.channel)?;
    if !contents.is_worth_saying() {
        return Ok(Posting::Nothing);
    }
    let every = News::every(desk, &new.channel)?;
    note(desk, &id, &new, &contents)?;
    take(desk, &id, &new.channel, every);
    notices::settle(desk, &notices::round_empty(&new.schedule))?;
    let about = Act::Round(Press::TellUs(id.clone()));
    let say = desk.public_speaker();
    let card = standing_card(&say, &desk.coach.library, &contents, &about);
    let message = WeeklyRound::message(&id);
    desk.stand(Message {
        id: message.clone(),
        place: Place::Channel(new.channel),
        card,
        until: new.until,
        urgent: false,
        via: None,
    });
    Ok(Posting::Posted(message))
}

/// Keeps the round, and that the channel has had the article.
fn note(
    desk: &mut Desk<'_>,
    id: &WeeklyRoundId,
    new: &NewRound,
    contents: &Contents,
) -> Result<(), Undecided> {
    if let Some(article) = &contents.article {
        let key = ChannelRecord::key(&new.channel);
        let mut record: ChannelRecord = desk.read(&key)?.unwrap_or_default();
        record.rounds.note(&article.id, desk.now);
        desk.write(key, &record);
    }
    let article = contents.article.as_ref();
    let round = WeeklyRound {
        channel: new.channel.clone(),
        asked_by: new.asked_by.clone(),
        schedule: Some(new.schedule.clone()),
        posted: desk.now,
        article: article.map(|article| article.id.clone()),
        title: article.map(|article| article.title.clone()),
        state: RoundState::Standing,
    };
    desk.write(WeeklyRound::key(id), &round);
    privacy::note(desk, &new.asked_by, Where::Round(id.to_string()));
    Ok(())
}

/// What waited stands in this round now; what stood in one more than a week ago is forgotten.
fn take(desk: &mut Desk<'_>, id: &WeeklyRoundId, channel: &ChannelId, every: Vec<(NewsId, News)>) {
    for (news_id, mut news) in every {
        let key = News::key(channel, &news_id);
        if news.stood.is_none() {
            news.stood = Some(id.clone());
            desk.write(key, &news);
        } else if desk.now.duration_since(news.at) > WEEK {
            desk.remove(key);
        }
    }
}

/// A round could not be posted: its links wait for the next one, its article may come again, and
/// the admins are told by the schedule. Of one that somebody has seen, nothing changes.
pub(in crate::coach) fn undelivered(
    desk: &mut Desk<'_>,
    message: &MessageId,
    why: &Undeliverable,
) -> Result<(), Undecided> {
    let Some(id) = WeeklyRound::of_message(message) else {
        return Ok(());
    };
    let Some(mut round) = WeeklyRound::read(desk, &id)? else {
        return Ok(());
    };
    let seen: Vec<CounterName> = vec![super::counting::answered(&id)];
    let was_seen = desk.counters(&seen)?.iter().any(|count| *count > 0);
    if !round.stands() || was_seen {
        return Ok(());
    }
    let key = ChannelRecord::key(&round.channel);
    let every = News::every(desk, &round.channel)?;
    if let (Some(article), Some(mut record)) = (&round.article, desk.read::<ChannelRecord>(&key)?) {
        record.rounds.forget(article);
        desk.write(key, &record);
    }
    for (news_id, mut news) in every {
        if news.stood.as_ref() == Some(&id) {
            news.stood = None;
            desk.write(News::key(&round.channel, &news_id), &news);
        }
    }
    round.state = RoundState::Unposted;
    desk.write(WeeklyRound::key(&id), &round);
    match &round.schedule {
        Some(schedule) => schedule::undelivered(desk, schedule, &round.channel, why, false),
        None => Ok(()),
    }
}

/// The links of a round that was taken back wait for the next one, as far as it has room: they
/// went with the message, and could not be collected again for a week. *Take out* is for one that
/// should not come.
fn give_links_back(
    desk: &mut Desk<'_>,
    id: &WeeklyRoundId,
    channel: &ChannelId,
) -> Result<(), Undecided> {
    let every = News::every(desk, channel)?;
    let (stood, others): (Vec<_>, Vec<_>) = every
        .into_iter()
        .partition(|(_, news)| news.stood.as_ref() == Some(id));
    let mut waiting: Vec<News> = others
        .into_iter()
        .map(|(_, news)| news)
        .filter(|news| news.stood.is_none())
        .collect();
    for (news_id, mut news) in stood {
        if collecting::room_for(&waiting, &news) {
            news.stood = None;
            desk.write(News::key(channel, &news_id), &news);
            waiting.push(news);
        }
    }
    Ok(())
}

/// What is asked once more.
pub(in crate::coach) fn confirm_take_back(say: &Speaker<'_>) -> Confirm {
    Confirm {
        title: say.round_take_back_title().to_words(),
        text: say.round_take_back_text().to_words(),
        yes: say.button_take_back().to_words(),
        no: say.button_keep_it().to_words(),
    }
}

/// Somebody takes a round back: one line stands in its place. What people have told of it stays.
/// Whether there was anything to take back.
pub(in crate::coach) fn take_back(
    desk: &mut Desk<'_>,
    by: &PersonId,
    id: &WeeklyRoundId,
) -> Result<bool, Undecided> {
    let Some(mut round) = WeeklyRound::read(desk, id)?.filter(WeeklyRound::stands) else {
        return Ok(false);
    };
    round.state = RoundState::TakenBack;
    desk.write(WeeklyRound::key(id), &round);
    let channel = round.channel.clone();
    give_links_back(desk, id, &channel)?;
    let deed = Deed::RoundTakenBack {
        round: id.clone(),
        channel: channel.clone(),
    };
    audit::record(desk, by, deed);
    desk.withdraw(Withdrawal::Edited(Message {
        id: WeeklyRound::message(id),
        place: Place::Channel(channel),
        card: taken_back_card(&desk.public_speaker()),
        until: desk.after(WORTH_SAYING),
        urgent: true,
        via: None,
    }));
    Ok(true)
}
