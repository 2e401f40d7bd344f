//! How the bot shows who it is, to get a token: with a secret, with a certificate, as the identity
//! that Azure gives a machine, or with a token that another authority has put into a file. Builds
//! the request; `token` sends it.

use std::path::Path;

use jiff::Timestamp;
use reqwest::{Client, RequestBuilder, header};
use secrecy::ExposeSecret;
use url::{Url, form_urlencoded};

use super::assertion::{Unsigned, assertion};
use crate::platform::teams::{IdentityServer, TeamsCredentials};

/// What the statement of another authority is called in a request (RFC 7523).
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Where the metadata service of every virtual machine in Azure gives tokens.
const MACHINE: &str = "http://169.254.169.254/metadata/identity/oauth2/token";

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
    /// The request for a token; none where calls carry none.
    pub fn request(
        &self,
        client: &Client,
        credentials: &TeamsCredentials,
    ) -> Result<Option<RequestBuilder>, Useless> {
        Ok(Some(match credentials {
            TeamsCredentials::None => return Ok(None),
            TeamsCredentials::Secret(secret) => {
                self.by_form(client, &[("client_secret", secret.expose_secret())])
            }
            TeamsCredentials::Certificate(pem) => {
                let audience = self.token_url.as_str();
                let said = assertion(pem.expose_secret(), self.app_id, audience, self.now)?;
                self.by_assertion(client, &said)
            }
            TeamsCredentials::Federated(file) => self.by_assertion(client, &read(file)?),
            TeamsCredentials::ManagedIdentity(id, server) => self.by_identity(client, id, server),
        }))
    }

    fn by_assertion(&self, client: &Client, said: &str) -> RequestBuilder {
        let proof = [
            ("client_assertion_type", ASSERTION),
            ("client_assertion", said),
        ];
        self.by_form(client, &proof)
    }

    fn by_form(&self, client: &Client, proof: &[(&str, &str)]) -> RequestBuilder {
        let scope = format!("{}/.default", self.resource);
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials")
            .append_pair("client_id", self.app_id)
            .append_pair("scope", &scope)
            .extend_pairs(proof);
        client
            .post(self.token_url.clone())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.finish())
    }

    fn by_identity(&self, client: &Client, id: &str, server: &IdentityServer) -> RequestBuilder {
        let request = client.get(self.identity_address(id, server));
        match server {
            IdentityServer::Machine => request.header("Metadata", "true"),
            IdentityServer::AppService { header, .. } => {
                request.header("X-IDENTITY-HEADER", header.expose_secret())
            }
        }
    }

    /// <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>
    /// and <https://learn.microsoft.com/azure/app-service/overview-managed-identity>.
    fn identity_address(&self, id: &str, server: &IdentityServer) -> String {
        let (base, version) = match server {
            IdentityServer::Machine => (MACHINE, "2018-02-01"),
            IdentityServer::AppService { endpoint, .. } => (endpoint.as_str(), "2019-08-01"),
        };
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("api-version", version)
            .append_pair("resource", self.resource)
            .append_pair("client_id", id)
            .finish();
        format!("{base}?{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_virtual_machine_is_asked_at_the_address_that_each_has() {
        let wanted = Wanted {
            app_id: "app",
            token_url: &Url::parse("https://login.microsoftonline.com/t/oauth2/v2.0/token")
                .unwrap(),
            resource: "https://api.botframework.com",
            now: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(
            wanted.identity_address("a&b", &IdentityServer::Machine),
            "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fapi.botframework.com&client_id=a%26b"
        );
    }
}
