//! The card of a result: what it says, and that the picture and the words agree.

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::coach::assessment::made::{answered, assessment, themes};
use crate::coach::assessment::scoring::Answers;
use crate::coach::sample;

fn at(moment: &str) -> Timestamp {
    moment.parse().unwrap()
}

fn result(answers: Answers, rev: u32, moment: &str) -> Assessed {
    Assessed {
        id: moment.to_owned(),
        rev,
        at: at(moment),
        answers,
    }
}

/// The card of a run, and of the one before it.
fn card(assessment: &Assessment, result: &Assessed, earlier: Option<&Assessed>) -> Card {
    let coach = sample::coach_of(Library::default());
    let run = Run {
        assessment,
        result,
        earlier,
        again: false,
    };
    result_card(&coach.library, &coach.phrases.speaker(None), &run)
}

fn texts(card: &Card) -> Vec<&Text> {
    fn text(block: &Block) -> Option<&Text> {
        match block {
            Block::Title(text) | Block::Paragraph(text) | Block::Note(text) => Some(text),
            Block::Buttons(_) | Block::Meter(_) | Block::Picture(_) | Block::Divider => None,
        }
    }
    card.blocks.iter().filter_map(text).collect()
}

/// All words but those of moments, and of the picture.
fn words(card: &Card) -> String {
    let spans = texts(card).into_iter().flat_map(|text| text.0.clone());
    let spans = spans.filter(|span| !matches!(span, Span::Moment(_)));
    let mut words: String = spans.map(|span| Text(vec![span]).to_words()).collect();
    for block in &card.blocks {
        if let Block::Picture(picture) = block {
            words += &picture.alt;
        }
    }
    words
}

const THEN: &str = "2026-10-01T09:00:00Z";
const NOW: &str = "2026-11-24T09:00:00Z";

fn any_answers() -> impl Strategy<Value = Answers> {
    let count = assessment().statements.len();
    prop::collection::vec(prop::option::weighted(0.93, 0u8..5), count).prop_map(|places| {
        let assessment = assessment();
        let names = assessment.statements.into_iter().map(|it| it.id);
        let pairs = names.zip(places);
        pairs
            .filter_map(|(name, place)| Some((name, place?)))
            .collect()
    })
}

proptest! {
    #[test]
    fn no_number_is_ever_shown(then in any_answers(), now in any_answers()) {
        let (then, now) = (result(then, 1, THEN), result(now, 1, NOW));
        let card = card(&assessment(), &now, Some(&then));
        let words = words(&card);
        prop_assert!(!words.contains(|c: char| c.is_ascii_digit() || c == '%'), "{words}");
        let meters = card.blocks.iter().any(|block| matches!(block, Block::Meter(_)));
        prop_assert!(!meters, "no bar either");
    }

    #[test]
    fn a_stripe_is_as_wide_as_a_band_and_the_words_say_the_same(now in any_answers()) {
        let assessment = assessment();
        let now = result(now, 1, NOW);
        let scores = scores(&assessment, &now.answers);
        let card = card(&assessment, &now, None);
        let radar = card.blocks.iter().find_map(|block| match block {
            Block::Picture(crate::chat::Picture { drawing: crate::chat::Drawing::Radar(radar), .. }) => Some(radar),
            _ => None,
        });
        let knows_any = scores.cells.iter().flatten().any(|cell| cell.mean.is_some());
        prop_assert_eq!(radar.is_some(), knows_any);
        let Some(radar) = radar else { return Ok(()) };
        prop_assert_eq!(&radar.axes, &["Focus", "Risk", "Metrics"]);
        for series in &radar.series {
            let at = assessment.scales.iter().position(|scale| scale.name == series.name).unwrap();
            for (cells, stretch) in scores.cells.iter().zip(&series.stretches) {
                let told = cells[at].told;
                prop_assert_eq!(stretch.is_some(), told != Told::TooFew);
                let Some(stretch) = stretch else { continue };
                prop_assert!((33..=34).contains(&(stretch.to - stretch.from)));
                let begins = match told {
                    Told::In(place) => place * 100 / 3,
                    Told::Between(place) => (2 * place + 1) * 50 / 3,
                    Told::TooFew => unreachable!(),
                };
                prop_assert_eq!(usize::from(stretch.from), begins);
            }
        }
    }

    #[test]
    fn the_rules_of_an_honest_reading_stand_under_each(now in any_answers()) {
        let now = result(now, 1, NOW);
        let words = words(&card(&assessment(), &now, None));
        prop_assert!(words.contains("This is how you see it yourself. It says little about how well it goes; ask two people who work with you."));
        prop_assert!(words.contains("Only you see this"));
        prop_assert!(!words.to_lowercase().contains("weak"));
    }
}

#[test]
fn now_is_compared_with_then_by_the_same_statements_alone() {
    let assessment = assessment();
    let seldom = answered(&assessment, |it| if it.reverse { 4 } else { 0 });
    let often = answered(&assessment, |it| if it.reverse { 0 } else { 4 });
    let now = result(often.clone(), 1, NOW);
    let said = |earlier: Option<&Assessed>| words(&card(&assessment, &now, earlier));

    let changed = said(Some(&result(seldom.clone(), 1, THEN)));
    assert!(changed.contains("Managing: more often than then."));
    assert!(changed.contains("Leading, Risk: more often than then."));
    assert!(changed.contains("Managing: often (earlier: seldom so far)"));

    let same = said(Some(&result(often, 1, THEN)));
    assert!(same.contains("No change that this can show."));

    let other = said(Some(&result(seldom, 0, THEN)));
    assert!(other.contains("so the two are not compared"));
    assert!(!other.contains("earlier:") && !other.contains("than then"));

    let first = said(None);
    assert!(!first.contains("Compared with") && !first.contains("than then"));
}

#[test]
fn of_themes_the_most_and_the_least_are_named_where_they_differ() {
    let themes = themes();
    let said = |answers| words(&card(&themes, &result(answers, 1, NOW), None));
    let differ = said(answered(&themes, |it| match it.scale.as_str() {
        "wins" => 3,
        "charter" => 2,
        _ => 1,
    }));
    assert!(differ.contains("Most often you reported Wins; least often so far Message."));
    let alike = said(answered(
        &themes,
        |it| if it.scale == "wins" { 3 } else { 2 },
    ));
    assert!(alike.contains("You reported all of these about equally often."));
}

#[test]
fn a_result_of_other_statements_is_not_read_by_those_of_today() {
    let assessment = assessment();
    let old = result(answered(&assessment, |_| 4), 0, NOW);
    let card = card(&assessment, &old, None);
    let words = words(&card);
    assert!(words.contains("is not read by those of today"));
    assert!(!words.contains("often"), "{words}");
}

#[test]
fn the_first_sentence_ends_where_a_sentence_does() {
    assert_eq!(
        first_sentence("You keep a v2.0 plan. It helps."),
        "You keep a v2.0 plan."
    );
    assert_eq!(first_sentence("Why not? It helps."), "Why not?");
    assert_eq!(first_sentence("No end"), "No end");
    assert_eq!(first_sentence("Only one."), "Only one.");
}
