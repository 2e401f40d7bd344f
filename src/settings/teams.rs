//! What Teams must be told, from the settings: every wrong or missing one, and every two that
//! don't go together, get a sentence that says what to do. What is done with it lies in its
//! adapter.

use std::path::Path;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{Settings, SettingsError, listed, safe_url};
use crate::platform::is_loopback;
use crate::platform::teams::{
    Cloud, IdentityServer, TOKEN_PATH, TeamsCredentials, TeamsSettings, guid,
};

/// The bot and the tenant while nobody asks who they are: those of Microsoft's Agents Playground,
/// whose ids are no GUIDs.
const PLAYED_APP: &str = "00000000-0000-0000-0000-00000000000011";
const PLAYED_TENANT: &str = "00000000-0000-0000-0000-0000000000001";

/// Where both ids stand.
const WHERE_IDS_STAND: &str = "it stands on the Azure Bot's page under Configuration";

fn wrong<T>(sentence: impl Into<String>) -> Result<T, SettingsError> {
    Err(SettingsError(sentence.into()))
}

impl Settings {
    /// Whether Teams is configured, rightly or not.
    pub fn has_teams(&self) -> bool {
        let named = [&self.teams_app_id, &self.teams_tenant_id];
        self.teams_without_tokens
            || named.iter().any(|text| !text.trim().is_empty())
            || !self.credentials_named().is_empty()
    }

    /// The app id of the bot in Teams, as it was given; empty while there is none.
    pub fn teams_app_id(&self) -> &str {
        self.teams_app_id.trim()
    }

    /// What Teams needs; none while it is not configured.
    ///
    /// # Errors
    /// Which setting is missing, or amiss.
    pub fn teams(&self) -> Result<Option<TeamsSettings>, SettingsError> {
        if !self.has_teams() {
            return Ok(None);
        }
        if self.teams_without_tokens {
            return self.teams_for_trying().map(Some);
        }
        let app_id = self.app_id()?;
        let tenants = self.tenants()?;
        let (openid, token_url) = self.authorities(&tenants)?;
        Ok(Some(TeamsSettings {
            credentials: self.credentials(&app_id)?,
            app_id,
            tenants,
            openid,
            token_url,
            without_tokens: false,
            public_url: self.public_url()?,
        }))
    }

    /// What Teams needs where no request is checked and no token asked for.
    fn teams_for_trying(&self) -> Result<TeamsSettings, SettingsError> {
        if !self.listen.ip().is_loopback() {
            return wrong(format!(
                "TEAMS_WITHOUT_TOKENS lets whoever reaches this server write in anybody's name, so it works on this very machine alone: listen on 127.0.0.1 (CAIRN_LISTEN is {}), or leave it out",
                self.listen
            ));
        }
        if let Some(name) = self.credentials_named().first() {
            return wrong(format!(
                "TEAMS_WITHOUT_TOKENS is for trying Cairn out and {name} for a real bot: leave one of them out"
            ));
        }
        let or_played = |text: &str, played: &str| match text.trim() {
            "" => played.to_owned(),
            given => given.to_ascii_lowercase(),
        };
        let tenants = or_played(&self.teams_tenant_id, PLAYED_TENANT);
        let tenants: Vec<String> = listed(&tenants).map(str::to_owned).collect();
        let (openid, token_url) = self.authorities(&tenants)?;
        Ok(TeamsSettings {
            app_id: or_played(&self.teams_app_id, PLAYED_APP),
            tenants,
            credentials: TeamsCredentials::None,
            openid,
            token_url,
            without_tokens: true,
            public_url: self.public_url()?,
        })
    }

    fn app_id(&self) -> Result<String, SettingsError> {
        match self.teams_app_id() {
            "" => wrong(format!("TEAMS_APP_ID is not set: {WHERE_IDS_STAND}, as Microsoft App ID")),
            given => guid(given).map_or_else(
                || wrong(format!("TEAMS_APP_ID is `{given}`, which is no app id such as 12345678-90ab-cdef-1234-567890abcdef: {WHERE_IDS_STAND}, as Microsoft App ID")),
                Ok,
            ),
        }
    }

