//! What Cairn calls in Teams, and what comes of it when Teams limits, refuses, fails or hangs up:
//! a post is never made twice, no token goes where it must not, and no id leaves its place.

use std::time::Duration;

use cairn::chat::Undeliverable;
use cairn::platform::teams::connector::meaning::{Meaning, meaning};
use cairn::platform::teams::connector::{CallError, Hosts, ServiceUrl};
use cairn::platform::teams::{Cloud, TeamsCredentials};
use serde_json::{Value, json};

use crate::support::teams::caller::message;
use crate::support::teams::connector::TOO_LONG;
use crate::support::teams::{APP, Caller, Fault, TENANT};

/// A channel.
const CHANNEL: &str = "19:sales@thread.tacv2";

fn refused(status: u16, code: &str) -> CallError {
    CallError::Refused {
        status,
        code: code.to_owned(),
    }
}

#[tokio::test]
async fn a_message_is_sent_changed_and_taken_away() {
    let bot = Caller::start().await;
    let id = bot.says(CHANNEL).await.unwrap().unwrap();
    assert_eq!(bot.teams.standing(CHANNEL), [(id.clone(), message())]);
    let call = bot.teams.only_call();
    assert_eq!(
        call.path,
        "/amer/v3/conversations/19%3Asales%40thread.tacv2/activities"
    );
    assert_eq!(call.authorization.as_deref(), Some("Bearer token-1"));
    assert_eq!(
        call.content_type.as_deref(),
        Some("application/json; charset=utf-8")
    );

    let changed = json!({ "type": "message", "text": "changed" });
    let update = bot.connector.update(&bot.service, CHANNEL, &id, &changed);
    update.await.unwrap();
    assert_eq!(bot.teams.standing(CHANNEL), [(id.clone(), changed)]);

    bot.connector
        .delete(&bot.service, CHANNEL, &id)
        .await
        .unwrap();
    assert_eq!(bot.teams.standing(CHANNEL), []);
}

#[tokio::test]
async fn what_stands_nowhere_has_no_id() {
    let bot = Caller::start().await;
    let typing = json!({ "type": "typing" });
    let sent = bot.connector.send(&bot.service, CHANNEL, &typing).await;
    assert_eq!(sent, Ok(None));
}

#[tokio::test]
async fn a_conversation_with_a_person_is_opened_in_her_tenant() {
    let bot = Caller::start().await;
    let opened = bot.connector.open_direct(&bot.service, "29:ada", TENANT);
    assert_eq!(opened.await.as_deref(), Ok("a:29:ada"));
    let asked = bot.teams.only_call();
    assert_eq!(
        asked.body,
        json!({
            "isGroup": false,
            "bot": { "id": format!("28:{APP}") },
            "members": [{ "id": "29:ada" }],
            "tenantId": TENANT,
            "channelData": { "tenant": { "id": TENANT } },
        })
    );
}

