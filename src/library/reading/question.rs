//! The question of an item: the headings that each kind needs, and what they mean.

use std::ops::Range;

use super::front_matter::{FrontMatter, KindName};
use super::markdown::Section;
use super::tables::{Named, ScaleTable};
use crate::chat::Text;
use crate::library::problem::Gatherer;
use crate::library::{Bin, BinnedPart, ChoiceId, MarkedChoice, Part, Question, ScoredChoice};

/// The highest score of a choice that is not best.
const PART_MOST: f64 = 0.75;

/// An item's parts, while its question is read from them.
pub(super) struct Reading<'a> {
    pub front: &'a FrontMatter,
    pub sections: &'a [Section],
    pub span: Range<usize>,
}

impl<'a> Reading<'a> {
    fn parts(&self) -> impl Iterator<Item = &'a Section> + '_ {
        self.sections.iter().filter(|section| section.level == 2)
    }

    /// The text under a reserved heading.
    pub fn reserved(&self, title: &str) -> Option<Text> {
        self.sections
            .iter()
            .find(|section| section.level == 1 && section.title.trim() == title)
            .map(|section| section.body.clone())
    }

    fn named(&self, id: &str) -> Option<Text> {
        self.parts()
            .find(|section| section.id.as_deref() == Some(id))
            .map(|section| section.body.clone())
    }

    fn wrong(&self, gather: &mut Gatherer<'_>, what: impl Into<String>, remedy: impl Into<String>) {
        gather.error("S3", self.span.clone(), what, remedy);
    }

    /// The question; `None` with problems when it has not the shape of its kind.
    pub fn question(
        &self,
        gather: &mut Gatherer<'_>,
        scales: &Named<ScaleTable>,
    ) -> Option<Question> {
        match self.front.kind {
            KindName::Scenario => self.scenario(gather),
            KindName::Myth => self.myth(gather),
            KindName::Ordering => self.ordering(gather),
            KindName::Matching => self.matching(gather),
            KindName::Multi => self.multi(gather),
            KindName::Estimate => self.estimate(gather),
            KindName::Rating => self.rating(gather, scales),
            KindName::Reflection => self.reflection(gather),
            KindName::Commitment => self.commitment(gather),
        }
    }

    fn scenario(&self, gather: &mut Gatherer<'_>) -> Option<Question> {
        let choices: Vec<ScoredChoice> = self
            .parts()
            .map(|section| scored(gather, section))
            .collect();
        let best = self
            .parts()
            .filter(|section| has_class(section, "best"))
            .count();
        if best != 1 {
            self.wrong(
                gather,
                format!("a scenario has one best choice; here are {best}"),
                "mark one choice with .best",
            );
        }
        if !(2..=4).contains(&choices.len()) {
            self.wrong(
                gather,
                format!(
                    "a scenario has two to four choices; here are {}",
                    choices.len()
                ),
                "write three",
            );
        }
        (best == 1 && choices.len() >= 2).then_some(Question::Scenario { choices })
    }

    fn myth(&self, gather: &mut Gatherer<'_>) -> Option<Question> {
        let best: Vec<&str> = self
            .parts()
            .filter(|s| has_class(s, "best"))
            .filter_map(|s| s.id.as_deref())
            .collect();
        match (self.named("true"), self.named("myth"), best.as_slice()) {
            (Some(on_true), Some(on_myth), [key]) if self.parts().count() == 2 => {
                Some(Question::Myth {
                    truth: *key == "true",
                    on_true,
                    on_myth,
                })
            }
            _ => {
                self.wrong(
                    gather,
                    "a myth has exactly the headings {#true} and {#myth}, one of them .best",
                    "write both, with feedback under each",
                );
                None
            }
        }
    }

    fn ordering(&self, gather: &mut Gatherer<'_>) -> Option<Question> {
        let part = |section: &Section| Part {
            id: id_of(section),
            label: section.title.clone(),
            feedback: section.body.clone(),
        };
        let parts: Vec<Part> = self.parts().map(part).collect();
        if !(3..=5).contains(&parts.len()) {
            self.wrong(
                gather,
                format!(
                    "an ordering has three to five parts; here are {}",
                    parts.len()
                ),
                "the order in the file is the answer",
            );
            return None;
        }
        Some(Question::Ordering { parts })
    }

    fn matching(&self, gather: &mut Gatherer<'_>) -> Option<Question> {
        let table = self.front.bins.clone().unwrap_or_default();
        let bins: Vec<Bin> = table
            .iter()
            .map(|(id, label)| Bin {
                id: ChoiceId::from(id.as_str()),
                label: label.as_str().unwrap_or_default().to_owned(),
            })
            .collect();
        let parts: Vec<BinnedPart> = self
            .parts()
            .map(|section| BinnedPart {
                id: id_of(section),
                label: section.title.clone(),
                bin: ChoiceId::from(section.classes.first().map_or("", String::as_str)),
                feedback: section.body.clone(),
            })
            .collect();
        let homeless = parts
            .iter()
            .any(|part| !bins.iter().any(|bin| bin.id == part.bin));
        let empty = bins
            .iter()
            .any(|bin| !parts.iter().any(|part| part.bin == bin.id));
        if !(2..=3).contains(&bins.len()) || !(2..=5).contains(&parts.len()) || homeless || empty {
            self.wrong(gather, "a matching has two or three bins, two to five parts, each part in a bin and no bin empty", "write bins = { name = \"Label\" } and mark each part with .name");
            return None;
        }
        Some(Question::Matching { bins, parts })
    }

