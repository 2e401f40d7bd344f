//! What has outlived its use, by the table of `retention`. Looked for in slices: each looks at a
//! few hundred rows and no more, whether or not it finds anything, so that sweeping never holds
//! anything up. Ranges that hold nothing to sweep are passed over with one seek.

use jiff::Timestamp;

use super::StoreError;
use super::keys::{self, Family};
use super::retention::{COUNTER_DAYS, DEAD_DAYS, FACT_DAYS, MARK_DAYS, SENT_DAYS, document_days};
use super::transaction::{Row, Rows};
use super::value;

/// How many rows a slice looks at.
const SLICE: usize = 500;

/// Where the round goes on; empty at its beginning.
#[derive(Debug, Default)]
pub(super) struct Cursor {
    from: Vec<u8>,
}

/// What one slice found.
#[derive(Debug, Default)]
pub(super) struct Slice {
    /// The rows that should go.
    pub outlived: Vec<Vec<u8>>,
    /// Whether all has been looked at.
    pub is_over: bool,
}

/// What lies between a row and a key after it.
enum Stretch {
    /// Nothing that is swept.
    Kept(Vec<u8>),
    /// All of it has outlived its use.
    Outlived(Vec<u8>),
    /// Each row tells when it was last written; older than so many days, it has.
    ByAge(Vec<u8>, u32),
}

impl Cursor {
    /// Looks at the next rows.
    pub fn next(&mut self, rows: &impl Rows, now: Timestamp) -> Result<Slice, StoreError> {
        let mut slice = Slice::default();
        let mut room = SLICE;
        while room > 0 {
            let from = self.from.as_slice().max(&[0x01]).to_vec();
            let Some((key, _)) = rows.range(&from, &[0x02], 1)?.pop() else {
                self.from.clear();
                slice.is_over = true;
                break;
            };
            room -= 1;
            let stretch = stretch(&key, now).unwrap_or_else(|| Stretch::Kept(keys::next(&key)));
            let (end, age) = match stretch {
                Stretch::Kept(end) => {
                    self.from = end;
                    continue;
                }
                Stretch::Outlived(end) => (end, None),
                Stretch::ByAge(end, days) => (end, Some(days)),
            };
            let found = rows.range(&key, &end, room)?;
            self.from = match found.last() {
                Some((last, _)) if found.len() == room => keys::next(last),
                _ => end,
            };
            room -= found.len();
            let outlived = found
                .into_iter()
                .filter(|row| age.is_none_or(|days| is_older(row, days, now)));
            slice.outlived.extend(outlived.map(|(key, _)| key));
        }
        Ok(slice)
    }
}

/// What lies at a row and after it; `None` for a row of a family that is not known.
fn stretch(key: &[u8], now: Timestamp) -> Option<Stretch> {
    let (workspace, family, rest) = keys::split(key)?;
    let whole = || keys::after(&keys::family(&workspace, family));
    let up_to = |oldest: Vec<u8>, end: Vec<u8>| {
        if key < oldest.as_slice() {
            Stretch::Outlived(oldest)
        } else {
            Stretch::Kept(end)
        }
    };
    Some(match family {
        Family::Outbox | Family::WakeByTime | Family::WakeByName | Family::Erased => {
            Stretch::Kept(whole())
        }
        Family::Mark => {
            let oldest = keys::day(now).saturating_sub(MARK_DAYS - 1);
            up_to(keys::marks_of(&workspace, oldest), whole())
        }
        Family::Fact => {
            let (owner, _, _) = keys::read_fact(rest)?;
            let facts = keys::facts(&workspace, &owner);
            let oldest = keys::facts_before(&workspace, &owner, days_before(now, FACT_DAYS));
            up_to(oldest, keys::after(&facts))
        }
        Family::Sent => Stretch::ByAge(whole(), SENT_DAYS),
        Family::Dead => Stretch::ByAge(whole(), DEAD_DAYS),
        Family::Counter => Stretch::ByAge(whole(), COUNTER_DAYS),
        Family::Document => {
            let document = keys::read_document(rest)?;
            let kind = keys::documents(&workspace, &document.owner, document.kind);
            match document_days(document.kind) {
                None => Stretch::Kept(keys::after(&kind)),
                Some(days) => Stretch::ByAge(keys::after(&kind), days),
            }
        }
    })
}

fn days_before(now: Timestamp, days: u32) -> Timestamp {
    now.saturating_sub(jiff::SignedDuration::from_hours(24 * i64::from(days)))
        .unwrap_or(Timestamp::MIN)
}

/// Whether a row was last written more than so many days ago. One that can't be read is left for
/// somebody to look at.
fn is_older((key, sealed): &Row, days: u32, now: Timestamp) -> bool {
    let family = keys::split(key).map(|(_, family, _)| family);
    let written = value::open(key, sealed).and_then(|payload| match family {
        Some(Family::Sent) => value::read_sent(payload).map(|sent| keys::day(sent.at)),
        Some(Family::Dead) => value::read_dead(payload).map(|letter| keys::day(letter.at)),
        Some(Family::Counter) => value::counter_day(payload),
        _ => value::document_day(payload),
    });
    match written {
        Ok(day) => keys::day(now) > day.saturating_add(days),
        Err(error) => {
            tracing::error!(?family, %error, "a row can't be read and is not swept");
            false
        }
    }
}
