//! From a tree of files to a library: everything is read, what belongs together is joined, and
//! all problems are told at once.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::ledger::{self, Ledger};
use super::problem::{Gatherer, Problem, Severity};
use super::reading::assessment::{self, ReadAssessment};
use super::reading::item::{self, ReadItem};
use super::reading::programme::{self, ReadProgramme};
use super::reading::round::{self, ReadRound};
use super::reading::tables::{self, LibraryTable, Named, ScaleTable, SkillTable, SourceTable};
use super::reading::tip::{self, ReadTip};
use super::tree::Tree;
use super::{Library, Skill, Source, SourceId, Status};

/// A library that was read, with what only checking needs, and what is amiss.
pub(super) struct Loaded {
    pub library: Library,
    pub items: Vec<ReadItem>,
    pub tips: Vec<ReadTip>,
    pub assessments: Vec<ReadAssessment>,
    pub programmes: Vec<ReadProgramme>,
    pub rounds: Vec<ReadRound>,
    pub sources: Named<SourceTable>,
    pub scales: Named<ScaleTable>,
    pub ledger: Option<Ledger>,
    pub problems: Vec<Problem>,
}

impl Library {
    /// The library that Cairn comes with.
    ///
    /// # Errors
    /// What is amiss in it.
    pub fn embedded() -> Result<Self, Vec<Problem>> {
        Self::from_tree(&Tree::embedded())
    }

    /// The library in a directory.
    ///
    /// # Errors
    /// What is amiss in it, or that it can't be read.
    pub fn from_dir(root: &Path) -> Result<Self, Vec<Problem>> {
        let tree = Tree::from_dir(root).map_err(|error| {
            vec![Problem {
                file: root.display().to_string(),
                span: None,
                line: 1,
                rule: "S1",
                level: Severity::Error,
                what: error.to_string(),
                remedy: "give a directory that can be read".to_owned(),
            }]
        })?;
        Self::from_tree(&tree)
    }

    /// The library in a tree of files. Warnings keep nobody from using it.
    ///
    /// # Errors
    /// What is amiss in it.
    pub fn from_tree(tree: &Tree) -> Result<Self, Vec<Problem>> {
        let loaded = load(tree);
        let errors: Vec<Problem> = loaded
            .problems
            .into_iter()
            .filter(|p| p.level == Severity::Error)
            .collect();
        if errors.is_empty() {
            Ok(loaded.library)
        } else {
            Err(errors)
        }
    }
}

/// Reads everything.
pub(super) fn load(tree: &Tree) -> Loaded {
    let mut problems = Vec::new();
    let library: Option<LibraryTable> = table(tree, "library.toml", &mut problems);
    check_library_table(library.as_ref(), &mut problems);
    let sources: Named<SourceTable> =
        table(tree, "sources.toml", &mut problems).unwrap_or_default();
    let scales: Named<ScaleTable> = table(tree, "scales.toml", &mut problems).unwrap_or_default();
    let ledger = if tree.files.contains_key(ledger::FILE) {
        table(tree, ledger::FILE, &mut problems)
    } else {
        None
    };
    let mut skills = read_skills(tree, &mut problems);
    let items = read_pages(tree, "checkins", &mut problems, |gather, file, text, id| {
        item::read(gather, file, text, id.into(), &scales)
    });
    let tips = read_pages(tree, "tips", &mut problems, |gather, file, text, id| {
        tip::read(gather, file, text, id.into())
    });
    let assessments = read_each(
        tree,
        ("assessments", ".toml"),
        &mut problems,
        |gather, file, text, slug| assessment::read(gather, file, text, slug.into(), &scales),
    );
    let programmes = read_each(
        tree,
        ("programmes", ".toml"),
        &mut problems,
        |gather, file, text, slug| programme::read(gather, file, text, slug.into()),
    );
    let rounds = read_each(
        tree,
        ("rounds", ".md"),
        &mut problems,
        |gather, file, text, slug| round::read(gather, file, text, slug.into()),
    );
    fill_packs(&mut skills, &tips);
    problems.extend(strangers(tree));
    let library = Library {
        aliases: aliases(
            items
                .iter()
                .map(|read| (&read.item.id, &read.front_matter.aliases)),
        ),
        tip_aliases: aliases(
            tips.iter()
                .map(|read| (&read.tip.id, &read.front_matter.aliases)),
        ),
        tips: by_id(tips.iter().map(|read| (&read.tip.id, &read.tip))),
        items: by_id(items.iter().map(|read| (&read.item.id, &read.item))),
        sources: sources
            .iter()
            .map(|(id, source)| (SourceId::from(id.as_str()), source_of(source)))
            .collect(),
        // Nobody is offered what is a draft or retired; who began it has it still.
        assessments: by_id(
            assessments
                .iter()
                .filter(|read| read.page.status == Status::Live)
                .map(|read| (&read.assessment.id, &read.assessment)),
        ),
        programmes: by_id(
            programmes
                .iter()
                .filter(|read| read.page.status == Status::Live)
                .map(|read| (&read.programme.id, &read.programme)),
        ),
        rounds: by_id(rounds.iter().map(|read| (&read.article.id, &read.article))),
        version: version(tree),
        skills,
    };
    Loaded {
        library,
        items,
        tips,
        assessments,
        programmes,
        rounds,
        sources,
        scales,
        ledger,
        problems,
    }
}

