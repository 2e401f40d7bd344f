//! Assessments made up for tests.

use super::scoring::Answers;
use crate::library::{Assessment, Band, Reading, Scale, Statement, Suggestion};

fn scale(id: &str, name: &str, min_change: f64, tip: Option<&str>) -> Scale {
    Scale {
        id: id.to_owned(),
        name: name.to_owned(),
        alpha: 0.85,
        sd: 0.55,
        min_change,
        suggests: tip.map(|tip| Suggestion::Tip(tip.into())),
    }
}

fn band(id: &str, below: Option<f64>) -> Band {
    Band {
        id: id.to_owned(),
        name: id.to_owned(),
        below,
    }
}

fn frame(scales: Vec<Scale>, dimensions: Vec<Scale>) -> Assessment {
    Assessment {
        id: "made".into(),
        title: "Made up".to_owned(),
        rev: 1,
        minutes: 5,
        per_page: 5,
        repeat_after_days: 42,
        intro: "Think of the last four weeks.".to_owned(),
        labels: ["never", "seldom", "sometimes", "often", "nearly always"]
            .map(str::to_owned)
            .into(),
        scales,
        dimensions,
        statements: Vec::new(),
        bands: vec![
            band("seldom", Some(2.5)),
            band("sometimes", Some(3.5)),
            band("often", None),
        ],
        grey: 0.2,
        readings: vec![Reading {
            when: Vec::new(),
            title: None,
            text: "You reported some of each. Both have their use. Either may cost.".to_owned(),
        }],
    }
}

/// Two scales in three dimensions of three statements each, some of them turned.
pub(super) fn assessment() -> Assessment {
    let dimension = |id, name| scale(id, name, 1.33, None);
    let mut made = frame(
        vec![
            scale("managing", "Managing", 0.6, Some("meetings/manage")),
            scale("leading", "Leading", 0.6, Some("meetings/lead")),
        ],
        vec![
            dimension("focus", "Focus"),
            dimension("risk", "Risk"),
            dimension("metrics", "Metrics"),
        ],
    );
    for (letter, scale) in [('m', "managing"), ('l', "leading")] {
        for (at, dimension) in ["focus", "risk", "metrics"].into_iter().enumerate() {
            for number in 1..=3 {
                made.statements.push(Statement {
                    id: format!("{letter}{at}{number}"),
                    scale: scale.to_owned(),
                    dimension: Some(dimension.to_owned()),
                    reverse: dimension == "metrics" && number == 3,
                    text: format!("Statement {letter}{at}{number}."),
                });
            }
        }
    }
    made.readings.insert(
        0,
        Reading {
            when: vec![
                ("managing".to_owned(), "often".to_owned()),
                ("leading".to_owned(), "seldom".to_owned()),
            ],
            title: Some("Keeper".to_owned()),
            text: "You keep things steady. It helps when much is known. It may cost when the aim changes.".to_owned(),
        },
    );
    made
}

/// Three themes of five statements each.
pub(super) fn themes() -> Assessment {
    let mut made = frame(
        vec![
            scale("wins", "Wins", 1.1, Some("meetings/wins")),
            scale("charter", "Charter", 1.1, Some("meetings/charter")),
            scale("message", "Message", 1.1, Some("meetings/message")),
        ],
        Vec::new(),
    );
    for theme in ["wins", "charter", "message"] {
        for number in 1..=5 {
            made.statements.push(Statement {
                id: format!("{theme}-{number}"),
                scale: theme.to_owned(),
                dimension: None,
                reverse: false,
                text: format!("Statement {theme} {number}."),
            });
        }
    }
    made
}

/// Answers to all statements.
pub(super) fn answered(
    assessment: &Assessment,
    mut answer: impl FnMut(&Statement) -> u8,
) -> Answers {
    let statements = assessment.statements.iter();
    statements.map(|it| (it.id.clone(), answer(it))).collect()
}
