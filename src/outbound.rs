//! The one HTTP client for all that leaves, and the one TLS configuration: ring as provider,
//! stated explicitly so that no two libraries can disagree about it; the system's certificates,
//! or the bundled ones where a slim image has none. Knows nobody; `app` hands the client out.

use std::sync::Arc;
use std::time::Duration;

use rustls::{ClientConfig, RootCertStore};

/// How long a call may take from beginning to end.
const CALL: Duration = Duration::from_secs(10);
/// How long reaching the other side may take.
const CONNECT: Duration = Duration::from_secs(3);
/// How long an unused connection is kept: a little less than proxies do.
const KEPT: Duration = Duration::from_secs(50);

/// A client with time limits that follows no redirect: a platform's API has no reason to send a
/// token elsewhere.
///
/// # Errors
/// What the TLS library found amiss.
pub fn client() -> anyhow::Result<reqwest::Client> {
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(tls()?)
        .timeout(CALL)
        .connect_timeout(CONNECT)
        .pool_idle_timeout(KEPT)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("cairn/", env!("CARGO_PKG_VERSION")))
        .build()?)
}

fn tls() -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
