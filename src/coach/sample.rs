//! A coach for the tests that lie beside what they test.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::{Coach, CoachSettings, Phrases};
use crate::library::{Library, Tree};

/// One who teaches what Cairn comes with.
pub(super) fn coach() -> Coach {
    coach_of(Library::embedded().unwrap())
}

/// One who teaches that, in the phrases that Cairn comes with.
pub(super) fn coach_of(library: Library) -> Coach {
    let phrases = &Tree::embedded().files["coach/phrases.ftl"];
    let phrases = Phrases::load(("en", phrases), &[]).unwrap();
    let settings = CoachSettings::new(TimeZone::UTC, Vec::new());
    Coach::new(Arc::new(library), phrases, settings)
}
