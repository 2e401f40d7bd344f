//! The addresses that Cairn calls. An activity says itself where it is to be answered, and what is
//! sent there carries the bot's token: only the hosts that Teams' own traffic comes from are
//! believed, and an id never leaves the one segment of the path that it is put in.
//!
//! Hosts: <https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages>.

use std::fmt;

use url::{Host, Url};

use crate::platform::is_loopback;
use crate::platform::teams::Cloud;

/// Longer addresses are not believed: Teams' own have some seventy letters.
const LONGEST: usize = 300;
/// Longer ids are not Teams'. Those of conversations with a message in them have some 150 letters.
const LONGEST_ID: usize = 1_000;

/// The hosts that are believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hosts {
    cloud: Cloud,
    loopback: bool,
}

impl Hosts {
    /// Those of a cloud. What Teams calls from in China is told nowhere: there only the legacy
    /// hosts are believed.
    pub const fn of(cloud: Cloud) -> Self {
        Self {
            cloud,
            loopback: false,
        }
    }

    /// The same and this machine, by http and at any port: for development and tests.
    #[must_use]
    pub const fn and_loopback(self) -> Self {
        Self {
            loopback: true,
            ..self
        }
    }

    /// Whose tokens the Bot Connector there takes.
    pub(super) fn resource(self) -> &'static str {
        self.cloud.resource()
    }

    /// Whether it may be called: by https at the usual port, without anything but a path.
    fn believe(self, url: &Url) -> bool {
        let is_plain = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        is_plain && (self.are_teams(url) || self.are_here(url))
    }

    fn are_teams(self, url: &Url) -> bool {
        let Some(Host::Domain(host)) = url.host() else {
            return false;
        };
        url.scheme() == "https" && url.port().is_none() && self.have(host)
    }

    fn are_here(self, url: &Url) -> bool {
        self.loopback && url.scheme() == "http" && is_loopback(url)
    }

    fn have(self, host: &str) -> bool {
        let (exact, suffix): (&[&str], &str) = match self.cloud {
            Cloud::Public => (
                &[
                    "smba.trafficmanager.net",
                    "smba.infra.gcc.teams.microsoft.com",
                ],
                ".botframework.com",
            ),
            Cloud::Government => (
                &[
                    "smba.infra.gov.teams.microsoft.us",
                    "smba.infra.dod.teams.microsoft.us",
                ],
                ".botframework.us",
            ),
            Cloud::China => (&[], ".botframework.azure.cn"),
        };
        let is_name = |front: &str| front.split('.').all(|label| !label.is_empty());
        exact.contains(&host) || host.strip_suffix(suffix).is_some_and(is_name)
    }
}

/// An address of a Bot Connector that is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceUrl(Url);

impl ServiceUrl {
    /// Reads an address as an activity bears it. `None` if its host is not one of these, or if it
    /// holds anything that an address of Teams' never does: what parsers differ about is not
    /// given to one.
    pub fn read(text: &str, hosts: &Hosts) -> Option<Self> {
        let has_only_usual = |byte: u8| byte.is_ascii_alphanumeric() || b":/.-_[]".contains(&byte);
        if text.len() > LONGEST || !text.bytes().all(has_only_usual) {
            return None;
        }
        let (_, rest) = text.split_once("://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let mut segments = path.strip_suffix('/').unwrap_or(path).split('/');
        let is_odd = |segment: &str| matches!(segment, "" | "." | "..");
        if host.is_empty() || (!path.is_empty() && segments.any(is_odd)) {
            return None;
        }
        let mut url = Url::parse(text).ok()?;
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        hosts.believe(&url).then_some(Self(url))
    }

    /// As it is kept; [`Self::read`] reads it again.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether these hosts are (still) the ones to believe.
    pub(super) fn is_of(&self, hosts: Hosts) -> bool {
        hosts.believe(&self.0)
    }

    /// The address of something below it. `None` if an id is one that no address can hold: empty,
    /// longer than any, or `.` and `..`, which mean another place however they are written.
    pub(super) fn at(&self, segments: &[&str]) -> Option<Url> {
        let mut path = self.0.path().trim_end_matches('/').to_owned();
        for segment in segments {
            if matches!(*segment, "" | "." | "..") || segment.len() > LONGEST_ID {
                return None;
            }
            path.push('/');
            path.extend(segment.bytes().map(encoded));
        }
        let mut url = self.0.clone();
        url.set_path(&path);
        Some(url)
    }
}

impl fmt::Display for ServiceUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A byte of a segment: as it is if it means nothing in an address (RFC 3986, unreserved).
fn encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: Hosts = Hosts::of(Cloud::Public);
    const GOVERNMENT: Hosts = Hosts::of(Cloud::Government);
    const CHINA: Hosts = Hosts::of(Cloud::China);

