//! How the bot shows who it is, to get a token: with a secret, with a certificate, as the identity
//! that Azure gives a machine, or with a token that another authority has put into a file. Builds
//! the request; `token` sends it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use reqwest::{Client, RequestBuilder, header};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::assertion::{Unsigned, assertion};

/// What the statement of another authority is called in a request (RFC 7523).
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How the bot shows who it is.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// A client secret of the app registration.
    Secret(SecretString),
    /// A certificate that the app registration knows and its RSA key, both as PEM.
    Certificate(SecretString),
    /// An identity that Azure gives the machine: that of this client id.
    ManagedIdentity {
        /// The identity's client id, a GUID.
        client_id: String,
        /// Who gives its tokens.
        server: IdentityServer,
    },
    /// A token that the machine's platform keeps in this file and renews there: it is read anew
    /// each time.
    Federated(PathBuf),
    /// None: calls carry no token. For development alone.
    None,
}

/// Who gives the tokens of a machine's identity, on the machine itself.
#[derive(Clone, Debug)]
pub enum IdentityServer {
    /// The metadata service of a virtual machine: `http://169.254.169.254`.
    Machine(Url),
    /// That of App Service, Functions and Container Apps, which says itself where it is:
    /// `IDENTITY_ENDPOINT` and `IDENTITY_HEADER`.
    AppService {
        /// Where.
        endpoint: Url,
        /// What a caller must know.
        header: SecretString,
    },
}

impl IdentityServer {
    /// Where the metadata service of every virtual machine in Azure is.
    pub const MACHINE: &str = "http://169.254.169.254/";
}

/// For whom a token is asked, where, and what for.
pub(super) struct Wanted<'a> {
    pub app_id: &'a str,
    pub token_url: &'a Url,
    /// Whose tokens are wanted, without a stroke at its end.
    pub resource: &'a str,
    pub now: Timestamp,
}

/// The credentials themselves are of no use; why, for an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Useless(pub &'static str);

impl From<Unsigned> for Useless {
    fn from(why: Unsigned) -> Self {
        Self(why.0)
    }
}

impl Credentials {
    /// The request for a token; none where none is needed.
    pub(super) fn request(
        &self,
        client: &Client,
        wanted: &Wanted<'_>,
    ) -> Result<Option<RequestBuilder>, Useless> {
        let request = match self {
            Self::None => return Ok(None),
            Self::Secret(secret) => {
                wanted.by_form(client, &[("client_secret", secret.expose_secret())])
            }
            Self::Certificate(pem) => {
                let audience = wanted.token_url.as_str();
                let said = assertion(pem.expose_secret(), wanted.app_id, audience, wanted.now)?;
                wanted.by_assertion(client, &said)
            }
            Self::Federated(file) => wanted.by_assertion(client, &read(file)?),
            Self::ManagedIdentity { client_id, server } => {
                wanted.by_identity(client, client_id, server)
            }
        };
        Ok(Some(request))
    }
}

/// A small file, read once an hour.
fn read(file: &Path) -> Result<String, Useless> {
    let text = std::fs::read_to_string(file)
        .map_err(|_| Useless("the file with the federated token can't be read"))?;
    match text.trim() {
        "" => Err(Useless("the file with the federated token is empty")),
        token => Ok(token.to_owned()),
    }
}

impl Wanted<'_> {
    fn by_assertion(&self, client: &Client, said: &str) -> RequestBuilder {
        let proof = [
            ("client_assertion_type", ASSERTION),
            ("client_assertion", said),
        ];
        self.by_form(client, &proof)
    }

    fn by_form(&self, client: &Client, proof: &[(&str, &str)]) -> RequestBuilder {
        let scope = format!("{}/.default", self.resource);
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials")
            .append_pair("client_id", self.app_id)
            .append_pair("scope", &scope)
            .extend_pairs(proof);
        client
            .post(self.token_url.clone())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.finish())
    }

    /// <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>
    /// and <https://learn.microsoft.com/azure/app-service/overview-managed-identity>.
    fn by_identity(&self, client: &Client, id: &str, server: &IdentityServer) -> RequestBuilder {
        let at = |mut url: Url, version: &str| {
            url.query_pairs_mut()
                .append_pair("api-version", version)
                .append_pair("resource", self.resource)
                .append_pair("client_id", id);
            client.get(url)
        };
        match server {
            IdentityServer::Machine(base) => {
                let mut url = base.clone();
                url.set_path("/metadata/identity/oauth2/token");
                at(url, "2018-02-01").header("Metadata", "true")
            }
            IdentityServer::AppService { endpoint, header } => at(endpoint.clone(), "2019-08-01")
                .header("X-IDENTITY-HEADER", header.expose_secret()),
        }
    }
}
