//! The rules of the library, as one table of values: each finds what is amiss and says how to
//! mend it. What can't even be read is told while reading (S1 to S4, M1, R1).

mod assessments;
mod cards;
mod claims;
mod clues;
mod identity;
mod ledger;
mod lengths;
mod likeness;
mod markup;
mod pack;
mod page;
mod phrases;
mod programmes;
mod question;
mod rounds;
mod tips;
pub mod written;

use jiff::civil::Date;

use Weight::{Both, Error, Warning};

use super::checking::Bot;
use super::item::Item;
use super::loading::Loaded;
use super::measure;
use super::problem::{Gatherer, Problem};
use super::reading::item::ReadItem;
use super::reading::markdown::Section;
use super::tree::Tree;
use crate::chat::{Card, Text};
use crate::library::{PageId, Question};

/// A rule.
pub(super) struct Rule {
    /// Its id, which problems and exceptions name.
    pub id: &'static str,
    /// How bad it is to break it.
    pub weight: Weight,
    /// What it asks for.
    pub what: &'static str,
    /// Why.
    pub why: &'static str,
    apply: fn(&Checked<'_>, &mut Vec<Problem>),
}

/// How bad it is to break a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// The library can't be used.
    Error,
    /// It can; a reader would notice.
    Warning,
    /// A warning, and from a second bound on an error.
    Both,
}

/// What rules look at.
pub(super) struct Checked<'a> {
    pub loaded: &'a Loaded,
    pub tree: &'a Tree,
    pub today: Date,
    pub phrases: &'a [(&'a str, &'a [&'a str])],
    pub cards: Vec<(PageId, Card)>,
}

