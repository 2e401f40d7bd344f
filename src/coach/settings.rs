//! What an operator has told the coach: what no event changes and no document holds.

use jiff::tz::TimeZone;

use crate::chat::PersonId;

/// For how long data of who has left are kept, if an operator says nothing else: somebody who is
/// back after a quarter finds what she had.
const LEAVERS_DAYS: u32 = 90;
/// How long backups are kept, if an operator says nothing else: seven of a day, four of a week.
const BACKUP_DAYS: u32 = 35;

/// What the coach is told before it starts.
#[derive(Clone, Debug)]
pub struct CoachSettings {
    /// The zone of whose zone is not known.
    pub zone: TimeZone,
    /// Who may do everything from the beginning.
    pub admins: Vec<PersonId>,
    /// Whether whom the platform has as an owner or admin of the workspace is an admin here too.
    pub trusts_platform_admins: bool,
    /// After how many days all is deleted of who has left the workspace.
    pub leavers_days: u32,
    /// For how many days backups are kept: what is said to who deletes her data.
    pub backup_days: u32,
}

impl CoachSettings {
    /// In that zone, with these admins; nobody else is trusted.
    pub fn new(zone: TimeZone, admins: Vec<PersonId>) -> Self {
        Self {
            zone,
            admins,
            trusts_platform_admins: false,
            leavers_days: LEAVERS_DAYS,
            backup_days: BACKUP_DAYS,
        }
    }
}
