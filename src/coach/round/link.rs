//! A link as somebody typed it: checked, and without what only serves to follow people. Nothing is
//! ever fetched: what stands behind a link is not known here.

use std::fmt::Write as _;

use url::Url;

/// The longest address that is taken, in characters, all of them ASCII.
pub(super) const LONGEST: usize = 2_000;
/// The most links that are read out of one message.
const FOUND_MOST: usize = 10;
/// The parts of an address that only tell who came from where: those of all that begin so, ...
const TRACKING_FAMILIES: [&str; 5] = ["utm_", "mc_", "pk_", "mtm_", "hsa_"];
/// ... and these.
const TRACKING: [&str; 20] = [
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "vero_id",
    "oly_anon_id",
    "oly_enc_id",
    "_openstat",
];

/// A link that may be posted: ASCII from end to end, so that nothing in it looks like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The whole address.
    pub url: String,
    /// Where it leads, in ASCII: a name in other letters stands as `xn--…`.
    pub host: String,
}

/// Why a link can't be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is no link.
    NoLink,
    /// It does not begin with https.
    NotHttps,
    /// It holds a name or a password before the host.
    HoldsName,
    /// It is longer than [`LONGEST`].
    TooLong,
}

/// Reads a link.
pub(super) fn read(typed: &str) -> Result<Link, Refused> {
    let typed = typed.trim().trim_matches(['<', '>', '"', '“', '”', '`']);
    let mut url = Url::parse(typed).map_err(|_| Refused::NoLink)?;
    if url.scheme() != "https" {
        let is_web = ["http", "ftp"].contains(&url.scheme());
        return Err(if is_web {
            Refused::NotHttps
        } else {
            Refused::NoLink
        });
    }
    // Also an empty name: `https://bank.example@other.example` reads as the first and leads to
    // the second.
    if !url.username().is_empty() || url.password().is_some() || has_at_sign(typed) {
        return Err(Refused::HoldsName);
    }
    strip(&mut url);
    let host = url.host_str().ok_or(Refused::NoLink)?.to_owned();
    let url = unbracketed(url.as_str());
    if url.len() > LONGEST {
        return Err(Refused::TooLong);
    }
    Ok(Link { url, host })
}

/// Whether an `@` stands before the path.
fn has_at_sign(typed: &str) -> bool {
    let after = typed.split_once("//").map_or("", |(_, after)| after);
    let end = after.find(['/', '?', '#', '\\']).unwrap_or(after.len());
    after[..end].contains('@')
}

/// Takes out what only serves to follow people. The rest stays as it was typed.
fn strip(url: &mut Url) {
    let Some(query) = url.query() else {
        return;
    };
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_tracking(pair)).collect();
    let kept = kept.join("&");
    url.set_query((!kept.is_empty()).then_some(kept.as_str()));
}

fn is_tracking(pair: &str) -> bool {
    // As a browser reads it, so that an escape hides nothing.
    let name = url::form_urlencoded::parse(pair.as_bytes()).next();
    let name = name.map_or_else(String::new, |(name, _)| name.to_lowercase());
    let of_family = |family: &&str| name.starts_with(*family);
    TRACKING.contains(&name.as_str()) || TRACKING_FAMILIES.iter().any(of_family)
}

/// Without signs that mean something where links are written into text.
fn unbracketed(url: &str) -> String {
    url.chars().fold(String::new(), |mut out, sign| {
        match sign {
            '<' | '>' | '|' | '\\' | '`' | '"' => {
                // Writing to a string does not fail.
                let _ = write!(out, "%{:02X}", u32::from(sign));
            }
            other => out.push(other),
        }
        out
    })
}

/// The links that stand in a message, each once, and what it says beside them in one line.
pub(super) fn found(message: &str) -> (Vec<Link>, String) {
    let mut links: Vec<Link> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    for word in message.split_whitespace() {
        let bare = word.trim_matches(['(', ')', '[', ']', '<', '>', ',', ';', '"', '“', '”', '*']);
        let bare = bare.trim_end_matches(['.', ':', '!', '?']);
        let looks_like_one = bare.to_lowercase().starts_with("http");
        match read(bare).ok().filter(|_| looks_like_one) {
            Some(link) if links.len() < FOUND_MOST => {
                if !links.contains(&link) {
                    links.push(link);
                }
            }
            Some(_) => {}
            None => rest.push(word),
        }
    }
    (links, rest.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn url(typed: &str) -> String {
        read(typed).unwrap().url
    }

    #[test]
    fn what_follows_people_goes_and_the_rest_stays() {
        for (typed, kept) in [
            (
                "https://Example.org/A?utm_source=x&id=7&fbclid=1#top",
                "https://example.org/A?id=7#top",
            ),
            (
                "https://example.org/?UTM_Campaign=x",
                "https://example.org/",
            ),
            (
                "https://example.org/?u%74m_source=x&gclid=2",
                "https://example.org/",
            ),
            (
                "<https://example.org/a?b=c&d>",
                "https://example.org/a?b=c&d",
            ),
            (
                "https://example.org/a|b?c=\\",
                "https://example.org/a%7Cb?c=%5C",
            ),
        ] {
            assert_eq!(url(typed), kept, "{typed}");
        }
    }

    #[test]
    fn what_is_no_honest_link_is_refused() {
        for (typed, why) in [
            ("", Refused::NoLink),
            ("example.org", Refused::NoLink),
            ("javascript:alert(1)", Refused::NoLink),
            ("data:text/html,x", Refused::NoLink),
            ("http://example.org/", Refused::NotHttps),
            ("https://", Refused::NoLink),
            ("https://bank.example@other.example/", Refused::HoldsName),
            ("https://@other.example/", Refused::HoldsName),
            ("https://a:b@other.example/", Refused::HoldsName),
        ] {
            assert_eq!(read(typed), Err(why), "{typed}");
        }
        let long = format!("https://example.org/{}", "a".repeat(LONGEST));
        assert_eq!(read(&long), Err(Refused::TooLong));
        assert!(
            read("https://example.org/@name").is_ok(),
            "a path may hold one"
        );
    }

    #[test]
    fn a_host_in_other_letters_is_shown_as_it_is() {
        let link = read("https://аpple.com/\u{202e}gpj.exe").unwrap();
        assert_eq!(link.host, "xn--pple-43d.com");
        assert!(link.url.is_ascii());
    }

    #[test]
    fn links_are_found_in_a_message_each_once() {
        let (links, rest) =
            found("Read (https://a.example/x?utm_id=1), or https://b.example. https://a.example/x");
        let urls: Vec<&str> = links.iter().map(|link| link.url.as_str()).collect();
        assert_eq!(urls, ["https://a.example/x", "https://b.example/"]);
        assert_eq!(rest, "Read or");
    }

    proptest! {
        #[test]
        fn a_link_is_ascii_stays_as_it_is_and_never_leads_elsewhere(typed in "(https://)?[a-zé.@:/?#&=%|<\\\\\u{202e} 0-9]{0,40}") {
            if let Ok(link) = read(&typed) {
                prop_assert!(link.url.is_ascii() && link.host.is_ascii());
                prop_assert!(!link.url.contains(['<', '>', '|', ' ']));
                let parsed = Url::parse(&link.url).unwrap();
                prop_assert_eq!(parsed.host_str(), Some(link.host.as_str()));
                prop_assert_eq!(read(&link.url), Ok(link));
            }
        }
    }
}
