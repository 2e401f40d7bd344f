//! The card of a result: words alone, by the rules of an honest reading. What was reported, as
//! bands; both readings where it lies between two; one scale against another and now against then
//! only where the difference is more than chance; one thing to try. Never a number.

use super::picture::picture;
use super::press::Press;
use super::record::Assessed;
use super::scoring::{
    Compared, Scores, Told, in_dimension, most_and_least, overall, readings, scores, since,
    since_in_dimension, suggestion,
};
use crate::chat::{Block, Button, Card, Confirm, Span, Text};
use crate::coach::act::Act;
use crate::coach::desk::button;
use crate::coach::phrases::Speaker;
use crate::coach::programme::ProgrammePress;
use crate::library::{Assessment, Library, Reading, Suggestion};

/// A result with what it is a result of, and the one before it.
pub(super) struct Run<'a> {
    pub assessment: &'a Assessment,
    pub result: &'a Assessed,
    pub earlier: Option<&'a Assessed>,
    /// Whether it is worth doing again now.
    pub again: bool,
}

/// What a run and the one before it come to.
pub(super) struct Shown<'a> {
    pub assessment: &'a Assessment,
    pub now: Scores,
    /// The earlier run, where the two can be compared.
    pub then: Option<Scores>,
}

/// The whole card.
pub(super) fn result_card(library: &Library, say: &Speaker<'_>, run: &Run<'_>) -> Card {
    let (assessment, result) = (run.assessment, run.result);
    let mut blocks = vec![Block::Title(Text::plain(assessment.title.as_str()))];
    let mut buttons = Vec::new();
    if result.rev == assessment.rev {
        let is_same = |earlier: &&Assessed| earlier.rev == assessment.rev;
        let then = run.earlier.filter(is_same);
        let shown = Shown {
            assessment,
            now: scores(assessment, &result.answers),
            then: then.map(|then| scores(assessment, &then.answers)),
        };
        blocks.extend(shown.read(say));
        blocks.extend(shown.table(say).into_iter().map(Block::Paragraph));
        blocks.extend(picture(say, &shown));
        blocks.extend(shown.compare(say).map(Block::Paragraph));
        blocks.extend(changes(say, run, &shown).map(Block::Paragraph));
        let (words, press) = to_try(say, library, &shown);
        blocks.extend(words.map(Block::Paragraph));
        buttons.extend(press.map(Button::primary));
        blocks.push(Block::Note(say.assessment_standing()));
    } else {
        blocks.push(Block::Paragraph(say.assessment_not_read()));
    }
    if run.again {
        let again = Act::Assess(Press::Begin(assessment.id.clone()));
        buttons.push(button(&again, &say.button_again()));
    }
    buttons.push(delete_button(say, run));
    blocks.push(Block::Note(
        say.assessment_private(Text(vec![Span::Moment(result.at)])),
    ));
    blocks.push(Block::Buttons(buttons));
    Card::of(blocks)
}

fn delete_button(say: &Speaker<'_>, run: &Run<'_>) -> Button {
    let delete = Press::Delete(run.assessment.id.clone(), run.result.id.clone());
    let confirm = Confirm {
        title: say.assessment_delete_title().to_words(),
        text: say.assessment_delete_text().to_words(),
        yes: say.button_delete_result().to_words(),
        no: say.button_keep_it().to_words(),
    };
    button(&Act::Assess(delete), &say.button_delete_result())
        .danger()
        .confirmed(confirm)
}

