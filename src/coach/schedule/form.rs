//! The form for a schedule: a channel, what comes, when in words, and the time zone, start and end
//! beside them. What it is filled with is read as a sentence would be, and shown as understood
//! before anything is kept. The same form changes a schedule.

use super::asking::{Asking, zone_for};
use super::echo::what_words;
use super::naming::USUAL_OPEN_MINUTES;
use super::record::{Order, Schedule, Subject, TipSource, What};
use crate::chat::{
    Actor, Answer, Card, ChannelId, Choice, Field, FieldId, Form, InputKind, Row, Text, Value,
    Values,
};
use crate::coach::act::{Act, OfSchedule, ScheduleId};
use crate::coach::desk::Desk;
use crate::coach::filled::Amiss;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::tip;
use crate::library::{SkillId, TipId};
use crate::state::Undecided;
use crate::timing::{Request, Timing, Zone, read};

const CHANNEL: &str = "channel";
const WHAT: &str = "what";
const WHEN: &str = "when";
const ZONE: &str = "zone";
const START: &str = "start";
const END: &str = "end";

/// The name of the choice that leaves what comes as it is.
const SAME: &str = "same";
const TIP: &str = "tip";
const CHECK_IN: &str = "check-in";
const ROUND: &str = "round";
const RECAP: &str = "recap";
/// Before the name of a tip.
const GIVEN: &str = "given:";
/// The most skills that are offered: each makes two of the at most 100 choices.
const SKILLS_MOST: usize = 40;
const ZONE_CHARS: u16 = 60;
const WHEN_CHARS: u16 = 300;
/// When something comes, as an example.
const EXAMPLE: &str = "every Tuesday at 9:30";

/// Opens the form for a new schedule; of that tip, if one is given.
pub(super) fn open_new(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    channel: Option<&ChannelId>,
    given: Option<&What>,
) -> Result<(), Undecided> {
    let about = Act::NewSchedule;
    let first = given.and_then(|what| Some((name_of_given(what)?, what)));
    let form = form_of(desk, say, &about, channel, first, None)?;
    desk.answer(Answer::Form(form));
    Ok(())
}

/// Opens the form that changes a schedule.
pub(super) fn open_for_schedule(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    id: &ScheduleId,
    schedule: &Schedule,
) -> Result<(), Undecided> {
    let about = Act::Schedule(id.clone(), OfSchedule::Change);
    let first = Some((SAME.to_owned(), &schedule.what));
    let channel = Some(&schedule.channel);
    let form = form_of(desk, say, &about, channel, first, Some(&schedule.timing))?;
    desk.answer(Answer::Form(form));
    Ok(())
}

fn form_of(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    about: &Act,
    channel: Option<&ChannelId>,
    first: Option<(String, &What)>,
    timing: Option<&Timing>,
) -> Result<Form, Undecided> {
    let words = |max, initial: String, example: &str| InputKind::Words {
        long: false,
        max,
        initial,
        example: example.to_owned(),
    };
    let what = InputKind::One {
        initial: first.as_ref().map(|(name, _)| name.clone()),
        options: choices(desk, say, first)?,
    };
    let when = timing.map_or_else(String::new, Timing::to_string);
    let channel = InputKind::Channel {
        initial: channel.cloned(),
    };
    let fields = [
        (CHANNEL, say.schedule_form_channel(), None, false, channel),
        (WHAT, say.schedule_form_what(), None, false, what),
        (
            WHEN,
            say.schedule_form_when(),
            Some(say.schedule_form_when_hint()),
            false,
            words(WHEN_CHARS, when, EXAMPLE),
        ),
        (
            ZONE,
            say.schedule_form_zone(),
            Some(say.schedule_form_zone_hint()),
            true,
            words(ZONE_CHARS, String::new(), "Europe/London"),
        ),
        (
            START,
            say.schedule_form_start(),
            None,
            true,
            InputKind::Date { initial: None },
        ),
        (
            END,
            say.schedule_form_end(),
            None,
            true,
            InputKind::Date { initial: None },
        ),
    ];
    let ask = |(id, label, hint, optional, input): (&str, Text, Option<Text>, bool, InputKind)| {
        Row::Ask(Field {
            id: FieldId::from(id),
            label: label.to_words(),
            hint: hint.map(|hint| hint.to_words()),
            optional,
            input,
        })
    };
    Ok(Form {
        about: about.token(),
        page: 0,
        back: None,
        title: say.schedule_form_title().to_words(),
        submit: say.form_send().to_words(),
        rows: fields.into_iter().map(ask).collect(),
    })
}

/// What can come: what is offered first, such as what came so far, and tips or check-ins of all skills, or those of one.
fn choices(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    first: Option<(String, &What)>,
) -> Result<Vec<Choice>, Undecided> {
    let library = &desk.coach.library;
    let choice = |id: String, what: &What| -> Result<Choice, Undecided> {
        let label = what_words(desk, say, what)?.to_words();
        Ok(Choice { id, label })
    };
    let first = first.map(|(name, what)| choice(name, what));
    let skills = library.skills.iter().take(SKILLS_MOST);
    let skills = [None]
        .into_iter()
        .chain(skills.map(|skill| Some(&skill.id)));
    let of_skill = skills.flat_map(|skill| {
        let name = skill.map_or("", SkillId::as_str);
        [CHECK_IN, TIP].map(|sort| choice(format!("{sort}:{name}"), &chosen_what(sort, name)))
    });
    // By their names alone, these are of no skill.
    let of_none = [ROUND, RECAP].map(|sort| choice(format!("{sort}:"), &chosen_what(sort, "")));
    first.into_iter().chain(of_none).chain(of_skill).collect()
}

