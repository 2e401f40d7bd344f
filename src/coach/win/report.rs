//! `wins report`: the wins of a month as files for those outside the channel, to read (Markdown)
//! and as a table (CSV), by value and in the order in which they were told. Nobody is ranked (F41):
//! there is a count of cheers beside each win and none beside a person.

use jiff::Timestamp;
use jiff::civil::Date;

use super::naming::Names;
use super::press::WinId;
use super::recap::values_of;
use super::record::{Win, newest_first};
use crate::chat::{
    Actor, Block, Card, ChannelId, File, FileContent, MessageId, PersonId, Span, Text,
};
use crate::coach::charter::{self, Charter};
use crate::coach::desk::{Desk, WORTH_SAYING};
use crate::coach::parts::parts;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::roles::{self, Who};
use crate::coach::{csv, markdown, month, seed};
use crate::state::Undecided;

/// So many wins of a month are told at most, the last ones.
const WINS_MOST: usize = 500;
/// So many are read at once, and so often.
const READ: u16 = 250;
const READS_MOST: usize = 8;
/// The columns of the table. They are names for programs and the same in every language.
const HEADING: [&str; 6] = ["told", "value", "what", "people", "why", "cheers"];

/// A win of the month, and how many cheered.
type Told = (Win, i64);

/// Runs the command, for who may read the wins of the channel as one who manages it.
pub(super) fn report(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    words: &[&str],
) -> Result<(), Undecided> {
    let who = Who::Managers;
    if !roles::passes(desk, actor, who, Some(channel), "wins report")? {
        return Ok(());
    }
    let (_, say) = Person::meet(desk, &actor.id)?;
    let zone = desk.coach.settings.zone.clone();
    let today = desk.now.to_zoned(zone).date();
    let first = match words {
        [] => Some(month::last_whole(today)),
        words => month::read(words, today),
    };
    let Some(first) = first else {
        desk.reply(Card::words(say.report_usage()));
        return Ok(());
    };
    let told = of_month(desk, channel, first)?;
    let named = first.strftime("%B %Y").to_string();
    let of = Text(vec![Span::Channel(channel.clone())]);
    if told.is_empty() {
        desk.reply(Card::words(say.report_none(of, named)));
        return Ok(());
    }
    let charter = charter::of(desk, channel)?;
    let names = Names::of(desk, told.iter().flat_map(|(win, _)| &win.people))?;
    let groups = by_value(charter.as_ref(), &told);
    let read = to_read(&say, charter.as_ref(), &named, &names, &groups);
    let table = as_table(desk, &names, &groups);
    let month = first.strftime("%Y-%m").to_string();
    hand_over(
        desk,
        actor,
        &say,
        (&month, &named),
        ("md", "text/markdown"),
        read,
    );
    hand_over(
        desk,
        actor,
        &say,
        (&month, &named),
        ("csv", "text/csv"),
        table,
    );
    let mut blocks = vec![Block::Paragraph(say.report_comes(of, named))];
    if told.len() >= WINS_MOST {
        let most = i64::try_from(WINS_MOST).unwrap_or(i64::MAX);
        blocks.push(Block::Note(say.report_most(most)));
    }
    desk.reply(Card::of(blocks));
    Ok(())
}

/// The wins of a month that stand, the oldest first. Months begin in the workspace's zone.
fn of_month(desk: &Desk<'_>, channel: &ChannelId, first: Date) -> Result<Vec<Told>, Undecided> {
    let zone = &desk.coach.settings.zone;
    let begins = |day: Date| day.to_zoned(zone.clone()).map(|it| it.timestamp());
    let next = first.last_of_month().tomorrow().unwrap_or(Date::MAX);
    let from = begins(first).unwrap_or(Timestamp::MIN);
    let to = begins(next).unwrap_or(Timestamp::MAX);
    let mut found: Vec<(WinId, Win)> = Vec::new();
    let mut after = newest_first(to);
    for _ in 0..READS_MOST {
        let page = Win::before(desk, channel, &after, READ)?;
        let is_last = page.len() < usize::from(READ);
        let end = page.last().map(|(id, win)| (id.name.clone(), win.at));
        let is_of_month = |win: &Win| win.stands() && win.at >= from && win.at < to;
        found.extend(page.into_iter().filter(|(_, win)| is_of_month(win)));
        match end {
            Some((name, at)) if !is_last && at >= from && found.len() < WINS_MOST => after = name,
            _ => break,
        }
    }
    found.truncate(WINS_MOST);
    found.reverse();
    let cheers: Vec<_> = found.iter().map(|(id, _)| Win::cheers(id)).collect();
    let cheers = desk.counters(&cheers)?;
    Ok(found.into_iter().map(|(_, win)| win).zip(cheers).collect())
}

