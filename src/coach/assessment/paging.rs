//! An assessment is answered page by page, and each page is kept when it is sent or turned back.
//! What a page that comes back twice, late or from another time is about is decided here by the
//! attempt that is kept, never by the form.

use std::sync::Arc;

use super::finishing::{finish, show_finished};
use super::list::may_begin_from;
use super::press::Press;
use super::record::{ABANDONED_AFTER, Assessed, Attempt, latest_result};
use crate::chat::{
    Actor, Answer, Block, Card, Choice, Field, FieldId, Form, InputKind, Row, Text, Values,
};
use crate::coach::act::Act;
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::seed;
use crate::coach::wake::Wake;
use crate::library::{Assessment, AssessmentId, Statement};
use crate::state::{Undecided, WakeAt};

/// *Begin*, *Go on* and *Do it again*: the form opens where it was left.
pub(super) fn open(
    desk: &mut Desk<'_>,
    actor: &Actor,
    assessment: &Arc<Assessment>,
) -> Result<(), Undecided> {
    let (id, name) = (&actor.id, &assessment.id);
    desk.want(&[
        Person::key(id),
        Attempt::key(id, name),
        Assessed::key(id, name),
    ])?;
    let (person, say) = Person::meet(desk, id)?;
    let Some(attempt) = Attempt::current(desk, id, name)? else {
        if let Some(result) = latest_result(desk, id, name)?
            && let Some(from) = may_begin_from(desk, (id, &person), assessment, &result)?
        {
            let look = button(&Act::Assess(Press::Look(name.clone())), &say.button_look());
            desk.reply(Card::of(vec![
                Block::Paragraph(say.assessment_too_soon(from)),
                Block::Buttons(vec![look]),
            ]));
            return Ok(());
        }
        let attempt = Attempt::begin(fresh_name(desk), assessment, desk.now);
        keep(desk, actor, name, &attempt);
        show(desk, &say, assessment, &attempt, None);
        return Ok(());
    };
    if attempt.is_of(assessment) {
        show(desk, &say, assessment, &attempt, None);
    } else {
        begin_anew(desk, actor, &say, (assessment, &attempt));
    }
    Ok(())
}

/// A page came back: sent, or turned back.
pub(in crate::coach) fn came_back(
    desk: &mut Desk<'_>,
    actor: &Actor,
    (assessment, attempt): (&AssessmentId, &str),
    (page, values, sent): (u8, &Values, bool),
) -> Result<(), Undecided> {
    let id = &actor.id;
    desk.want(&[
        Person::key(id),
        Attempt::key(id, assessment),
        Assessed::key(id, assessment),
    ])?;
    let (_, say) = Person::meet(desk, id)?;
    let library = desk.coach.library.clone();
    let Some(now) = library.assessments.get(assessment) else {
        desk.reply(Card::words(say.assessment_gone()));
        return Ok(());
    };
    let current = Attempt::current(desk, id, assessment)?;
    let mut current = match current {
        Some(current) if current.id == attempt => current,
        // The page has been taken over already into the run that took the place of its own.
        Some(current) if current.id == name_after(attempt, now) => {
            let first = say.assessment_moved_on_some();
            show(desk, &say, now, &current, Some(first));
            return Ok(());
        }
        other => return show_finished(desk, actor, (now, attempt), other.is_some()),
    };
    let came = read(now, &current, values);
    if !current.is_of(now) {
        current.answers.extend(came);
        begin_anew(desk, actor, &say, (now, &current));
        return Ok(());
    }
    for statement in statements_of(now, page) {
        current.answers.remove(&statement.id);
    }
    current.answers.extend(came);
    current.touched = desk.now;
    let pages = pages_of(now);
    let next = if sent {
        page.saturating_add(1)
    } else {
        page.saturating_sub(1)
    };
    current.page = next.min(pages.saturating_sub(1));
    if sent && next >= pages {
        return finish(desk, actor, now, current);
    }
    keep(desk, actor, assessment, &current);
    show(desk, &say, now, &current, None);
    Ok(())
}

/// The answers of a page that came back: those that a form offers, to statements that the attempt
/// knows.
fn read(now: &Assessment, attempt: &Attempt, values: &Values) -> Vec<(String, u8)> {
    let answer = |(field, value): (&FieldId, &crate::chat::Value)| {
        let place: u8 = value.chosen().first()?.parse().ok()?;
        let is_label = usize::from(place) < now.labels.len();
        is_label.then(|| (field.as_str().to_owned(), place))
    };
    let answers = values.iter().filter_map(answer);
    answers
        .filter(|(name, _)| attempt.statements.contains_key(name))
        .collect()
}