/// Told while reading; nothing is left to find.
fn while_reading(_: &Checked<'_>, _: &mut Vec<Problem>) {}

const fn rule(
    id: &'static str,
    weight: Weight,
    what: &'static str,
    why: &'static str,
    apply: fn(&Checked<'_>, &mut Vec<Problem>),
) -> Rule {
    Rule {
        id,
        weight,
        what,
        why,
        apply,
    }
}

/// All rules, in the order of their ids within a group.
#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    rule("S1", Error, "every file can be read: known names, no unknown key, right types", "typos vanish silently", while_reading),
    rule("S2", Error, "every choice has a name of its own, and # headings are the reserved ones", "answers are kept by these names", while_reading),
    rule("S3", Error, "an item has the shape of its kind, and a tip one thing to do", "a compiler for writers", while_reading),
    rule("S4", Error, "a score below best is 0 to 0.75", "part right is not best", while_reading),
    rule("M1", Error, "only emphasis and strong, in tips plain lists; one link, under # More", "four renderers must agree", markup::one_link),
    rule("M2", Error, "nothing that a chat platform could take for a mention or an emoji", "the library may notify nobody", markup::no_mentions),
    rule("M3", Error, "no hidden or private characters, composed forms, plain line ends, 16 KiB", "what is read is what is there", markup::clean_characters),
    rule("M4", Error, "links are https, without a user, a shortener or a tracking parameter", "spoofing, privacy", markup::honest_links),
    rule("I1", Error, "names are slugs; an old name leads to one live item", "progress leads to one place", identity::names),
    rule("I2", Both, "no name of the ledger is gone, unless as an alias or a retired page; every page is in it", "a lost name is lost progress", ledger::nothing_lost),
    rule("I3", Error, "another key, score or set of choices has a higher rev", "old answers must not be judged by a new key", ledger::key_kept),
    rule("I4", Error, "rev never falls, and a name never changes its kind", "revisions tell answers apart", ledger::kind_kept),
    rule("R1", Error, "whatever is named exists and is live", "a blank post on a Monday", identity::references),
    rule("R2", Warning, "objectives, misconceptions, sources and scales are used; drafts are younger than 90 days", "dead weight hides gaps", identity::unused),
    rule("R3", Warning, "a tip's follow-up belongs to its skill", "what is asked is what was told", tips::follow_ups),
    rule("L1", Error, "a choice has at most 75 characters", "Slack's limit for buttons and options", lengths::choices_hard),
    rule("L2", Warning, "a choice has at most 56 characters and 12 words", "German and French need a third more, Teams cuts long buttons", lengths::choices_soft),
    rule("L3", Both, "a prompt has 8 to 60 words, with its choices at most 90", "sixty seconds, with time to think", lengths::prompts),
    rule("L4", Both, "feedback has 12 to 60 words, a takeaway at most 25", "shorter is a bare verdict, longer is not read", lengths::feedback),
    rule("L5", Error, "a tip has 30 to 90 words, a title of at most 60 characters, and one thing to do: a sentence of at most 30 words that begins with a verb", "the product's promise", tips::tips),
    rule("L6", Error, "the name of a skill, an assessment or a programme has at most 24 characters", "Slack's limit for a window's title", lengths::titles),
    rule("L7", Error, "every card fits: 2,800 characters a paragraph, 12,000 a card, 25 KB, 6 buttons a row", "Slack refuses 3,000 and about 13,200; Teams draws 6 buttons", cards::fit),
    rule("L8", Both, "sentences are short and plain: 15 words on average, 25 at most, school year 10", "the plain-language norm", lengths::readability),
    rule("L9", Error, "a lead article has 20 to 120 words, a title of at most 60 characters, and one question in one sentence", "a round is read in a minute", rounds::articles),
    rule("Q1", Warning, "a scenario has three choices", "three lose nothing in quality and save time (Rodriguez 2005)", question::three_choices),
    rule("Q2", Both, "the best choice is at most 1.25 times as long as the others", "the clue that helps guessing most (Pham 2018)", question::key_no_longer),
    rule("Q3", Error, "over the pack, the best is the one longest, or shortest, in at most 40 %", "the pack gives away what the item hides", pack::key_length),
    rule("Q4", Error, "over the pack, 40 to 60 % of the myths are true, and fixed orders hide the best", "writers forget true statements", pack::places_balanced),
    rule("Q5", Error, "no all or none of the above, no both, no it depends", "half-knowledge wins, and shuffling breaks it", question::no_catch_all),
    rule("Q6", Warning, "no question by what is not so", "misread in a hurry", question::no_negative_stem),
    rule("Q7", Warning, "absolute words do not stand in other choices alone, nor hedges in the best alone", "testwise readers see them", clues::absolutes_and_hedges),
    rule("Q8", Warning, "the best choice has the form of the others: end mark, first letter, after a or an", "testwise readers see it", clues::same_form),
    rule("Q9", Warning, "a rare word of the question does not stand in the best choice alone", "testwise readers hear the echo", clues::no_echo),
    rule("Q10", Warning, "the best choice is not the one that shares most words with the others", "testwise readers look for the middle", clues::no_middle),
    rule("Q11", Error, "each choice has feedback of its own, more than a verdict", "an explanation teaches ten times as much (Van der Kleij 2015)", question::own_feedback),
    rule("Q12", Warning, "feedback does not begin with praise, and does not judge", "feedback on the self harms (Kluger and DeNisi 1996)", question::no_praise_or_blame),
    rule("Q13", Error, "a graded item has a takeaway; a scenario ends in a question", "the channel closes with it", question::takeaway_and_question),
    rule("D1", Both, "no two pages share 60 % of their word triples", "a double teaches nothing", likeness::no_doubles),
    rule("C1", Error, "a figure or a study has a source", "no claim without credit", claims::claims_have_sources),
    rule("C2", Error, "every figure stands in what its source supports", "wrong figures are the commonest fault", claims::figures_are_supported),
    rule("C3", Both, "a source is complete, was looked at within 24 months and is not past its day", "figures age", claims::sources_are_whole),
    rule("C4", Error, "no eight words in a row of a source's quote", "write, don't copy", claims::nothing_copied),
    rule("A1", Error, "each scale, in each dimension, has the same number of statements, three or more", "what is asked more often weighs more, and one answer measures nothing", assessments::balanced),
    rule("A2", Warning, "at most a fifth of the statements are reversed, by a word of opposite meaning", "one in five misreads a reversed one (Swain 2008)", assessments::reversed),
    rule("A3", Warning, "a statement has at most 18 words and one doing, begins with I or We and tells what happened", "who asks two things measures neither", assessments::one_doing),
    rule("A4", Error, "bands rise without a gap and each has a word; the last reading, and no other, is for all that is left", "somebody will land there", assessments::everybody_lands),
    rule("A5", Error, "min_change is at least 1.96·√2·sd·√(1−alpha)", "no change is claimed that may be chance (reliable change index)", assessments::no_noise),
    rule("A6", Warning, "neighbours are about different things, five a page at most; labels are worded, as many above as below the middle", "an answer colours the next; an honest scale", assessments::fair_order),
    rule("G1", Error, "a week has one to three steps, beside them one part of the charter; one a day, in order, five minutes without assessments; no step twice; before and after are one assessment, far enough apart", "what is asked unasked stays little", programmes::small_weeks),
    rule("G2", Warning, "check-ins are asked where the programme is for, and an objective is met before it is analysed", "nobody gets what can't be answered there", programmes::fitting),
    rule("P1", Error, "every phrase that the bot says is there, with the same variables in every language, and a plural form where things are counted", "whole sentences can be translated", phrases::used_and_defined),
    rule("P2", Error, "the voice: no shouting, no blame, at most one of six signs, sentences to 25 words", "a miss is information", phrases::voice),
    rule("P3", Error, "every card has its words, and every button a label or a description that says it", "screen readers", cards::heard),
    rule("V1", Warning, "a live page has an author and was read within 24 months", "rot", claims::reviewed),
];

/// Applies all rules; what a page is excepted from is left out.
pub(super) fn apply(loaded: &Loaded, tree: &Tree, today: Date, bot: &Bot<'_>) -> Vec<Problem> {
    let checked = Checked {
        loaded,
        tree,
        today,
        phrases: bot.phrases,
        cards: (bot.cards)(&loaded.library, phrases::default_of(tree)),
    };
    let mut problems = Vec::new();
    for rule in RULES {
        (rule.apply)(&checked, &mut problems);
    }
    problems.retain(|problem| !is_excepted(&checked, problem));
    problems
}

/// Never for shape, markup, identity and claims; else with a reason.
fn is_excepted(checked: &Checked<'_>, problem: &Problem) -> bool {
    let never = ["S", "M", "I", "C"]
        .iter()
        .any(|group| problem.rule.starts_with(group));
    let is_allowed = |page: page::Page<'_>| {
        let reason = page.allow.get(problem.rule);
        page.file == problem.file && reason.is_some_and(|reason| !reason.is_empty())
    };
    !never && checked.pages().any(is_allowed)
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

fn has_word(text: &str, word: &str) -> bool {
    let lower = text.to_lowercase();
    format!(" {} ", measure::words(&lower).join(" ")).contains(&format!(" {word} "))
}

/// All texts that readers see of a page, beside its labels.
fn texts(opening: &Text, sections: &[Section]) -> Vec<Text> {
    let bodies = sections
        .iter()
        .filter(|section| section.title.trim() != "Note")
        .map(|section| section.body.clone());
    std::iter::once(opening.clone())
        .chain(bodies)
        .filter(|text| !text.is_empty())
        .collect()
}