    #[test]
    fn what_teams_sends_is_read_and_kept_without_its_last_stroke() {
        for (text, kept) in [
            (
                "https://smba.trafficmanager.net/amer/",
                "https://smba.trafficmanager.net/amer",
            ),
            (
                "https://smba.trafficmanager.net/emea/3f1c8a4e-0000-4000-8000-000000000001/",
                "https://smba.trafficmanager.net/emea/3f1c8a4e-0000-4000-8000-000000000001",
            ),
            (
                "https://smba.trafficmanager.net/teams",
                "https://smba.trafficmanager.net/teams",
            ),
            (
                "https://smba.trafficmanager.net",
                "https://smba.trafficmanager.net/",
            ),
            (
                "https://SMBA.TrafficManager.net:443/apac/",
                "https://smba.trafficmanager.net/apac",
            ),
            (
                "https://smba.infra.gcc.teams.microsoft.com/teams/",
                "https://smba.infra.gcc.teams.microsoft.com/teams",
            ),
            (
                "https://webchat.botframework.com/",
                "https://webchat.botframework.com/",
            ),
        ] {
            let read = ServiceUrl::read(text, &PUBLIC).map(|url| url.to_string());
            assert_eq!(read.as_deref(), Some(kept));
            let again = ServiceUrl::read(kept, &PUBLIC).map(|url| url.to_string());
            assert_eq!(again.as_deref(), Some(kept), "what is kept is read again");
        }
    }

    #[test]
    fn the_clouds_of_government_have_hosts_of_their_own() {
        for host in [
            "smba.infra.gov.teams.microsoft.us",
            "smba.infra.dod.teams.microsoft.us",
            "api.botframework.us",
        ] {
            let text = format!("https://{host}/teams");
            assert!(ServiceUrl::read(&text, &GOVERNMENT).is_some());
            assert!(ServiceUrl::read(&text, &PUBLIC).is_none(), "{host}");
        }
        let china = "https://api.botframework.azure.cn/";
        assert!(ServiceUrl::read(china, &CHINA).is_some());
        assert!(ServiceUrl::read(china, &GOVERNMENT).is_none());
        let public = "https://smba.trafficmanager.net/amer/";
        assert!(ServiceUrl::read(public, &CHINA).is_none());
        assert!(ServiceUrl::read(public, &GOVERNMENT).is_none());
    }

    /// What somebody might write who wants to have the bot's token.
    const FORGED: &[&str] = &[
        // Not an address, or not of the kind.
        "",
        " ",
        "smba.trafficmanager.net/amer/",
        "//smba.trafficmanager.net/amer/",
        "/amer/",
        "https:smba.trafficmanager.net/amer/",
        "https:/smba.trafficmanager.net/amer/",
        "https:///smba.trafficmanager.net/amer/",
        "http://smba.trafficmanager.net/amer/",
        "ftp://smba.trafficmanager.net/amer/",
        "file:///etc/passwd",
        "javascript://smba.trafficmanager.net/",
        "blob:https://smba.trafficmanager.net/",
        // Somebody before the host.
        "https://smba.trafficmanager.net@evil.example/amer/",
        "https://smba.trafficmanager.net:443@evil.example/",
        "https://user@smba.trafficmanager.net/amer/",
        "https://user:password@smba.trafficmanager.net/amer/",
        "https://@smba.trafficmanager.net/amer/",
        // Another port.
        "https://smba.trafficmanager.net:8443/amer/",
        "https://smba.trafficmanager.net:80/amer/",
        "https://smba.trafficmanager.net:0/amer/",
        "https://smba.trafficmanager.net:65536/amer/",
        // A host that only looks like it.
        "https://evil.example/amer/",
        "https://evil.example/smba.trafficmanager.net/",
        "https://smba.trafficmanager.net.evil.example/amer/",
        "https://evilsmba.trafficmanager.net/amer/",
        "https://evil.smba.trafficmanager.net/amer/",
        "https://evil.trafficmanager.net/amer/",
        "https://trafficmanager.net/amer/",
        "https://smba-trafficmanager.net/amer/",
        "https://botframework.com/",
        "https://evilbotframework.com/",
        "https://api.botframework.com.evil.example/",
        "https://.botframework.com/",
        "https://a..botframework.com/",
        "https://graph.microsoft.com/",
        "https://teams.microsoft.com/",
        "https://smba.trafficmanager.net./amer/",
        "https://api.botframework.com./",
        // Letters that look like others, and other ways to write them.
        "https://smbа.trafficmanager.net/amer/",
        "https://smba。trafficmanager。net/amer/",
        "https://ｓmba.trafficmanager.net/amer/",
        "https://smba.trafficmanager.ⓝet/amer/",
        "https://xn--smb-5cd.trafficmanager.net/amer/",
        "https://smba%2Etrafficmanager.net/amer/",
        "https://smba.trafficmanager.net%2f.evil.example/",
        "https://smba.trafficmanager.net%00.evil.example/",
        "https://smba.trafficmanager.net%40evil.example/",
        // Numbers.
        "https://127.0.0.1/amer/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0/",
        "https://169.254.169.254/metadata/identity/oauth2/token",
        "http://169.254.169.254/metadata/identity/oauth2/token",
        "https://[::1]/amer/",
        "https://[::ffff:169.254.169.254]/",
        "https://[fe80::1%25eth0]/",
        "https://[smba.trafficmanager.net]/",
        "https://localhost/",
        // More than a path, and paths that lead elsewhere.
        "https://smba.trafficmanager.net/amer/?to=https://evil.example",
        "https://smba.trafficmanager.net?@evil.example/",
        "https://smba.trafficmanager.net/amer/#there",
        "https://smba.trafficmanager.net#@evil.example/",
        "https://smba.trafficmanager.net/amer/../../v3/",
        "https://smba.trafficmanager.net/./amer/",
        "https://smba.trafficmanager.net/amer//",
        "https://smba.trafficmanager.net//evil.example/",
        "https://smba.trafficmanager.net/%2e%2e/",
        "https://smba.trafficmanager.net\\@evil.example/",
        "https:\\\\smba.trafficmanager.net\\amer",
        "https://evil.example\\.smba.trafficmanager.net/",
        // What a parser would throw away.
        " https://smba.trafficmanager.net/amer/",
        "https://smba.trafficmanager.net/amer/ ",
        "https://smba.traffic\tmanager.net/amer/",
        "https://smba.trafficmanager.net/amer/\r\nHost: evil.example",
        "https://smba.trafficmanager.net\u{0}/amer/",
        "https://smba.traffic\u{ad}manager.net/amer/",
        "https://smba.traffic\u{200b}manager.net/amer/",
    ];

