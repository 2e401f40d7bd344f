//! `cairn check`: reads a library, tells every problem at once, and says by its status whether
//! there were any.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::Args;
use jiff::civil::Date;

use super::loading::load;
use super::problem::{Problem, Severity};
use super::rules::{self, Weight};
use super::tree::Tree;
use super::{Library, PageId, ledger};
use crate::chat::Card;

/// What `cairn check` takes.
#[derive(Args, Clone, Debug, Default)]
pub struct CheckArgs {
    /// The folder of the library; without it, the one that Cairn comes with.
    pub dir: Option<PathBuf>,
    /// Take warnings as errors.
    #[arg(long, value_parser = ["warnings"])]
    pub deny: Option<String>,
    /// List the rules instead.
    #[arg(long)]
    pub rules: bool,
    /// Write what every item is now into the folder's ledger.toml, once nothing is amiss but that.
    #[arg(long, requires = "dir")]
    pub write_ledger: bool,
}

/// What the rules must know of the bot, which the library does not know.
pub struct Bot<'a> {
    /// The messages that it says, each with its variables.
    pub phrases: &'a [(&'a str, &'a [&'a str])],
    /// The cards that it makes of a library's pages, in the words of that text of phrases; none
    /// where these can't be read.
    pub cards: fn(&Library, &str) -> Vec<(PageId, Card)>,
}

/// Checks a library on a day, and writes what is amiss. The status is 0 when nothing is, or only
/// warnings that are not denied; else 1.
///
/// # Errors
/// The folder can't be read, the ledger or `out` not written to.
pub fn check(args: &CheckArgs, today: Date, bot: &Bot<'_>, out: &mut dyn Write) -> io::Result<u8> {
    if args.rules {
        write!(out, "{}", rules_page())?;
        return Ok(0);
    }
    let tree = match args.dir.as_deref().map(Tree::from_dir) {
        None => Tree::embedded(),
        Some(Ok(tree)) => tree,
        Some(Err(error)) => {
            let hint = "give the folder of a library, such as prompts/";
            writeln!(out, "cairn: {error}: {hint}")?;
            return Err(error);
        }
    };
    let mut problems = problems_of(&tree, today, bot);
    if let (true, Some(dir)) = (args.write_ledger, &args.dir) {
        // What the ledger lacks is what is about to be written; what it rightly refuses stays.
        problems.retain(|problem| !(problem.rule == "I2" && problem.level == Severity::Warning));
        if problems
            .iter()
            .all(|problem| problem.level != Severity::Error)
        {
            write_ledger(dir, &tree)?;
        }
    }
    report(args, &tree, &problems, out)
}

fn write_ledger(dir: &Path, tree: &Tree) -> io::Result<()> {
    std::fs::write(dir.join(ledger::FILE), ledger::written(&load(tree)))
}

fn report(
    args: &CheckArgs,
    tree: &Tree,
    problems: &[Problem],
    out: &mut dyn Write,
) -> io::Result<u8> {
    for problem in problems {
        let text = tree.files.get(&problem.file).map_or("", String::as_str);
        writeln!(out, "{}", drawn(problem, text))?;
    }
    let count = |level: Severity| problems.iter().filter(|p| p.level == level).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    writeln!(
        out,
        "{}, {}, {}",
        counted(tree.files.len(), "file"),
        counted(errors, "error"),
        counted(warnings, "warning")
    )?;
    let denied = errors > 0 || (args.deny.is_some() && warnings > 0);
    Ok(u8::from(denied))
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// All that is amiss in a tree of files, in the order of files and lines.
pub fn problems_of(tree: &Tree, today: Date, bot: &Bot<'_>) -> Vec<Problem> {
    let loaded = load(tree);
    let mut problems = rules::apply(&loaded, tree, today, bot);
    problems.extend(loaded.problems);
    problems.sort_by(|a, b| (&a.file, a.line, a.rule).cmp(&(&b.file, b.line, b.rule)));
    problems
}

/// The rules as a table in Markdown.
pub fn rules_page() -> String {
    let mut page = String::from("| rule | asks | why | breaking it is |\n|---|---|---|---|\n");
    for rule in rules::RULES {
        let weight = match rule.weight {
            Weight::Error => "an error",
            Weight::Warning => "a warning",
            Weight::Both => "a warning; further off an error",
        };
        page += &format!(
            "| {} | {} | {} | {weight} |\n",
            rule.id, rule.what, rule.why
        );
    }
    page
}

/// A problem with the line it stands in, as a compiler would draw it.
fn drawn(problem: &Problem, text: &str) -> String {
    let summary = problem.to_string();
    let Some(span) = problem
        .span
        .clone()
        .filter(|span| span.start < text.len() && span.end <= text.len())
    else {
        return format!("{summary}\n");
    };
    // The caret stands under the first line of what is meant.
    let first_line = text[span.start..span.end]
        .find('\n')
        .map_or(span.end, |end| span.start + end)
        .max(span.start);
    let level = match problem.level {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let snippet = Snippet::source(text)
        .path(problem.file.as_str())
        .annotation(
            AnnotationKind::Primary
                .span(span.start..first_line)
                .label(problem.remedy.as_str()),
        );
    let group = level
        .primary_title(problem.what.as_str())
        .id(problem.rule)
        .element(snippet);
    format!("{summary}\n{}\n", Renderer::plain().render(&[group]))
}
