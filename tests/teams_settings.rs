//! What Teams must be told: what a right set of settings comes to, and the one sentence that each
//! wrong or missing one gets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use std::path::Path;

use cairn::platform::teams::{IdentityServer, TeamsCredentials, TeamsSettings};
use cairn::settings::{Flags, Settings};
use secrecy::ExposeSecret;

const APP: &str = "12345678-90ab-cdef-1234-567890ABCDEF";
const APP_LOWER: &str = "12345678-90ab-cdef-1234-567890abcdef";
const OWN: &str = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
const OTHER: &str = "AAAAAAAA-bbbb-cccc-dddd-ffffffffffff";
const SECRET: &str = "Abc8Q~the-value-of-a-secret";
const GOVERNMENT: &str = "https://login.botframework.azure.us/v1/.well-known/openidconfiguration";
const CHINA: &str = "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration";
const TESTING: &str = "http://127.0.0.1:4000/openid";

type Given<'a> = &'a [(&'static str, &'a str)];

/// A bot of one tenant with a secret.
const WHOLE: Given<'static> = &[
    ("teams_app_id", APP),
    ("teams_tenant_id", OWN),
    ("teams_app_secret", SECRET),
];

fn settings(given: Given<'_>) -> Result<Settings, String> {
    let overrides = given
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    let flags = Flags {
        config: None,
        overrides: overrides.collect(),
    };
    Settings::load(&flags).map_err(|error| error.to_string())
}

/// What is told when Teams is asked for.
fn told(given: Given<'_>) -> Result<Option<TeamsSettings>, String> {
    settings(given)?.teams().map_err(|error| error.to_string())
}

fn teams(given: Given<'_>) -> TeamsSettings {
    told(given).unwrap().expect("Teams is configured")
}

/// A whole set with some settings given otherwise.
fn whole_but<'a>(given: Given<'a>) -> Vec<(&'static str, &'a str)> {
    WHOLE.iter().chain(given).copied().collect()
}

/// A bot that shows who it is in another way than by a secret.
fn shown_by<'a>(name: &'static str, value: &'a str) -> Vec<(&'static str, &'a str)> {
    let mut given = whole_but(&[("teams_app_secret", "")]);
    given.push((name, value));
    given
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn teams_is_left_alone_until_something_of_it_is_named() {
    assert!(told(&[]).unwrap().is_none());
    assert!(!settings(&[]).unwrap().has_teams());
    // Kubernetes sets this for every program.
    let set_for_all = [("azure_federated_token_file", "/var/run/token")];
    assert!(told(&set_for_all).unwrap().is_none());
    assert!(settings(WHOLE).unwrap().has_teams());
}

#[test]
fn a_bot_of_one_tenant_needs_an_app_a_tenant_and_a_secret() {
    let teams = teams(WHOLE);
    assert_eq!(teams.app_id, APP_LOWER);
    assert_eq!(teams.tenants, [OWN]);
    assert!(!teams.without_tokens);
    assert_eq!(teams.public_url, None);
    assert!(
        matches!(&teams.credentials, TeamsCredentials::Secret(secret) if secret.expose_secret() == SECRET)
    );
    assert_eq!(
        teams.openid.as_str(),
        "https://login.botframework.com/v1/.well-known/openidconfiguration"
    );
    assert_eq!(
        teams.token_url.as_str(),
        format!("https://login.microsoftonline.com/{OWN}/oauth2/v2.0/token")
    );
    let printed = format!("{teams:?} {:?}", settings(WHOLE).unwrap());
    assert!(!printed.contains(SECRET), "{printed}");
}

#[test]
fn tokens_come_from_the_first_of_several_tenants() {
    let several = format!(" {OWN} , {OTHER},");
    let teams = teams(&whole_but(&[("teams_tenant_id", &several)]));
    assert_eq!(teams.tenants, [OWN, &OTHER.to_lowercase()]);
    assert!(teams.token_url.path().contains(OWN));
}

#[test]
fn keys_and_tokens_are_of_one_cloud() {
    for (openid, token_host) in [
        (GOVERNMENT, "login.microsoftonline.us"),
        (CHINA, "login.partner.microsoftonline.cn"),
    ] {
        let teams = teams(&whole_but(&[("teams_openid_url", openid)]));
        assert_eq!(teams.openid.as_str(), openid);
        assert_eq!(
            teams.token_url.as_str(),
            format!("https://{token_host}/{OWN}/oauth2/v2.0/token")
        );
    }
    let of_many = "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token";
    let teams_of_many = teams(&whole_but(&[("teams_token_url", of_many)]));
    assert_eq!(teams_of_many.token_url.as_str(), of_many);
    let test_token = "http://localhost:4000/token";
    let tested = [
        ("teams_openid_url", TESTING),
        ("teams_token_url", test_token),
    ];
    let tested = teams(&whole_but(&tested));
    assert_eq!(tested.openid.as_str(), TESTING);
    assert_eq!(tested.token_url.as_str(), test_token);
}

