//! Matching: parts to be put into two or three bins; the score is the share in the right bin.

use super::{Feedback, QuestionKind, Response, Verdict, Ways};
use crate::chat::{Choice, Field, FieldId, InputKind, Row, Text, Values};
use crate::coach::filled::{Amiss, chosen};
use crate::coach::phrases::Speaker;
use crate::coach::seed;
use crate::library::{Bin, BinnedPart, ChoiceId};

/// The bins and the parts with their bins.
pub(super) struct Matching<'a> {
    pub bins: &'a [Bin],
    pub parts: &'a [BinnedPart],
}

impl Matching<'_> {
    fn bin_label(&self, id: &ChoiceId) -> &str {
        self.bins
            .iter()
            .find(|bin| bin.id == *id)
            .map_or("", |bin| &bin.label)
    }

    fn placed(&self, say: &Speaker<'_>, place: impl Fn(&BinnedPart) -> Option<ChoiceId>) -> Text {
        let line = |part: &BinnedPart| {
            let bin = place(part)?;
            Some(say.answer_part_in_bin(part.label.as_str(), self.bin_label(&bin)))
        };
        Text::list(self.parts.iter().filter_map(line))
    }
}

fn field(part: &BinnedPart) -> FieldId {
    FieldId::from(format!("part-{}", part.id))
}

impl QuestionKind for Matching<'_> {
    fn ways(&self, _: &Speaker<'_>, _: &str, _: bool) -> Ways {
        Ways::Form
    }

    fn form(&self, _: &Speaker<'_>, seed: &str) -> Vec<Row> {
        let options: Vec<Choice> = self
            .bins
            .iter()
            .map(|bin| Choice {
                id: bin.id.as_str().to_owned(),
                label: bin.label.clone(),
            })
            .collect();
        let row = |part: &BinnedPart| {
            Row::Ask(Field {
                id: field(part),
                label: part.label.clone(),
                hint: None,
                optional: false,
                input: InputKind::One {
                    options: options.clone(),
                    initial: None,
                },
            })
        };
        seed::shuffled(self.parts, seed, |part| part.id.as_str().to_owned())
            .into_iter()
            .map(row)
            .collect()
    }

    fn read_form(&self, say: &Speaker<'_>, values: &Values) -> Result<Response, Amiss> {
        let mut bins = Vec::new();
        let mut amiss = Vec::new();
        for part in self.parts {
            match chosen(values, &field(part))
                .filter(|id| self.bins.iter().any(|bin| bin.id == *id))
            {
                Some(bin) => bins.push((part.id.clone(), bin)),
                None => amiss.push((field(part), say.form_error_empty())),
            }
        }
        if amiss.is_empty() {
            Ok(Response::Bins(bins))
        } else {
            Err(amiss)
        }
    }

    fn score(&self, response: &Response) -> Option<f64> {
        let Response::Bins(bins) = response else {
            return None;
        };
        let right = |part: &&BinnedPart| {
            bins.iter()
                .any(|(id, bin)| *id == part.id && *bin == part.bin)
        };
        let hits = self.parts.iter().filter(right).count();
        (!self.parts.is_empty()).then(|| hits as f64 / self.parts.len() as f64)
    }

    fn feedback(&self, say: &Speaker<'_>, response: &Response) -> Feedback {
        let bins = match response {
            Response::Bins(bins) => bins.as_slice(),
            _ => &[],
        };
        let given = |part: &BinnedPart| {
            bins.iter()
                .find(|(id, _)| *id == part.id)
                .map(|(_, bin)| bin.clone())
        };
        let is_best = self
            .parts
            .iter()
            .all(|part| given(part).as_ref() == Some(&part.bin));
        let why = |part: &BinnedPart| {
            say.answer_part_in_bin(Text::strong(part.label.as_str()), self.bin_label(&part.bin))
                .then(Text::plain("\n"))
                .then(part.feedback.clone())
        };
        Feedback {
            yours: self.placed(say, given),
            why: self.parts.iter().map(why).collect(),
            best: if is_best { None } else { self.best(say) },
        }
    }

    fn best(&self, say: &Speaker<'_>) -> Option<Text> {
        Some(self.placed(say, |part| Some(part.bin.clone())))
    }

    fn spread_name(&self, response: &Response) -> Option<String> {
        self.score(response)
            .map(|score| Verdict::of(Some(score)).name().to_owned())
    }

    fn spread_lines(&self, say: &Speaker<'_>) -> Vec<(String, Text)> {
        Verdict::spread_lines(say)
    }
}
