//! The rules of the library, as one table of values: each finds what is amiss and says how to
//! mend it. What can't even be read is told while reading (S1 to S4, M1, R1).

mod claims;
mod identity;
mod lengths;
mod markup;
mod pack;
mod phrases;
mod question;

use jiff::civil::Date;

use super::item::Item;
use super::loading::Loaded;
use super::problem::{Gatherer, Problem};
use super::reading::item::ReadItem;
use super::tree::Tree;
use crate::chat::Text;
use crate::library::Question;

/// A rule.
pub(super) struct Rule {
    /// Its id, which problems and exceptions name.
    pub id: &'static str,
    /// What it asks for.
    pub what: &'static str,
    apply: fn(&Checked<'_>, &mut Vec<Problem>),
}

/// What rules look at.
pub(super) struct Checked<'a> {
    pub loaded: &'a Loaded,
    pub tree: &'a Tree,
    pub today: Date,
    pub phrases: &'a [(&'a str, &'a [&'a str])],
}

/// Told while reading; nothing is left to find.
fn while_reading(_: &Checked<'_>, _: &mut Vec<Problem>) {}

/// All rules, in the order of their ids within a group.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "S1",
        what: "every file can be read: known names, no unknown key, right types",
        apply: while_reading,
    },
    Rule {
        id: "S2",
        what: "every choice has a name of its own, and # headings are the reserved ones",
        apply: while_reading,
    },
    Rule {
        id: "S3",
        what: "an item has the shape of its kind",
        apply: while_reading,
    },
    Rule {
        id: "S4",
        what: "a score below best is 0 to 0.75",
        apply: while_reading,
    },
    Rule {
        id: "M1",
        what: "only emphasis, strong, lists and links",
        apply: while_reading,
    },
    Rule {
        id: "M2",
        what: "nothing that a chat platform could take for a mention or an emoji",
        apply: markup::no_mentions,
    },
    Rule {
        id: "M3",
        what: "no hidden or private characters, composed forms, plain line ends, 16 KiB",
        apply: markup::clean_characters,
    },
    Rule {
        id: "M4",
        what: "links are https, without a user, a shortener or a tracking parameter",
        apply: markup::honest_links,
    },
    Rule {
        id: "I1",
        what: "names are slugs; an old name leads to one live item",
        apply: identity::names,
    },
    Rule {
        id: "R1",
        what: "whatever is named exists and is live",
        apply: identity::references,
    },
    Rule {
        id: "R2",
        what: "sources and misconceptions are used by something",
        apply: identity::unused,
    },
    Rule {
        id: "L1",
        what: "a choice has at most 75 characters",
        apply: lengths::choices_hard,
    },
    Rule {
        id: "L2",
        what: "a choice has at most 56 characters and 12 words",
        apply: lengths::choices_soft,
    },
    Rule {
        id: "L3",
        what: "a prompt has 8 to 60 words, with its choices at most 90",
        apply: lengths::prompts,
    },
    Rule {
        id: "L4",
        what: "feedback has 12 to 60 words, a takeaway at most 25",
        apply: lengths::feedback,
    },
    Rule {
        id: "L6",
        what: "a skill's name has at most 24 characters",
        apply: lengths::titles,
    },
    Rule {
        id: "L8",
        what: "sentences are short and plain",
        apply: lengths::readability,
    },
    Rule {
        id: "Q1",
        what: "a scenario has three choices",
        apply: question::three_choices,
    },
    Rule {
        id: "Q2",
        what: "the best choice is no longer than the others",
        apply: question::key_no_longer,
    },
    Rule {
        id: "Q3",
        what: "over the pack, neither the longest nor the shortest choice is the best too often",
        apply: pack::key_length,
    },
    Rule {
        id: "Q4",
        what: "over the pack, about half the myths are true, and fixed orders hide the best",
        apply: pack::myths_balanced,
    },
    Rule {
        id: "Q5",
        what: "no all or none of the above, no both, no it depends",
        apply: question::no_catch_all,
    },
    Rule {
        id: "Q6",
        what: "no question by what is not so",
        apply: question::no_negative_stem,
    },
    Rule {
        id: "Q7",
        what: "absolute words do not stand in other choices alone",
        apply: question::no_absolutes,
    },
    Rule {
        id: "Q11",
        what: "each choice has feedback of its own, more than a verdict",
        apply: question::own_feedback,
    },
    Rule {
        id: "Q12",
        what: "feedback does not begin with praise, and does not judge",
        apply: question::no_praise_or_blame,
    },
    Rule {
        id: "Q13",
        what: "a graded item has a takeaway; a scenario ends in a question",
        apply: question::takeaway_and_question,
    },
    Rule {
        id: "C1",
        what: "a figure or a study has a source",
        apply: claims::claims_have_sources,
    },
    Rule {
        id: "C2",
        what: "every figure stands in what its source supports",
        apply: claims::figures_are_supported,
    },
    Rule {
        id: "C3",
        what: "a source is complete and was looked at lately",
        apply: claims::sources_are_whole,
    },
    Rule {
        id: "C4",
        what: "nothing is copied from a source",
        apply: claims::nothing_copied,
    },
    Rule {
        id: "P1",
        what: "every phrase that the bot says is there, with the same variables, and no other",
        apply: phrases::used_and_defined,
    },
    Rule {
        id: "P2",
        what: "the voice: no shouting, no blame, short sentences",
        apply: phrases::voice,
    },
    Rule {
        id: "V1",
        what: "a live item has an author and was read within two years",
        apply: claims::reviewed,
    },
];

