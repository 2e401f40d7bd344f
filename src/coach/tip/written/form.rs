//! The form in which a tip is written or changed: title, text, one thing to do and, of a new one,
//! when it comes. What stands in it is held to the rules of `cairn check`: an error stands beside
//! its input with what to do about it, a hint in the preview.

use jiff::Timestamp;

use super::managing::preview;
use super::record::{Changed, WRITTEN_MOST, WrittenTip};
use crate::chat::{
    Actor, Answer, Card, ChannelId, Field, FieldId, Form, InputKind, Row, Text, Value, Values,
};
use crate::coach::act::{Act, OfWritten};
use crate::coach::audit::{self, Deed};
use crate::coach::desk::Desk;
use crate::coach::filled::{Amiss, written};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Where};
use crate::coach::schedule;
use crate::coach::tip::Named;
use crate::coach::tip::written::named;
use crate::library::written::{DO_THIS_WEEK, TEXT, TITLE};
use crate::library::{Problem, Severity, TipId, problems_of_written_tip};
use crate::state::Undecided;
use crate::timing::Timing;

const WHEN: &str = "when";
/// The most UTF-16 units of each input. More than the rules let pass, so that the rules speak; and
/// at three bytes a unit, all of a tip takes less than 4 KB.
const TITLE_CHARS: u16 = 100;
const TEXT_CHARS: u16 = 850;
const DO_CHARS: u16 = 250;
const WHEN_CHARS: u16 = 300;

/// Opens the form for a new tip of a channel.
pub(super) fn open_new(desk: &mut Desk<'_>, say: &Speaker<'_>, channel: &ChannelId) {
    let when = ask(
        (WHEN, say.write_when(), Some(say.write_when_hint())),
        words(WHEN_CHARS, "", &say.write_when_example()),
    );
    let when = Field {
        optional: true,
        ..when
    };
    let form = form(say, &Act::WriteTip(channel.clone()), None, Some(when));
    desk.answer(Answer::Form(form));
}

/// Opens the form that changes a tip.
pub(super) fn open_for(desk: &mut Desk<'_>, say: &Speaker<'_>, id: &TipId, tip: &WrittenTip) {
    let about = Act::Written(id.clone(), OfWritten::Change);
    let form = form(say, &about, Some(tip), None);
    desk.answer(Answer::Form(form));
}

fn form(say: &Speaker<'_>, about: &Act, tip: Option<&WrittenTip>, when: Option<Field>) -> Form {
    let before = |part: fn(&WrittenTip) -> &String| tip.map_or("", |tip| part(tip).as_str());
    let title = words(
        TITLE_CHARS,
        before(|tip| &tip.title),
        &say.write_title_example(),
    );
    let text = words(
        TEXT_CHARS,
        before(|tip| &tip.text),
        &say.write_text_example(),
    );
    let deed = words(
        DO_CHARS,
        before(|tip| &tip.do_this_week),
        &say.write_do_example(),
    );
    let fields = [
        ask(
            (TITLE, say.write_title(), Some(say.write_title_hint())),
            title,
        ),
        ask((TEXT, say.write_text(), Some(say.write_text_hint())), text),
        ask(
            (DO_THIS_WEEK, say.write_do(), Some(say.write_do_hint())),
            deed,
        ),
    ];
    Form {
        about: about.token(),
        page: 0,
        back: None,
        title: say.write_form_title().to_words(),
        submit: say.write_send().to_words(),
        rows: fields.into_iter().chain(when).map(Row::Ask).collect(),
    }
}

fn words(max: u16, initial: &str, example: &Text) -> InputKind {
    InputKind::Words {
        long: max == TEXT_CHARS,
        max,
        initial: initial.to_owned(),
        example: example.to_words(),
    }
}

fn ask((id, label, hint): (&str, Text, Option<Text>), input: InputKind) -> Field {
    Field {
        id: FieldId::from(id),
        label: label.to_words(),
        hint: hint.map(|hint| hint.to_words()),
        optional: false,
        input,
    }
}

/// What stands in the form.
struct Filled {
    title: String,
    text: String,
    do_this_week: String,
}

/// The form of a new tip comes back: the tip is kept, shown as it will look and, where it was
/// said when it comes, that is told back to be confirmed.
pub(in crate::coach) fn send_new(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    values: &Values,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    if WrittenTip::every(desk)?.len() >= usize::from(WRITTEN_MOST) {
        desk.refuse(vec![(FieldId::from(TITLE), say.written_too_many())]);
        return Ok(());
    }
    let id = WrittenTip::new_id(desk);
    let read = filled(desk, &say, &id, values)?;
    let when = when(desk, &say, actor, channel, values)?;
    let (filled, when) = match (read, when) {
        (Ok(filled), Ok(when)) => (filled, when),
        (filled, when) => {
            let amiss = [filled.err(), when.err()];
            desk.refuse(amiss.into_iter().flatten().flatten().collect());
            return Ok(());
        }
    };
    let tip = WrittenTip {
        title: filled.title,
        text: filled.text,
        do_this_week: filled.do_this_week,
        channel: channel.clone(),
        by: actor.id.clone(),
        written: desk.now,
        rev: 1,
        changed: None,
    };
    desk.write(WrittenTip::key(&id), &tip);
    privacy::note(desk, &actor.id, Where::WrittenTip(id.clone()));
    let channel = channel.clone();
    let deed = Deed::TipWritten {
        tip: id.clone(),
        channel,
    };
    audit::record(desk, &actor.id, deed);
    let echo = when.map(|timing| schedule::offer_tip(desk, actor, &tip.channel, &id, timing));
    let card = preview(desk, &say, &id, &tip, echo.transpose()?);
    desk.reply(card);
    Ok(())
}

