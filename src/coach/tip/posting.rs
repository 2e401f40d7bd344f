//! A tip is posted, can't be posted, or is taken back. **Take back, then count off**: once the
//! taking back is committed, a reaction that had read the post as standing is decided again and
//! counts nowhere, so what is counted off a moment later can no longer change.

use std::sync::Arc;

use jiff::Timestamp;

use super::card::{Totals, standing_card, taken_back_card};
use super::post::{Finding, PostState, TipEdition, TipPost, posted, unposted};
use crate::chat::{
    Card, ChannelId, CounterName, Message, MessageId, PersonId, Place, Span, Text, Undeliverable,
    Withdrawal,
};
use crate::coach::act::{PostId, ScheduleId};
use crate::coach::audit::{self, Deed};
use crate::coach::channel::ChannelRecord;
use crate::coach::desk::{Desk, WORTH_SAYING};
use crate::coach::edition_of;
use crate::coach::fact::Happening;
use crate::coach::person::Person;
use crate::coach::privacy::{self, Where};
use crate::coach::schedule;
use crate::coach::wake::Wake;
use crate::library::Tip;
use crate::state::{Owner, Undecided, WakeAt};

/// A tip to be posted.
pub(in crate::coach) struct NewPost {
    /// Its name: drawn from what it is posted for, so that nothing is posted twice for one reason.
    pub id: PostId,
    /// Which tip; the library's, or one written in chat.
    pub tip: Arc<Tip>,
    /// Where.
    pub channel: ChannelId,
    /// Who asked, or made the schedule by which it comes.
    pub asked_by: PersonId,
    /// The schedule by which it comes, if it comes by one.
    pub schedule: Option<ScheduleId>,
    /// Until when it is worth posting.
    pub until: Timestamp,
}

/// Posts a tip: it stands in its channel, which takes note of it.
pub(in crate::coach) fn post(desk: &mut Desk<'_>, new: NewPost) -> Result<(), Undecided> {
    let NewPost {
        id,
        tip,
        channel,
        asked_by,
        schedule,
        until,
    } = new;
    let key = ChannelRecord::key(&channel);
    let mut record: ChannelRecord = desk.read(&key)?.unwrap_or_default();
    record.tips.note(&tip.id, desk.now);
    record.last_tip = Some(id.clone());
    desk.write(key, &record);
    let post = TipPost {
        tip: tip.id.clone(),
        edition: edition_of(&*tip),
        channel: channel.clone(),
        asked_by,
        schedule,
        posted: desk.now,
        state: PostState::Standing,
    };
    desk.write(TipPost::key(&id), &post);
    privacy::note(desk, &post.asked_by, Where::TipPost(id.clone()));
    desk.write(TipEdition::key(&post.edition), &TipEdition(tip.clone()));
    desk.count(posted(&tip.id), 1);
    let happening = Happening::TipPosted {
        post: id.clone(),
        tip: tip.id.clone(),
        rev: tip.rev,
        channel: channel.clone(),
    };
    desk.remember(Owner::Shared, &happening);
    let say = desk.public_speaker();
    let card = standing_card(&say, &desk.coach.library, &id, &tip, Totals::default());
    desk.stand(Message {
        id: TipPost::message(&id),
        place: Place::Channel(channel),
        card,
        until,
        urgent: false,
        via: None,
    });
    Ok(())
}

/// Somebody takes a post back: one line stands in its place, its reactions count nowhere any more, and
/// nothing is asked about it later. Whether there was anything to take back.
pub(in crate::coach) fn take_back(
    desk: &mut Desk<'_>,
    by: &PersonId,
    id: &PostId,
) -> Result<bool, Undecided> {
    let Some(mut post) = desk.read::<TipPost>(&TipPost::key(id))? else {
        return Ok(false);
    };
    if !post.stands() {
        return Ok(false);
    }
    post.state = PostState::TakenBack;
    desk.write(TipPost::key(id), &post);
    desk.count(posted(&post.tip), -1);
    desk.wake(&Wake::TipTotals(id.clone()), WakeAt::Never);
    desk.wake(&Wake::TipUncount(id.clone()), WakeAt::At(desk.now));
    desk.remember(Owner::Shared, &Happening::TipTakenBack { post: id.clone() });
    let deed = Deed::TipTakenBack {
        post: id.clone(),
        tip: post.tip,
        channel: post.channel.clone(),
    };
    audit::record(desk, by, deed);
    desk.withdraw(Withdrawal::Edited(Message {
        id: TipPost::message(id),
        place: Place::Channel(post.channel),
        card: taken_back_card(&desk.public_speaker()),
        until: desk.after(WORTH_SAYING),
        urgent: true,
        via: None,
    }));
    Ok(true)
}

/// Counts off what was counted of a post that was taken back. The wake-up happens once.
pub(in crate::coach) fn uncount(desk: &mut Desk<'_>, id: &PostId) -> Result<(), Undecided> {
    let Some(post) = desk.read::<TipPost>(&TipPost::key(id))? else {
        return Ok(());
    };
    let names = Finding::ALL.map(|found| found.of_post(id));
    let counts = desk.counters(&names)?;
    for (found, count) in Finding::ALL.into_iter().zip(counts) {
        if count != 0 {
            desk.count(found.of_tip(&post.tip), -count);
            desk.count(found.of_post(id), -count);
        }
    }
    Ok(())
}

/// A tip could not be posted: it ends, and who asked is told; where a schedule asked, its admins
/// are told by the schedule. That a later edit was not possible changes nothing: whoever reacted
/// has seen it.
pub(in crate::coach) fn undelivered(
    desk: &mut Desk<'_>,
    message: &MessageId,
    why: &Undeliverable,
) -> Result<(), Undecided> {
    let Some(id) = TipPost::of_message(message) else {
        return Ok(());
    };
    let Some(mut post) = desk.read::<TipPost>(&TipPost::key(&id))? else {
        return Ok(());
    };
    let seen: Vec<CounterName> = vec![TipPost::seen(&id)];
    let was_seen = desk.counters(&seen)?.iter().any(|count| *count > 0);
    if !post.stands() || was_seen {
        return Ok(());
    }
    post.state = PostState::Unposted;
    desk.write(TipPost::key(&id), &post);
    desk.count(posted(&post.tip), -1);
    desk.count(unposted(&post.tip), 1);
    if let Some(schedule) = &post.schedule {
        return schedule::undelivered(desk, schedule, &post.channel, why, false);
    }
    let (_, say) = Person::meet(desk, &post.asked_by)?;
    let words = say.tip_undelivered(Text(vec![Span::Channel(post.channel.clone())]));
    let message = MessageId::from(format!("undelivered/{id}"));
    Person::tell(desk, &post.asked_by, message, Card::words(words))
}
