//! What the Bot Connector answers, as far as it is needed. Read leniently: members come under more
//! than one name, a field more or less fails nothing, and one person of a page who cannot be read
//! is left out of it.

use reqwest::Response;
use serde_json::Value;

/// A longer code is no code.
const LONGEST_CODE: usize = 60;
/// A larger answer is not read: a page of members has some 100 KB.
const LARGEST: usize = 1_024 * 1_024;

/// Somebody in a conversation, as Teams tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What she is called in calls of this bot: `29:…`.
    pub id: String,
    /// Who she is in her organisation: the Entra object id, in lower case.
    pub object_id: Option<String>,
    /// Her name as others see it.
    pub name: Option<String>,
    /// Her language (BCP 47).
    pub locale: Option<String>,
    /// Her role in the tenant, as Teams writes it: `user`, `guest`, `anonymous`, or `bot` for
    /// another bot.
    pub role: Option<String>,
    /// The tenant she is at home in, in lower case. A guest's is not the conversation's.
    pub tenant: Option<String>,
}

/// A page of who is in a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// Who.
    pub people: Vec<Member>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// A channel of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamChannel {
    /// Its conversation's id.
    pub id: String,
    /// Its name. Teams names no team's first channel, which each client calls *General* in its own
    /// language.
    pub name: Option<String>,
}

/// The body of an answer; `None` if it broke off, or is larger than any that is expected.
pub(super) async fn body(mut response: Response) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.ok()? {
        if body.len() + part.len() > LARGEST {
            return None;
        }
        body.extend_from_slice(&part);
    }
    Some(body)
}

/// A member of an object that is a text with something in it.
fn text(of: &Value, name: &str) -> Option<String> {
    let text = of.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The same for an id of Entra's, which is written either way.
fn entra_id(of: &Value, name: &str) -> Option<String> {
    text(of, name).map(|id| id.to_lowercase())
}

/// The id of what was sent or opened, if there is one.
pub(super) fn id(of: &Value) -> Option<String> {
    text(of, "id")
}

/// Somebody; `None` without an id.
pub(super) fn member(of: &Value) -> Option<Member> {
    Some(Member {
        id: text(of, "id")?,
        // The unpaged call says `objectId`.
        object_id: entra_id(of, "aadObjectId").or_else(|| entra_id(of, "objectId")),
        name: text(of, "name"),
        locale: text(of, "locale"),
        role: text(of, "userRole").or_else(|| text(of, "role")),
        tenant: entra_id(of, "tenantId"),
    })
}

/// A page of people; `None` if it is none.
pub(super) fn members(of: &Value) -> Option<Members> {
    Some(Members {
        people: list(of, "members")?.iter().filter_map(member).collect(),
        next: text(of, "continuationToken"),
    })
}

/// The channels of a team; `None` if it is no list of them.
pub(super) fn channels(of: &Value) -> Option<Vec<TeamChannel>> {
    let read = |channel: &Value| {
        Some(TeamChannel {
            id: text(channel, "id")?,
            name: text(channel, "name"),
        })
    };
    Some(list(of, "conversations")?.iter().filter_map(read).collect())
}

fn list<'a>(of: &'a Value, name: &str) -> Option<&'a Vec<Value>> {
    of.get(name)?.as_array()
}

/// The code of a refusal: `{"error": {"code", "message"}}`, or `{"errorCode": 209, "message"}`,
/// where the message may be JSON again, with a `subCode` that says more. Empty if the body is of
/// none of these forms, as a proxy's page is.
pub(super) fn code(body: &[u8]) -> String {
    let Ok(body) = serde_json::from_slice::<Value>(body) else {
        return String::new();
    };
    let error = body.get("error").unwrap_or(&body);
    let within = text(error, "message").and_then(|words| serde_json::from_str(&words).ok());
    let found = within
        .and_then(|within: Value| text(&within, "subCode"))
        .or_else(|| text(error, "code"))
        .or_else(|| body.get("errorCode").map(Value::to_string))
        .or_else(|| error.as_str().map(str::to_owned));
    found.map(|code| tidy(&code)).unwrap_or_default()
}