    #[test]
    fn nothing_that_somebody_forges_is_called() {
        assert!(FORGED.len() > 40);
        for hosts in [PUBLIC, GOVERNMENT, CHINA] {
            for forged in FORGED {
                let read = ServiceUrl::read(forged, &hosts);
                assert_eq!(read, None, "{forged:?}");
            }
        }
        let long = format!("https://smba.trafficmanager.net/{}", "a".repeat(LONGEST));
        assert_eq!(ServiceUrl::read(&long, &PUBLIC), None);
    }

    #[test]
    fn this_machine_is_called_only_where_that_is_wanted_and_nothing_else_with_it() {
        let here = PUBLIC.and_loopback();
        for text in [
            "http://127.0.0.1:56150/_connector",
            "http://localhost:56150/_connector/",
            "http://[::1]:56150/",
            "http://127.0.0.1/",
        ] {
            assert!(ServiceUrl::read(text, &here).is_some(), "{text}");
            assert!(ServiceUrl::read(text, &PUBLIC).is_none(), "{text}");
        }
        assert!(ServiceUrl::read("https://smba.trafficmanager.net/amer/", &here).is_some());
        for text in [
            "https://127.0.0.1:56150/",
            "http://0.0.0.0:56150/",
            "http://10.0.0.1/",
            "http://169.254.169.254/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://localhost./",
            "http://localhost.evil.example/",
            "http://a@127.0.0.1/",
        ] {
            assert!(ServiceUrl::read(text, &here).is_none(), "{text}");
        }
    }

    #[test]
    fn an_id_stays_one_segment_of_the_path_whatever_stands_in_it() {
        let service = ServiceUrl::read("https://smba.trafficmanager.net/amer/", &PUBLIC).unwrap();
        for (id, segment) in [
            ("19:x@thread.tacv2", "19%3Ax%40thread.tacv2"),
            (
                "19:x@thread.tacv2;messageid=17",
                "19%3Ax%40thread.tacv2%3Bmessageid%3D17",
            ),
            ("a/b", "a%2Fb"),
            ("../b", "..%2Fb"),
            ("a?b", "a%3Fb"),
            ("a#b", "a%23b"),
            ("a\\b", "a%5Cb"),
            ("%2e%2e", "%252e%252e"),
            ("...", "..."),
            ("a b\r\n", "a%20b%0D%0A"),
            ("ä", "%C3%A4"),
        ] {
            let url = service
                .at(&["v3", "conversations", id, "activities"])
                .unwrap();
            assert_eq!(
                url.as_str(),
                format!(
                    "https://smba.trafficmanager.net/amer/v3/conversations/{segment}/activities"
                )
            );
            assert!(url.query().is_none() && url.fragment().is_none());
        }
    }

    #[test]
    fn an_id_that_no_path_can_hold_has_no_address() {
        let service = ServiceUrl::read("https://smba.trafficmanager.net", &PUBLIC).unwrap();
        for id in ["", ".", "..", &"a".repeat(LONGEST_ID + 1)] {
            assert!(service.at(&["v3", "conversations", id]).is_none(), "{id}");
        }
        let url = service.at(&["v3", "conversations"]).unwrap();
        assert_eq!(url.path(), "/v3/conversations");
    }
}
