//! `feedback`: what people found of the rounds, for admins. Choices from five people up, words in a
//! drawn order, names only of those who ticked that they may be asked.

use jiff::Timestamp;
use jiff::civil::Date;

use super::counting::{self, Shown, TOGETHER, Useful};
use super::export;
use super::feedback::{Remark, useful_words};
use super::press::{Press, WeeklyRoundId};
use super::record::WeeklyRound;
use crate::chat::{Actor, Block, Card, Place, Span, Text};
use crate::coach::act::Act;
use crate::coach::desk::{Desk, button};
use crate::coach::month;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::state::Undecided;

/// Without a month, the rounds of so many days are listed; a phrase says five weeks.
const LATELY_DAYS: i64 = 35;
/// The most rounds in one list or file.
const ROUNDS_MOST: u16 = 24;
/// The most texts on a card; a file holds all.
const TEXTS_MOST: usize = 15;
/// Which rounds are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Period {
    /// Those of the last weeks.
    Lately,
    /// Those of a month, by its first day.
    Month(Date),
}

/// What the words ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Request {
    export: bool,
    period: Period,
}

/// Reads the words; none where they mean nothing here.
fn request(words: &[&str], today: Date) -> Option<Request> {
    let (export, rest) = match words.split_first() {
        Some((first, rest)) if first.eq_ignore_ascii_case("export") => (true, rest),
        Some(_) | None => (false, words),
    };
    let period = match rest {
        [] => Period::Lately,
        words => Period::Month(month::read(words, today)?),
    };
    Some(Request { export, period })
}

/// Runs the command; the words are what stood after it.
pub(in crate::coach) fn feedback(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(request) = request(words, counting::day(desk, desk.now)) else {
        desk.reply(Card::words(say.feedback_usage()));
        return Ok(());
    };
    let rounds = rounds(desk, request.period)?;
    if rounds.is_empty() {
        desk.reply(Card::words(match request.period {
            Period::Lately => say.feedback_none_lately(),
            Period::Month(first) => say.feedback_none(first.strftime("%B %Y").to_string()),
        }));
        return Ok(());
    }
    if request.export {
        return export::hand_over(desk, actor, &say, &rounds);
    }
    list(desk, &say, &rounds)
}

/// The rounds of a time that were posted, the oldest first.
fn rounds(desk: &Desk<'_>, period: Period) -> Result<Vec<(WeeklyRoundId, WeeklyRound)>, Undecided> {
    let zone = &desk.coach.settings.zone;
    let begins = |day: Date| day.to_zoned(zone.clone()).map(|it| it.timestamp());
    let (from, to) = match period {
        Period::Lately => {
            let from = desk.after(jiff::SignedDuration::from_hours(-24 * LATELY_DAYS));
            (from, Timestamp::MAX)
        }
        Period::Month(first) => {
            let next = first.last_of_month().tomorrow().unwrap_or(Date::MAX);
            let from = begins(first).unwrap_or(Timestamp::MIN);
            (from, begins(next).unwrap_or(Timestamp::MAX))
        }
    };
    let mut rounds = WeeklyRound::since(desk, from, PAGE)?;
    rounds.retain(|(_, round)| round.posted < to && round.state != super::RoundState::Unposted);
    let over = rounds.len().saturating_sub(usize::from(ROUNDS_MOST));
    Ok(rounds.split_off(over))
}

/// How many rounds are read for one look: of a month, those of many channels.
const PAGE: u16 = 200;

fn list(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    rounds: &[(WeeklyRoundId, WeeklyRound)],
) -> Result<(), Undecided> {
    let names: Vec<_> = rounds
        .iter()
        .map(|(id, _)| counting::answered(id))
        .collect();
    let counts = desk.counters(&names)?;
    let mut blocks = vec![Block::Title(say.feedback_list())];
    let mut buttons = Vec::new();
    let numbered = (1i64..).zip(rounds.iter().zip(counts).rev());
    for (number, ((id, round), count)) in numbered {
        let line = say.feedback_line(number, which(say, round), count);
        blocks.push(Block::Paragraph(line));
        let act = Act::Round(Press::Read(id.clone()));
        buttons.push(button(&act, &say.button_open_schedule(number)));
    }
    blocks.push(Block::Buttons(buttons));
    blocks.push(Block::Note(say.feedback_how(TOGETHER)));
    desk.reply(Card::of(blocks));
    Ok(())
}