impl Shown<'_> {
    /// What the bands together say: one reading, or the beginnings of all that may be meant.
    fn read(&self, say: &Speaker<'_>) -> Vec<Block> {
        let found = readings(self.assessment, &self.now);
        let is_one = found.len() == 1;
        let mut blocks = Vec::new();
        if found.len() > 1 {
            blocks.push(Block::Paragraph(say.assessment_between_readings()));
        }
        let paragraph = |reading: &&Reading| {
            let text = if is_one {
                reading.text.as_str()
            } else {
                first_sentence(&reading.text)
            };
            let title = reading.title.as_deref().map(Text::strong);
            let text = Text::plain(text);
            Block::Paragraph(Text::lines(title.into_iter().chain([text])))
        };
        blocks.extend(found.iter().map(paragraph));
        blocks
    }

    /// What was reported, a line for each: scale by scale, below each its dimensions.
    fn table(&self, say: &Speaker<'_>) -> Vec<Text> {
        let scales = self.assessment.scales.iter().enumerate();
        let paragraphs = scales.map(|(at, scale)| {
            let name = Text::strong(scale.name.as_str());
            let head = self.line(say, name, |scores| scores.scales.get(at).map(|it| it.told));
            let dimensions = self.assessment.dimensions.iter().enumerate();
            let below = dimensions.map(|(place, dimension)| {
                let name = Text::plain(dimension.name.as_str());
                let told = |scores: &Scores| Some(scores.cells.get(place)?.get(at)?.told);
                say.assessment_below(self.line(say, name, told))
            });
            Text::lines(std::iter::once(head).chain(below))
        });
        let paragraphs: Vec<Text> = paragraphs.collect();
        if self.assessment.dimensions.is_empty() {
            vec![Text::lines(paragraphs)]
        } else {
            paragraphs
        }
    }

    /// One thing that is measured, in words; beside it what it was.
    fn line(&self, say: &Speaker<'_>, name: Text, told: impl Fn(&Scores) -> Option<Told>) -> Text {
        let words = |scores: &Scores| told(scores).map(|told| words(say, self.assessment, told));
        let now = words(&self.now).unwrap_or_else(|| say.assessment_unknown());
        match self.then.as_ref().and_then(words) {
            Some(then) => say.assessment_line_then(name, now, then),
            None => say.assessment_line(name, now),
        }
    }

    /// The same lines for who does not see the picture.
    pub fn in_words(&self, say: &Speaker<'_>) -> Text {
        Text::lines(self.table(say))
    }

    /// One scale against another, each in comparison with the other alone.
    fn compare(&self, say: &Speaker<'_>) -> Option<Text> {
        let (most, least) = most_and_least(&self.now)?;
        let name = |place: usize| {
            let scale = self.assessment.scales.get(place);
            Text::strong(scale.map_or("", |scale| scale.name.as_str()))
        };
        let [_, _] = self.assessment.scales.as_slice() else {
            let is_more = overall(self.assessment, &self.now, (most, least));
            return Some(match is_more {
                Some(Compared::More) => say.assessment_most_and_least(name(most), name(least)),
                Some(Compared::Less | Compared::Alike) | None => say.assessment_all_alike(),
            });
        };
        let whole = match overall(self.assessment, &self.now, (0, 1))? {
            Compared::More => say.assessment_more_of(name(0), name(1)),
            Compared::Less => say.assessment_more_of(name(1), name(0)),
            Compared::Alike => say.assessment_alike(name(0), name(1)),
        };
        Some(Text::lines(
            std::iter::once(whole).chain(self.compare_in_dimensions(say, name)),
        ))
    }

    fn compare_in_dimensions(&self, say: &Speaker<'_>, name: impl Fn(usize) -> Text) -> Vec<Text> {
        let dimensions = self.assessment.dimensions.iter().enumerate();
        let compared: Vec<(&str, Compared)> = dimensions
            .filter_map(|(place, dimension)| {
                let compared = in_dimension(self.assessment, &self.now, place, (0, 1))?;
                Some((dimension.name.as_str(), compared))
            })
            .collect();
        let mut lines: Vec<Text> = compared
            .iter()
            .filter_map(|(dimension, compared)| {
                let (more, less) = match compared {
                    Compared::More => (0, 1),
                    Compared::Less => (1, 0),
                    Compared::Alike => return None,
                };
                let dimension = Text::strong(*dimension);
                Some(say.assessment_more_in(dimension, name(more), name(less)))
            })
            .collect();
        if lines.len() < compared.len() {
            lines.push(if lines.is_empty() {
                say.assessment_alike_everywhere()
            } else {
                say.assessment_alike_elsewhere()
            });
        }
        lines
    }
}

