//! What a check-in and a tip have in common, as rules see it: a file of its own with a name, words
//! that people read, and what these rest on.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::{Checked, texts};
use crate::chat::Text;
use crate::library::problem::{Gatherer, Problem};
use crate::library::reading::item::ReadItem;
use crate::library::reading::markdown::Section;
use crate::library::reading::tip::ReadTip;
use crate::library::{ObjectiveId, PageId, SkillId, Status};

/// A page of the library.
pub(super) struct Page<'a> {
    pub file: &'a str,
    pub id: PageId,
    pub skill: SkillId,
    /// Its name within the skill.
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
            skill: item.id.skill(),
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
            skill: tip.id.skill(),
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
        }
    }
}

impl Checked<'_> {
    /// All pages, check-ins first.
    pub(super) fn pages(&self) -> impl Iterator<Item = Page<'_>> {
        let items = self.loaded.items.iter().map(Page::from);
        items.chain(self.loaded.tips.iter().map(Page::from))
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