/// Applies all rules; what an item is excepted from is left out.
pub(super) fn apply(
    loaded: &Loaded,
    tree: &Tree,
    today: Date,
    phrases: &[(&str, &[&str])],
) -> Vec<Problem> {
    let checked = Checked {
        loaded,
        tree,
        today,
        phrases,
    };
    let mut problems = Vec::new();
    for rule in RULES {
        (rule.apply)(&checked, &mut problems);
    }
    problems.retain(|problem| !is_excepted(loaded, problem));
    problems
}

/// Never for shape, markup, identity and claims; else with a reason.
fn is_excepted(loaded: &Loaded, problem: &Problem) -> bool {
    let never = ["S", "M", "I", "C"]
        .iter()
        .any(|group| problem.rule.starts_with(group));
    let item = loaded.items.iter().find(|item| item.file == problem.file);
    !never
        && item.is_some_and(|item| {
            item.front_matter
                .allow
                .get(problem.rule)
                .is_some_and(|reason| !reason.is_empty())
        })
}

impl<'a> Checked<'a> {
    /// Looks at every item, with a gatherer for its file.
    fn each_item(
        &self,
        problems: &mut Vec<Problem>,
        mut look: impl FnMut(&ReadItem, &mut Gatherer<'_>),
    ) {
        for read in &self.loaded.items {
            let mut gather = Gatherer::new(
                &read.file,
                self.tree.files.get(&read.file).map_or("", String::as_str),
            );
            look(read, &mut gather);
            problems.extend(gather.into_problems());
        }
    }

    /// Looks at one file.
    fn in_file(
        &self,
        file: &str,
        problems: &mut Vec<Problem>,
        look: impl FnOnce(&str, &mut Gatherer<'_>),
    ) {
        let text = self.tree.files.get(file).map_or("", String::as_str);
        let mut gather = Gatherer::new(file, text);
        look(text, &mut gather);
        problems.extend(gather.into_problems());
    }
}

/// A choice as rules see it: its label, whether it is the key, and its feedback.
struct Choice<'a> {
    label: &'a str,
    is_key: bool,
}

/// What can be chosen of a scenario or a multi.
fn choices(item: &Item) -> Vec<Choice<'_>> {
    match &item.question {
        Question::Scenario { choices } => choices
            .iter()
            .map(|c| Choice {
                label: &c.label,
                is_key: c.score >= 1.0,
            })
            .collect(),
        Question::Multi { choices } => choices
            .iter()
            .map(|c| Choice {
                label: &c.label,
                is_key: c.right,
            })
            .collect(),
        Question::Myth { .. }
        | Question::Ordering { .. }
        | Question::Matching { .. }
        | Question::Estimate { .. }
        | Question::Rating { .. }
        | Question::Reflection { .. }
        | Question::Commitment { .. } => Vec::new(),
    }
}

/// All texts that readers see of an item, beside its labels.
fn texts(item: &ReadItem) -> Vec<Text> {
    let bodies = item
        .sections
        .iter()
        .filter(|section| section.title.trim() != "Note")
        .map(|section| section.body.clone());
    std::iter::once(item.item.prompt.clone())
        .chain(bodies)
        .filter(|text| !text.is_empty())
        .collect()
}