fn table<T: serde::de::DeserializeOwned>(
    tree: &Tree,
    file: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let text = tree.files.get(file).map_or("", String::as_str);
    let mut gather = Gatherer::new(file, text);
    let read = if tree.files.contains_key(file) {
        tables::read(&mut gather, text, 0)
    } else {
        gather.error(
            "S1",
            0..0,
            "this file is missing",
            "add it, as in the library that Cairn comes with",
        );
        None
    };
    problems.extend(gather.into_problems());
    read
}

fn check_library_table(table: Option<&LibraryTable>, problems: &mut Vec<Problem>) {
    let Some(table) = table else { return };
    let mut gather = Gatherer::new("library.toml", "");
    if table.schema != 1 {
        gather.error(
            "S1",
            0..0,
            format!("schema {} is not known to this version", table.schema),
            "write schema = 1, or use a newer Cairn",
        );
    }
    if !table.languages.contains(&table.default_language) {
        gather.error(
            "S1",
            0..0,
            "the default language is not among the languages",
            "add it to languages",
        );
    }
    if table.pack.is_empty() {
        gather.error("S1", 0..0, "the pack has no name", "write pack = \"…\"");
    }
    problems.extend(gather.into_problems());
}

fn read_skills(tree: &Tree, problems: &mut Vec<Problem>) -> Vec<Skill> {
    let mut skills: Vec<(u32, Skill)> = Vec::new();
    for (file, text) in &tree.files {
        let ["skills", folder, "skill.toml"] = file.split('/').collect::<Vec<_>>()[..] else {
            continue;
        };
        let mut gather = Gatherer::new(file, text);
        if let Some(table) = tables::read::<SkillTable>(&mut gather, text, 0) {
            skills.push((table.order, table.into_skill(folder)));
        }
        problems.extend(gather.into_problems());
    }
    skills.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    skills.into_iter().map(|(_, skill)| skill).collect()
}

