//! `assess`: which assessments there are, what each measures, and where one is in it.

use std::sync::Arc;

use super::press::Press;
use super::record::{Assessed, Attempt, latest_result};
use super::scoring::in_short;
use crate::chat::{Actor, Block, Button, Card, PersonId, Place, Span, Text};
use crate::coach::act::Act;
use crate::coach::days::{day_of, days_after, days_between};
use crate::coach::desk::{Desk, button};
use crate::coach::names::{self, Found};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::programme;
use crate::library::{Assessment, AssessmentId};
use crate::state::Undecided;
use crate::timing::{TimeOfDay, moment};

/// Runs the command; the words are the name of one, if it is said.
pub(in crate::coach) fn assess(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (mut person, say) = Person::meet(desk, &actor.id)?;
    let library = desk.coach.library.clone();
    let subject = words.join(" ");
    let subject = names::bare(&subject);
    if subject.is_empty() {
        return list(desk, actor);
    }
    person.ask_profile(desk, &actor.id);
    match names::find(library.assessments.values(), called, subject) {
        Found::This(assessment) => {
            let blocks = entry(desk, actor, assessment)?;
            desk.reply(Card::of(blocks));
        }
        Found::Near(name) => {
            let (subject, name) = (Text::strong(subject), Text::strong(name));
            desk.reply(Card::words(say.assess_unnamed(subject, name)));
        }
        Found::Nothing => {
            let all = Press::List;
            desk.reply(Card::of(vec![
                Block::Paragraph(say.assess_unknown(Text::strong(subject))),
                Block::Buttons(vec![button(&Act::Assess(all), &say.button_assessments())]),
            ]));
        }
    }
    Ok(())
}

fn called(assessment: &Arc<Assessment>) -> (&str, &str) {
    (assessment.id.as_str(), assessment.title.as_str())
}

/// All of them.
pub(super) fn list(desk: &mut Desk<'_>, actor: &Actor) -> Result<(), Undecided> {
    let library = desk.coach.library.clone();
    let all: Vec<&Arc<Assessment>> = library.assessments.values().collect();
    let mut keys = vec![Person::key(&actor.id)];
    keys.extend(all.iter().map(|it| Attempt::key(&actor.id, &it.id)));
    keys.extend(all.iter().map(|it| Assessed::key(&actor.id, &it.id)));
    desk.want(&keys)?;
    let (_, say) = Person::meet(desk, &actor.id)?;
    if all.is_empty() {
        desk.reply(Card::words(say.assess_nothing()));
        return Ok(());
    }
    let mut blocks = vec![Block::Title(say.assess_title())];
    for assessment in all {
        blocks.extend(entry(desk, actor, assessment)?);
        blocks.push(Block::Divider);
    }
    blocks.push(Block::Note(say.assess_private()));
    desk.reply(Card::of(blocks));
    Ok(())
}

/// One of them: what it measures, how long it takes, when it was done, and what can be done now.
fn entry(
    desk: &Desk<'_>,
    actor: &Actor,
    assessment: &Arc<Assessment>,
) -> Result<Vec<Block>, Undecided> {
    let (id, name) = (&actor.id, &assessment.id);
    desk.want(&[Attempt::key(id, name), Assessed::key(id, name)])?;
    let (person, say) = Person::meet(desk, id)?;
    let attempt = Attempt::current(desk, id, name)?;
    let result = latest_result(desk, id, name)?;
    let mut lines = vec![
        Text::strong(assessment.title.as_str()),
        say.assess_measures(measured(assessment)),
        say.assess_minutes(i64::from(assessment.minutes)),
    ];
    let done = result.as_ref();
    lines.extend(done.map(|result| say.assess_done(Text(vec![Span::Moment(result.at)]))));
    let soon = match done {
        Some(result) => may_begin_from(desk, (id, &person), assessment, result)?,
        None => None,
    };
    let mut buttons: Vec<Button> = Vec::new();
    let begin = Act::Assess(Press::Begin(name.clone()));
    let label = match (&attempt, done) {
        (Some(_), _) => Some(say.button_go_on()),
        (None, None) => Some(say.button_begin()),
        (None, Some(_)) if soon.is_none() => Some(say.button_again()),
        (None, Some(_)) => None,
    };
    // Of several, each button says of which it is, for who hears them one by one.
    let of_it = |label: Text| say.button_of(label, assessment.title.as_str());
    buttons.extend(label.map(|label| button(&begin, &of_it(label))));
    let look = Act::Assess(Press::Look(name.clone()));
    buttons.extend(done.map(|_| button(&look, &of_it(say.button_look()))));
    if attempt.is_none() {
        lines.extend(soon.map(|from| say.assess_again_from(from)));
    }
    Ok(vec![
        Block::Paragraph(Text::lines(lines)),
        Block::Buttons(buttons),
    ])
}

