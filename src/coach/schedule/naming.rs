//! What a request names: a pack, a tip, a skill or an item, found by its name as people write it;
//! or what is amiss with the name, in words.

use jiff::SignedDuration;

use super::record::{Order, Subject, TipSource, What};
use crate::chat::Text;
use crate::coach::checkin::{self, Named};
use crate::coach::desk::Desk;
use crate::coach::phrases::Speaker;
use crate::coach::tip;
use crate::library::Library;
use crate::state::Undecided;
use crate::timing::{self, Request};

/// For how long a check-in is open unless it is said.
const USUAL_OPEN: SignedDuration = SignedDuration::from_hours(24);
/// The same in minutes.
pub(super) const USUAL_OPEN_MINUTES: u32 = 24 * 60;
/// The least and the most minutes for which a check-in is open.
const OPEN_MINUTES: (i64, i64) = (5, 60 * 24 * 30);

/// What a request asks for, or what is amiss with it.
pub(super) fn what_of(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    request: &Request,
) -> Result<Result<What, Text>, Undecided> {
    let library = &desk.coach.library;
    if let Some(text) = &request.text {
        return titled(desk, say, text);
    }
    Ok(match &request.what {
        None => Err(say.schedule_needs_what()),
        Some(timing::What::Tip(name)) => {
            let order = match request.order {
                None | Some(timing::Order::InOrder) => Order::InOrder,
                Some(timing::Order::Shuffled) => Order::Shuffled,
            };
            let name = name.as_deref().or(request.pack.as_deref());
            let source = match name {
                None => Ok(TipSource::Pack { skill: None, order }),
                Some(name) => given(desk, say, name, order)?,
            };
            source.map(What::Tip)
        }
        Some(timing::What::Round) => Ok(What::Round),
        Some(timing::What::Recap) => Ok(What::Recap),
        Some(timing::What::CheckIn(name)) => check_in(library, say, request, name.as_deref()),
    })
}

/// The tip that has a text for its title: several words in quotes are read as a text.
fn titled(desk: &Desk<'_>, say: &Speaker<'_>, text: &str) -> Result<Result<What, Text>, Undecided> {
    Ok(match tip::named(desk, text)? {
        tip::Named::Tip(tip) => Ok(What::Tip(TipSource::Given(tip.id.clone()))),
        tip::Named::Pack(_) | tip::Named::Neither(None) => Err(say.schedule_text_needs_tip(text)),
        tip::Named::Neither(Some(nearest)) => {
            Err(say.tip_unnamed(Text::strong(text), Text::strong(nearest)))
        }
    })
}

/// The check-in that a request asks for.
fn check_in(
    library: &Library,
    say: &Speaker<'_>,
    request: &Request,
    name: Option<&str>,
) -> Result<What, Text> {
    let minutes = request.open_for.unwrap_or(USUAL_OPEN).as_mins();
    let (least, most) = OPEN_MINUTES;
    let minutes = u32::try_from(minutes)
        .ok()
        .filter(|_| (least..=most).contains(&minutes))
        .ok_or_else(|| say.ask_time_out_of_range())?;
    let name = name.or(request.pack.as_deref()).unwrap_or_default();
    Ok(What::CheckIn {
        subject: subject(library, say, name)?,
        open_minutes: minutes,
    })
}

fn subject(library: &Library, say: &Speaker<'_>, name: &str) -> Result<Subject, Text> {
    match checkin::named(library, name) {
        Named::Item(item) => Ok(Subject::Item(item)),
        Named::Skill(skill) => Ok(Subject::Skill(skill)),
        Named::Unsaid => Ok(Subject::Auto),
        Named::NotHere(item) => Err(say.ask_not_here(Text::strong(item.as_str()))),
        Named::Unknown(nearest) => Err(unknown(library, say, name, nearest)),
    }
}

fn unknown(library: &Library, say: &Speaker<'_>, name: &str, nearest: Option<String>) -> Text {
    if let Some(nearest) = nearest {
        return say.ask_unknown(Text::strong(name), Text::strong(nearest));
    }
    let names = library.skills.iter();
    let names = names.map(|skill| Text::strong(skill.id.as_str()));
    say.ask_unknown_skills(Text::strong(name), Text::list(names))
}

/// The tip of a name, or the pack of one.
fn given(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    name: &str,
    order: Order,
) -> Result<Result<TipSource, Text>, Undecided> {
    Ok(match tip::named(desk, name)? {
        tip::Named::Tip(tip) => Ok(TipSource::Given(tip.id.clone())),
        tip::Named::Pack(skill) => Ok(TipSource::Pack {
            skill: Some(skill),
            order,
        }),
        tip::Named::Neither(Some(nearest)) => {
            Err(say.tip_unnamed(Text::strong(name), Text::strong(nearest)))
        }
        tip::Named::Neither(None) => {
            let names = desk.coach.library.skills.iter();
            let names = names.map(|skill| Text::strong(skill.id.as_str()));
            Err(say.tip_unnamed_skills(Text::strong(name), Text::list(names)))
        }
    })
}
