//! `cairn check`: reads a library, tells every problem at once, and says by its status whether
//! there were any.

use std::io::{self, Write};
use std::path::PathBuf;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::Args;
use jiff::civil::Date;

use super::loading::load;
use super::problem::{Problem, Severity};
use super::rules;
use super::tree::Tree;

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
}

/// Checks a library on a day, and writes what is amiss. The status is 0 when nothing is, or only
/// warnings that are not denied; else 1.
///
/// # Errors
/// The folder can't be read, or `out` not written to.
pub fn check(
    args: &CheckArgs,
    today: Date,
    phrases: &[(&str, &[&str])],
    out: &mut dyn Write,
) -> io::Result<u8> {
    if args.rules {
        for rule in rules::RULES {
            writeln!(out, "{:4} {}", rule.id, rule.what)?;
        }
        return Ok(0);
    }
    let tree = match &args.dir {
        Some(dir) => match Tree::from_dir(dir) {
            Ok(tree) => tree,
            Err(error) => {
                writeln!(
                    out,
                    "cairn: {error}: give the folder of a library, such as prompts/"
                )?;
                return Err(error);
            }
        },
        None => Tree::embedded(),
    };
    let problems = problems_of(&tree, today, phrases);
    for problem in &problems {
        writeln!(
            out,
            "{}",
            drawn(
                problem,
                tree.files.get(&problem.file).map_or("", String::as_str)
            )
        )?;
    }
    let count = |level: Severity| {
        problems
            .iter()
            .filter(|problem| problem.level == level)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    writeln!(
        out,
        "{} files, {errors} errors, {warnings} warnings",
        tree.files.len()
    )?;
    let denied = errors > 0 || (args.deny.is_some() && warnings > 0);
    Ok(u8::from(denied))
}

/// All that is amiss in a tree of files, in the order of files and lines. `phrases` are the
/// messages that the bot says, each with its variables.
pub fn problems_of(tree: &Tree, today: Date, phrases: &[(&str, &[&str])]) -> Vec<Problem> {
    let loaded = load(tree);
    let mut problems = rules::apply(&loaded, tree, today, phrases);
    problems.extend(loaded.problems);
    problems.sort_by(|a, b| (&a.file, a.line, a.rule).cmp(&(&b.file, b.line, b.rule)));
    problems
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
