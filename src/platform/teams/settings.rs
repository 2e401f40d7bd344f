//! What Cairn must be told to speak with Teams, and in which of Microsoft's clouds it does. How
//! the settings are read and what is said of a wrong one lies in `crate::settings`.

use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

/// What Cairn must be told to speak with Teams.
#[derive(Clone, Debug)]
pub struct TeamsSettings {
    /// The bot's app id, a GUID in lower case.
    pub app_id: String,
    /// The tenants whose people are served, GUIDs in lower case; the first is the bot's own.
    pub tenants: Vec<String>,
    /// How the bot shows to Microsoft who it is.
    pub credentials: TeamsCredentials,
    /// Where the Bot Framework's keys are told.
    pub openid: Url,
    /// Where the bot's tokens come from.
    pub token_url: Url,
    /// Whether requests are believed without a token, on this very machine alone.
    pub without_tokens: bool,
    /// Where this server is reached by https, without a stroke at the end; none while no card may
    /// link to it.
    pub public_url: Option<Url>,
}

impl TeamsSettings {
    /// What the log must say at each start: that nothing is checked; none where all is.
    pub fn warning(&self) -> Option<&'static str> {
        self.without_tokens.then_some(
            "TEAMS_WITHOUT_TOKENS: whatever is posted to this machine is believed, in anybody's name, and nothing sent is signed; this is for trying Cairn out and for nothing else",
        )
    }
}

/// How the bot shows to Microsoft who it is.
#[derive(Clone, Debug)]
pub enum TeamsCredentials {
    /// A client secret.
    Secret(SecretString),
    /// A certificate and its private key, as PEM.
    Certificate(SecretString),
    /// An identity that Azure gives to the machine: that of this client id, which is the app id; and
    /// who gives its tokens.
    ManagedIdentity(String, IdentityServer),
    /// A token that the machine's platform keeps in this file and renews there.
    Federated(PathBuf),
    /// None: nothing is sent to Microsoft.
    None,
}

/// Who gives the tokens of a machine's identity, on the machine itself.
#[derive(Clone, Debug)]
pub enum IdentityServer {
    /// The metadata service of a virtual machine, at the same address on each.
    Machine,
    /// That of App Service, Functions and Container Apps, which each tells its programs.
    AppService {
        /// Where it is: `IDENTITY_ENDPOINT`.
        endpoint: Url,
        /// What a caller must know: `IDENTITY_HEADER`.
        header: SecretString,
    },
}

/// Microsoft's clouds, which share neither people nor keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cloud {
    /// For everybody; the government's GCC too.
    Public,
    /// The government of the United States: GCC High and DoD.
    Government,
    /// China, run by 21Vianet.
    China,
}

impl Cloud {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Public, Self::Government, Self::China];

    /// Where its Bot Framework's keys are told.
    pub fn openid(self) -> &'static str {
        match self {
            Self::Public => "https://login.botframework.com/v1/.well-known/openidconfiguration",
            Self::Government => {
                "https://login.botframework.azure.us/v1/.well-known/openidconfiguration"
            }
            Self::China => "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
        }
    }

    /// Whose tokens its Bot Connector takes.
    pub(super) fn resource(self) -> &'static str {
        match self {
            Self::Public => "https://api.botframework.com",
            Self::Government => "https://api.botframework.us",
            Self::China => "https://api.botframework.azure.cn",
        }
    }

    /// Where Teams' service is while no activity has told it: for all of the cloud.
    pub(super) fn usual_service(self) -> &'static str {
        match self {
            Self::Public => "https://smba.trafficmanager.net/teams/",
            Self::Government => "https://smba.infra.gov.teams.microsoft.us/teams/",
            Self::China => "https://teams.botframework.azure.cn/",
        }
    }

    /// The host from which its tokens come.
    pub fn token_host(self) -> &'static str {
        match self {
            Self::Public => "login.microsoftonline.com",
            Self::Government => "login.microsoftonline.us",
            Self::China => "login.partner.microsoftonline.cn",
        }
    }

    /// The cloud whose keys are told at that address.
    pub fn of_openid(address: &Url) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|cloud| cloud.openid() == address.as_str())
    }
}

/// What every address of tokens ends in.
pub const TOKEN_PATH: &str = "/oauth2/v2.0/token";

/// A GUID in lower case, if it is one: 32 hexadecimal digits in five groups.
pub fn guid(text: &str) -> Option<String> {
    let groups = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    let is_group = |(part, length): (&&str, usize)| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let fits = parts.len() == groups.len() && parts.iter().zip(groups).all(is_group);
    fits.then(|| text.to_ascii_lowercase())
}
