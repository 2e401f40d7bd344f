//! A tip in a channel: the thumbs that Teams itself puts below it mean what its buttons mean.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::rest;
use crate::support::teams::requests::{ADA, ANA, BEN, CHANNEL, Somebody, Where, invoke, mentioned};
use crate::support::teams::workplace::{Standing, text};
use crate::telling::workplace;

fn thumb(who: Somebody, on: &Standing, reaction: &str) -> Value {
    let value = json!({
        "actionName": "feedback",
        "actionValue": { "reaction": reaction, "feedback": "{\"feedbackText\":\"words\"}" },
    });
    let mut thumb = invoke(who, Where::Channel, "message/submitAction", value);
    thumb["replyToId"] = json!(on.id);
    thumb
}

#[tokio::test]
async fn a_thumb_up_says_that_it_is_useful_and_is_counted_once() {
    let work = workplace().await;
    work.happens(&mentioned(ADA, "tip say-it-the-same-day"))
        .await;
    let tip = work.only_standing(CHANNEL);
    let (_, sent) = work.fake.standing(CHANNEL).remove(0);
    assert_eq!(sent["channelData"]["feedbackLoopEnabled"], true);

    // Below five nothing is told of any.
    let user = |id, user| Somebody { id, user, name: "" };
    let cy = user("3f1c8a4e-0000-4000-8000-000000000004", "29:cy");
    let dee = user("3f1c8a4e-0000-4000-8000-000000000005", "29:dee");
    for who in [ANA, ANA, BEN, ADA, cy, dee] {
        let replied = work.happens(&thumb(who, &tip, "like")).await;
        assert_eq!((replied.status.as_u16(), replied.body.as_str()), (200, ""));
    }
    assert!(
        work.fake.standing(&ANA.chat()).is_empty(),
        "a thumb is not answered in words"
    );
    rest(31).await;
    work.later(SignedDuration::from_secs(31)).await;
    let edited = work.only_standing(CHANNEL);
    let words = text(&edited.card);
    assert!(words.contains("5 found it useful"), "{words}");
}

#[tokio::test]
async fn a_thumb_below_something_else_means_nothing() {
    let work = workplace().await;
    let standing = work.asks(ADA, "feedback/late-report").await;
    let calls = work.fake.all_calls().len();
    for (reaction, on) in [("like", standing.id.as_str()), ("dislike", "nothing")] {
        let below = Standing {
            id: on.to_owned(),
            card: Value::Null,
        };
        let replied = work.happens(&thumb(ANA, &below, reaction)).await;
        assert_eq!((replied.status.as_u16(), replied.body.as_str()), (200, ""));
    }
    assert_eq!(work.fake.all_calls().len(), calls);
}