    fn tenants(&self) -> Result<Vec<String>, SettingsError> {
        let tenants = listed(&self.teams_tenant_id).map(|given| {
            guid(given).map_or_else(
                || wrong(format!("TEAMS_TENANT_ID holds `{given}`, which is no tenant id such as 12345678-90ab-cdef-1234-567890abcdef: {WHERE_IDS_STAND}, as App Tenant ID; several have commas between")),
                Ok,
            )
        });
        let tenants = tenants.collect::<Result<Vec<String>, _>>()?;
        if tenants.is_empty() {
            return wrong(format!(
                "TEAMS_TENANT_ID is not set, and Cairn serves no tenant that is not named: {WHERE_IDS_STAND}, as App Tenant ID"
            ));
        }
        Ok(tenants)
    }

    /// The credentials that are given, by the names of their settings.
    fn credentials_named(&self) -> Vec<&'static str> {
        let identity = self.teams_managed_identity.trim();
        let given = [
            ("TEAMS_APP_SECRET", !self.app_secret().is_empty()),
            (
                "TEAMS_CERTIFICATE_FILE",
                is_named(&self.teams_certificate_file),
            ),
            ("TEAMS_MANAGED_IDENTITY", !matches!(identity, "" | "false")),
            (
                "TEAMS_FEDERATED_TOKEN_FILE",
                is_named(&self.teams_federated_token_file),
            ),
        ];
        let given = given.into_iter().filter(|(_, is_given)| *is_given);
        given.map(|(name, _)| name).collect()
    }

    fn app_secret(&self) -> &str {
        self.teams_app_secret.expose_secret().trim()
    }

    fn credentials(&self, app_id: &str) -> Result<TeamsCredentials, SettingsError> {
        match *self.credentials_named() {
            ["TEAMS_APP_SECRET"] if guid(self.app_secret()).is_some() => wrong(
                "TEAMS_APP_SECRET is the secret's ID: copy its Value, which the app registration's page shows only once, under Certificates & secrets",
            ),
            ["TEAMS_APP_SECRET"] => Ok(TeamsCredentials::Secret(self.app_secret().into())),
            ["TEAMS_CERTIFICATE_FILE"] => certificate(&self.teams_certificate_file),
            ["TEAMS_MANAGED_IDENTITY"] => self.managed_identity(app_id),
            ["TEAMS_FEDERATED_TOKEN_FILE"] => federated(
                "TEAMS_FEDERATED_TOKEN_FILE",
                &self.teams_federated_token_file,
            ),
            [] if is_named(&self.azure_federated_token_file) => federated(
                "AZURE_FEDERATED_TOKEN_FILE",
                &self.azure_federated_token_file,
            ),
            [] => wrong(
                "the Teams bot can't show who it is: set TEAMS_APP_SECRET (app registration, Certificates & secrets), or one of TEAMS_CERTIFICATE_FILE, TEAMS_MANAGED_IDENTITY and TEAMS_FEDERATED_TOKEN_FILE",
            ),
            ref several => wrong(format!(
                "{} are set, and one is enough: keep the one that the app registration knows",
                several.join(" and ")
            )),
        }
    }

    fn managed_identity(&self, app_id: &str) -> Result<TeamsCredentials, SettingsError> {
        let given = self.teams_managed_identity.trim();
        // The Bot Connector takes no token of another identity than the bot itself is.
        if given == "true" || guid(given).as_deref() == Some(app_id) {
            let server = self.identity_server()?;
            return Ok(TeamsCredentials::ManagedIdentity(app_id.to_owned(), server));
        }
        wrong(format!(
            "TEAMS_MANAGED_IDENTITY is `{given}`: write true; a bot that is a managed identity has the identity's client id as TEAMS_APP_ID"
        ))
    }

    /// App Service and its like say themselves who gives tokens there; a virtual machine does not.
    fn identity_server(&self) -> Result<IdentityServer, SettingsError> {
        let header = self.identity_header.clone();
        match self.identity_endpoint.trim() {
            "" => Ok(IdentityServer::Machine),
            given => machine_url(given).map_or_else(
                || wrong(format!("IDENTITY_ENDPOINT is `{given}`, which is no address of this machine's: Azure sets it by itself, so leave it out elsewhere")),
                |endpoint| Ok(IdentityServer::AppService { endpoint, header }),
            ),
        }
    }

    /// Where the keys are told and where tokens come from, both of one cloud.
    fn authorities(&self, tenants: &[String]) -> Result<(Url, Url), SettingsError> {
        let openid = self.teams_openid_url.trim();
        let address = safe_url(openid);
        let cloud = address.as_ref().and_then(Cloud::of_openid);
        let given = self.teams_token_url.trim();
        match (address, cloud) {
            (Some(address), Some(cloud)) => Ok((address, token_url(given, cloud, tenants)?)),
            (Some(address), None) if is_loopback(&address) => {
                let token_url = safe_url(given).filter(is_loopback);
                let token_url = token_url.ok_or_else(|| SettingsError("TEAMS_OPENID_URL leads to this very machine, for tests: TEAMS_TOKEN_URL must do so too".to_owned()))?;
                Ok((address, token_url))
            }
            (_, _) => {
                let known = Cloud::ALL.map(Cloud::openid).join(", ");
                wrong(format!(
                    "TEAMS_OPENID_URL is `{openid}`: leave it out, or for a cloud of its own give the right one of {known}"
                ))
            }
        }
    }
}