#[test]
fn the_bot_shows_who_it_is_by_whatever_its_operator_has() {
    let folder = tempfile::tempdir().unwrap();
    let pem = "-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    let certificate = written(folder.path(), "bot.pem", pem);
    let token = written(folder.path(), "token", "eyJ");
    let of = |name, value: &str| teams(&shown_by(name, value)).credentials;
    assert!(
        matches!(of("teams_certificate_file", &certificate), TeamsCredentials::Certificate(read) if read.expose_secret() == pem)
    );
    assert!(
        matches!(of("teams_managed_identity", "true"), TeamsCredentials::ManagedIdentity(id, IdentityServer::Machine) if id == APP_LOWER)
    );
    assert!(
        matches!(of("teams_managed_identity", APP), TeamsCredentials::ManagedIdentity(id, IdentityServer::Machine) if id == APP_LOWER)
    );
    assert!(
        matches!(of("teams_federated_token_file", &token), TeamsCredentials::Federated(file) if file == Path::new(&token))
    );
    assert!(
        matches!(of("azure_federated_token_file", &token), TeamsCredentials::Federated(file) if file == Path::new(&token))
    );
    let named_too = teams(&whole_but(&[("azure_federated_token_file", &token)]));
    assert!(matches!(named_too.credentials, TeamsCredentials::Secret(_)));
}

#[test]
fn an_identity_is_asked_for_where_the_machine_says() {
    for endpoint in [
        "http://localhost:42356/msi/token",
        "http://127.0.0.1:41741/msi/token/",
        "http://169.254.129.2:8081/msi/token",
    ] {
        let mut given = shown_by("teams_managed_identity", "true");
        given.push(("identity_endpoint", endpoint));
        given.push(("identity_header", "known-here"));
        let read = teams(&given);
        assert!(
            matches!(&read.credentials, TeamsCredentials::ManagedIdentity(_, IdentityServer::AppService { endpoint: read, header }) if read.as_str() == endpoint && header.expose_secret() == "known-here"),
            "{endpoint}"
        );
        assert!(!format!("{read:?}").contains("known-here"));
    }
    // Azure sets it for every program, and a bot with a secret does not ask there.
    let elsewhere = [("identity_endpoint", "https://example.com/msi")];
    assert!(told(&whole_but(&elsewhere)).is_ok());
}

#[test]
fn without_tokens_nothing_else_is_needed_and_it_stays_on_this_machine() {
    let trying = [("teams_without_tokens", "true")];
    let tried = teams(&trying);
    assert!(tried.without_tokens);
    assert!(tried.warning().unwrap().contains("anybody's name"));
    assert_eq!(teams(WHOLE).warning(), None);
    assert!(matches!(tried.credentials, TeamsCredentials::None));
    assert_eq!(tried.tenants.len(), 1);
    let named = [
        ("teams_without_tokens", "true"),
        ("teams_app_id", APP),
        ("teams_tenant_id", OWN),
    ];
    let named = teams(&named);
    assert_eq!(named.app_id, APP_LOWER);
    assert_eq!(named.tenants, [OWN]);
    let on_the_network = [trying[0], ("listen", "0.0.0.0:3000")];
    let refused = told(&on_the_network).unwrap_err();
    assert!(
        refused.contains("listen on 127.0.0.1 (CAIRN_LISTEN is 0.0.0.0:3000)"),
        "{refused}"
    );
    let with_secret = [trying[0], ("teams_app_secret", SECRET)];
    let refused = told(&with_secret).unwrap_err();
    assert!(
        refused.contains("TEAMS_APP_SECRET") && refused.contains("leave one of them out"),
        "{refused}"
    );
}

