//! Through a year of clock changes, in zones that change differently: each local date once.

use std::collections::BTreeSet;

use cairn::timing::{Days, Rule, TimeOfDay, Timing, Zone};
use jiff::Timestamp;

/// A daily rule's moments within some time, and the dates it names.
fn daily(at: (i8, i8), zone: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let at = TimeOfDay::new(at.0, at.1).unwrap();
    let days = Days::Daily { stride: None };
    let timing = Timing::new(Rule::At { days, at }, Zone::named(zone).unwrap());
    let moment = |text: &str| text.parse::<Timestamp>().unwrap();
    let all = timing.occurrences_between(moment(from), moment(to));
    let zone = timing.zone.time_zone();
    all.map(|next| {
        let at = next.at.to_zoned(zone.clone());
        (
            next.local.to_string(),
            at.strftime("%d %H:%M%:z").to_string(),
        )
    })
    .collect()
}

#[test]
fn each_date_has_one_in_every_zone_through_every_change() {
    for zone in [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Sydney",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Africa/Casablanca",
        "America/Scoresbysund",
    ] {
        for at in [
            (0, 0),
            (0, 30),
            (1, 30),
            (2, 0),
            (2, 30),
            (3, 0),
            (23, 30),
            (23, 59),
        ] {
            let year = daily(at, zone, "2026-01-02T12:00:00Z", "2027-01-02T12:00:00Z");
            assert_eq!(year.len(), 365, "{zone} {at:?}");
            let dates: BTreeSet<&str> = year.iter().map(|(local, _)| &local[..10]).collect();
            assert_eq!(dates.len(), 365, "{zone} {at:?}");
        }
    }
}

#[test]
fn the_nights_themselves() {
    for (zone, at, from, to, expected) in [
        (
            "Europe/Berlin",
            (2, 30),
            "2026-03-28T12:00:00Z",
            "2026-03-30T12:00:00Z",
            vec!["29 03:00+02:00", "30 02:30+02:00"],
        ),
        (
            "Europe/Berlin",
            (2, 30),
            "2026-10-24T12:00:00Z",
            "2026-10-26T12:00:00Z",
            vec!["25 02:30+02:00", "26 02:30+01:00"],
        ),
        (
            "America/New_York",
            (2, 30),
            "2026-03-08T00:00:00Z",
            "2026-03-09T12:00:00Z",
            vec!["08 03:00-04:00", "09 02:30-04:00"],
        ),
        (
            "Australia/Sydney",
            (2, 30),
            "2026-10-03T12:00:00Z",
            "2026-10-05T00:00:00Z",
            vec!["04 03:00+11:00", "05 02:30+11:00"],
        ),
        (
            "America/Santiago",
            (0, 30),
            "2026-09-05T12:00:00Z",
            "2026-09-07T12:00:00Z",
            vec!["06 01:00-03:00", "07 00:30-03:00"],
        ),
        (
            "Australia/Lord_Howe",
            (2, 15),
            "2026-10-03T12:00:00Z",
            "2026-10-05T00:00:00Z",
            vec!["04 02:30+11:00", "05 02:15+11:00"],
        ),
        (
            "Africa/Casablanca",
            (2, 30),
            "2026-03-21T12:00:00Z",
            "2026-03-23T12:00:00Z",
            vec!["22 03:00+01:00", "23 02:30+01:00"],
        ),
        (
            "Pacific/Apia",
            (9, 0),
            "2011-12-29T00:00:00Z",
            "2011-12-31T12:00:00Z",
            vec!["29 09:00-10:00", "31 09:00+14:00"],
        ),
        // The hour that comes twice does not bring it twice, from whichever side one looks.
        (
            "Europe/Berlin",
            (2, 30),
            "2026-10-25T00:29:59Z",
            "2026-10-25T02:00:00Z",
            vec!["25 02:30+02:00"],
        ),
        (
            "Europe/Berlin",
            (2, 30),
            "2026-10-25T00:30:00Z",
            "2026-10-25T02:00:00Z",
            vec![],
        ),
    ] {
        let moments: Vec<String> = daily(at, zone, from, to)
            .into_iter()
            .map(|(_, at)| at)
            .collect();
        assert_eq!(moments, expected, "{zone} {at:?} from {from}");
    }
}
