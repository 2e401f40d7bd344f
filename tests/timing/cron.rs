//! Cron lines: the next times against croner's, for what both can say.

use std::str::FromStr;

use cairn::timing::{Cron, Rule, Timing, Zone};
use jiff::Zoned;
use proptest::prelude::*;

use crate::making::{cron_line, day};

fn ours(line: &str, zone: &str, from: &Zoned, count: usize) -> Vec<Zoned> {
    let rule = Rule::Cron(Cron::read(line).unwrap());
    let timing = Timing::new(rule, Zone::named(zone).unwrap());
    let next = timing.occurrences_after(from.timestamp()).take(count);
    next.map(|next| next.at.to_zoned(from.time_zone().clone()))
        .collect()
}

fn theirs(line: &str, from: &Zoned, count: usize) -> Vec<Zoned> {
    let cron = croner::Cron::from_str(line).unwrap();
    let mut found = Vec::new();
    let mut from = from.clone();
    while found.len() < count {
        let Ok(next) = cron.find_next_occurrence(&from, false) else {
            break;
        };
        from = next.clone();
        found.push(next);
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_next_times_are_croners(line in cron_line(), from in day(), hour in 0..24_i8) {
        let from = from.at(hour, 17, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        prop_assert_eq!(ours(&line, "UTC", &from, 4), theirs(&line, &from, 4), "{} from {}", line, from);
    }

    /// Where the clocks change too, as long as it comes once a day.
    #[test]
    fn the_next_times_are_croners_where_the_clocks_change(
        minute in 0..60_u8,
        hour in 0..4_u8,
        from in day(),
        zone in prop_oneof![Just("Europe/Berlin"), Just("America/New_York"), Just("Australia/Sydney")],
    ) {
        let line = format!("{minute} {hour} * * *");
        let zoned = Zone::named(zone).unwrap().time_zone().clone();
        let from = from.at(12, 0, 0, 0).to_zoned(zoned).unwrap();
        prop_assert_eq!(ours(&line, zone, &from, 250), theirs(&line, &from, 250), "{} from {}", line, from);
    }
}
