//! What an operator has told the coach: what no event changes and no document holds.

use jiff::tz::TimeZone;

use crate::chat::PersonId;

/// What the coach is told before it starts.
#[derive(Clone, Debug)]
pub struct CoachSettings {
    /// The zone of whose zone is not known.
    pub zone: TimeZone,
    /// Who may do everything from the beginning.
    pub admins: Vec<PersonId>,
    /// Whether whom the platform has as an owner or admin of the workspace is an admin here too.
    pub trusts_platform_admins: bool,
}

impl CoachSettings {
    /// In that zone, with these admins; nobody else is trusted.
    pub fn new(zone: TimeZone, admins: Vec<PersonId>) -> Self {
        Self {
            zone,
            admins,
            trusts_platform_admins: false,
        }
    }
}