/// A round by its channel, its time and its article.
pub(super) fn which(say: &Speaker<'_>, round: &WeeklyRound) -> Text {
    let channel = Text(vec![Span::Channel(round.channel.clone())]);
    let at = Text(vec![Span::Moment(round.posted)]);
    match &round.title {
        Some(title) => say.feedback_round(channel, at, Text::strong(title.as_str())),
        None => say.feedback_round_bare(channel, at),
    }
}

/// What may be read of a round.
pub(super) struct Told {
    /// The choices.
    pub shown: Shown,
    /// How many answered in all.
    pub answered: i64,
    /// What may be read; those who may be asked are in it, at once and by name.
    pub remarks: Vec<Remark>,
}

impl Told {
    /// Reads it.
    pub fn of(desk: &Desk<'_>, id: &WeeklyRoundId, round: &WeeklyRound) -> Result<Self, Undecided> {
        let (shown, answered) = counting::shown(desk, id, round)?;
        let mut remarks = Remark::every(desk, id)?;
        // Of somebody who was deleted just now a remark may be left without a name and words.
        let is_shown = |remark: &Remark| remark.words.is_some() && shown.has(remark.on);
        remarks.retain(|remark| remark.person.is_some() || is_shown(remark));
        Ok(Self {
            shown,
            answered,
            remarks,
        })
    }
}

/// *Open* on a round: what was told of it.
pub(super) fn read(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &WeeklyRoundId,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(round) = WeeklyRound::read(desk, id)? else {
        desk.reply(Card::words(say.round_unknown()));
        return Ok(());
    };
    let told = Told::of(desk, id, &round)?;
    let card = card(&say, &round, &told);
    desk.reply(card);
    Ok(())
}

fn card(say: &Speaker<'_>, round: &WeeklyRound, told: &Told) -> Card {
    let mut blocks = vec![
        Block::Paragraph(which(say, round)),
        Block::Paragraph(say.feedback_answered(told.answered)),
    ];
    if told.shown.until.is_some() {
        let counted = Useful::ALL.into_iter().zip(told.shown.chose);
        let lines =
            counted.map(|(useful, count)| say.feedback_count(useful_words(say, useful), count));
        blocks.push(Block::Paragraph(Text::lines(lines)));
    }
    let texts = told.remarks.iter().take(TEXTS_MOST);
    blocks.extend(texts.map(|remark| Block::Paragraph(remark_words(say, remark))));
    let more = told.remarks.len().saturating_sub(TEXTS_MOST);
    if more > 0 {
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        blocks.push(Block::Note(say.feedback_more(more)));
    }
    blocks.push(Block::Note(say.feedback_how(TOGETHER)));
    Card::of(blocks)
}

fn remark_words(say: &Speaker<'_>, remark: &Remark) -> Text {
    let person = remark.person.clone();
    let person = person.map(|person| Text(vec![Span::Person(person)]));
    match (person, remark.words.as_deref()) {
        (Some(person), Some(words)) => say.feedback_words_of(person, words),
        (Some(person), None) => say.feedback_asks(person),
        (None, words) => say.feedback_words(words.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_are_read_as_people_write_them() {
        let today = date(2026, 11, 25);
        let month = |year, month| Some(Period::Month(date(year, month, 1)));
        for (words, export, period) in [
            ("", false, Some(Period::Lately)),
            ("export", true, Some(Period::Lately)),
            ("2026-10", false, month(2026, 10)),
            ("Export 2025-12", true, month(2025, 12)),
            ("november", false, month(2026, 11)),
            ("Dec", false, month(2025, 12)),
            ("export march 2024", true, month(2024, 3)),
            ("2026-13", false, None),
            ("ma", false, None),
            ("yesterday", false, None),
            ("nov 20260", false, None),
        ] {
            let words: Vec<&str> = words.split_whitespace().collect();
            let found = request(&words, today);
            assert_eq!(found.map(|found| found.period), period, "{words:?}");
            assert!(
                found.is_none_or(|found| found.export == export),
                "{words:?}"
            );
        }
    }
}