#[tokio::test]
async fn people_are_read_page_by_page() {
    let bot = Caller::start().await;
    let people = ["ada", "ben", "cleo", "dan", "eve"];
    let person = |name: &&str| json!({ "id": format!("29:{name}"), "name": name, "aadObjectId": name.to_uppercase() });
    bot.teams
        .populate(CHANNEL, people.iter().map(person).collect());
    let (mut found, mut after, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = bot
            .connector
            .members(&bot.service, CHANNEL, after.as_deref());
        let page = page.await.unwrap();
        pages += 1;
        found.extend(
            page.people
                .into_iter()
                .map(|member| member.object_id.unwrap()),
        );
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!((found, pages), (people.map(str::to_owned).to_vec(), 3));
    for call in bot.teams.calls("members") {
        let size: u32 = call.query["pageSize"].parse().unwrap();
        assert!((50..=500).contains(&size), "what Teams takes");
    }
}

#[tokio::test]
async fn one_person_and_the_channels_of_a_team_are_read() {
    let bot = Caller::start().await;
    bot.teams.populate(
        CHANNEL,
        vec![json!({ "id": "29:ada", "name": "Ada", "userRole": "guest" })],
    );
    let ada = bot
        .connector
        .member(&bot.service, CHANNEL, "29:ada")
        .await
        .unwrap();
    assert_eq!(
        (ada.name.as_deref(), ada.role.as_deref()),
        (Some("Ada"), Some("guest"))
    );
    let channels = vec![
        json!({ "id": CHANNEL }),
        json!({ "id": "19:x", "name": "Support" }),
    ];
    bot.teams.furnish(CHANNEL, channels);
    let channels = bot
        .connector
        .channels_of_team(&bot.service, CHANNEL)
        .await
        .unwrap();
    let names: Vec<_> = channels
        .iter()
        .map(|channel| channel.name.as_deref())
        .collect();
    assert_eq!(names, [None, Some("Support")]);
    let nobody = bot
        .connector
        .member(&bot.service, CHANNEL, "29:nobody")
        .await;
    let error = nobody.unwrap_err();
    assert_eq!(meaning(&error), Meaning::Never(Undeliverable::NotThere));
}

#[tokio::test]
async fn an_id_stays_one_segment_of_the_path() {
    let bot = Caller::start().await;
    for (id, segment) in [
        ("19:x@thread.tacv2", "19%3Ax%40thread.tacv2"),
        (
            "19:x@thread.tacv2;messageid=1",
            "19%3Ax%40thread.tacv2%3Bmessageid%3D1",
        ),
        ("a/b", "a%2Fb"),
        ("a/../../b", "a%2F..%2F..%2Fb"),
        ("a?b", "a%3Fb"),
        ("a#b", "a%23b"),
        ("%2e%2e", "%252e%252e"),
        ("..%2f", "..%252f"),
    ] {
        bot.says(id).await.unwrap();
        let path = bot.teams.all_calls().pop().unwrap().path;
        assert_eq!(path, format!("/amer/v3/conversations/{segment}/activities"));
        assert_eq!(bot.teams.standing(id).len(), 1, "it came where it should");
    }
    for id in ["", ".", ".."] {
        let calls = bot.teams.all_calls().len();
        let error = bot.says(id).await.unwrap_err();
        assert_eq!(meaning(&error), Meaning::Never(Undeliverable::Refused));
        let error = bot
            .connector
            .delete(&bot.service, CHANNEL, id)
            .await
            .unwrap_err();
        assert_eq!(meaning(&error), Meaning::Never(Undeliverable::Refused));
        assert_eq!(bot.teams.all_calls().len(), calls, "nothing was called");
    }
}

/// A post that fails so, and what that means; whether it stands, and that it was made once.
async fn fails(fault: Fault, stands: bool, expected: Result<(), CallError>) {
    let bot = Caller::start().await;
    bot.teams.fail("send", [fault.clone()]);
    let sent = bot.says(CHANNEL).await.map(drop);
    assert_eq!(sent, expected, "{fault:?}");
    assert_eq!(
        bot.teams.standing(CHANNEL).len(),
        usize::from(stands),
        "{fault:?}"
    );
    assert_eq!(bot.teams.all_calls().len(), 1, "{fault:?}");
    assert!(bot.says(CHANNEL).await.is_ok(), "the next one goes as ever");
}

#[tokio::test]
async fn a_limit_says_how_long_to_wait_and_a_wait_without_end_is_not_believed() {
    for (said, wait) in [
        (Some(7), 7),
        (Some(0), 1),
        (Some(u64::MAX), 3_600),
        (None, 10),
    ] {
        let expected = CallError::Limited(Duration::from_secs(wait));
        fails(Fault::Limited(said), false, Err(expected)).await;
    }
    let busy = CallError::Busy(Duration::from_secs(2));
    fails(Fault::Busy, false, Err(busy)).await;
}

#[tokio::test]
async fn what_teams_refuses_comes_with_its_code() {
    for code in [
        "BotDisabledByAdmin",
        "ConversationBlockedByUser",
        "BotNotInConversationRoster",
    ] {
        fails(Fault::Refused(403, code), false, Err(refused(403, code))).await;
    }
    let blocked = "MessageWritesBlocked";
    fails(
        Fault::Nested(403, blocked),
        false,
        Err(refused(403, blocked)),
    )
    .await;
    for (status, code) in [
        (400, "Bad Argument"),
        (404, "ConversationNotFound"),
        (413, "MessageSizeTooBig"),
        (501, "NotImplemented"),
    ] {
        fails(
            Fault::Refused(status, code),
            false,
            Err(refused(status, code)),
        )
        .await;
    }
    fails(Fault::Page(403), false, Err(refused(403, ""))).await;
}

#[tokio::test]
async fn after_an_error_of_teams_own_nothing_is_known_and_nothing_said_again() {
    for status in [500, 502, 503, 504] {
        let error = CallError::Unclear("an error of Teams' own");
        fails(Fault::FailsAfter(status), true, Err(error)).await;
    }
    let late = CallError::Unclear("it took Teams too long");
    fails(Fault::FailsAfter(408), true, Err(late)).await;
}

#[tokio::test]
async fn where_the_line_is_cut_nothing_is_known_and_nothing_said_again() {
    for (fault, stands) in [(Fault::HangsUp, false), (Fault::HangsUpAfter, true)] {
        let bot = Caller::start().await;
        bot.teams.fail("send", [fault]);
        let error = bot.says(CHANNEL).await.unwrap_err();
        assert_eq!(meaning(&error), Meaning::Unknown);
        assert_eq!(bot.teams.standing(CHANNEL).len(), usize::from(stands));
        assert_eq!(bot.teams.all_calls().len(), 1);
    }
}

#[tokio::test]
async fn what_takes_too_long_may_stand() {
    let bot = Caller::in_a_hurry(TOO_LONG).await;
    bot.teams.fail("send", [Fault::Slow]);
    let error = bot.says(CHANNEL).await.unwrap_err();
    assert_eq!(meaning(&error), Meaning::Unknown);
    assert_eq!(bot.teams.standing(CHANNEL).len(), 1);
    assert_eq!(bot.teams.all_calls().len(), 1);
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_said() {
    let bot = Caller::start().await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let here = Hosts::of(Cloud::Public).and_loopback();
    let closed = ServiceUrl::read(&address, &here).unwrap();
    let sent = bot.connector.send(&closed, CHANNEL, &message()).await;
    assert_eq!(sent, Err(CallError::NotReached));
}

#[tokio::test]
async fn a_page_of_a_proxys_is_not_taken_for_an_answer() {
    let no_json = CallError::Unclear("no JSON that could be read");
    fails(Fault::Page(200), false, Err(no_json.clone())).await;
    fails(Fault::Endless, true, Err(no_json.clone())).await;
    let bot = Caller::start().await;
    for what in ["update", "delete", "members", "open"] {
        bot.teams.fail(what, [Fault::Page(200)]);
    }
    let (connector, service) = (&bot.connector, &bot.service);
    let told = [
        connector.update(service, CHANNEL, "1", &message()).await,
        connector.delete(service, CHANNEL, "1").await,
        connector.members(service, CHANNEL, None).await.map(drop),
        connector
            .open_direct(service, "29:ada", TENANT)
            .await
            .map(drop),
    ];
    assert_eq!(told, [(); 4].map(|()| Err(no_json.clone())));
}

#[tokio::test]
async fn a_message_that_does_not_stand_any_more_is_gone() {
    let bot = Caller::start().await;
    let (connector, service) = (&bot.connector, &bot.service);
    let update = connector.update(service, CHANNEL, "1", &message()).await;
    let delete = connector.delete(service, CHANNEL, "1").await;
    for told in [update, delete] {
        assert_eq!(meaning(&told.unwrap_err()), Meaning::Gone);
    }
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let (bot, elsewhere) = (Caller::start().await, Caller::start().await);
    let to = format!(
        "{}v3/conversations/a/activities",
        elsewhere.teams.service_url()
    );
    bot.teams.fail("send", [Fault::Redirect(to)]);
    let error = bot.says(CHANNEL).await.unwrap_err();
    assert_eq!(meaning(&error), Meaning::Unknown);
    assert!(elsewhere.teams.all_calls().is_empty());
    assert_eq!(bot.teams.all_calls().len(), 1);
}

#[tokio::test]
async fn a_token_never_goes_to_a_host_that_is_not_believed_any_more() {
    // The address was read while this machine was believed, and is kept; now only Teams is.
    let bot = Caller::with(|settings| settings.hosts = Hosts::of(Cloud::Public)).await;
    assert_eq!(bot.says(CHANNEL).await, Err(CallError::NotTrusted));
    let (connector, service) = (&bot.connector, &bot.service);
    let told = [
        connector.update(service, CHANNEL, "1", &message()).await,
        connector.delete(service, CHANNEL, "1").await,
        connector
            .open_direct(service, "29:ada", TENANT)
            .await
            .map(drop),
        connector.members(service, CHANNEL, None).await.map(drop),
        connector.member(service, CHANNEL, "29:ada").await.map(drop),
        connector.channels_of_team(service, CHANNEL).await.map(drop),
    ];
    assert_eq!(told, [(); 6].map(|()| Err(CallError::NotTrusted)));
    assert!(bot.teams.all_calls().is_empty());
    assert!(
        bot.tokens.asked().is_empty(),
        "not even a token was asked for"
    );
}

#[tokio::test]
async fn in_development_no_token_is_asked_for_and_none_sent() {
    let bot = Caller::shown_by(TeamsCredentials::None).await;
    bot.says(CHANNEL).await.unwrap();
    assert_eq!(bot.teams.only_call().authorization, None);
    assert!(bot.tokens.asked().is_empty());
    bot.teams
        .fail("send", [Fault::Refused(401, "BotNotRegistered")]);
    assert_eq!(
        bot.says(CHANNEL).await,
        Err(refused(401, "BotNotRegistered"))
    );
    assert_eq!(
        bot.teams.all_calls().len(),
        2,
        "there is no other token to try"
    );
}

#[tokio::test]
async fn an_answer_without_what_was_asked_for_is_no_answer() {
    let bot = Caller::start().await;
    bot.teams
        .populate(CHANNEL, vec![json!({ "id": "29:ada" }), Value::Null]);
    let page = bot
        .connector
        .members(&bot.service, CHANNEL, None)
        .await
        .unwrap();
    assert_eq!(page.people.len(), 1, "who can't be read is left out");
    bot.teams.fail("members", [Fault::Refused(200, "no page")]);
    let page = bot.connector.members(&bot.service, CHANNEL, None).await;
    assert!(matches!(page, Err(CallError::Unclear(_))), "{page:?}");
}