/// The wins under the values that they show: those of the charter in its order, then those that
/// stood in it once, then those that show none.
fn by_value<'t>(
    charter: Option<&'t Charter>,
    told: &'t [Told],
) -> Vec<(Option<&'t str>, Vec<&'t Told>)> {
    let mut values = values_of(charter);
    for value in told.iter().filter_map(|(win, _)| win.value.as_deref()) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let all = values.into_iter().map(Some).chain([None]);
    let groups = all.map(|value| {
        let shows = |it: &&Told| it.0.value.as_deref() == value;
        (value, told.iter().filter(shows).collect::<Vec<_>>())
    });
    groups.filter(|(_, wins)| !wins.is_empty()).collect()
}

/// The report in words.
fn to_read(
    say: &Speaker<'_>,
    charter: Option<&Charter>,
    month: &str,
    names: &Names,
    groups: &[(Option<&str>, Vec<&Told>)],
) -> Vec<String> {
    let title = match charter.and_then(Charter::name) {
        Some(team) => say.report_title_of(markdown::words(team), month),
        None => say.report_title(month),
    };
    let all = || groups.iter().flat_map(|(_, wins)| wins);
    let count = i64::try_from(all().count()).unwrap_or(i64::MAX);
    let cheers: i64 = all().map(|(_, cheers)| cheers).sum();
    let mut counted = say.report_count(count);
    if cheers > 0 {
        counted = say.win_and(counted, say.win_cheers(cheers));
    }
    let heading = format!("# {}\n\n{}\n", title.to_words(), counted.to_words());
    let mut pieces = Vec::new();
    for (value, wins) in groups {
        let head = match value {
            Some(value) => markdown::words(value),
            None => say.report_other().to_words(),
        };
        // A heading stays with the first of its wins, and one that stands alone is none.
        let mut head = (groups.len() > 1 || value.is_some()).then(|| format!("\n## {head}\n\n"));
        if head.is_none() {
            head = Some("\n".to_owned());
        }
        for (win, cheers) in wins {
            let line = line(say, names, win, *cheers);
            pieces.push(format!("{}{line}", head.take().unwrap_or_default()));
        }
    }
    parts(&heading, pieces)
}

/// A win as an item of a list.
fn line(say: &Speaker<'_>, names: &Names, win: &Win, cheers: i64) -> String {
    let mut line = Text::plain(markdown::words(&win.what));
    if !win.people.is_empty() {
        let people = names.list(say, &win.people).to_words();
        line = say.wins_line(line, markdown::words(&people));
    }
    if cheers > 0 {
        line = say.win_and(line, say.win_cheers(cheers));
    }
    let mut item = format!("- {}\n", line.to_words());
    if !win.why.is_empty() {
        let why = say.report_why(markdown::words(&win.why)).to_words();
        item.push_str(&format!("\n  {why}\n"));
    }
    item
}

/// The report as a table.
fn as_table(desk: &Desk<'_>, names: &Names, groups: &[(Option<&str>, Vec<&Told>)]) -> Vec<String> {
    let zone = &desk.coach.settings.zone;
    let all = groups.iter().flat_map(|(_, wins)| wins);
    let rows = all.map(|(win, cheers)| {
        let cells = [
            win.at.to_zoned(zone.clone()).date().to_string(),
            win.value.clone().unwrap_or_default(),
            win.what.clone(),
            in_a_cell(names, &win.people),
            win.why.clone(),
            cheers.to_string(),
        ];
        csv::line(cells.iter().map(String::as_str))
    });
    parts(&csv::line(HEADING), rows)
}

/// People in a cell, which a program may take apart again.
fn in_a_cell(names: &Names, people: &[PersonId]) -> String {
    let people = people.iter().map(|person| names.get(person).to_words());
    people.collect::<Vec<_>>().join(", ")
}

/// Hands the parts of one file over.
fn hand_over(
    desk: &mut Desk<'_>,
    actor: &Actor,
    say: &Speaker<'_>,
    (month, named): (&str, &str),
    (ending, media_type): (&str, &str),
    parts: Vec<String>,
) {
    let count = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    let drawn = seed::name(&[desk.event.id.as_str(), "wins", ending]);
    let until = desk.after(WORTH_SAYING);
    for (number, body) in (1..).zip(parts) {
        let part = if count == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        desk.hand(File {
            id: MessageId::from(format!("wins/{drawn}-{number}")),
            person: actor.id.clone(),
            name: format!("wins-{month}{part}.{ending}"),
            content: FileContent::Text {
                media_type: media_type.to_owned(),
                body,
            },
            words: Card::words(say.report_file(named, number, count)),
            until,
        });
    }
}
