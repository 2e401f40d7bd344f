//! The clouds of the Bot Framework: where each publishes its keys, and in whose name it issues
//! tokens. A table, so that no document from a network says whom to believe. Pure.

use url::Url;

use crate::platform::is_loopback;

/// A cloud: where its metadata lie, in whose name it issues, and below which name its keys lie
/// (Bot Framework SDK, `GovernmentAuthenticationConstants` and its like).
const CLOUDS: [(&str, &str, &str); 3] = [
    (
        "login.botframework.com",
        "https://api.botframework.com",
        ".botframework.com",
    ),
    (
        "login.botframework.azure.us",
        "https://api.botframework.us",
        ".botframework.azure.us",
    ),
    (
        "login.botframework.azure.cn",
        "https://api.botframework.azure.cn",
        ".botframework.azure.cn",
    ),
];

/// What follows from the address of the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cloud {
    /// Who must have issued a token: its `iss`, exactly.
    pub issuer: &'static str,
    /// Below which name the keys must lie; on this machine, where there is none.
    publisher: Option<&'static str>,
}

impl Cloud {
    /// The cloud whose metadata lie at that address; on this machine, a false one that issues in
    /// the public cloud's name. None for any other.
    pub fn of(openid: &Url) -> Option<Self> {
        if is_loopback(openid) && matches!(openid.scheme(), "http" | "https") {
            return Some(Self {
                issuer: "https://api.botframework.com",
                publisher: None,
            });
        }
        let host = plain_host(openid)?;
        let (_, issuer, publisher) = CLOUDS.into_iter().find(|(name, _, _)| *name == host)?;
        Some(Self {
            issuer,
            publisher: Some(publisher),
        })
    }

    /// Whether this cloud's keys may lie at that address.
    pub fn may_publish_at(self, keys: &Url) -> bool {
        match self.publisher {
            Some(name) => plain_host(keys).is_some_and(|host| host.ends_with(name)),
            None => is_loopback(keys),
        }
    }
}

/// The host of an https address with neither a port nor a name and password of its own.
fn plain_host(url: &Url) -> Option<&str> {
    let is_plain = url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    url.domain().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cloud(openid: &str) -> Option<Cloud> {
        Cloud::of(&openid.parse().unwrap())
    }

    fn publishes(openid: &str, keys: &str) -> bool {
        cloud(openid)
            .unwrap()
            .may_publish_at(&keys.parse().unwrap())
    }

    const PUBLIC: &str = "https://login.botframework.com/v1/.well-known/openidconfiguration";
    const US: &str = "https://login.botframework.azure.us/v1/.well-known/openidconfiguration";

    #[test]
    fn each_cloud_issues_in_its_own_name() {
        assert_eq!(
            cloud(PUBLIC).unwrap().issuer,
            "https://api.botframework.com"
        );
        assert_eq!(cloud(US).unwrap().issuer, "https://api.botframework.us");
        assert_eq!(
            cloud("https://login.botframework.azure.cn/x")
                .unwrap()
                .issuer,
            "https://api.botframework.azure.cn"
        );
    }

    #[test]
    fn what_is_no_cloud_is_not_asked_for_keys() {
        for openid in [
            "http://login.botframework.com/v1",
            "https://login.botframework.com:444/v1",
            "https://somebody@login.botframework.com/v1",
            "https://login.botframework.com.example.org/v1",
            "https://login.example.org/v1",
            "https://10.0.0.1/v1",
            "ftp://127.0.0.1/v1",
        ] {
            assert_eq!(cloud(openid), None, "{openid}");
        }
    }

    #[test]
    fn keys_lie_in_their_own_cloud() {
        let keys = "https://login.botframework.com/v1/.well-known/keys";
        assert!(publishes(PUBLIC, keys));
        assert!(publishes(PUBLIC, "https://keys.botframework.com/"));
        assert!(!publishes(US, keys));
        for elsewhere in [
            "http://login.botframework.com/keys",
            "https://botframework.com.example.org/keys",
            "https://notbotframework.com/keys",
            "https://x:y@login.botframework.com/keys",
            "https://login.botframework.com:8443/keys",
            "http://127.0.0.1/keys",
        ] {
            assert!(!publishes(PUBLIC, elsewhere), "{elsewhere}");
        }
        assert!(publishes("http://127.0.0.1:1/", "http://127.0.0.1:1/keys"));
        assert!(!publishes("http://127.0.0.1:1/", keys));
    }
}
