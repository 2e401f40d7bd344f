//! What is amiss in a library, where, and how to mend it: told all at once, like a compiler does.

use std::ops::Range;

/// Something amiss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, relative to the library.
    pub file: String,
    /// Where in it, in bytes; none when the whole file is meant.
    pub span: Option<Range<usize>>,
    /// Which line, from 1.
    pub line: usize,
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is.
    pub level: Severity,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The library can't be used.
    Error,
    /// It can; a reader would notice.
    Warning,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}:{}: {}: {} → {}",
            self.file, self.line, self.rule, self.what, self.remedy
        )
    }
}

/// A file, while problems in it are gathered.
pub(super) struct Gatherer<'a> {
    file: &'a str,
    text: &'a str,
    problems: Vec<Problem>,
}

impl<'a> Gatherer<'a> {
    /// Nothing amiss so far.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            problems: Vec::new(),
        }
    }

    /// An error at a place.
    pub fn error(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.add(Severity::Error, rule, span, what.into(), remedy.into());
    }

    /// A warning at a place.
    pub fn warning(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.add(Severity::Warning, rule, span, what.into(), remedy.into());
    }

    fn add(
        &mut self,
        level: Severity,
        rule: &'static str,
        span: Range<usize>,
        what: String,
        remedy: String,
    ) {
        let before = self
            .text
            .get(..span.start.min(self.text.len()))
            .unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        self.problems.push(Problem {
            file: self.file.to_owned(),
            span: Some(span),
            line,
            rule,
            level,
            what,
            remedy,
        });
    }

    /// Where some words stand first; the file's beginning if they stand nowhere.
    pub fn place_of(&self, words: &str) -> Range<usize> {
        let found = self.text.find(words);
        found.map_or(0..1, |at| at..at + words.len())
    }

    /// What was gathered.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}
