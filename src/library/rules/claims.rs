//! C and V rules: what is claimed has a source, the source says so, and somebody looked lately.

use jiff::civil::Date;

use super::Checked;
use crate::library::measure::words;
use crate::library::problem::Problem;
use crate::library::reading::tables;

/// How long a look at a source or a page counts, in months.
const FRESH_MONTHS: i32 = 24;
/// Words that claim evidence.
const EVIDENCE: [&str; 6] = [
    "study",
    "studies",
    "research",
    "evidence",
    "survey",
    "experiment",
];
/// What a number may count without a source: durations, dates, steps.
const HARMLESS: [&str; 20] = [
    "minute", "minutes", "second", "seconds", "hour", "hours", "day", "days", "week", "weeks",
    "month", "months", "year", "years", "am", "pm", "people", "pages", "o'clock", "times",
];
/// So many words in a row are copied.
const COPIED: usize = 8;

/// The figures of a text that a source would have to stand behind.
fn figures(text: &str) -> Vec<String> {
    let all: Vec<&str> = text.split_whitespace().collect();
    let is_harmless = |at: usize| {
        all.get(at + 1).is_some_and(|next| {
            HARMLESS.contains(
                &next
                    .trim_matches(|c: char| !c.is_alphanumeric())
                    .to_lowercase()
                    .as_str(),
            )
        })
    };
    all.iter()
        .enumerate()
        .filter(|(at, word)| {
            let bare = word.trim_matches(|c: char| !c.is_ascii_digit() && c != '%');
            let has_digit = bare.contains(|c: char| c.is_ascii_digit());
            let is_clock = word.contains(':');
            has_digit && !is_clock && (bare.ends_with('%') || !is_harmless(*at))
        })
        .map(|(_, word)| word.trim_matches(|c: char| !c.is_ascii_digit()).to_owned())
        .collect()
}

/// C1.
pub(super) fn claims_have_sources(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_page(problems, |page, gather| {
        if !page.sources.is_empty() {
            return;
        }
        if let Some(claim) = first_claim(&page.words()) {
            gather.error(
                "C1",
                page.span.clone(),
                format!("“{claim}” is a claim without a source"),
                "add sources = [\"…\"], or say it without",
            );
        }
    });
}

/// The first figure of a text, else the first word that claims evidence.
pub(super) fn first_claim(text: &str) -> Option<String> {
    let evidence = words(text)
        .into_iter()
        .find(|word| EVIDENCE.contains(&word.to_lowercase().as_str()))
        .map(str::to_owned);
    figures(text).into_iter().next().or(evidence)
}

/// C2.
pub(super) fn figures_are_supported(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_page(problems, |page, gather| {
        let supports: Vec<&str> = page
            .sources
            .iter()
            .filter_map(|id| checked.loaded.sources.get(id))
            .map(|source| source.supports.as_str())
            .collect();
        if supports.is_empty() {
            return;
        }
        for figure in figures(&page.words()) {
            let stands = supports
                .iter()
                .any(|support| figures(support).contains(&figure) || support.contains(&figure));
            if !stands {
                gather.error(
                    "C2",
                    page.span.clone(),
                    format!("the figure {figure} stands in none of its sources"),
                    "correct it, or add it to what the source supports",
                );
            }
        }
    });
}

fn is_fresh(day: Option<Date>, today: Date) -> bool {
    let Some(day) = day else { return false };
    day.checked_add(jiff::Span::new().months(FRESH_MONTHS))
        .is_ok_and(|until| until >= today)
}

/// C3.
pub(super) fn sources_are_whole(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.in_file("sources.toml", problems, |_, gather| {
        for (id, source) in &checked.loaded.sources {
            let span = gather.place_of(&format!("[{id}]"));
            let found = source.url.is_some() || source.doi.is_some() || source.isbn.is_some();
            if source.by.is_none() || source.title.is_none() || source.year.is_none() || !found {
                gather.error(
                    "C3",
                    span.clone(),
                    format!("the source `{id}` is not complete"),
                    "give by, title, year, and a url, doi or isbn",
                );
            }
            if !is_fresh(source.checked.as_ref().and_then(tables::day), checked.today) {
                gather.warning(
                    "C3",
                    span.clone(),
                    format!("nobody has looked at `{id}` for two years"),
                    "look, then set checked to the day",
                );
            }
            let expired = source
                .expires
                .as_ref()
                .and_then(tables::day)
                .is_some_and(|day| day < checked.today);
            if expired {
                gather.warning(
                    "C3",
                    span,
                    format!("the source `{id}` is past its day"),
                    "find a newer one, or take the claim out",
                );
            }
        }
    });
}

/// C4.
pub(super) fn nothing_copied(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let lower = |text: &str| {
        words(text)
            .iter()
            .map(|word| word.to_lowercase())
            .collect::<Vec<_>>()
    };
    checked.each_page(problems, |page, gather| {
        let text = lower(&page.words());
        for quote in page
            .sources
            .iter()
            .filter_map(|id| checked.loaded.sources.get(id)?.quote.as_ref())
        {
            let quote = lower(quote);
            if quote
                .windows(COPIED)
                .any(|run| text.windows(COPIED).any(|here| here == run))
            {
                gather.error(
                    "C4",
                    page.span.clone(),
                    "eight words in a row stand in the source as well",
                    "say it in your own words",
                );
            }
        }
    });
}

/// V1.
pub(super) fn reviewed(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_page(problems, |page, gather| {
        if page.status != crate::library::Status::Live {
            return;
        }
        if page.author.is_none() {
            gather.warning(
                "V1",
                0..1,
                "nobody is named as its author",
                "add author = \"…\"",
            );
        }
        if !is_fresh(page.reviewed, checked.today) {
            gather.warning(
                "V1",
                0..1,
                "nobody has read it with care for two years",
                "read it, then set reviewed to the day",
            );
        }
    });
}
