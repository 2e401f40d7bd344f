//! What answers come to: bands, what lies between them, what is compared and what is not.

use super::*;
use crate::coach::assessment::made::{answered, assessment, themes};
use proptest::prelude::*;

/// Answers to some of the statements of an assessment of two scales.
fn some_answers() -> impl Strategy<Value = Answers> {
    let names: Vec<String> = assessment()
        .statements
        .into_iter()
        .map(|it| it.id)
        .collect();
    prop::collection::vec(prop::option::weighted(0.9, 0u8..5), names.len()).prop_map(
        move |places| {
            let pairs = names.iter().cloned().zip(places);
            pairs
                .filter_map(|(name, place)| Some((name, place?)))
                .collect()
        },
    )
}

fn word(assessment: &Assessment, told: Told) -> String {
    let band = |place: usize| assessment.bands[place].id.clone();
    match told {
        Told::TooFew => "too few".to_owned(),
        Told::In(place) => band(place),
        Told::Between(place) => format!("{}-{}", band(place), band(place + 1)),
    }
}

#[test]
fn a_mean_is_told_as_its_band_and_near_a_cut_as_between_two() {
    let assessment = assessment();
    for (mean, said) in [
        (1.0, "seldom"),
        (2.29, "seldom"),
        (2.3, "seldom-sometimes"),
        (2.5, "seldom-sometimes"),
        (2.7, "seldom-sometimes"),
        (2.71, "sometimes"),
        (3.29, "sometimes"),
        (3.3, "sometimes-often"),
        (3.5, "sometimes-often"),
        (3.7, "sometimes-often"),
        (3.71, "often"),
        (5.0, "often"),
    ] {
        assert_eq!(word(&assessment, bands(&assessment, mean)), said, "{mean}");
    }
}

#[test]
fn a_statement_that_says_the_opposite_is_turned() {
    let mut assessment = assessment();
    let all_often = answered(&assessment, |_| 4);
    let turned = assessment.statements.iter().filter(|it| it.reverse).count();
    assert!(turned > 0, "there are some to be turned");
    for statement in &mut assessment.statements {
        statement.reverse = true;
    }
    let scores = scores(&assessment, &all_often);
    assert_eq!(scores.scales[0].mean, Some(1.0));
}

#[test]
fn four_of_five_answered_are_enough_and_fewer_are_too_few() {
    let assessment = themes();
    let mut answers = answered(&assessment, |_| 3);
    let mut names = assessment.statements.iter().filter(|it| it.scale == "wins");
    answers.remove(&names.next().unwrap().id);
    assert_ne!(scores(&assessment, &answers).scales[0].told, Told::TooFew);
    answers.remove(&names.next().unwrap().id);
    assert_eq!(scores(&assessment, &answers).scales[0].told, Told::TooFew);
}

#[test]
fn more_of_one_than_of_another_is_said_from_the_rules_gap_on() {
    let assessment = assessment();
    let gap = |managing: &dyn Fn(usize) -> u8, leading: u8| {
        let mut at = 0;
        let answers = answered(&assessment, |statement| {
            if statement.scale == "managing" {
                at += 1;
                managing(at - 1)
            } else {
                leading
            }
        });
        scores(&assessment, &answers)
    };
    // Nine statements of three dimensions each: 5 points more are .56, and 6 are .67.
    let five = gap(&|at| 2 + u8::from(at < 5), 2);
    let six = gap(&|at| 2 + u8::from(at < 6), 2);
    assert_eq!(overall(&assessment, &five, (0, 1)), Some(Compared::Alike));
    assert_eq!(overall(&assessment, &six, (0, 1)), Some(Compared::More));
    assert_eq!(overall(&assessment, &six, (1, 0)), Some(Compared::Less));
    // Three statements: 3 points more are 1.0, and 4 are 1.33.
    let three = gap(&|at| 2 + u8::from(at < 3), 2);
    let four = gap(&|at| 2 + u8::from(at < 3) + u8::from(at < 1), 2);
    assert_eq!(
        in_dimension(&assessment, &three, 0, (0, 1)),
        Some(Compared::Alike)
    );
    assert_eq!(
        in_dimension(&assessment, &four, 0, (0, 1)),
        Some(Compared::More)
    );
}