/// The name of the choice of a given tip; none for what is no given tip.
fn name_of_given(what: &What) -> Option<String> {
    match what {
        What::Tip(TipSource::Given(tip)) => Some(format!("{GIVEN}{tip}")),
        What::Tip(TipSource::Pack { .. }) | What::CheckIn { .. } | What::Round | What::Recap => {
            None
        }
    }
}

/// What a choice names: the round, the recap, check-ins or tips of a skill, or of all.
fn chosen_what(sort: &str, skill: &str) -> What {
    let skill = (!skill.is_empty()).then(|| SkillId::from(skill));
    if sort == ROUND {
        return What::Round;
    }
    if sort == RECAP {
        return What::Recap;
    }
    if sort == TIP {
        What::Tip(TipSource::Pack {
            skill,
            order: Order::InOrder,
        })
    } else {
        What::CheckIn {
            subject: skill.map_or(Subject::Auto, Subject::Skill),
            open_minutes: USUAL_OPEN_MINUTES,
        }
    }
}

/// The form comes back, for a new schedule or to change one.
pub(in crate::coach) fn send(
    desk: &mut Desk<'_>,
    actor: &Actor,
    of: Option<&ScheduleId>,
    values: &Values,
) -> Result<(), Undecided> {
    let (reader, say) = Person::meet(desk, &actor.id)?;
    let before = match of {
        Some(of) => Schedule::read(desk, of)?,
        None => None,
    };
    if of.is_some() && before.is_none() {
        desk.reply(Card::words(say.schedule_gone()));
        return Ok(());
    }
    let read = match filled(desk, &say, &reader, before.as_ref(), values)? {
        Ok(read) => read,
        Err(amiss) => {
            desk.refuse(amiss);
            return Ok(());
        }
    };
    let (channel, what, timing) = read;
    let asking = Asking {
        actor,
        reader: &reader,
        channel: Some(&channel),
        of,
    };
    let card = match asking.draft_of(desk, channel.clone(), what, timing)? {
        Ok(draft) if before.is_some_and(|before| draft.is_as(&before)) => {
            Card::words(say.schedule_unchanged())
        }
        Ok(draft) => {
            let id = draft.keep(desk, &actor.id, 0);
            draft.card(desk, &say, &reader, &id, &[])?
        }
        Err(amiss) => Card::words(amiss),
    };
    desk.reply(card);
    Ok(())
}

/// What a choice names, if it is one of those that there are: what comes back from a form may be
/// made by hand, or older than the library.
fn offered(desk: &Desk<'_>, name: &str) -> Option<What> {
    let (sort, skill) = name.split_once(':')?;
    let is_there = skill.is_empty() || desk.coach.library.skill(&SkillId::from(skill)).is_some();
    (is_there && [TIP, CHECK_IN, ROUND, RECAP].contains(&sort)).then(|| chosen_what(sort, skill))
}

/// Whether a sentence says more than when, which would be passed over here: what comes, and
/// where, are fields of their own.
fn says_more(request: &Request) -> bool {
    request.what.is_some()
        || request.channel.is_some()
        || request.pack.is_some()
        || request.order.is_some()
        || request.text.is_some()
        || request.open_for.is_some()
}

/// What stands in the form, or what is amiss with it.
fn filled(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    reader: &Person,
    before: Option<&Schedule>,
    values: &Values,
) -> Result<Result<(ChannelId, What, Timing), Amiss>, Undecided> {
    let value = |field: &str| values.get(&FieldId::from(field));
    let amiss = |field: &str, words: Text| Ok(Err(vec![(FieldId::from(field), words)]));
    let Some(channel) = value(CHANNEL).and_then(Value::channel) else {
        return amiss(CHANNEL, say.form_error_empty());
    };
    let chosen = value(WHAT).map(Value::chosen).unwrap_or_default();
    let what = match (chosen.first().map(String::as_str), before) {
        (Some(SAME), Some(before)) => before.what.clone(),
        (Some(name), _) if name.starts_with(GIVEN) => {
            let id = TipId::from(name.trim_start_matches(GIVEN));
            if tip::find(desk, &id)?.is_none() {
                return amiss(WHAT, say.written_gone());
            }
            What::Tip(TipSource::Given(id))
        }
        (Some(name), _) if let Some(what) = offered(desk, name) => what,
        (Some(_) | None, _) => return amiss(WHAT, say.form_error_empty()),
    };
    let zone = match value(ZONE).and_then(Value::words) {
        None => zone_for(desk, Some(channel), reader)?,
        Some(name) => match Zone::named(name.trim()) {
            Ok(zone) => zone,
            Err(_) => return amiss(ZONE, say.schedule_form_no_zone()),
        },
    };
    let words = value(WHEN).and_then(Value::words).unwrap_or_default();
    let context = super::asking::context(desk, zone);
    let mut timing = match read(words, &context) {
        Ok(request) if says_more(&request) => return amiss(WHEN, say.schedule_form_only_when()),
        Ok(request) => request.timing,
        Err(problem) => return amiss(WHEN, say.schedule_problem(problem.to_string())),
    };
    if let Some(start) = value(START).and_then(Value::date) {
        // What counts counts from its first day, as if that had been said in words.
        timing = match read(&format!("{words} starting {start}"), &context) {
            Ok(request) => request.timing,
            Err(_) => timing.starting(start),
        };
    }
    if let Some(end) = value(END).and_then(Value::date) {
        timing = timing.until(end);
    }
    if timing.after(desk.now).is_none() {
        return amiss(END, say.schedule_no_dates());
    }
    Ok(Ok((channel.clone(), what, timing)))
}