/// A code as it may stand in a log: short, and of letters alone that codes have.
pub(super) fn tidy(code: &str) -> String {
    let is_usual = |letter: &char| letter.is_ascii_alphanumeric() || " ._-".contains(*letter);
    code.chars().filter(is_usual).take(LONGEST_CODE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_member_is_read_from_either_form_and_without_what_is_missing() {
        let paged = json!({
            "id": "29:ada", "name": "Ada", "aadObjectId": "3F1C8A4E-0000-4000-8000-000000000001",
            "userRole": "guest", "tenantId": "T-1", "email": "ada@example.com", "locale": null,
        });
        let ada = member(&paged).unwrap();
        assert_eq!(
            ada.object_id.as_deref(),
            Some("3f1c8a4e-0000-4000-8000-000000000001")
        );
        assert_eq!(ada.role.as_deref(), Some("guest"));
        assert_eq!(ada.tenant.as_deref(), Some("t-1"));
        assert_eq!(ada.locale, None);
        let unpaged = json!({ "id": "29:ben", "objectId": "B", "name": " " });
        let ben = member(&unpaged).unwrap();
        assert_eq!((ben.object_id.as_deref(), ben.name), (Some("b"), None));
        assert_eq!(member(&json!({ "name": "nobody" })), None);
    }

    #[test]
    fn one_who_cannot_be_read_does_not_lose_the_others() {
        let page = json!({
            "members": [{ "id": "29:ada" }, 17, { "name": "nobody" }, { "id": "29:ben" }],
            "continuationToken": "",
        });
        let page = members(&page).unwrap();
        let ids: Vec<&str> = page.people.iter().map(|member| &*member.id).collect();
        assert_eq!((ids, page.next), (vec!["29:ada", "29:ben"], None));
        assert_eq!(members(&json!([])), None, "a page of something else");
    }

    #[test]
    fn the_first_channel_of_a_team_has_no_name() {
        let found = channels(&json!({
            "conversations": [{ "id": "19:a@thread.tacv2" }, { "id": "19:b@thread.tacv2", "name": "Sales" }],
        }));
        let names: Vec<_> = found.unwrap().into_iter().map(|found| found.name).collect();
        assert_eq!(names, [None, Some("Sales".to_owned())]);
    }

    #[test]
    fn a_code_is_found_in_every_form_that_teams_writes_it_in() {
        let nested = json!({ "subCode": "MessageWritesBlocked", "details": "…" }).to_string();
        for (body, expected) in [
            (
                json!({ "error": { "code": "BotDisabledByAdmin", "message": "The bot is off." } }),
                "BotDisabledByAdmin",
            ),
            (
                json!({ "errorCode": 209, "message": nested }),
                "MessageWritesBlocked",
            ),
            (
                json!({ "error": { "code": "Forbidden", "message": nested } }),
                "MessageWritesBlocked",
            ),
            (json!({ "errorCode": 209, "message": "no JSON" }), "209"),
            (json!({ "error": "invalid_client" }), "invalid_client"),
            (json!({ "message": "Authorization has been denied." }), ""),
            (json!({ "error": { "code": 5 } }), ""),
            (json!(["error"]), ""),
        ] {
            assert_eq!(code(body.to_string().as_bytes()), expected, "{body}");
        }
        assert_eq!(code(b"<html>Forbidden</html>"), "");
        assert_eq!(code(b""), "");
    }

    #[test]
    fn a_code_brings_no_lines_and_no_novels_into_a_log() {
        let body = json!({ "error": { "code": format!("A\r\nB\u{1b}[0m{}", "c".repeat(500)) } });
        let code = code(body.to_string().as_bytes());
        assert!(code.starts_with("AB0mccc") && code.len() == LONGEST_CODE);
    }
}
