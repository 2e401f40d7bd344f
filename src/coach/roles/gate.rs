//! The gate: every command, button and form passes here before anything else of it runs. Who may
//! not is told who can, and that it was tried is kept.

use super::{Who, admins, managers, may};
use crate::chat::{Actor, Card, ChannelId, PersonId, Span, Text};
use crate::coach::act::{Act, PostId, RunId, ScheduleId};
use crate::coach::desk::Desk;
use crate::coach::fact::Happening;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::{checkin, schedule, tip};
use crate::library::TipId;
use crate::state::{Owner, Undecided};

/// So many who can are named to who can't.
const NAMED_MOST: usize = 8;

/// What an act is about, as far as it decides in which channel it works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// No channel in particular.
    Nothing,
    /// A check-in that stands, or stood, in a channel.
    Run(RunId),
    /// A tip that stands, or stood, in a channel.
    Post(PostId),
    /// A schedule.
    Schedule(ScheduleId),
    /// A tip that was written for a channel.
    Written(TipId),
    /// A channel itself; the act names it, and works there and nowhere else.
    Channel(ChannelId),
}

impl Subject {
    /// The channel in which its document says it lies; none for what is not there (any more).
    fn channel(&self, desk: &Desk<'_>) -> Result<Option<ChannelId>, Undecided> {
        match self {
            Self::Nothing => Ok(None),
            Self::Run(run) => checkin::channel_of(desk, run),
            Self::Post(post) => tip::channel_of(desk, post),
            Self::Schedule(id) => schedule::channel_of(desk, id),
            Self::Written(tip) => tip::written_in(desk, tip),
            Self::Channel(channel) => Ok(Some(channel.clone())),
        }
    }
}

/// Whether somebody may do what that asks for. Who may not is refused here and now.
pub(in crate::coach) fn passes(
    desk: &mut Desk<'_>,
    actor: &Actor,
    who: Who,
    channel: Option<&ChannelId>,
    what: &str,
) -> Result<bool, Undecided> {
    let passes = may(desk, &actor.id, who, channel)?;
    // What the platform says of them is asked anew once a day: who is no owner there any more,
    // is soon none here.
    if who != Who::Everybody && desk.coach.settings.trusts_platform_admins {
        Person::read(desk, &actor.id)?.ask_profile(desk, &actor.id);
    }
    if !passes {
        refuse(desk, actor, who, channel, what)?;
    }
    Ok(passes)
}

/// The same for a button or a form. What it is about is looked up, and never taken from the place
/// of the tap.
pub(in crate::coach) fn passes_act(
    desk: &mut Desk<'_>,
    actor: &Actor,
    act: &Act,
) -> Result<bool, Undecided> {
    let channel = match act.who() {
        Who::Managers => act.subject().channel(desk)?,
        Who::Everybody | Who::Admins => None,
    };
    passes(desk, actor, act.who(), channel.as_ref(), &act.verb())
}

/// Refuses: says who can, in that channel if it is about one, and keeps that it was tried.
fn refuse(
    desk: &mut Desk<'_>,
    actor: &Actor,
    who: Who,
    channel: Option<&ChannelId>,
    what: &str,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let admins = admins(desk)?;
    let is_of_channels = who == Who::Managers;
    let channel = channel.filter(|_| is_of_channels);
    let of_channel = match channel {
        Some(channel) => managers(desk, channel)?.into_keys().collect(),
        None => Vec::new(),
    };
    let said = match channel.filter(|_| !of_channel.is_empty()) {
        Some(channel) => {
            let channel = Text(vec![Span::Channel(channel.clone())]);
            let managers = of_channel.iter();
            let others = admins.iter().filter(|admin| !of_channel.contains(admin));
            say.managers_only(channel, people(&say, managers.chain(others)))
        }
        None if admins.is_empty() => say.admins_only_none(),
        None if is_of_channels && channel.is_none() => {
            say.managers_only_where(people(&say, admins.iter()))
        }
        None => say.admins_only(people(&say, admins.iter())),
    };
    let refused = Happening::Refused {
        command: what.to_owned(),
    };
    desk.remember(Owner::Person(actor.id.clone()), &refused);
    desk.reply(Card::words(said));
    Ok(())
}

/// People one below the other, and how many more there are.
pub(super) fn people<'p>(say: &Speaker<'_>, people: impl Iterator<Item = &'p PersonId>) -> Text {
    let mut lines: Vec<Text> = people
        .map(|person| Text(vec![Span::Person(person.clone())]))
        .collect();
    let more = lines.len().saturating_sub(NAMED_MOST);
    lines.truncate(NAMED_MOST);
    lines.extend((more > 0).then(|| say.people_more(more as i64)));
    Text::list(lines)
}
