//! The recap: the wins of a week in one message, by value, for those who missed them. Silent when
//! there was nothing. When it comes is `schedule`'s.

use jiff::{SignedDuration, Timestamp};

use super::list::line;
use super::naming::Names;
use super::press::WinId;
use super::record::Win;
use crate::chat::{Block, Card, ChannelId, Message, MessageId, Place, Text};
use crate::coach::charter::{self, Charter};
use crate::coach::desk::Desk;
use crate::coach::phrases::Speaker;
use crate::state::{Kind, Owner, PageOf, Read, Undecided};

/// What a recap looks back on.
const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);
/// So many wins are told; of more, how many there are.
const TOLD_MOST: usize = 25;
/// And so much text, in bytes: an entry of the outbox holds 32 KiB, with every word of it twice.
const TEXT_BYTES: usize = 9_000;
/// So many are read for that.
const READ: u16 = 64;

/// A recap to be posted.
pub(in crate::coach) struct Recap {
    /// What it is posted for, as a name.
    pub name: String,
    /// Where, and of whose wins.
    pub channel: ChannelId,
    /// Until when it is worth posting.
    pub until: Timestamp,
}

/// Posts the recap; nothing when there was nothing. The name of the message.
pub(in crate::coach) fn post(
    desk: &mut Desk<'_>,
    recap: Recap,
) -> Result<Option<MessageId>, Undecided> {
    let Some(card) = preview(desk, &recap.channel)? else {
        return Ok(None);
    };
    let id = MessageId::from(format!("recap/{}", recap.name));
    desk.stand(Message {
        id: id.clone(),
        place: Place::Channel(recap.channel),
        card,
        until: recap.until,
        urgent: false,
        via: None,
    });
    Ok(Some(id))
}

/// The recap as it would look now.
pub(in crate::coach) fn preview(
    desk: &Desk<'_>,
    channel: &ChannelId,
) -> Result<Option<Card>, Undecided> {
    let wins = of_the_week(desk, channel)?;
    if wins.is_empty() {
        return Ok(None);
    }
    let names: Vec<_> = wins
        .iter()
        .take(TOLD_MOST)
        .map(|(id, _)| Win::cheers(id))
        .collect();
    let cheers = desk.counters(&names)?;
    let charter = charter::of(desk, channel)?;
    let people = wins.iter().take(TOLD_MOST).flat_map(|(_, win)| &win.people);
    let names = Names::of(desk, people)?;
    let say = desk.public_speaker();
    Ok(Some(card(&say, charter.as_ref(), &names, (&wins, &cheers))))
}

/// What is read for [`told_lately`].
pub(in crate::coach) fn page(channel: &ChannelId) -> Read {
    Read::Page(PageOf {
        owner: Owner::Shared,
        kind: Kind::Win,
        after: format!("{channel}/").into(),
        limit: READ,
    })
}

/// How many wins of a channel's last seven days stand. Counted up to 64.
pub(in crate::coach) fn told_lately(
    desk: &Desk<'_>,
    channel: &ChannelId,
) -> Result<usize, Undecided> {
    Ok(of_the_week(desk, channel)?.len())
}

fn of_the_week(desk: &Desk<'_>, channel: &ChannelId) -> Result<Vec<(WinId, Win)>, Undecided> {
    let is_lately = |win: &Win| desk.now.duration_since(win.at) <= WEEK;
    let read = Win::before(desk, channel, "", READ)?;
    let lately = read
        .into_iter()
        .filter(|(_, win)| win.stands() && is_lately(win));
    Ok(lately.collect())
}

/// The values of a charter in their order, each once, even where it stands there twice.
pub(super) fn values_of(charter: Option<&Charter>) -> Vec<&str> {
    let mut values: Vec<&str> = Vec::new();
    for value in charter.iter().flat_map(|charter| &charter.values) {
        if !values.contains(&value.as_str()) {
            values.push(value);
        }
    }
    values
}

/// A win that is told, and how.
struct Told<'w> {
    win: &'w Win,
    line: Text,
}

/// The wins under the values that they show, in the charter's order; those that show none last.
fn card(
    say: &Speaker<'_>,
    charter: Option<&Charter>,
    names: &Names,
    (wins, cheers): (&[(WinId, Win)], &[i64]),
) -> Card {
    let count = i64::try_from(wins.len()).unwrap_or(i64::MAX);
    let title = match charter.and_then(Charter::name) {
        Some(team) => say.recap_title_of(team),
        None => say.recap_title(),
    };
    let mut blocks = vec![
        Block::Title(title),
        Block::Paragraph(say.recap_count(count)),
    ];
    let mut room = TEXT_BYTES;
    let told = wins.iter().zip(cheers).map(|((_, win), cheers)| Told {
        win,
        line: bullet(say, win, names, *cheers),
    });
    let told = told.take_while(|told| {
        let bytes = told.line.to_words().len();
        let fits = bytes <= room;
        room = room.saturating_sub(bytes);
        fits
    });
    let told: Vec<Told<'_>> = told.collect();
    let values = values_of(charter);
    for value in &values {
        let of_value = told
            .iter()
            .filter(|told| told.win.value.as_deref() == Some(value));
        let lines: Vec<Text> = of_value.map(|told| told.line.clone()).collect();
        if !lines.is_empty() {
            let head = Text::strong(*value);
            blocks.push(Block::Paragraph(Text::lines(
                [head].into_iter().chain(lines),
            )));
        }
    }
    let is_known = |win: &Win| {
        win.value
            .as_deref()
            .is_some_and(|value| values.contains(&value))
    };
    let rest = told.iter().filter(|told| !is_known(told.win));
    let lines: Vec<Text> = rest.map(|told| told.line.clone()).collect();
    if !lines.is_empty() {
        blocks.push(Block::Paragraph(Text::lines(lines)));
    }
    if wins.len() > told.len() {
        let more = i64::try_from(wins.len() - told.len()).unwrap_or(i64::MAX);
        blocks.push(Block::Note(say.recap_more(more)));
    }
    Card::of(blocks).with_accent(charter.and_then(|charter| charter.accent))
}

/// A win in a line. Who is named was notified when it was posted, and is not again.
fn bullet(say: &Speaker<'_>, win: &Win, names: &Names, cheers: i64) -> Text {
    Text::plain("• ").then(line(say, win, names.list(say, &win.people), cheers))
}
