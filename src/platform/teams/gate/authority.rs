//! The authority: in whose name a cloud's Bot Framework issues tokens, and where its keys may lie.
//! A table, so that no document from a network says whom to believe. Pure.

use url::Url;

use crate::platform::is_loopback;
use crate::platform::teams::Cloud;

/// What follows from the address of the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Authority {
    /// Who must have issued a token: its `iss`, exactly.
    pub issuer: &'static str,
    /// Below which name the keys must lie; on this machine, where there is none.
    publisher: Option<&'static str>,
}

impl Authority {
    /// The one whose metadata lie at that address; on this machine, a false one that issues in the
    /// public cloud's name. None for any other.
    pub fn at(openid: &Url) -> Option<Self> {
        match Cloud::of_openid(openid) {
            Some(cloud) => Some(Self::of(cloud)),
            None if is_loopback(openid) => Some(Self {
                publisher: None,
                ..Self::of(Cloud::Public)
            }),
            None => None,
        }
    }

    /// The names of a cloud (Bot Framework SDK, `AuthenticationConstants` and
    /// `GovernmentAuthenticationConstants`).
    fn of(cloud: Cloud) -> Self {
        let (issuer, publisher) = match cloud {
            Cloud::Public => ("https://api.botframework.com", ".botframework.com"),
            Cloud::Government => ("https://api.botframework.us", ".botframework.azure.us"),
            Cloud::China => (
                "https://api.botframework.azure.cn",
                ".botframework.azure.cn",
            ),
        };
        Self {
            issuer,
            publisher: Some(publisher),
        }
    }

    /// Whether its keys may lie at that address: https, neither a port nor a name and password.
    pub fn may_publish_at(self, keys: &Url) -> bool {
        let Some(publisher) = self.publisher else {
            return is_loopback(keys);
        };
        keys.scheme() == "https"
            && keys.port().is_none()
            && keys.username().is_empty()
            && keys.password().is_none()
            && keys.domain().is_some_and(|host| host.ends_with(publisher))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(openid: &str) -> Option<Authority> {
        Authority::at(&openid.parse().unwrap())
    }

    fn publishes(authority: Authority, keys: &str) -> bool {
        authority.may_publish_at(&keys.parse().unwrap())
    }

    #[test]
    fn each_cloud_issues_in_its_own_name_and_publishes_beside_its_metadata() {
        for (cloud, issuer) in [
            (Cloud::Public, "https://api.botframework.com"),
            (Cloud::Government, "https://api.botframework.us"),
            (Cloud::China, "https://api.botframework.azure.cn"),
        ] {
            let authority = at(cloud.openid()).unwrap();
            assert_eq!(authority.issuer, issuer);
            for other in Cloud::ALL {
                let keys = other.openid().replace("openidconfiguration", "keys");
                assert_eq!(publishes(authority, &keys), other == cloud, "{keys}");
            }
        }
    }

    #[test]
    fn nobody_else_is_asked_for_keys() {
        for openid in [
            "http://login.botframework.com/v1/.well-known/openidconfiguration",
            "https://login.botframework.com/another",
            "https://login.botframework.com:444/v1/.well-known/openidconfiguration",
            "https://login.botframework.com.example.org/v1/.well-known/openidconfiguration",
            "https://login.example.org/v1/.well-known/openidconfiguration",
            "https://10.0.0.1/v1/.well-known/openidconfiguration",
        ] {
            assert_eq!(at(openid), None, "{openid}");
        }
        let public = at(Cloud::Public.openid()).unwrap();
        assert!(publishes(public, "https://keys.botframework.com/"));
        for elsewhere in [
            "http://login.botframework.com/keys",
            "https://botframework.com.example.org/keys",
            "https://notbotframework.com/keys",
            "https://somebody@login.botframework.com/keys",
            "https://:word@login.botframework.com/keys",
            "https://login.botframework.com:8443/keys",
            "http://127.0.0.1/keys",
            "file:///keys",
        ] {
            assert!(!publishes(public, elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn a_false_one_on_this_machine_publishes_there_alone() {
        let here = at("http://127.0.0.1:8123/openid").unwrap();
        assert_eq!(here.issuer, "https://api.botframework.com");
        assert!(publishes(here, "http://127.0.0.1:8124/keys"));
        assert!(!publishes(here, "https://login.botframework.com/keys"));
        assert!(!publishes(here, "http://192.0.2.1/keys"));
    }
}
