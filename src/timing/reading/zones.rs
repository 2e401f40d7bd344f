//! Zones as people write them: an IANA name, `London time`, a city. Letters such as CET or IST
//! mean several, and are asked back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::reader::{Draft, Reader, put};
use crate::timing::problem::{Problem, Slot};
use crate::timing::zone::Zone;

/// Letters, and places that may be meant.
const LETTERS: [(&[&str], &[&str]); 25] = [
    (
        &["et", "est", "edt"],
        &[
            "America/New_York",
            "America/Toronto",
            "America/Jamaica",
            "Australia/Sydney",
        ],
    ),
    (&["ct", "cdt"], &["America/Chicago", "America/Winnipeg"]),
    (
        &["cst"],
        &[
            "America/Chicago",
            "America/Costa_Rica",
            "Asia/Shanghai",
            "America/Havana",
        ],
    ),
    (
        &["mt", "mst", "mdt"],
        &["America/Denver", "America/Phoenix", "America/Edmonton"],
    ),
    (
        &["pt", "pst", "pdt"],
        &["America/Los_Angeles", "America/Vancouver", "Asia/Manila"],
    ),
    (&["akst", "akdt"], &["America/Anchorage"]),
    (&["hst"], &["Pacific/Honolulu"]),
    (&["nst", "ndt"], &["America/St_Johns"]),
    (
        &["ast", "adt"],
        &["America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"],
    ),
    (&["brt"], &["America/Sao_Paulo"]),
    (&["art"], &["America/Argentina/Buenos_Aires"]),
    (&["bst"], &["Europe/London", "Asia/Dhaka"]),
    (
        &["ist"],
        &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"],
    ),
    (&["wet", "west"], &["Europe/Lisbon", "Atlantic/Canary"]),
    (
        &["cet", "cest", "met", "mez", "mesz"],
        &[
            "Europe/Berlin",
            "Europe/Paris",
            "Europe/Madrid",
            "Africa/Tunis",
        ],
    ),
    (
        &["eet", "eest"],
        &["Europe/Athens", "Europe/Helsinki", "Africa/Cairo"],
    ),
    (&["msk"], &["Europe/Moscow"]),
    (&["gst"], &["Asia/Dubai"]),
    (&["pkt"], &["Asia/Karachi"]),
    (&["sgt", "hkt"], &["Asia/Singapore", "Asia/Hong_Kong"]),
    (&["jst", "kst"], &["Asia/Tokyo", "Asia/Seoul"]),
    (
        &["aest", "aedt"],
        &[
            "Australia/Sydney",
            "Australia/Brisbane",
            "Australia/Melbourne",
        ],
    ),
    (
        &["acst", "acdt", "awst"],
        &["Australia/Adelaide", "Australia/Darwin", "Australia/Perth"],
    ),
    (&["nzst", "nzdt"], &["Pacific/Auckland"]),
    (
        &["sast", "eat", "wat", "cat"],
        &["Africa/Johannesburg", "Africa/Nairobi", "Africa/Lagos"],
    ),
];

/// Letters that are words of their own in small letters.
const WORDS: [&str; 8] = ["eat", "cat", "art", "met", "west", "et", "ct", "mt"];

/// Parts of names that are no place.
const NO_PLACE: [&str; 3] = ["Etc/", "SystemV/", "posix/"];

/// The zones whose name ends in a place, by that place in small letters: their primary names.
static PLACES: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let zones = Zone::names().filter(|name| !NO_PLACE.iter().any(|part| name.starts_with(part)));
    for name in zones {
        let Some((_, place)) = name.rsplit_once('/') else {
            continue;
        };
        let place = place.replace('_', " ").to_lowercase();
        let Ok(zone) = Zone::named(&name) else {
            continue;
        };
        let primary = zone.primary().to_owned();
        places.entry(place).or_default().insert(primary);
    }
    places
});

/// How many words a place has at most.
const LONGEST: usize = 4;

/// Reads a zone, with `in` before it or `time` after it or not.
pub(super) fn zone(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    reader.eat(&["in"]);
    reader.eat(&["the"]);
    let named = reader.eat(&["timezone", "tz", "zone"]) || reader.eat_all(&["time", "zone"]);
    reader.eat(&["in"]);
    let begin = reader.at;
    let found = by_letters(reader, begin)?.or_else(|| by_name(reader));
    let found = match found {
        Some(zone) => Some(zone),
        None => by_place(reader, begin)?,
    };
    let Some(zone) = found else {
        if named {
            return Err(reader.unknown(from));
        }
        reader.at = from;
        return Ok(false);
    };
    if !reader.eat_all(&["time", "zone"]) {
        reader.eat(&["time", "timezone", "tz"]);
    }
    let said = reader.said_from(from);
    put(&mut draft.zone, Slot::Zone, zone, said)?;
    Ok(true)
}

fn by_letters(reader: &mut Reader<'_>, begin: usize) -> Result<Option<Zone>, Problem> {
    let (Some(word), Some(written)) = (reader.word(0), reader.written()) else {
        return Ok(None);
    };
    let is_offset = word
        .strip_prefix("utc")
        .or_else(|| word.strip_prefix("gmt"))
        .unwrap_or(word)
        .strip_prefix(['+', '-'])
        .is_some_and(|hours| hours.starts_with(|c: char| c.is_ascii_digit()));
    if is_offset {
        reader.at += 1;
        return Err(Problem::Offset(reader.said_from(begin)));
    }
    if word == "z" {
        reader.at += 1;
        return Ok(Some(Zone::UTC));
    }
    let Some((_, candidates)) = LETTERS.iter().find(|(letters, _)| letters.contains(&word)) else {
        return Ok(None);
    };
    if WORDS.contains(&word) && written == word {
        return Ok(None);
    }
    reader.at += 1;
    let candidates = candidates.iter().filter_map(|name| Zone::named(name).ok());
    Err(Problem::AmbiguousZone {
        said: reader.said_from(begin),
        candidates: candidates.collect(),
    })
}

/// `Europe/Paris`, `UTC`; a name of three letters is no place, whatever the tables hold.
fn by_name(reader: &mut Reader<'_>) -> Option<Zone> {
    let word = reader.word(0)?;
    let is_name = word.contains('/') || matches!(word, "utc" | "gmt");
    let zone = Zone::named(word).ok().filter(|_| is_name)?;
    reader.at += 1;
    Some(zone)
}

fn by_place(reader: &mut Reader<'_>, begin: usize) -> Result<Option<Zone>, Problem> {
    for length in (1..=LONGEST).rev() {
        let words: Option<Vec<&str>> = (0..length).map(|ahead| reader.word(ahead)).collect();
        let Some(words) = words else {
            continue;
        };
        let place = words.join(" ").replace('_', " ");
        let place = place.strip_suffix("'s").unwrap_or(&place);
        let Some(names) = PLACES.get(place) else {
            continue;
        };
        reader.at += length;
        let mut zones: Vec<Zone> = names
            .iter()
            .filter_map(|name| Zone::named(name).ok())
            .collect();
        if zones.len() > 1 {
            return Err(Problem::AmbiguousZone {
                said: reader.said_from(begin),
                candidates: zones,
            });
        }
        return Ok(zones.pop());
    }
    Ok(None)
}
