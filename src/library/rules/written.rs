//! What is amiss with a tip that somebody writes right in a chat: the same rules, told by the part
//! instead of by file and line. Pure and quick enough to be asked at every keystroke.

use super::{claims, lengths, markup, phrases, tips};
use crate::library::problem::{Gatherer, Problem};

/// The part that is the title, in `Problem::file`.
pub const TITLE: &str = "title";
/// The part that says it.
pub const TEXT: &str = "text";
/// The part that is the one thing to do.
pub const DO_THIS_WEEK: &str = "do_this_week";

/// All that is amiss, by part: an error refuses the tip, a warning is a hint. `Problem::file` is
/// one of `TITLE`, `TEXT` and `DO_THIS_WEEK`.
///
/// A figure without a source is a hint here, since a form has no room for a bibliography; in a
/// library it is an error.
pub fn problems_of_written_tip(title: &str, text: &str, do_this_week: &str) -> Vec<Problem> {
    let mut problems = part(TITLE, title, |gather| {
        tips::title(gather, whole(title), title);
    });
    problems.extend(part(TEXT, text, |gather| {
        tips::text(gather, whole(text), text);
        lengths::plain(gather, whole(text), text);
    }));
    problems.extend(part(DO_THIS_WEEK, do_this_week, |gather| {
        tips::deed(gather, whole(do_this_week), do_this_week);
    }));
    problems
}

/// What holds for every part, and what holds for this one.
fn part(name: &str, said: &str, look: impl FnOnce(&mut Gatherer<'_>)) -> Vec<Problem> {
    let mut gather = Gatherer::new(name, said);
    look(&mut gather);
    markup::mentions(&mut gather, said);
    markup::characters(&mut gather, said);
    phrases::speak(&mut gather, whole(said), said);
    if let Some(claim) = claims::first_claim(said) {
        gather.warning(
            "C1",
            gather.place_of(&claim),
            format!("“{claim}” is a claim without a source"),
            "say where you have it from, or say it without",
        );
    }
    gather.into_problems()
}

fn whole(said: &str) -> std::ops::Range<usize> {
    0..said.len()
}