/// All files of one part of the skills, each by its name in the library.
fn read_pages<T>(
    tree: &Tree,
    part: &str,
    problems: &mut Vec<Problem>,
    read: impl Fn(&mut Gatherer<'_>, &str, &str, String) -> Option<T>,
) -> Vec<T> {
    let mut all = Vec::new();
    for (file, text) in &tree.files {
        let ["skills", folder, found, name] = file.split('/').collect::<Vec<_>>()[..] else {
            continue;
        };
        let Some(slug) = name.strip_suffix(".md").filter(|_| found == part) else {
            continue;
        };
        let mut gather = Gatherer::new(file, text);
        all.extend(read(&mut gather, file, text, format!("{folder}/{slug}")));
        problems.extend(gather.into_problems());
    }
    all
}

/// All files of one folder whose names end alike, each by its name.
fn read_each<T>(
    tree: &Tree,
    (folder, ending): (&str, &str),
    problems: &mut Vec<Problem>,
    read: impl Fn(&mut Gatherer<'_>, &str, &str, &str) -> Option<T>,
) -> Vec<T> {
    let mut all = Vec::new();
    for (file, text) in &tree.files {
        let [found, name] = file.split('/').collect::<Vec<_>>()[..] else {
            continue;
        };
        let Some(slug) = name.strip_suffix(ending).filter(|_| found == folder) else {
            continue;
        };
        let mut gather = Gatherer::new(file, text);
        all.extend(read(&mut gather, file, text, slug));
        problems.extend(gather.into_problems());
    }
    all
}

/// The tips that a skill does not name follow those that it names.
fn fill_packs(skills: &mut [Skill], tips: &[ReadTip]) {
    for skill in skills {
        for read in tips.iter().filter(|read| read.tip.id.skill() == skill.id) {
            if !skill.tips.contains(&read.tip.id) {
                skill.tips.push(read.tip.id.clone());
            }
        }
    }
}

/// A file that no part of the library reads is a misspelt one.
fn strangers(tree: &Tree) -> Vec<Problem> {
    let is_known = |file: &str| match file.split('/').collect::<Vec<_>>()[..] {
        ["library.toml" | "sources.toml" | "scales.toml" | "ledger.toml" | "README.md"] => true,
        ["coach", "phrases.ftl"] => true,
        ["skills", _, "skill.toml"] => true,
        ["skills", _, "checkins" | "tips", name] => name.ends_with(".md"),
        ["assessments" | "programmes", name] => name.ends_with(".toml"),
        ["rounds", name] => name.ends_with(".md"),
        ["i18n", _, "coach", "phrases.ftl"] => true,
        _ => false,
    };
    let stranger = |(file, text): (&String, &String)| {
        let mut gather = Gatherer::new(file, text);
        gather.error(
            "S1",
            0..0,
            "no part of the library has such a file",
            "correct its name or folder, or take it out",
        );
        gather.into_problems()
    };
    tree.files
        .iter()
        .filter(|(file, _)| !is_known(file))
        .flat_map(stranger)
        .collect()
}

fn by_id<'a, Id: Clone + Ord + 'a, T: Clone + 'a>(
    read: impl Iterator<Item = (&'a Id, &'a T)>,
) -> BTreeMap<Id, Arc<T>> {
    read.map(|(id, one)| (id.clone(), Arc::new(one.clone())))
        .collect()
}

fn aliases<'a, Id: Clone + Ord + From<&'a str> + 'a>(
    named: impl Iterator<Item = (&'a Id, &'a Vec<String>)>,
) -> BTreeMap<Id, Id> {
    let of = |(id, aliases): (&'a Id, &'a Vec<String>)| {
        let id = id.clone();
        let old = aliases.iter();
        old.map(move |alias| (Id::from(alias.as_str()), id.clone()))
    };
    named.flat_map(of).collect()
}

fn source_of(source: &SourceTable) -> Source {
    Source {
        by: source.by.clone().unwrap_or_default(),
        title: source.title.clone().unwrap_or_default(),
        year: source.year.unwrap_or_default(),
        url: source.url.clone().or_else(|| {
            source
                .doi
                .as_ref()
                .map(|doi| format!("https://doi.org/{doi}"))
        }),
        supports: source.supports.clone(),
    }
}

fn version(tree: &Tree) -> String {
    let mut hash = Sha256::new();
    for (file, text) in &tree.files {
        hash.update((file.len() as u64).to_be_bytes());
        hash.update(file);
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    hex::encode(&hash.finalize()[..6])
}
