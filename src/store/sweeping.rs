//! What has outlived its use: marks that no repeat can ask for any more, and addresses of
//! messages that were last touched long ago. Found in slices, so that sweeping never holds
//! anything up.

use jiff::{SignedDuration, Timestamp};

use super::keys::{self, Family};
use super::transaction::Rows;
use super::value;
use super::{MARK_DAYS, StoreError};

/// How many rows are looked at, or deleted, at a time.
const SLICE: usize = 500;
/// For how long a message can be edited after it was last touched: 90 days.
const SENT_DAYS: i64 = 90;

/// Where the sweep goes on.
#[derive(Debug, Default)]
pub(super) struct Cursor {
    after: Vec<u8>,
}

impl Cursor {
    /// The next rows that should go; empty when the sweep has come round.
    pub fn next(&mut self, rows: &impl Rows, now: Timestamp) -> Result<Vec<Vec<u8>>, StoreError> {
        loop {
            let from = if self.after.is_empty() {
                vec![0x01]
            } else {
                self.after.clone()
            };
            let Some((key, _)) = rows.range(&from, &[0x02], 1)?.into_iter().next() else {
                self.after.clear();
                return Ok(Vec::new());
            };
            let Some((workspace, family, _)) = keys::split(&key) else {
                self.after = [key.as_slice(), &[0]].concat();
                continue;
            };
            let prefix = keys::family(&workspace, family);
            match family {
                Family::Mark => {
                    let oldest = keys::day(now).saturating_sub(MARK_DAYS - 1);
                    let outlived =
                        rows.range(&prefix, &keys::marks_of(&workspace, oldest), SLICE)?;
                    if !outlived.is_empty() {
                        return Ok(outlived.into_iter().map(|(key, _)| key).collect());
                    }
                    self.after = keys::after(&prefix);
                }
                Family::Sent => {
                    let slice = rows.range(
                        &from.clone().max(prefix.clone()),
                        &keys::after(&prefix),
                        SLICE,
                    )?;
                    self.after = match slice.last() {
                        Some((last, _)) if slice.len() == SLICE => [last.as_slice(), &[0]].concat(),
                        _ => keys::after(&prefix),
                    };
                    let mut outlived = Vec::new();
                    for (key, sealed) in slice {
                        let sent = value::read_sent(value::open(&key, &sealed)?)?;
                        if now.duration_since(sent.at) > SignedDuration::from_hours(24 * SENT_DAYS)
                        {
                            outlived.push(key);
                        }
                    }
                    if !outlived.is_empty() {
                        return Ok(outlived);
                    }
                }
                Family::Document
                | Family::Outbox
                | Family::WakeByTime
                | Family::WakeByName
                | Family::Counter
                | Family::Fact => self.after = keys::after(&prefix),
            }
        }
    }
}