/// The form that changes a tip comes back. What was posted before stays as it was.
pub(in crate::coach) fn send_changed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &TipId,
    values: &Values,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(before) = WrittenTip::read(desk, id)? else {
        desk.reply(Card::words(say.written_gone()));
        return Ok(());
    };
    let filled = match filled(desk, &say, id, values)? {
        Ok(filled) => filled,
        Err(amiss) => {
            desk.refuse(amiss);
            return Ok(());
        }
    };
    let tip = WrittenTip {
        title: filled.title,
        text: filled.text,
        do_this_week: filled.do_this_week,
        ..before.clone()
    };
    let tip = if tip == before {
        before
    } else {
        let tip = changed(tip, actor, desk.now);
        desk.write(WrittenTip::key(id), &tip);
        privacy::note(desk, &actor.id, Where::WrittenTip(id.clone()));
        let deed = Deed::TipChanged {
            tip: id.clone(),
            channel: tip.channel.clone(),
        };
        audit::record(desk, &actor.id, deed);
        tip
    };
    let card = preview(desk, &say, id, &tip, None);
    desk.reply(card);
    Ok(())
}

fn changed(tip: WrittenTip, actor: &Actor, at: Timestamp) -> WrittenTip {
    let by = actor.id.clone();
    WrittenTip {
        rev: tip.rev.saturating_add(1),
        changed: Some(Changed { by, at }),
        ..tip
    }
}

/// What stands in the form, or all that is amiss with it.
fn filled(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &TipId,
    values: &Values,
) -> Result<Result<Filled, Amiss>, Undecided> {
    let mut amiss = Amiss::new();
    let mut part = |field: &str, max: u16, tidy: fn(&str) -> String| {
        let read = written(say, values, field, max);
        let words = read.unwrap_or_else(|faults| {
            amiss.extend(faults);
            String::new()
        });
        tidy(&words)
    };
    let title = part(TITLE, TITLE_CHARS, one_line);
    let text = part(TEXT, TEXT_CHARS, paragraphs);
    let do_this_week = part(DO_THIS_WEEK, DO_CHARS, one_line);
    let problems = problems_of_written_tip(&title, &text, &do_this_week);
    let is_error = |problem: &Problem| problem.level == Severity::Error;
    for problem in problems.into_iter().filter(is_error) {
        // An input that can't be read has had its say; of two faults the first is mended first.
        if !amiss
            .iter()
            .any(|(field, _)| field.as_str() == problem.file)
        {
            let words = say.written_problem(problem.what, problem.remedy);
            amiss.push((FieldId::from(problem.file), words));
        }
    }
    let is_taken = match named(desk, &title)? {
        Named::Tip(other) => other.id != *id,
        Named::Pack(_) => true,
        Named::Neither(_) => false,
    };
    if amiss.is_empty() && is_taken {
        amiss.push((FieldId::from(TITLE), say.written_title_taken()));
    }
    Ok(if amiss.is_empty() {
        Ok(Filled {
            title,
            text,
            do_this_week,
        })
    } else {
        Err(amiss)
    })
}

/// When the tip comes; none if that was not said.
fn when(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    actor: &Actor,
    channel: &ChannelId,
    values: &Values,
) -> Result<Result<Option<Timing>, Amiss>, Undecided> {
    let said = values.get(&FieldId::from(WHEN)).and_then(Value::words);
    let Some(said) = said.filter(|said| !said.trim().is_empty()) else {
        return Ok(Ok(None));
    };
    let read = schedule::read_when(desk, say, actor, channel, said)?;
    Ok(match read {
        Ok(timing) => Ok(Some(timing)),
        Err(words) => Err(vec![(FieldId::from(WHEN), words)]),
    })
}

/// Words in one line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines as they are, with at most one empty one between two.
fn paragraphs(text: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for line in text.lines().map(one_line) {
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    kept.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_keeps_its_words_and_has_no_empty_stretch(text in "[a-c \n\t]{0,60}") {
            let tidy = paragraphs(&text);
            prop_assert_eq!(one_line(&tidy), one_line(&text));
            prop_assert!(!tidy.contains("\n\n\n"));
            prop_assert_eq!(paragraphs(&tidy), tidy);
        }
    }

    #[test]
    fn the_longest_tip_that_can_be_written_takes_less_than_four_kilobytes() {
        let most = |chars: u16| "“".repeat(usize::from(chars));
        let tip = WrittenTip {
            title: most(TITLE_CHARS),
            text: most(TEXT_CHARS),
            do_this_week: most(DO_CHARS),
            channel: "C0123456789".into(),
            by: "U0123456789".into(),
            written: Timestamp::UNIX_EPOCH,
            rev: u32::MAX,
            changed: Some(Changed {
                by: "U0123456789".into(),
                at: Timestamp::UNIX_EPOCH,
            }),
        };
        assert!(serde_json::to_vec(&tip).unwrap().len() < 4_096);
    }
}
