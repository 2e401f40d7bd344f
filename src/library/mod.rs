//! The library: `prompts/` as people write it, read into typed, checked, immutable values, with
//! every problem reported at once. What is done with an item (asking, grading, remembering) is
//! the coach's and not here.

mod assessment;
mod checking;
mod ids;
mod item;
mod ledger;
mod loading;
mod measure;
mod problem;
mod programme;
mod reading;
mod round;
mod rules;
mod tip;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use assessment::{Assessment, Band, Reading, Scale, Statement, Suggestion};
pub use checking::{Bot, CheckArgs, check, problems_of, rules_page};
pub use ids::{
    AssessmentId, ChoiceId, ItemId, ObjectiveId, PageId, ProgrammeId, RoundId, SkillId, SourceId,
    TipId,
};
pub use item::{
    Bin, BinnedPart, Item, Level, MarkedChoice, Part, Question, ScoredChoice, Status, Surface,
};
pub use problem::{Problem, Severity};
pub use programme::{
    Audience, Phase, Programme, ProgrammeAct, ProgrammeStep, ProgrammeWeek, StepKind,
};
pub use round::{Reference, RoundArticle};
pub use rules::written::{self, problems_of_written_tip};
pub use tip::{FollowUp, Tip};
pub use tree::Tree;

/// A library, whole. A decision holds one from first to last.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// Skills in the order in which they are offered.
    pub skills: Vec<Skill>,
    /// Items by name.
    pub items: BTreeMap<ItemId, Arc<Item>>,
    /// Old names of items that were moved.
    pub aliases: BTreeMap<ItemId, ItemId>,
    /// Tips by name.
    pub tips: BTreeMap<TipId, Arc<Tip>>,
    /// Old names of tips that were moved.
    pub tip_aliases: BTreeMap<TipId, TipId>,
    /// Assessments by name.
    pub assessments: BTreeMap<AssessmentId, Arc<Assessment>>,
    /// Programmes by name.
    pub programmes: BTreeMap<ProgrammeId, Arc<Programme>>,
    /// Lead articles of weekly rounds by name.
    pub rounds: BTreeMap<RoundId, Arc<RoundArticle>>,
    /// What facts rest on.
    pub sources: BTreeMap<SourceId, Source>,
    /// A hash of all texts, so that an answer can be explained by the library it was given to.
    pub version: String,
}

/// A skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skill {
    /// Its name in the library.
    pub id: SkillId,
    /// Its name for people, at most 24 UTF-16 units.
    pub name: String,
    /// What one learns, in a sentence.
    pub aim: String,
    /// What is remembered, in the order in which it is taught.
    pub objectives: Vec<Objective>,
    /// What people often believe instead: id and text.
    pub misconceptions: Vec<(String, String)>,
    /// Its tips, its pack, in the order in which they are given: first those that `skill.toml`
    /// names, as it names them, then the others by name. Drafts and retired ones are among them.
    pub tips: Vec<TipId>,
}

/// A unit of memory: one idea, asked through several items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// Its name in the library.
    pub id: ObjectiveId,
    /// The verb that says what one can do.
    pub verb: String,
    /// How deep it goes.
    pub level: Level,
    /// What one can do, in a sentence.
    pub text: String,
}

/// A book, paper or report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Who wrote it.
    pub by: String,
    /// What it is called.
    pub title: String,
    /// When it came out.
    pub year: i16,
    /// Where it can be read, if it is online; https.
    pub url: Option<String>,
    /// What it is cited for, with every figure.
    pub supports: String,
}

impl Skill {
    /// Whether a misconception of that name is among its own.
    fn knows_misconception(&self, name: &str) -> bool {
        self.misconceptions.iter().any(|(id, _)| id == name)
    }
}

impl Library {
    /// The item of a name, old names included.
    pub fn item(&self, id: &ItemId) -> Option<&Arc<Item>> {
        self.items
            .get(id)
            .or_else(|| self.items.get(self.aliases.get(id)?))
    }

    /// The tip of a name, old names included.
    pub fn tip(&self, id: &TipId) -> Option<&Arc<Tip>> {
        self.tips
            .get(id)
            .or_else(|| self.tips.get(self.tip_aliases.get(id)?))
    }

    /// The live tips of a skill, in the order in which they are given; none if there is no such
    /// skill.
    pub fn pack(&self, skill: &SkillId) -> Vec<&Arc<Tip>> {
        let skill = self.skill(skill);
        let names = skill.into_iter().flat_map(|skill| &skill.tips);
        names
            .filter_map(|id| self.tips.get(id))
            .filter(|tip| tip.is_live())
            .collect()
    }

    /// The same library without some skills and all that belongs to them: items, tips, lead
    /// articles, and programmes that need one of their items or tips. Assessments belong to no
    /// skill; what they suggest may be gone.
    pub fn without(&self, skills: &BTreeSet<SkillId>) -> Self {
        let mut library = self.clone();
        library.skills.retain(|skill| !skills.contains(&skill.id));
        library.items.retain(|id, _| !skills.contains(&id.skill()));
        library.tips.retain(|id, _| !skills.contains(&id.skill()));
        let is_open = |programme: &Programme| programme.skills().is_disjoint(skills);
        library.programmes.retain(|_, programme| is_open(programme));
        library.rounds.retain(|_, article| {
            let skill = article.skill.as_ref();
            skill.is_none_or(|skill| !skills.contains(skill))
        });
        library
    }

    /// The skill of a name.
    pub fn skill(&self, id: &SkillId) -> Option<&Skill> {
        self.skills.iter().find(|skill| &skill.id == id)
    }

    /// The objective of a name.
    pub fn objective(&self, id: &ObjectiveId) -> Option<&Objective> {
        self.skill(&id.skill())?
            .objectives
            .iter()
            .find(|objective| &objective.id == id)
    }
}
