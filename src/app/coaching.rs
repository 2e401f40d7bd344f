//! What Cairn knows before anything happens: the library, the words, and the coach that is made of
//! them.

use std::sync::Arc;

use anyhow::Context;

use crate::chat::PersonId;
use crate::clock::Clock;
use crate::coach::{BOT, Coach, CoachSettings, Phrases};
use crate::library::{self, Library, Problem, Severity, Tree};
use crate::platform::UntakenWords;
use crate::platform::links::LinkWords;
use crate::platform::teams::TeamsWords;
use crate::platform::teams::cards::CardWords;
use crate::settings::Settings;

/// So many problems of a library that can't be used are told at the start.
const TOLD: usize = 10;
/// The language that is spoken where nobody's own is known.
const LANGUAGE: &str = "en";
/// What the bot is called.
const BOT_NAME: &str = "Cairn";

/// What the adapters say by themselves, where there is no decision that could say it.
pub(super) struct AdapterWords {
    /// When an event could not be taken.
    pub untaken: UntakenWords,
    /// What Teams needs said.
    pub teams: TeamsWords,
    /// What stands on the pages of links.
    pub links: LinkWords,
}

impl AdapterWords {
    fn of(phrases: &Phrases) -> Self {
        let say = phrases.speaker(None);
        let untaken = UntakenWords {
            busy: say.untaken_busy().to_words(),
            unknown: say.untaken_unknown().to_words(),
            broken: say.untaken_broken().to_words(),
        };
        let cards = CardWords {
            somebody: say.teams_somebody().to_words(),
            a_channel: say.teams_a_channel().to_words(),
            needed: say.form_error_empty().to_words(),
            no_channel: say.teams_no_channel().to_words(),
        };
        let teams = TeamsWords {
            untaken: untaken.clone(),
            cards,
            bot: BOT_NAME.to_owned(),
            send: say.teams_send().to_words(),
            in_chat: say.teams_in_chat().to_words(),
            get_app: say.teams_get_app().to_words(),
            link_lives: say.teams_link_lives().to_words(),
            no_files: say.teams_no_files().to_words(),
        };
        let links = LinkWords {
            language: LANGUAGE.to_owned(),
            title: say.link_title().to_words(),
            download: say.link_download().to_words(),
            once: say.link_once().to_words(),
            gone_title: say.link_gone_title().to_words(),
            gone: say.link_gone().to_words(),
        };
        Self {
            untaken,
            teams,
            links,
        }
    }
}

/// The coach of these settings, with more admins than they name, and the words that the adapters
/// say by themselves.
///
/// # Errors
/// What is amiss with the library, the words, or the zone.
pub(super) fn coach(
    settings: &Settings,
    more_admins: &[PersonId],
) -> anyhow::Result<(Arc<Coach>, AdapterWords)> {
    let (library, phrases) = read_library(settings)?;
    let words = AdapterWords::of(&phrases);
    let mut admins = settings.admins();
    admins.extend_from_slice(more_admins);
    let told = CoachSettings {
        zone: settings.time_zone()?,
        admins,
        trusts_platform_admins: settings.slack_trust_admins,
        leavers_days: settings.leavers_days,
        backup_days: settings.backup_days,
    };
    let coach = Coach::new(Arc::new(library), phrases, told);
    Ok((Arc::new(coach), words))
}

/// The library and the words: those of a folder, or those that Cairn comes with.
///
/// # Errors
/// What is amiss, one line each; not all of it when it is much.
pub fn read_library(settings: &Settings) -> anyhow::Result<(Library, Phrases)> {
    let tree = if settings.library.as_os_str().is_empty() {
        Tree::embedded()
    } else {
        Tree::from_dir(&settings.library).with_context(|| {
            format!(
                "the library folder {} can't be read",
                settings.library.display()
            )
        })?
    };
    let library = Library::from_tree(&tree).map_err(|problems| unusable(&problems, settings))?;
    if !settings.library.as_os_str().is_empty() {
        warn_of_errors(&tree, settings);
    }
    // A library of one's own may leave out the words.
    let embedded = Tree::embedded();
    let words = |tree: &Tree| tree.files.get("coach/phrases.ftl").cloned();
    let english = words(&tree)
        .or_else(|| words(&embedded))
        .unwrap_or_default();
    let others: Vec<(String, String)> = tree
        .files
        .iter()
        .filter_map(|(file, text)| {
            let tag = file
                .strip_prefix("i18n/")?
                .strip_suffix("/coach/phrases.ftl")?;
            Some((tag.to_owned(), text.clone()))
        })
        .collect();
    let others: Vec<(&str, &str)> = others
        .iter()
        .map(|(tag, text)| (tag.as_str(), text.as_str()))
        .collect();
    Ok((library, Phrases::load((LANGUAGE, &english), &others)?))
}

/// A folder that is no library at all has more problems than a terminal has lines.
fn unusable(problems: &[Problem], settings: &Settings) -> anyhow::Error {
    let folder = settings.library.display();
    let first: Vec<String> = problems.iter().take(TOLD).map(Problem::to_string).collect();
    anyhow::anyhow!(
        "the library in {folder} can't be used; `cairn check {folder}` tells all that is amiss, the first of it:\n{}",
        first.join("\n")
    )
}

/// A library of one's own is served with its faults, if it can be read at all; but not in silence.
fn warn_of_errors(tree: &Tree, settings: &Settings) {
    let problems = library::problems_of(tree, Clock::system().today(), &BOT);
    let errors = problems
        .iter()
        .filter(|problem| problem.level == Severity::Error)
        .count();
    if errors > 0 {
        let folder = settings.library.display();
        tracing::warn!(
            errors,
            "the library breaks rules; `cairn check {folder}` tells where"
        );
    }
}