#[test]
fn a_gap_of_just_as_much_as_it_takes_is_told() {
    let mut assessment = themes();
    for scale in &mut assessment.scales {
        scale.min_change = 0.6;
    }
    // Three of five points more are .6, as far as fractions can say it.
    let mut at = 0;
    let some_more = answered(&assessment, |statement| {
        at += usize::from(statement.scale == "wins");
        2 + u8::from(statement.scale == "wins" && at <= 3)
    });
    let now = scores(&assessment, &some_more);
    let then = scores(&assessment, &answered(&assessment, |_| 2));
    assert_eq!(overall(&assessment, &now, (0, 1)), Some(Compared::More));
    assert_eq!(overall(&assessment, &now, (1, 0)), Some(Compared::Less));
    assert_eq!(since(&assessment, (&then, &now), 0), Some(Compared::More));
    assert_eq!(since(&assessment, (&now, &then), 0), Some(Compared::Less));
}

#[test]
fn what_was_reported_more_often_then_is_less_often_now() {
    let assessment = assessment();
    let often = |it: &Statement| if it.reverse { 0 } else { 4 };
    let seldom = |it: &Statement| if it.reverse { 4 } else { 0 };
    let then = scores(&assessment, &answered(&assessment, often));
    let now = scores(&assessment, &answered(&assessment, seldom));
    assert_eq!(since(&assessment, (&then, &now), 0), Some(Compared::Less));
    let of_cell = since_in_dimension(&assessment, (&then, &now), (0, 1));
    assert_eq!(of_cell, Some(Compared::Less));
    let back = since_in_dimension(&assessment, (&now, &then), (0, 1));
    assert_eq!(back, Some(Compared::More));
}

#[test]
fn the_first_of_those_reported_least_suggests_what_to_try() {
    let assessment = themes();
    let equal = scores(&assessment, &answered(&assessment, |_| 2));
    assert_eq!(most_and_least(&equal), Some((0, 0)));
    assert_eq!(
        suggestion(&assessment, &equal),
        assessment.scales[0].suggests.as_ref()
    );
    let last_least = answered(&assessment, |it| u8::from(it.scale != "message") + 1);
    let last_least = scores(&assessment, &last_least);
    assert_eq!(most_and_least(&last_least), Some((0, 2)));
    assert_eq!(
        suggestion(&assessment, &last_least),
        assessment.scales[2].suggests.as_ref()
    );
}

#[test]
fn near_a_cut_both_readings_are_said_and_of_what_is_not_known_none() {
    let assessment = assessment();
    let titles = |answers: &Answers| {
        let scores = scores(&assessment, answers);
        let found = readings(&assessment, &scores).into_iter();
        found.map(|it| it.title.clone()).collect::<Vec<_>>()
    };
    let keeper = answered(&assessment, |it| {
        let often = it.scale == "managing";
        if often == it.reverse { 0 } else { 4 }
    });
    assert_eq!(titles(&keeper), [Some("Keeper".to_owned())]);
    // Managing as often as sometimes: the keeper, and the reading for all the others.
    let mut at = 0;
    let between = answered(&assessment, |it| {
        if it.scale == "leading" {
            return if it.reverse { 4 } else { 0 };
        }
        at += 1;
        let place = 2 + u8::from(at % 2 == 0);
        if it.reverse { 4 - place } else { place }
    });
    assert_eq!(titles(&between), [Some("Keeper".to_owned()), None]);
    let mut half = keeper;
    half.retain(|name, _| name.starts_with('m'));
    assert_eq!(titles(&half), []);
}

