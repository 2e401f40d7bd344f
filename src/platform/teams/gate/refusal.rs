//! Why a request is turned away, with the status that says so. Its words are for the log alone:
//! who is refused learns nothing of the token, of the keys or of which step failed.

/// Why a request is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The body is longer than an activity is.
    #[error("the body is longer than 256 KB")]
    TooLarge,
    /// No `Authorization` header, more than one, or another scheme than `Bearer`.
    #[error("there is not exactly one Authorization header with a bearer's token")]
    NoToken,
    /// Too long, not three parts, not signed by RS256, without the id of a key, or with claims
    /// that are missing or of another type.
    #[error("the token is not of the form that the Bot Framework's have")]
    Misshapen,
    /// The Bot Framework publishes no key of that id.
    #[error("the token's key is none that the Bot Framework publishes")]
    UnknownKey,
    /// Nothing can be verified.
    #[error(
        "there are no keys to verify tokens with: the Bot Framework's address for them (TEAMS_OPENID_URL) must be reachable"
    )]
    NoKeys,
    /// Signed with another key, or changed on the way.
    #[error("the token's signature is of another key or another text")]
    Forged,
    /// Issued by somebody else than the Bot Framework.
    #[error("the token's issuer is not the Bot Framework")]
    Issuer,
    /// Issued for another bot.
    #[error("the token is for another bot: is TEAMS_APP_ID this bot's?")]
    Audience,
    /// Expired, or not valid yet: a replay, or a clock that is wrong.
    #[error("the token's time is over or has not begun, by more than 5 minutes")]
    OutOfTime,
    /// The body is no JSON object.
    #[error("the body is no activity")]
    NoActivity,
    /// The token was issued for answers to another address than the activity names.
    #[error("the activity's serviceUrl is not the one that the token was issued for")]
    ServiceUrl,
    /// The key may not vouch for this channel.
    #[error("the token's key does not vouch for the activity's channel")]
    Endorsement,
    /// Not from Teams.
    #[error("the activity's channel is not msteams")]
    Channel,
    /// From an organisation that this Cairn does not serve, or from none.
    #[error("the activity's tenant is none of TEAMS_TENANT_ID")]
    Tenant,
}

impl Refusal {
    /// The HTTP status to answer with, and nothing else: 401 for the token, 403 for what a genuine
    /// token does not allow.
    pub fn status(self) -> u16 {
        match self {
            Self::TooLarge => 413,
            Self::NoToken
            | Self::Misshapen
            | Self::UnknownKey
            | Self::Forged
            | Self::Issuer
            | Self::Audience
            | Self::OutOfTime => 401,
            Self::NoKeys => 503,
            Self::NoActivity => 400,
            Self::ServiceUrl | Self::Endorsement | Self::Channel | Self::Tenant => 403,
        }
    }
}
