//! Rating: people place themselves on a worded scale. Nothing is right; nothing is remembered.

use super::{Answerable, Feedback, QuestionKind, Response, Ways};
use crate::chat::Text;
use crate::coach::phrases::Speaker;
use crate::library::ChoiceId;

/// The labels from least to most, and what is said below, at and above the middle.
pub(super) struct Rating<'a> {
    pub labels: &'a [String],
    pub low: &'a Text,
    pub mid: &'a Text,
    pub high: &'a Text,
}

impl Rating<'_> {
    fn index(&self, response: &Response) -> Option<usize> {
        let Response::Choice(choice) = response else {
            return None;
        };
        let index: usize = choice.as_str().strip_prefix("level-")?.parse().ok()?;
        (index < self.labels.len()).then_some(index)
    }
}

impl QuestionKind for Rating<'_> {
    fn ways(&self, _: &Speaker<'_>, _: &str, _: bool) -> Ways {
        let answerable = |(index, label): (usize, &String)| Answerable {
            id: ChoiceId::from(format!("level-{index}")),
            label: label.clone(),
        };
        Ways::Buttons(self.labels.iter().enumerate().map(answerable).collect())
    }

    fn read_choice(&self, choice: &ChoiceId) -> Option<Response> {
        let response = Response::Choice(choice.clone());
        self.index(&response).map(|_| response)
    }

    fn feedback(&self, _: &Speaker<'_>, response: &Response) -> Feedback {
        let index = self.index(response).unwrap_or_default();
        let middle = self.labels.len() / 2;
        let why = match index.cmp(&middle) {
            std::cmp::Ordering::Less => self.low,
            std::cmp::Ordering::Equal => self.mid,
            std::cmp::Ordering::Greater => self.high,
        };
        let yours = self.labels.get(index).map_or("", String::as_str);
        Feedback {
            yours: Text::plain(yours),
            why: vec![why.clone()],
            best: None,
        }
    }

    fn spread_name(&self, response: &Response) -> Option<String> {
        self.index(response).map(|index| format!("level-{index}"))
    }

    fn spread_lines(&self, _: &Speaker<'_>) -> Vec<(String, Text)> {
        let line = |(index, label): (usize, &String)| {
            (format!("level-{index}"), Text::plain(label.as_str()))
        };
        self.labels.iter().enumerate().map(line).collect()
    }
}