fn is_named(file: &Path) -> bool {
    !file.as_os_str().is_empty()
}

/// An address that only programs of this machine reach: Azure has no other for its tokens.
fn machine_url(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_link_local =
        matches!(url.host(), Some(url::Host::Ipv4(address)) if address.is_link_local());
    let is_near = is_loopback(&url) || is_link_local;
    Some(url).filter(|url| is_near && url.scheme() == "http")
}

/// The secret goes there, so it must be the cloud's own.
fn token_url(given: &str, cloud: Cloud, tenants: &[String]) -> Result<Url, SettingsError> {
    let host = cloud.token_host();
    let own = tenants.first().map_or("", String::as_str);
    let usual = format!("https://{host}/{own}{TOKEN_PATH}");
    let text = if given.is_empty() { &usual } else { given };
    let is_of_cloud = |url: &Url| {
        let tenant = url
            .path()
            .strip_suffix(TOKEN_PATH)
            .and_then(|rest| rest.strip_prefix('/'));
        let is_plain = url.as_str() == format!("https://{host}{}", url.path());
        is_plain && tenant.is_some_and(|tenant| !tenant.is_empty() && !tenant.contains('/'))
    };
    safe_url(text).filter(is_of_cloud).ok_or_else(|| {
        SettingsError(format!(
            "TEAMS_TOKEN_URL is `{given}`: leave it out, or give an address of the same cloud as TEAMS_OPENID_URL, such as {usual}"
        ))
    })
}

fn certificate(file: &Path) -> Result<TeamsCredentials, SettingsError> {
    let shown = file.display();
    let text = readable("TEAMS_CERTIFICATE_FILE", file)?;
    let lacks = |what: &str| {
        wrong(format!(
            "TEAMS_CERTIFICATE_FILE names {shown}, which holds no {what}: put the private key and the certificate into one PEM file"
        ))
    };
    if text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") {
        return wrong(format!(
            "TEAMS_CERTIFICATE_FILE names {shown}, whose key is encrypted: write it without a passphrase (openssl pkey), readable by Cairn alone"
        ));
    }
    if !text.contains("PRIVATE KEY-----") {
        return lacks("private key");
    }
    if !text.contains("-----BEGIN CERTIFICATE-----") {
        return lacks("certificate");
    }
    Ok(TeamsCredentials::Certificate(SecretString::from(text)))
}

/// The token in it is renewed, so it is read again whenever it is needed.
fn federated(name: &str, file: &Path) -> Result<TeamsCredentials, SettingsError> {
    readable(name, file)?;
    Ok(TeamsCredentials::Federated(file.to_owned()))
}

fn readable(name: &str, file: &Path) -> Result<String, SettingsError> {
    std::fs::read_to_string(file).map_err(|error| {
        SettingsError(format!(
            "{name} names {}, which can't be read: {error}",
            file.display()
        ))
    })
}
