//! A step of a channel's programme is posted there: the tip or the check-in itself, or what is to
//! be done with the button that does it; and, after the last, what all of it was. No numbers: what
//! a team reports together is `team`'s to show.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::record::{Enrolment, KeptStep, Posted};
use super::steps;
use crate::chat::{Block, Card, ChannelId, Message, MessageId, Place, Text};
use crate::coach::act::{PostId, RunId};
use crate::coach::checkin::{self, Opening, Run};
use crate::coach::desk::{Desk, WORTH_SAYING};
use crate::coach::privacy::named;
use crate::coach::seed;
use crate::coach::tip::{self, NewPost, TipPost};
use crate::library::{ProgrammeAct, ProgrammeId, StepKind};
use crate::state::Undecided;

/// For how long after its time a step may still be posted on its day.
pub(super) const LATE: SignedDuration = SignedDuration::from_hours(4);
/// For how long a check-in of a step stays open.
const OPEN: SignedDuration = SignedDuration::from_hours(24);

/// Posts the step that comes next.
pub(super) fn post_next(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    programme: &ProgrammeId,
    enrolment: &mut Enrolment,
    today: Date,
) -> Result<(), Undecided> {
    let mut steps = (0u8..).zip(enrolment.steps.iter_mut());
    let Some((at, step)) = steps.find(|(_, step)| step.came.is_none() && step.done.is_none())
    else {
        return Ok(());
    };
    step.came = Some(today);
    step.done = Some(today);
    let step = step.clone();
    let day = today.to_string();
    let name = seed::name(&[channel.as_str(), programme.as_str(), &at.to_string(), &day]);
    let is_last = enrolment.next().is_none();
    // To look back at the end is what is said at the end.
    let is_said_below = is_last && step.what == StepKind::Act(ProgrammeAct::LookBack);
    if steps::is_there(&desk.coach.library, &step.what) && !is_said_below {
        post(desk, (channel, programme), (at, &step), &name)?;
    }
    if is_last {
        enrolment.earned = Some(desk.now);
        let card = end(desk, programme, enrolment);
        stand(desk, channel, message_of_end(&name), card);
    }
    enrolment.posted = Some(Posted { at, name });
    Ok(())
}

fn message_of_step(name: &str) -> MessageId {
    MessageId::from(format!("programme/step/{name}"))
}

fn message_of_end(name: &str) -> MessageId {
    MessageId::from(format!("programme/end/{name}"))
}

impl Posted {
    /// Whether that message is it.
    pub(super) fn is(&self, message: &MessageId) -> bool {
        let name = self.name.as_str();
        let is_tip = || TipPost::of_message(message).is_some_and(|post| post.as_str() == name);
        let is_run = || Run::of_message(message).is_some_and(|run| run.as_str() == name);
        *message == message_of_step(name)
            || *message == message_of_end(name)
            || is_tip()
            || is_run()
    }
}

/// Nobody is named as who asked: what becomes of a step that can't be posted is told by
/// `closing`.
fn post(
    desk: &mut Desk<'_>,
    (channel, programme): (&ChannelId, &ProgrammeId),
    (at, step): (u8, &KeptStep),
    name: &str,
) -> Result<(), Undecided> {
    let library = desk.coach.library.clone();
    match &step.what {
        StepKind::Tip(tip) => {
            let Some(tip) = library.tip(tip).cloned() else {
                return Ok(());
            };
            let new = NewPost {
                id: PostId::from(name),
                tip,
                channel: channel.clone(),
                asked_by: named::nobody(),
                schedule: None,
                until: desk.after(LATE),
            };
            tip::post(desk, new)
        }
        StepKind::CheckIn(item) => {
            let Some(item) = library.item(item).cloned() else {
                return Ok(());
            };
            let opening = Opening {
                id: RunId::from(name),
                channel: channel.clone(),
                item,
                asked_by: named::nobody(),
                closes: desk.after(OPEN),
                schedule: None,
            };
            checkin::open(desk, opening)
        }
        StepKind::Assessment { .. } | StepKind::Act(_) => {
            let say = desk.public_speaker();
            let title = steps::title(&library, programme);
            let head = match steps::theme(&library, programme, step.week) {
                Some(theme) => say.programme_comes(title, Text::strong(theme)),
                None => title,
            };
            let mut blocks = vec![
                Block::Note(head),
                Block::Paragraph(steps::in_words(&say, &library, &step.what)),
            ];
            let doing = steps::doing_in(&say, channel, programme, (usize::from(at), step));
            blocks.extend(doing.map(|doing| Block::Buttons(vec![doing])));
            if matches!(step.what, StepKind::Assessment { .. }) {
                blocks.push(Block::Note(say.programme_private()));
            }
            stand(desk, channel, message_of_step(name), Card::of(blocks));
            Ok(())
        }
    }
}

/// What is said at the end: what it was about, week by week, and what is left to do.
fn end(desk: &Desk<'_>, programme: &ProgrammeId, enrolment: &Enrolment) -> Card {
    let library = &desk.coach.library;
    let say = desk.public_speaker();
    let last = enrolment.steps.last().map_or(0, |step| step.week);
    let weeks = (0..=last).filter_map(|week| {
        let theme = steps::theme(library, programme, week)?;
        Some(say.programme_week(i64::from(week) + 1, Text::strong(theme)))
    });
    let weeks: Vec<Text> = weeks.collect();
    let title = say.programme_end_title(steps::title(library, programme));
    let mut blocks = vec![Block::Title(title)];
    if !weeks.is_empty() {
        blocks.push(Block::Paragraph(Text::lines(weeks)));
    }
    blocks.push(Block::Paragraph(say.programme_channel_end()));
    Card::of(blocks)
}

fn stand(desk: &mut Desk<'_>, channel: &ChannelId, id: MessageId, card: Card) {
    desk.stand(Message {
        id,
        place: Place::Channel(channel.clone()),
        card,
        until: desk.after(WORTH_SAYING),
        urgent: false,
        via: None,
    });
}
