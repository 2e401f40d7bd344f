//! Phrases that say two things at once, or nothing: `tonight`, `this morning`, `repeating`.

use super::hours::part_of_day;
use super::reader::{Day, Draft, Part, Reader, put};
use crate::timing::problem::{Problem, Slot};

/// Reads `tonight`, `this afternoon`.
pub(super) fn part_of_today(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    let part = if reader.eat(&["tonight"]) {
        Some(Part::Night)
    } else if reader.eat(&["this"]) {
        reader.take(part_of_day)
    } else {
        None
    };
    let Some(part) = part else {
        reader.at = from;
        return Ok(false);
    };
    let said = reader.said_from(from);
    put(&mut draft.date, Slot::Day, Day::Ahead(0), said.clone())?;
    put(&mut draft.part, Slot::Time, part, said)?;
    Ok(true)
}

/// Goes past words that only repeat what the rest says.
pub(super) fn repeated(reader: &mut Reader<'_>, _: &mut Draft) -> Result<bool, Problem> {
    let more = reader.word(1).is_some();
    Ok(more
        && reader.eat(&[
            "repeat",
            "repeating",
            "repeats",
            "recurring",
            "then",
            "please",
        ]))
}