#[test]
fn what_is_missing_or_wrong_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let key = "-----BEGIN PRIVATE KEY-----\n";
    let bare_key = written(folder.path(), "key.pem", key);
    let bare_certificate = written(folder.path(), "bot.pem", "-----BEGIN CERTIFICATE-----\n");
    let locked = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n";
    let locked = written(folder.path(), "locked.pem", locked);
    let own = "https://login.microsoftonline.com/x/oauth2/v2.0/token";
    for (given, sentence) in [
        (
            whole_but(&[("teams_app_id", "")]),
            "TEAMS_APP_ID is not set",
        ),
        (
            whole_but(&[("teams_app_id", "cairn")]),
            "TEAMS_APP_ID is `cairn`, which is no app id",
        ),
        (
            whole_but(&[("teams_app_id", &APP[1..])]),
            "which is no app id such as",
        ),
        (
            whole_but(&[("teams_tenant_id", "")]),
            "TEAMS_TENANT_ID is not set",
        ),
        (
            whole_but(&[("teams_tenant_id", "contoso.com")]),
            "TEAMS_TENANT_ID holds `contoso.com`, which is no tenant id",
        ),
        (
            whole_but(&[("teams_app_secret", "")]),
            "can't show who it is: set TEAMS_APP_SECRET",
        ),
        (whole_but(&[("teams_app_secret", OTHER)]), "copy its Value"),
        (
            whole_but(&[("teams_managed_identity", "true")]),
            "TEAMS_APP_SECRET and TEAMS_MANAGED_IDENTITY are set, and one is enough",
        ),
        (
            shown_by("teams_managed_identity", "false"),
            "can't show who it is",
        ),
        (shown_by("teams_managed_identity", "yes"), "write true"),
        (
            shown_by("teams_managed_identity", OTHER),
            "has the identity's client id as TEAMS_APP_ID",
        ),
        (
            [
                shown_by("teams_managed_identity", "true"),
                vec![("identity_endpoint", "http://example.com/msi/token")],
            ]
            .concat(),
            "IDENTITY_ENDPOINT is `http://example.com/msi/token`",
        ),
        (
            shown_by("teams_certificate_file", "/nowhere/bot.pem"),
            "TEAMS_CERTIFICATE_FILE names /nowhere/bot.pem, which can't be read",
        ),
        (
            shown_by("teams_certificate_file", &bare_key),
            "holds no certificate",
        ),
        (
            shown_by("teams_certificate_file", &bare_certificate),
            "holds no private key",
        ),
        (
            shown_by("teams_certificate_file", &locked),
            "without a passphrase",
        ),
        (
            shown_by("teams_federated_token_file", "/nowhere/token"),
            "TEAMS_FEDERATED_TOKEN_FILE names /nowhere/token, which can't be read",
        ),
        (
            shown_by("azure_federated_token_file", "/nowhere/token"),
            "AZURE_FEDERATED_TOKEN_FILE names /nowhere/token, which can't be read",
        ),
        (
            whole_but(&[("teams_openid_url", "https://login.example.com/")]),
            GOVERNMENT,
        ),
        (
            whole_but(&[(
                "teams_openid_url",
                "http://login.botframework.com/v1/.well-known/openidconfiguration",
            )]),
            "TEAMS_OPENID_URL is `http://login",
        ),
        (
            whole_but(&[("teams_openid_url", TESTING)]),
            "TEAMS_TOKEN_URL must do so too",
        ),
        (
            whole_but(&[("teams_openid_url", TESTING), ("teams_token_url", own)]),
            "TEAMS_TOKEN_URL must do so too",
        ),
        (
            whole_but(&[("teams_openid_url", GOVERNMENT), ("teams_token_url", own)]),
            "such as https://login.microsoftonline.us/",
        ),
        (
            whole_but(&[("teams_token_url", "http://127.0.0.1:4000/token")]),
            "TEAMS_TOKEN_URL is `http://127.0.0.1:4000/token`",
        ),
        (
            whole_but(&[(
                "teams_token_url",
                "https://login.microsoftonline.com.example.com/x/oauth2/v2.0/token",
            )]),
            "an address of the same cloud",
        ),
        (
            whole_but(&[(
                "teams_token_url",
                "https://me:secret@login.microsoftonline.com/x/oauth2/v2.0/token",
            )]),
            "an address of the same cloud",
        ),
        (
            whole_but(&[(
                "teams_token_url",
                "https://login.microsoftonline.com/oauth2/v2.0/token",
            )]),
            "an address of the same cloud",
        ),
        (
            whole_but(&[("public_url", "http://cairn.example.com")]),
            "CAIRN_PUBLIC_URL is `http://cairn.example.com`",
        ),
        (
            whole_but(&[("teams_without_tokens", "perhaps")]),
            "`teams_without_tokens`",
        ),
    ] {
        let said = told(&given).map(|_| ()).unwrap_err();
        assert!(said.contains(sentence), "{given:?}: {said}");
        assert!(!said.contains(SECRET) && !said.contains('\n'), "{said}");
    }
}

#[test]
fn links_lead_to_the_public_address_and_nothing_more() {
    for (given, kept) in [
        ("https://cairn.example.com", "https://cairn.example.com/"),
        ("https://example.com/cairn/", "https://example.com/cairn"),
        (
            " https://cairn.example.com:8443 ",
            "https://cairn.example.com:8443/",
        ),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000/"),
    ] {
        let url = settings(&[("public_url", given)]).unwrap().public_url();
        assert_eq!(url.unwrap().unwrap().as_str(), kept);
    }
    assert_eq!(settings(&[]).unwrap().public_url().unwrap(), None);
    for given in [
        "cairn.example.com",
        "ftp://cairn.example.com",
        "https://ada@cairn.example.com",
        "https://cairn.example.com/?a=b",
        "https://cairn.example.com/#a",
    ] {
        let refused = settings(&[("public_url", given)]).unwrap().public_url();
        assert!(refused.unwrap_err().to_string().contains(given));
    }
}
