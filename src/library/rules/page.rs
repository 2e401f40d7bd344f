//! What check-ins, tips, assessments, programmes and lead articles have in common, as rules see it:
//! a file of its own with a name, words that people read, and what these rest on.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::{Checked, texts};
use crate::chat::Text;
use crate::library::problem::{Gatherer, Problem};
use crate::library::reading::assessment::ReadAssessment;
use crate::library::reading::item::ReadItem;
use crate::library::reading::markdown::Section;
use crate::library::reading::programme::ReadProgramme;
use crate::library::reading::round::ReadRound;
use crate::library::reading::tables::PageTable;
use crate::library::reading::tip::ReadTip;
use crate::library::{ObjectiveId, PageId, SkillId, Status};

/// A page of the library.
pub(super) struct Page<'a> {
    pub file: &'a str,
    pub id: PageId,
    /// Which it belongs to, if to one.
    pub skill: Option<SkillId>,
    /// Its name within the skill, or its folder.
    pub slug: &'a str,
    pub objective: Option<&'a ObjectiveId>,
    pub sources: &'a [String],
    pub aliases: &'a [String],
    pub allow: &'a BTreeMap<String, String>,
    pub status: Status,
    pub author: Option<&'a str>,
    pub reviewed: Option<Date>,
    /// The text before the first heading, and where it stands.
    pub opening: &'a Text,
    pub span: Range<usize>,
    pub sections: &'a [Section],
    /// All that readers see, choices aside.
    pub texts: Vec<Text>,
}

impl<'a> From<&'a ReadItem> for Page<'a> {
    fn from(read: &'a ReadItem) -> Self {
        let item = &read.item;
        Self {
            file: &read.file,
            id: PageId::Item(item.id.clone()),
            skill: Some(item.id.skill()),
            slug: item.id.slug(),
            objective: item.objective.as_ref(),
            sources: &read.front_matter.sources,
            aliases: &read.front_matter.aliases,
            allow: &read.front_matter.allow,
            status: item.status,
            author: item.author.as_deref(),
            reviewed: item.reviewed,
            opening: &item.prompt,
            span: read.prompt_span.clone(),
            sections: &read.sections,
            texts: texts(&item.prompt, &read.sections),
        }
    }
}

impl<'a> From<&'a ReadTip> for Page<'a> {
    fn from(read: &'a ReadTip) -> Self {
        let tip = &read.tip;
        let mut texts = texts(&tip.text, &read.sections);
        texts.insert(0, Text::plain(tip.title.as_str()));
        Self {
            file: &read.file,
            id: PageId::Tip(tip.id.clone()),
            skill: Some(tip.id.skill()),
            slug: tip.id.slug(),
            objective: tip.objective.as_ref(),
            sources: &read.front_matter.sources,
            aliases: &read.front_matter.aliases,
            allow: &read.front_matter.allow,
            status: tip.status,
            author: tip.author.as_deref(),
            reviewed: tip.reviewed,
            opening: &tip.text,
            span: read.text_span.clone(),
            sections: &read.sections,
            texts,
        }
    }
}

/// What a table has before its first heading.
static NOTHING: Text = Text(Vec::new());

impl<'a> Page<'a> {
    /// A page that is a table: all its words are given.
    fn table(
        (file, id, slug): (&'a str, PageId, &'a str),
        table: &'a PageTable,
        texts: Vec<Text>,
    ) -> Self {
        Self {
            file,
            id,
            skill: None,
            slug,
            objective: None,
            sources: &[],
            aliases: &[],
            allow: &table.allow,
            status: table.status,
            author: table.author.as_deref(),
            reviewed: table.reviewed,
            opening: &NOTHING,
            span: 0..1,
            sections: &[],
            texts,
        }
    }
}

impl<'a> From<&'a ReadAssessment> for Page<'a> {
    fn from(read: &'a ReadAssessment) -> Self {
        let assessment = &read.assessment;
        let statements = assessment.statements.iter().map(|it| it.text.as_str());
        let readings = assessment.readings.iter();
        let readings = readings.flat_map(|it| it.title.as_deref().into_iter().chain([&*it.text]));
        let texts = [assessment.title.as_str(), &assessment.intro].into_iter();
        let texts = texts.chain(statements).chain(readings).map(Text::plain);
        let id = PageId::Assessment(assessment.id.clone());
        let named = (read.file.as_str(), id, assessment.id.as_str());
        Self::table(named, &read.page, texts.collect())
    }
}

impl<'a> From<&'a ReadProgramme> for Page<'a> {
    fn from(read: &'a ReadProgramme) -> Self {
        let programme = &read.programme;
        let texts = [&programme.title, &programme.aim, &programme.badge].into_iter();
        let themes = programme.weeks.iter().map(|week| &week.theme);
        let texts = texts.chain(themes).map(|text| Text::plain(text.as_str()));
        let id = PageId::Programme(programme.id.clone());
        let named = (read.file.as_str(), id, programme.id.as_str());
        Self::table(named, &read.page, texts.collect())
    }
}

impl<'a> From<&'a ReadRound> for Page<'a> {
    fn from(read: &'a ReadRound) -> Self {
        let article = &read.article;
        let mut texts = texts(&article.text, &read.sections);
        texts.insert(0, Text::plain(article.title.as_str()));
        texts.push(Text::plain(article.question.as_str()));
        let id = PageId::Round(article.id.clone());
        let named = (read.file.as_str(), id, article.id.as_str());
        Self {
            skill: article.skill.clone(),
            sources: &read.sources,
            opening: &article.text,
            span: read.text_span.clone(),
            sections: &read.sections,
            ..Self::table(named, &read.page, texts)
        }
    }
}

impl Page<'_> {
    /// All its words, one text a line.
    pub fn words(&self) -> String {
        let texts = self.texts.iter().map(Text::to_words);
        texts.collect::<Vec<_>>().join("\n")
    }

    /// What it is, for a sentence.
    pub fn what(&self) -> &'static str {
        match self.id {
            PageId::Item(_) => "item",
            PageId::Tip(_) => "tip",
            PageId::Assessment(_) => "assessment",
            PageId::Programme(_) => "programme",
            PageId::Round(_) => "lead article",
        }
    }
}

impl Checked<'_> {
    /// All pages: check-ins, tips, assessments, programmes, lead articles.
    pub(super) fn pages(&self) -> impl Iterator<Item = Page<'_>> {
        let items = self.loaded.items.iter().map(Page::from);
        let tips = self.loaded.tips.iter().map(Page::from);
        let assessments = self.loaded.assessments.iter().map(Page::from);
        let programmes = self.loaded.programmes.iter().map(Page::from);
        let rounds = self.loaded.rounds.iter().map(Page::from);
        items
            .chain(tips)
            .chain(assessments)
            .chain(programmes)
            .chain(rounds)
    }

    /// Looks at every page, with a gatherer for its file.
    pub(super) fn each_page(
        &self,
        problems: &mut Vec<Problem>,
        mut look: impl FnMut(&Page<'_>, &mut Gatherer<'_>),
    ) {
        for page in self.pages() {
            self.in_file(page.file, problems, |_, gather| look(&page, gather));
        }
    }
}
