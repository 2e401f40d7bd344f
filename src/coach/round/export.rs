//! What was told of rounds, as a file for one admin: a row for the choices of each round, and one
//! for each text. A text's row has no choice, so that no answer can be put together again.

use super::counting::Useful;
use super::press::WeeklyRoundId;
use super::reading::Told;
use super::record::WeeklyRound;
use crate::chat::{Actor, Card, File, FileContent, MessageId};
use crate::coach::csv;
use crate::coach::desk::{Desk, WORTH_SAYING};
use crate::coach::parts::parts;
use crate::coach::phrases::Speaker;
use crate::coach::seed;
use crate::state::Undecided;

/// The columns. They are names for programs and the same in every language.
const HEADING: [&str; 9] = [
    "posted",
    "channel",
    "article",
    "answered",
    "yes",
    "partly",
    "no",
    "what_next",
    "may_be_asked",
];

/// Hands the file over, in as many parts as it takes.
pub(super) fn hand_over(
    desk: &mut Desk<'_>,
    actor: &Actor,
    say: &Speaker<'_>,
    rounds: &[(WeeklyRoundId, WeeklyRound)],
) -> Result<(), Undecided> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (id, round) in rounds {
        let told = Told::of(desk, id, round)?;
        rows.extend(rows_of(desk, round, &told));
    }
    let lines = rows
        .iter()
        .map(|row| csv::line(row.iter().map(String::as_str)));
    let parts = parts(&csv::line(HEADING), lines);
    let count = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    let name = seed::name(&[desk.event.id.as_str(), "feedback"]);
    let until = desk.after(WORTH_SAYING);
    for (number, body) in (1..).zip(parts) {
        let file = File {
            id: MessageId::from(format!("feedback/{name}-{number}")),
            person: actor.id.clone(),
            name: format!("feedback-{number}.csv"),
            content: FileContent::Text {
                media_type: "text/csv".to_owned(),
                body,
            },
            words: Card::words(say.feedback_file(number, count)),
            until,
        };
        desk.hand(file);
    }
    desk.reply(Card::words(say.feedback_exported(count)));
    Ok(())
}

fn rows_of(desk: &Desk<'_>, round: &WeeklyRound, told: &Told) -> Vec<Vec<String>> {
    let posted = super::counting::day(desk, round.posted).to_string();
    let of_round = || {
        let title = round.title.clone().unwrap_or_default();
        vec![posted.clone(), round.channel.to_string(), title]
    };
    let is_shown = told.shown.until.is_some();
    let chose = Useful::ALL.iter().zip(told.shown.chose);
    let chose = chose.map(|(_, count)| {
        if is_shown {
            count.to_string()
        } else {
            String::new()
        }
    });
    let mut counts = of_round();
    counts.push(told.answered.to_string());
    counts.extend(chose);
    counts.extend([String::new(), String::new()]);
    let mut rows = vec![counts];
    for remark in &told.remarks {
        let mut row = of_round();
        row.extend(std::iter::repeat_n(String::new(), 4));
        row.push(remark.words.clone().unwrap_or_default());
        let person = remark.person.as_ref();
        row.push(person.map(ToString::to_string).unwrap_or_default());
        rows.push(row);
    }
    rows
}