    fn multi(&self, gather: &mut Gatherer<'_>) -> Option<Question> {
        let choice = |section: &Section| MarkedChoice {
            id: id_of(section),
            label: section.title.clone(),
            right: has_class(section, "right"),
            feedback: section.body.clone(),
        };
        let choices: Vec<MarkedChoice> = self.parts().map(choice).collect();
        let right = choices.iter().filter(|choice| choice.right).count();
        if right < 2 || right == choices.len() || choices.len() > 10 {
            self.wrong(
                gather,
                "a multi has two or more right choices, one or more that are not, and ten at most",
                "mark the right ones with .right",
            );
            return None;
        }
        Some(Question::Multi { choices })
    }

    fn estimate(&self, gather: &mut Gatherer<'_>) -> Option<Question> {
        let front = self.front;
        let parts = (self.named("close"), self.named("high"), self.named("low"));
        let numbers = (front.answer, front.range, front.full, front.half);
        if let (
            (Some(close), Some(high), Some(low)),
            (Some(answer), Some(range), Some(full), Some(half)),
        ) = (parts, numbers)
            && range.0 <= answer
            && answer <= range.1
            && full < half
            && range.0 < range.1
        {
            let unit = front.unit.clone().unwrap_or_default();
            return Some(Question::Estimate {
                answer,
                unit,
                range,
                full,
                half,
                close,
                high,
                low,
            });
        }
        self.wrong(gather, "an estimate has answer, range, full and half (full below half, answer in range) and {#close} {#high} {#low}", "add what is missing");
        None
    }

    fn rating(&self, gather: &mut Gatherer<'_>, scales: &Named<ScaleTable>) -> Option<Question> {
        let scale = self.front.scale.as_ref().and_then(|name| scales.get(name));
        let Some(scale) = scale else {
            gather.error(
                "R1",
                self.span.clone(),
                "this rating has no scale that scales.toml knows",
                "write scale = \"freq5\", or add the scale",
            );
            return None;
        };
        if let (Some(low), Some(mid), Some(high)) =
            (self.named("low"), self.named("mid"), self.named("high"))
        {
            return Some(Question::Rating {
                labels: scale.labels.clone(),
                low,
                mid,
                high,
            });
        }
        self.wrong(
            gather,
            "a rating has the headings {#low} {#mid} {#high}",
            "write all three, with feedback under each",
        );
        None
    }

    fn reflection(&self, gather: &mut Gatherer<'_>) -> Option<Question> {
        if let (Some(starter), Some(example)) = (&self.front.starter, self.reserved("Example")) {
            let max_chars = self.front.max_chars.unwrap_or(600).min(3_000);
            return Some(Question::Reflection {
                starter: starter.clone(),
                max_chars,
                example,
            });
        }
        self.wrong(
            gather,
            "a reflection has a starter and an # Example",
            "add what is missing",
        );
        None
    }

    fn commitment(&self, gather: &mut Gatherer<'_>) -> Option<Question> {
        let offers = self.front.then.clone().unwrap_or_default();
        match &self.front.r#if {
            Some(cue) if (1..=4).contains(&offers.len()) => Some(Question::Commitment {
                cue: cue.clone(),
                offers,
                due_days: self.front.due_days.unwrap_or(5).clamp(1, 60),
            }),
            _ => {
                self.wrong(
                    gather,
                    "a commitment has an if, and one to four offers in then",
                    "write if = \"…\" and then = [\"…\"]",
                );
                None
            }
        }
    }
}

fn id_of(section: &Section) -> ChoiceId {
    ChoiceId::from(section.id.as_deref().unwrap_or_default())
}

fn has_class(section: &Section, class: &str) -> bool {
    section.classes.iter().any(|found| found == class)
}

fn scored(gather: &mut Gatherer<'_>, section: &Section) -> ScoredChoice {
    let written = section
        .attributes
        .iter()
        .find(|(key, _)| key == "score")
        .map(|(_, value)| value);
    let score = match (has_class(section, "best"), written) {
        (true, _) => 1.0,
        (false, None) => 0.0,
        (false, Some(score)) => match score.parse::<f64>() {
            Ok(score) if (0.0..=PART_MOST).contains(&score) => score,
            _ => {
                gather.error(
                    "S4",
                    section.span.clone(),
                    format!("`{score}` is no score below best"),
                    "use 0 to 0.75",
                );
                0.0
            }
        },
    };
    ScoredChoice {
        id: id_of(section),
        label: section.title.clone(),
        score,
        feedback: section.body.clone(),
    }
}
