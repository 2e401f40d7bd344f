//! What comes of a call means for a message: which failure is final, which passes, which concerns
//! one conversation for longer and which the bot itself. A pure table; who acts on it stands
//! elsewhere.
//!
//! Codes: <https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis>.

use std::time::Duration;

use super::CallError;
use crate::chat::Undeliverable;

/// What a failed call means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing was done: too many calls. Wait so long, and go slowly then.
    TooMany(Duration),
    /// Nothing was done: something else is under way in the conversation. Wait so long.
    Busy(Duration),
    /// Nothing was done, for there was no way to Teams.
    NotReached,
    /// It may have been done or not.
    Unknown,
    /// Nothing can be said to anybody until an operator has looked; the code is for her.
    LockedOut(String),
    /// The message that was to be edited or taken away does not stand any more: what is to be seen
    /// must be said anew, what is to go is gone.
    Gone,
    /// Nothing can be said in this conversation for now: the bot is blocked, switched off or no
    /// member there. Worth a try no sooner than in a day.
    Shut(Undeliverable),
    /// This message can never be said.
    Never(Undeliverable),
}

/// What a failed call means.
pub fn meaning(error: &CallError) -> Meaning {
    match error {
        CallError::Limited(wait) => Meaning::TooMany(*wait),
        CallError::Busy(wait) => Meaning::Busy(*wait),
        CallError::NotReached => Meaning::NotReached,
        CallError::Unclear(_) => Meaning::Unknown,
        CallError::LockedOut(code) => Meaning::LockedOut(code.clone()),
        CallError::NotTrusted => Meaning::Never(Undeliverable::NotAllowed),
        CallError::Refused { status, code } => refused(*status, code),
    }
}

/// The codes that Teams documents; an unknown one goes by its status. A page without any code is
/// not Teams' but of somebody before it, a proxy say: where it forbids, nothing is lost.
fn refused(status: u16, code: &str) -> Meaning {
    match (status, code) {
        (_, "ActivityNotFoundInConversation") => Meaning::Gone,
        (_, "ConversationNotFound") => Meaning::Never(Undeliverable::NotThere),
        (_, "BotNotInConversationRoster") => Meaning::Shut(Undeliverable::NotInvited),
        // The person has removed or blocked the bot, or an admin of hers has.
        (
            _,
            "BotDisabledByAdmin"
            | "ConversationBlockedByUser"
            | "MessageWritesBlocked"
            | "ForbiddenOperationException"
            | "NotEnoughPermissions",
        ) => Meaning::Shut(Undeliverable::NotAllowed),
        // A bot of the Government Community Cloud that asks at the public host.
        (_, "InvalidBotApiHost") => locked_out(status, code),
        (401 | 407, _) | (403, "") => locked_out(status, code),
        (403, _) => Meaning::Shut(Undeliverable::NotAllowed),
        (404 | 410, _) => Meaning::Never(Undeliverable::NotThere),
        _ => Meaning::Never(Undeliverable::Refused),
    }
}

fn locked_out(status: u16, code: &str) -> Meaning {
    Meaning::LockedOut(match code {
        "" => format!("HTTP {status}"),
        code => code.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16, code: &str) -> Meaning {
        meaning(&CallError::Refused {
            status,
            code: code.to_owned(),
        })
    }

    #[test]
    fn each_documented_code_has_its_meaning() {
        let locked_out = |code: &str| Meaning::LockedOut(code.to_owned());
        let not_allowed = || Meaning::Shut(Undeliverable::NotAllowed);
        for (status, code, expected) in [
            (400, "Bad Argument", Meaning::Never(Undeliverable::Refused)),
            (401, "BotNotRegistered", locked_out("BotNotRegistered")),
            (401, "", locked_out("HTTP 401")),
            (
                403,
                "BotNotInConversationRoster",
                Meaning::Shut(Undeliverable::NotInvited),
            ),
            (403, "BotDisabledByAdmin", not_allowed()),
            (403, "ConversationBlockedByUser", not_allowed()),
            (403, "MessageWritesBlocked", not_allowed()),
            (403, "ForbiddenOperationException", not_allowed()),
            (403, "a code of next year", not_allowed()),
            (403, "InvalidBotApiHost", locked_out("InvalidBotApiHost")),
            (403, "", locked_out("HTTP 403")),
            (407, "", locked_out("HTTP 407")),
            (
                404,
                "ConversationNotFound",
                Meaning::Never(Undeliverable::NotThere),
            ),
            (404, "ActivityNotFoundInConversation", Meaning::Gone),
            (404, "", Meaning::Never(Undeliverable::NotThere)),
            (
                413,
                "MessageSizeTooBig",
                Meaning::Never(Undeliverable::Refused),
            ),
            (422, "", Meaning::Never(Undeliverable::Refused)),
        ] {
            assert_eq!(of(status, code), expected, "{status} {code}");
        }
    }

    #[test]
    fn what_passes_loses_no_message() {
        let wait = Duration::from_secs(7);
        for (error, expected) in [
            (CallError::Limited(wait), Meaning::TooMany(wait)),
            (CallError::Busy(wait), Meaning::Busy(wait)),
            (CallError::NotReached, Meaning::NotReached),
            (CallError::Unclear("why"), Meaning::Unknown),
            (
                CallError::LockedOut("invalid_client".to_owned()),
                Meaning::LockedOut("invalid_client".to_owned()),
            ),
        ] {
            assert_eq!(meaning(&error), expected);
        }
    }

    #[test]
    fn where_no_token_may_go_nothing_can_be_said() {
        assert_eq!(
            meaning(&CallError::NotTrusted),
            Meaning::Never(Undeliverable::NotAllowed)
        );
    }
}
