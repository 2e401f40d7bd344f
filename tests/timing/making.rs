//! Any rule that can be kept, for property tests.

use cairn::timing::{Cron, Days, MonthDay, Nth, Rule, Stride, TimeOfDay, Timing, Weekdays, Zone};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use proptest::collection::btree_set;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

pub const ZONES: [&str; 14] = [
    "UTC",
    "GMT",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Japan",
];

pub fn zone() -> impl Strategy<Value = Zone> {
    select(&ZONES[..]).prop_map(|name| Zone::named(name).unwrap())
}

pub fn day() -> impl Strategy<Value = Date> {
    (0..30_000_i64).prop_map(|days| date(2011, 1, 1).checked_add(days.days()).unwrap())
}

fn weekday() -> impl Strategy<Value = Weekday> {
    (0..7_i8).prop_map(|day| Weekday::from_monday_zero_offset(day).unwrap())
}

fn weekdays() -> impl Strategy<Value = Weekdays> {
    proptest::collection::vec(weekday(), 1..7).prop_map(|days| days.into_iter().collect())
}

fn stride() -> impl Strategy<Value = Option<Stride>> {
    of((2..40_u16, day()).prop_map(|(every, from)| Stride { every, from }))
}

fn month_day() -> impl Strategy<Value = MonthDay> {
    let nth = prop_oneof![(1..=5_i8).prop_map(Nth::Number), Just(Nth::Last)];
    let kinds = prop_oneof![
        weekday().prop_map(Weekdays::only),
        Just(Weekdays::WORKING),
        Just(Weekdays::WEEKEND),
        Just(Weekdays::ALL),
        weekdays()
    ];
    prop_oneof![
        (1..=31_i8).prop_map(MonthDay::Date),
        Just(MonthDay::Last),
        (nth, kinds).prop_map(|(nth, weekdays)| MonthDay::Nth { nth, weekdays })
    ]
}

fn days() -> impl Strategy<Value = Days> {
    prop_oneof![
        day().prop_map(Days::Once),
        stride().prop_map(|stride| Days::Daily { stride }),
        (weekdays(), stride()).prop_map(|(weekdays, stride)| Days::Weekly { weekdays, stride }),
        (btree_set(month_day(), 1..4), stride())
            .prop_map(|(on, stride)| Days::Monthly { on, stride }),
        day().prop_map(|day| Days::Yearly {
            month: day.month(),
            day: day.day()
        })
    ]
}

pub fn time_of_day() -> impl Strategy<Value = TimeOfDay> {
    (0..24_i8, 0..60_i8).prop_map(|(hour, minute)| TimeOfDay::new(hour, minute).unwrap())
}

/// A field of cron within bounds: all, one, a list, a range, or steps.
fn field(least: u8, most: u8) -> BoxedStrategy<String> {
    let number = least..=most;
    let range = (number.clone(), number.clone()).prop_map(|(a, b)| (a.min(b), a.max(b)));
    prop_oneof![
        3 => Just("*".to_owned()),
        3 => number.clone().prop_map(|number| number.to_string()),
        1 => proptest::collection::vec(number, 2..4).prop_map(|numbers| {
            numbers.iter().map(u8::to_string).collect::<Vec<_>>().join(",")
        }),
        1 => range.clone().prop_map(|(first, last)| format!("{first}-{last}")),
        1 => (range, 1..9_u8).prop_map(|((first, last), step)| format!("{first}-{last}/{step}")),
    ]
    .boxed()
}

/// A line of cron that says at most one time an hour.
pub fn cron_line() -> impl Strategy<Value = String> {
    let hour = field(0, 23);
    let parts = (0..60_u8, hour, field(1, 31), field(1, 12), field(0, 6));
    parts.prop_map(|(minute, hour, day, month, weekday)| {
        format!("{minute} {hour} {day} {month} {weekday}")
    })
}

fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        5 => (days(), time_of_day()).prop_map(|(days, at)| Rule::At { days, at }),
        1 => cron_line().prop_map(|line| Rule::Cron(Cron::read(&line).unwrap()))
    ]
}

pub fn timing() -> impl Strategy<Value = Timing> {
    let bounds = (of(day()), of(1..2_000_i64), btree_set(0..3_000_i64, 0..4));
    (rule(), zone(), bounds).prop_map(|(rule, zone, (from, length, except))| {
        let is_once = matches!(
            &rule,
            Rule::At {
                days: Days::Once(_),
                ..
            }
        );
        let mut timing = Timing::new(rule, zone);
        if is_once {
            return timing;
        }
        if let Some(from) = from {
            timing = timing.starting(from);
        }
        let base = timing.begins().unwrap_or(date(2020, 1, 1));
        if let Some(length) = length {
            timing = timing.until(base.checked_add(length.days()).unwrap());
        }
        for days in except {
            timing = timing.except(base.checked_add(days.days()).unwrap());
        }
        timing
    })
}
