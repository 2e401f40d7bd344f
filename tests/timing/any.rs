//! What holds for every rule and every sentence.

use cairn::timing::{Context, Rule, TimeOfDay, Timing, Zone, moment, read};
use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::making::{day, timing, zone};

/// Long before anything that is made here.
fn long_ago() -> Context {
    Context {
        now: "2010-01-01T00:00:00Z".parse().unwrap(),
        zone: Zone::UTC,
        usual: TimeOfDay::NINE,
    }
}

/// Words of all kinds, in any order, and rubbish between them.
fn sentence() -> impl Strategy<Value = String> {
    const WORDS: &str = "tip check-in every each other on the at in of for from until except and , \
        first second third last 1st 15th 31st 2 3 6 12 30 day week weeks month months year weekday \
        Monday Tuesdays Fri Mon-Fri MWF tomorrow today next this December Dec 2027 3/4 25/12 \
        2026-12-24 9 9:30 5pm noon midnight 17h half past morning evening Europe/Paris London time \
        CET UTC New York #sales \"text\" “ \" : post: cron * */5 0 9 @daily times once open days \
        starting shuffled order minutes an hour not skip holidays 99999999 ü 🦀 ' < & -";
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    prop_oneof![
        4 => vec(select(words), 0..12).prop_map(|words| words.join(" ")),
        1 => "\\PC{0,80}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_printed_is_read_back_as_the_same_rule(timing in timing()) {
        let context = long_ago();
        prop_assume!(timing.after(context.now).is_some());
        let printed = timing.to_string();
        let read = read(&printed, &context).map_err(|problem| {
            TestCaseError::fail(format!("{printed}: {problem}"))
        })?;
        prop_assert_eq!(read.timing, timing, "{}", printed);
    }

    #[test]
    fn what_is_kept_is_decoded_as_the_same(timing in timing()) {
        let kept = serde_json::to_string(&timing).unwrap();
        prop_assert_eq!(serde_json::from_str::<Timing>(&kept).unwrap(), timing);
    }

    #[test]
    fn any_words_are_understood_or_the_fault_lies_within_them(text in sentence(), zone in zone()) {
        let context = Context { zone, ..crate::monday_noon() };
        match read(&text, &context) {
            Ok(request) => {
                let next = request.timing.after(context.now);
                prop_assert!(next.is_some_and(|next| next.at > context.now), "{}", request);
                let printed = request.timing.to_string();
                let again = read(&printed, &context).map_err(|problem| {
                    TestCaseError::fail(format!("{text} | {printed}: {problem}"))
                })?;
                prop_assert_eq!(again.timing, request.timing, "{}", text);
            }
            Err(problem) => {
                prop_assert!(!problem.to_string().is_empty());
                if let Some(said) = problem.said() {
                    prop_assert_eq!(text.get(said.span.clone()), Some(said.words.as_str()), "{:?}", problem);
                }
            }
        }
    }

    /// One after the other, at its own time but where the clocks leave that out, and never twice on
    /// one date.
    #[test]
    fn times_follow_each_other_and_each_date_has_one(timing in timing(), from in day()) {
        let zone = timing.zone.time_zone().clone();
        let from = from.to_zoned(zone.clone()).unwrap().timestamp();
        let mut before: Option<cairn::timing::Occurrence> = None;
        for next in timing.occurrences_after(from).take(20) {
            prop_assert!(next.at > from);
            prop_assert_eq!(moment(next.local, &timing.zone), Some(next.at));
            prop_assert!(!timing.except.contains(&next.local.date()));
            prop_assert!(timing.names(next.local.date()));
            let shown = zone.to_datetime(next.at);
            let is_left_out = zone.to_ambiguous_timestamp(next.local).offset();
            if !matches!(is_left_out, jiff::tz::AmbiguousOffset::Gap { .. }) {
                prop_assert_eq!(shown, next.local);
            } else {
                prop_assert!(shown > next.local);
            }
            if let Some(before) = before {
                prop_assert!(next.at > before.at && next.local > before.local);
                if let Rule::At { at, .. } = &timing.rule {
                    prop_assert!(next.local.date() > before.local.date());
                    prop_assert_eq!(next.local.time(), at.time());
                }
                // From anywhere in between it is the same.
                let middle = before.at.as_second().midpoint(next.at.as_second());
                let middle = Timestamp::from_second(middle).unwrap();
                prop_assert_eq!(timing.after(middle.max(before.at)), Some(next));
            }
            before = Some(next);
        }
    }
}