/// The names of what it measures.
fn measured(assessment: &Assessment) -> Text {
    let names: Vec<&str> = assessment
        .scales
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    Text::plain(names.join(", "))
}

/// From when on it is worth doing again; none if it is now. Answers that can't be compared with
/// those of another revision can be given at any time, and so can those that a step of a programme
/// of hers awaits now: what came before may have been late.
pub(super) fn may_begin_from(
    desk: &Desk<'_>,
    (id, person): (&PersonId, &Person),
    assessment: &Assessment,
    last: &Assessed,
) -> Result<Option<Text>, Undecided> {
    let days = i64::from(assessment.repeat_after_days);
    let then = day_of(last.at, person.zone(desk));
    let waits = last.rev == assessment.rev && days_between(then, person.day(desk)) < days;
    let from = || {
        let morning = days_after(then, days).to_datetime(TimeOfDay::NINE.time());
        let at = moment(morning, &person.wall(desk)).unwrap_or(last.at);
        Text(vec![Span::Moment(at)])
    };
    if waits && !programme::awaits(desk, id, person, &assessment.id)? {
        return Ok(Some(from()));
    }
    Ok(None)
}

/// Whether *Begin* opens the form now: where the last result is still fresh it only leads to that.
pub(in crate::coach) fn opens_now(
    desk: &Desk<'_>,
    (id, person): (&PersonId, &Person),
    assessment: &AssessmentId,
) -> Result<bool, Undecided> {
    let Some(found) = desk.coach.library.assessments.get(assessment).cloned() else {
        return Ok(false);
    };
    if Attempt::current(desk, id, assessment)?.is_some() {
        return Ok(true);
    }
    Ok(match latest_result(desk, id, assessment)? {
        Some(last) => may_begin_from(desk, (id, person), &found, &last)?.is_none(),
        None => true,
    })
}

/// The last result of all in a line, with the button that shows it; none without any.
pub(in crate::coach) fn last(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &PersonId,
) -> Result<Option<(Text, Button)>, Undecided> {
    let library = desk.coach.library.clone();
    let keys = library.assessments.keys().map(|it| Assessed::key(id, it));
    desk.want(&keys.collect::<Vec<_>>())?;
    let mut all: Vec<(&Arc<Assessment>, Assessed)> = Vec::new();
    for (name, assessment) in &library.assessments {
        let result = latest_result(desk, id, name)?;
        all.extend(result.map(|result| (assessment, result)));
    }
    let last = all.into_iter().max_by_key(|(_, result)| result.at);
    Ok(last.map(|(assessment, result)| {
        let at = Text(vec![Span::Moment(result.at)]);
        let line = match in_short(assessment, &result) {
            Some(read) => say.home_assessed(assessment.title.as_str(), Text::strong(read), at),
            None => say.home_assessed_bare(assessment.title.as_str(), at),
        };
        let look = Act::Assess(Press::Look(assessment.id.clone()));
        (line, button(&look, &say.button_look()))
    }))
}

/// What stands of results in the summary of one's own; none without any.
pub(in crate::coach) fn in_a_line(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    actor: &Actor,
) -> Result<Option<Text>, Undecided> {
    let library = desk.coach.library.clone();
    let keys: Vec<_> = library.assessments.keys().collect();
    let keys: Vec<_> = keys.iter().map(|id| Assessed::key(&actor.id, id)).collect();
    desk.want(&keys)?;
    let mut titles: Vec<&str> = Vec::new();
    for (id, assessment) in &library.assessments {
        if latest_result(desk, &actor.id, id)?.is_some() {
            titles.push(&assessment.title);
        }
    }
    Ok((!titles.is_empty()).then(|| say.me_assessments(Text::plain(titles.join(", ")))))
}
