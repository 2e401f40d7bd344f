//! Names within the library. An item's name is its path, so it is never typed twice.

use crate::chat::ids::name_type;

name_type!(open
    /// A skill: the name of its folder, such as `manage-or-lead`.
    SkillId);
name_type!(open
    /// An item: `<skill>/<slug>`, such as `manage-or-lead/merger-on-monday`.
    ItemId);
name_type!(open
    /// A tip: `<skill>/<slug>`, such as `manage-or-lead/name-the-mode`. A check-in may have the
    /// same words for a name: where the two could be confused, a tip is called by its path,
    /// `<skill>/tips/<slug>`.
    TipId);
name_type!(open
    /// What is remembered: `<skill>#<objective>`.
    ObjectiveId);
name_type!(open
    /// A choice, part or feedback of an item, unique within it.
    ChoiceId);
name_type!(open
    /// An assessment: the name of its file, such as `managing-and-leading`.
    AssessmentId);
name_type!(open
    /// A programme: the name of its file, such as `team-brand`.
    ProgrammeId);
name_type!(open
    /// A lead article of a weekly round: the name of its file.
    RoundId);
name_type!(open
    /// An entry of `sources.toml`.
    SourceId);

/// A page of the library: what has a file of its own that people read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageId {
    /// A check-in.
    Item(ItemId),
    /// A tip.
    Tip(TipId),
    /// An assessment.
    Assessment(AssessmentId),
    /// A programme.
    Programme(ProgrammeId),
    /// A lead article of a weekly round.
    Round(RoundId),
}

impl PageId {
    /// A page of the same sort under another name.
    pub(super) fn renamed(&self, name: &str) -> Self {
        match self {
            Self::Item(_) => Self::Item(name.into()),
            Self::Tip(_) => Self::Tip(name.into()),
            Self::Assessment(_) => Self::Assessment(name.into()),
            Self::Programme(_) => Self::Programme(name.into()),
            Self::Round(_) => Self::Round(name.into()),
        }
    }
}

/// By its path, so that a tip is never taken for a check-in of the same name.
impl std::fmt::Display for PageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Item(id) => write!(f, "{id}"),
            Self::Tip(id) => write!(f, "{}/tips/{}", id.skill(), id.slug()),
            Self::Assessment(id) => write!(f, "assessments/{id}"),
            Self::Programme(id) => write!(f, "programmes/{id}"),
            Self::Round(id) => write!(f, "rounds/{id}"),
        }
    }
}

impl ItemId {
    /// The skill it belongs to: what stands before the slash.
    pub fn skill(&self) -> SkillId {
        SkillId::from(self.as_str().split('/').next().unwrap_or_default())
    }

    /// Its name within the skill: what stands after the slash.
    pub fn slug(&self) -> &str {
        self.as_str().split_once('/').map_or("", |(_, slug)| slug)
    }
}

impl TipId {
    /// The skill it belongs to: what stands before the slash.
    pub fn skill(&self) -> SkillId {
        SkillId::from(self.as_str().split('/').next().unwrap_or_default())
    }

    /// Its name within the skill: what stands after the slash.
    pub fn slug(&self) -> &str {
        self.as_str().split_once('/').map_or("", |(_, slug)| slug)
    }
}

impl ObjectiveId {
    /// The skill it belongs to: what stands before the `#`.
    pub fn skill(&self) -> SkillId {
        SkillId::from(self.as_str().split('#').next().unwrap_or_default())
    }

    /// Its name within the skill.
    pub fn local(&self) -> &str {
        self.as_str().split_once('#').map_or("", |(_, local)| local)
    }
}