proptest! {
    #[test]
    fn a_mean_lies_within_the_labels_and_too_few_have_none(answers in some_answers()) {
        let assessment = assessment();
        let scores = scores(&assessment, &answers);
        for (scale, measured) in assessment.scales.iter().zip(&scores.scales) {
            let of_scale = || assessment.statements.iter().filter(|it| it.scale == scale.id);
            let answered = of_scale().filter(|it| answers.contains_key(&it.id)).count();
            let is_enough = answered * 5 >= of_scale().count() * 4;
            prop_assert_eq!(measured.mean.is_some(), is_enough);
            prop_assert_eq!(measured.told == Told::TooFew, !is_enough);
            prop_assert!(measured.mean.is_none_or(|mean| (1.0..=5.0).contains(&mean)));
        }
    }

    #[test]
    fn a_mean_is_that_of_what_was_answered_and_of_nothing_else(answers in some_answers()) {
        let assessment = assessment();
        let scores = scores(&assessment, &answers);
        for (scale, measured) in assessment.scales.iter().zip(&scores.scales) {
            let of_scale = assessment.statements.iter().filter(|it| it.scale == scale.id);
            let points: Vec<f64> = of_scale
                .filter_map(|it| {
                    let place = f64::from(*answers.get(&it.id)?);
                    Some(if it.reverse { 5.0 - place } else { 1.0 + place })
                })
                .collect();
            let mean = points.iter().sum::<f64>() / points.len() as f64;
            prop_assert!(measured.mean.is_none_or(|told| (told - mean).abs() < 1e-9));
        }
    }

    #[test]
    fn in_which_order_statements_stand_changes_nothing(answers in some_answers(), turn in 0usize..18) {
        let mut assessment = assessment();
        let before = scores(&assessment, &answers);
        assessment.statements.rotate_left(turn);
        assessment.statements.swap(0, 9);
        let after = scores(&assessment, &answers);
        let told = |scores: &Scores| {
            let cells = scores.cells.iter().flatten();
            scores.scales.iter().chain(cells).map(|it| it.told).collect::<Vec<_>>()
        };
        prop_assert_eq!(told(&before), told(&after));
    }

    #[test]
    fn who_answers_all_the_other_way_round_is_told_all_the_other_way_round(answers in some_answers()) {
        let assessment = assessment();
        let turned: Answers = answers.iter().map(|(name, place)| (name.clone(), 4 - place)).collect();
        let (one, other) = (scores(&assessment, &answers), scores(&assessment, &turned));
        let mirrored = |told: Told| match told {
            Told::TooFew => Told::TooFew,
            Told::In(place) => Told::In(2 - place),
            Told::Between(place) => Told::Between(1 - place),
        };
        for (one, other) in one.scales.iter().zip(&other.scales) {
            prop_assert_eq!(mirrored(one.told), other.told);
        }
    }

    #[test]
    fn one_against_another_is_the_opposite_of_the_other_against_the_one(answers in some_answers()) {
        let assessment = assessment();
        let scores = scores(&assessment, &answers);
        let opposite = |compared: Option<Compared>| compared.map(|compared| match compared {
            Compared::More => Compared::Less,
            Compared::Less => Compared::More,
            Compared::Alike => Compared::Alike,
        });
        let there = overall(&assessment, &scores, (0, 1));
        prop_assert_eq!(there, opposite(overall(&assessment, &scores, (1, 0))));
        for dimension in 0..3 {
            let there = in_dimension(&assessment, &scores, dimension, (0, 1));
            let back = in_dimension(&assessment, &scores, dimension, (1, 0));
            prop_assert_eq!(there, opposite(back));
        }
    }

    #[test]
    fn what_is_no_statement_or_no_label_changes_nothing(
        answers in some_answers(), name in "[x-z]{3}", place in 5u8..,
    ) {
        let assessment = assessment();
        let before = scores(&assessment, &answers);
        let mut more = answers.clone();
        more.insert(name, 3);
        if let Some(unanswered) = assessment.statements.iter().find(|it| !answers.contains_key(&it.id)) {
            more.insert(unanswered.id.clone(), place);
        }
        prop_assert_eq!(scores(&assessment, &more), before);
    }

    #[test]
    fn to_turn_a_statement_and_its_answer_changes_nothing(
        answers in some_answers(), turned in 0usize..18,
    ) {
        let mut assessment = assessment();
        let before = scores(&assessment, &answers);
        let mut answers = answers;
        let statement = &mut assessment.statements[turned];
        statement.reverse = !statement.reverse;
        if let Some(place) = answers.get_mut(&statement.id) {
            *place = 4 - *place;
        }
        let after = scores(&assessment, &answers);
        for (one, other) in before.scales.iter().zip(&after.scales) {
            prop_assert_eq!(one.told, other.told);
        }
    }

    #[test]
    fn to_answer_more_never_lowers_what_is_told(answers in some_answers(), raised in 0usize..18) {
        let assessment = assessment();
        let statement = &assessment.statements[raised];
        let before = scores(&assessment, &answers);
        let mut answers = answers;
        if let Some(place) = answers.get_mut(&statement.id) {
            *place = if statement.reverse { place.saturating_sub(1) } else { (*place + 1).min(4) };
        }
        let after = scores(&assessment, &answers);
        let rank = |told: Told| match told {
            Told::TooFew => 0,
            Told::In(place) => place * 2 + 1,
            Told::Between(place) => place * 2 + 2,
        };
        for (one, other) in before.scales.iter().zip(&after.scales) {
            prop_assert!(rank(one.told) <= rank(other.told));
        }
    }

    #[test]
    fn a_change_is_the_opposite_the_other_way_round_and_none_from_the_same_to_the_same(
        then in some_answers(), now in some_answers(),
    ) {
        let assessment = assessment();
        let (then, now) = (scores(&assessment, &then), scores(&assessment, &now));
        for scale in 0..2 {
            let there = since(&assessment, (&then, &now), scale);
            let back = since(&assessment, (&now, &then), scale);
            let turned = back.map(|compared| match compared {
                Compared::More => Compared::Less,
                Compared::Less => Compared::More,
                Compared::Alike => Compared::Alike,
            });
            prop_assert_eq!(there, turned);
            let same = since(&assessment, (&now, &now), scale);
            prop_assert!(same.is_none_or(|compared| compared == Compared::Alike));
            let gap = then.scales[scale].mean.zip(now.scales[scale].mean);
            let is_far = gap.is_some_and(|(then, now)| (then - now).abs() >= 0.6 - 1e-9);
            prop_assert_eq!(is_far, there.is_some_and(|it| it != Compared::Alike));
        }
    }

    #[test]
    fn every_mean_has_one_word_whatever_the_cuts(mean in 1.0f64..=5.0, cut in 1.5f64..3.0, width in 0.5f64..1.5, grey in 0.0f64..0.24) {
        let mut assessment = assessment();
        assessment.bands[0].below = Some(cut);
        assessment.bands[1].below = Some(cut + width);
        assessment.grey = grey;
        let told = bands(&assessment, mean);
        match told {
            Told::In(0) => prop_assert!(mean < cut - grey),
            Told::In(1) => prop_assert!(mean > cut + grey && mean < cut + width - grey),
            Told::In(2) => prop_assert!(mean > cut + width + grey),
            Told::Between(0) => prop_assert!((mean - cut).abs() <= grey + 1e-6),
            Told::Between(1) => prop_assert!((mean - cut - width).abs() <= grey + 1e-6),
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn some_reading_is_said_of_whoever_answered_all(places in prop::collection::vec(0u8..5, 18)) {
        let assessment = assessment();
        let mut places = places.into_iter();
        let answers = answered(&assessment, |_| places.next().unwrap());
        let scores = scores(&assessment, &answers);
        let said = readings(&assessment, &scores);
        prop_assert!(!said.is_empty());
        let is_certain = scores.scales.iter().all(|it| matches!(it.told, Told::In(_)));
        prop_assert!(!is_certain || said.len() == 1);
        prop_assert!(suggestion(&assessment, &scores).is_some());
    }
}