/// The assessment reads otherwise than when this attempt began: a new one takes its place, with
/// what still holds of it.
fn begin_anew(
    desk: &mut Desk<'_>,
    actor: &Actor,
    say: &Speaker<'_>,
    (assessment, left): (&Assessment, &Attempt),
) {
    let name = name_after(&left.id, assessment);
    let mut attempt = Attempt::begin(name, assessment, desk.now);
    attempt.answers = left.still_holds(assessment, left.answers.clone());
    let why = if attempt.answers.is_empty() {
        say.assessment_moved_on()
    } else {
        say.assessment_moved_on_some()
    };
    keep(desk, actor, &assessment.id, &attempt);
    show(desk, say, assessment, &attempt, Some(why));
}

fn fresh_name(desk: &Desk<'_>) -> String {
    let (workspace, event) = (desk.event.workspace.as_str(), desk.event.id.as_str());
    seed::name(&[workspace, event, "attempt"])
}

/// The name of the attempt that takes the place of another, with these statements: a page that
/// comes back twice leads to the same one.
fn name_after(left: &str, assessment: &Assessment) -> String {
    let statements = assessment.statements.iter().map(|it| it.text.as_str());
    let rev = assessment.rev.to_string();
    let parts: Vec<&str> = [left, &rev].into_iter().chain(statements).collect();
    seed::name(&parts)
}

/// Keeps an attempt, and sees to it that one that is left comes to its end.
pub(super) fn keep(
    desk: &mut Desk<'_>,
    actor: &Actor,
    assessment: &AssessmentId,
    attempt: &Attempt,
) {
    desk.write(Attempt::key(&actor.id, assessment), attempt);
    let wake = Wake::Attempt(actor.id.clone(), assessment.clone());
    let at = attempt.touched.saturating_add(ABANDONED_AFTER);
    desk.wake(&wake, at.map_or(WakeAt::Never, WakeAt::At));
}

/// How many pages there are.
fn pages_of(assessment: &Assessment) -> u8 {
    let statements = assessment.statements.len();
    let pages = statements.div_ceil(per_page(assessment));
    u8::try_from(pages).unwrap_or(u8::MAX)
}

fn per_page(assessment: &Assessment) -> usize {
    usize::from(assessment.per_page).max(1)
}

/// The statements of a page.
fn statements_of(assessment: &Assessment, page: u8) -> &[Statement] {
    let mut pages = assessment.statements.chunks(per_page(assessment));
    pages.nth(usize::from(page)).unwrap_or_default()
}

/// Shows the page where an attempt is, with what is to be said first.
fn show(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    assessment: &Assessment,
    attempt: &Attempt,
    first: Option<Text>,
) {
    desk.answer(Answer::Form(form(say, assessment, attempt, first)));
}

/// The form of the page where an attempt is.
fn form(
    say: &Speaker<'_>,
    assessment: &Assessment,
    attempt: &Attempt,
    first: Option<Text>,
) -> Form {
    let (page, pages) = (attempt.page, pages_of(assessment));
    let number = i64::from(page) + 1;
    let is_last = number >= i64::from(pages);
    let mut rows: Vec<Row> = first
        .into_iter()
        .map(|first| Row::Show(Block::Paragraph(first)))
        .collect();
    if page == 0 {
        let intro = Text::plain(assessment.intro.as_str());
        rows.push(Row::Show(Block::Paragraph(intro)));
    }
    let progress = say.assessment_page(number, i64::from(pages));
    rows.push(Row::Show(Block::Note(progress)));
    let statements = statements_of(assessment, page);
    let asked = statements.iter().map(|it| asked(assessment, attempt, it));
    rows.extend(asked.map(Row::Ask));
    let about = Press::Page(assessment.id.clone(), attempt.id.clone());
    Form {
        about: Act::Assess(about).token(),
        page,
        title: assessment.title.clone(),
        submit: if is_last {
            say.form_finish().to_words()
        } else {
            say.form_next().to_words()
        },
        back: (page > 0).then(|| say.form_back().to_words()),
        rows,
    }
}

/// A statement with the labels that it can be answered by. It may be left out.
fn asked(assessment: &Assessment, attempt: &Attempt, statement: &Statement) -> Field {
    let labels = assessment.labels.iter().enumerate();
    let given = attempt.answers.get(&statement.id);
    Field {
        id: FieldId::from(statement.id.as_str()),
        label: statement.text.clone(),
        hint: None,
        optional: true,
        input: InputKind::One {
            options: labels
                .map(|(place, label)| Choice {
                    id: place.to_string(),
                    label: label.clone(),
                })
                .collect(),
            initial: given
                .filter(|place| usize::from(**place) < assessment.labels.len())
                .map(u8::to_string),
        },
    }
}
