//! What Slack is asked about channels, and that a question that is not answered holds nothing up.

use cairn::chat::{Ask, Outgoing, Told, Undeliverable, WorkspaceId};
use cairn::platform::{Delivery, Looked, Outcome, Platform};

use crate::support::slack::{Fault, Workplace};
use crate::{ADA, LATE_REPORT, workplace};

fn delivery<'a>(work: &Workplace, workspace: &'a WorkspaceId, what: &'a Outgoing) -> Delivery<'a> {
    Delivery {
        workspace,
        what,
        sent: None,
        unclear: 0,
        now: work.clock.now(),
    }
}

async fn asked(work: &Workplace, channel: &str) -> Outcome {
    let workspace = WorkspaceId::from("slack:T1");
    let what = Outgoing::Ask(Ask::Channel(channel.into()));
    work.slack.deliver(delivery(work, &workspace, &what)).await
}

#[tokio::test]
async fn slack_tells_what_a_channel_is() {
    let work = workplace().await;
    for (channel, archived, member, shared) in [
        ("C1", false, true, false),
        ("CARCHIVED", true, true, false),
        ("CSTRANGE", false, false, false),
        ("GSHARED", false, true, true),
    ] {
        let told = Told::Channel {
            name: Some(channel.to_lowercase()),
            archived,
            member,
            shared,
        };
        assert_eq!(asked(&work, channel).await, Outcome::Told(told));
    }
}

#[tokio::test]
async fn a_question_without_an_answer_is_answered_with_why() {
    for (code, why) in [
        ("channel_not_found", Undeliverable::NotThere),
        ("missing_scope", Undeliverable::NotAllowed),
    ] {
        let work = workplace().await;
        work.fake.fail("conversations.info", [Fault::Refused(code)]);
        assert_eq!(asked(&work, "C1").await, Outcome::Never(why), "{code}");
        work.asks(ADA, LATE_REPORT).await;
    }
}

#[tokio::test]
async fn a_limit_on_questions_holds_no_message_up() {
    let work = workplace().await;
    let limited = Fault::Limited {
        seconds: 30,
        bare: false,
    };
    work.fake.fail("conversations.info", [limited]);
    let put_off = asked(&work, "C1").await;
    assert_eq!(put_off, Outcome::NotYet { after_ms: 30_000 });
    work.asks(ADA, LATE_REPORT).await;
    assert_eq!(work.fake.calls("conversations.info").len(), 1);
}

#[tokio::test]
async fn a_question_is_asked_again_and_never_looked_for() {
    let work = workplace().await;
    let workspace = WorkspaceId::from("slack:T1");
    let what = Outgoing::Ask(Ask::Channel("C1".into()));
    for unclear in [1, 9] {
        let doubtful = Delivery {
            unclear,
            ..delivery(&work, &workspace, &what)
        };
        assert_eq!(work.slack.look(doubtful).await, Looked::Absent);
    }
}