/// Now against then: only what changed by more than chance.
pub(super) fn changes(say: &Speaker<'_>, run: &Run<'_>, shown: &Shown<'_>) -> Option<Text> {
    let earlier = run.earlier?;
    let then_at = Text(vec![Span::Moment(earlier.at)]);
    let Some(then) = &shown.then else {
        return Some(say.assessment_not_compared(then_at));
    };
    let both = (then, &shown.now);
    let mut compared = Vec::new();
    for (at, scale) in shown.assessment.scales.iter().enumerate() {
        let name = Text::strong(scale.name.as_str());
        compared.push((name, since(shown.assessment, both, at)));
        for (place, dimension) in shown.assessment.dimensions.iter().enumerate() {
            let of_cell = since_in_dimension(shown.assessment, both, (place, at));
            let (scale, dimension) = (scale.name.as_str(), dimension.name.as_str());
            let name = say.assessment_cell(Text::strong(scale), Text::strong(dimension));
            compared.push((name, of_cell));
        }
    }
    let is_rest = compared.iter().any(|(_, it)| *it == Some(Compared::Alike));
    let changed = compared
        .into_iter()
        .filter_map(|(name, it)| change(say, name, it));
    let mut lines: Vec<Text> = changed.collect();
    if lines.is_empty() {
        lines.push(say.assessment_no_change());
    } else if is_rest {
        lines.push(say.assessment_no_other_change());
    }
    Some(Text::lines(
        std::iter::once(say.assessment_since(then_at)).chain(lines),
    ))
}

fn change(say: &Speaker<'_>, name: Text, compared: Option<Compared>) -> Option<Text> {
    match compared? {
        Compared::More => Some(say.assessment_more_now(name)),
        Compared::Less => Some(say.assessment_less_now(name)),
        Compared::Alike => None,
    }
}

/// What is told, in words.
fn words(say: &Speaker<'_>, assessment: &Assessment, told: Told) -> Text {
    let band = |place: usize| {
        let band = assessment.bands.get(place);
        Text::plain(band.map_or("", |band| band.name.as_str()))
    };
    match told {
        Told::TooFew => say.assessment_unknown(),
        // Low is how it is so far, and no weakness.
        Told::In(0) => say.assessment_so_far(band(0)),
        Told::In(place) => band(place),
        Told::Between(place) => say.assessment_between(band(place), band(place + 1)),
    }
}

/// One thing to try, and the button that leads to it.
fn to_try(
    say: &Speaker<'_>,
    library: &Library,
    shown: &Shown<'_>,
) -> (Option<Text>, Option<Button>) {
    match suggestion(shown.assessment, &shown.now) {
        Some(Suggestion::Tip(id)) => {
            let Some(tip) = library.tip(id) else {
                return (None, None);
            };
            let press = Act::Assess(Press::Tip(tip.id.clone()));
            let words = say.assessment_try_tip(Text::strong(tip.title.as_str()));
            (Some(words), Some(button(&press, &say.button_show_tip())))
        }
        Some(Suggestion::Programme(id)) => {
            let Some(programme) = library.programmes.get(id) else {
                return (None, None);
            };
            let press = Act::Programme(ProgrammePress::enrol(programme.id.clone()));
            let words = say.assessment_try_programme(Text::strong(programme.title.as_str()));
            (Some(words), Some(button(&press, &say.button_enrol())))
        }
        None => (None, None),
    }
}

/// The first sentence of a text.
fn first_sentence(text: &str) -> &str {
    let end = text.match_indices(['.', '?']).find(|(at, _)| {
        let rest = &text[at + 1..];
        rest.is_empty() || rest.starts_with(char::is_whitespace)
    });
    end.map_or(text, |(at, _)| &text[..=at])
}

#[cfg(test)]
mod tests;
