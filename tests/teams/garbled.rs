//! Activities of every sort as they were recorded, with anything in them missing or changed into
//! anything else: each is answered, as something or as nothing, and never brings Cairn down.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::support::hostile::words;
use crate::support::teams::requests::{
    ADA, ANA, BEN, Where, activity, added, bot, direct, invoke, mentioned, old_press, press, window,
};
use crate::telling::workplace;

/// So many garbled activities.
const CASES: u32 = 400;

/// One of each sort.
fn recorded() -> Vec<Value> {
    let mut shapes = vec![
        mentioned(ADA, "ask feedback/late-report"),
        mentioned(ANA, "win we moved house"),
        direct(ANA, "practice 1"),
        direct(ANA, "me"),
        press(ANA, Where::Channel, "1", "1:mine:x"),
        old_press(ANA, Where::Chat, "1", "1:mine:x"),
        window(ANA, Where::Channel, "1", "1:win:tell:x"),
        added(ANA, Where::Chat, Some("add")),
        added(ANA, Where::Chat, Some("remove")),
        added(ADA, Where::Channel, Some("add-upgrade")),
        added(ADA, Where::Channel, None),
    ];
    let (written, entity) = BEN.mention();
    let mut named = mentioned(ANA, &format!("win {written} moved us"));
    named["entities"].as_array_mut().unwrap().push(entity);
    shapes.push(named);
    for (name, value) in [
        (
            "task/submit",
            json!({ "data": { "about": "1:win:tell:x", "page": 0, "words:what": "x", "people:who": BEN.id } }),
        ),
        (
            "composeExtension/fetchTask",
            json!({ "commandId": "win-new", "commandContext": "message", "messagePayload": {
                "from": { "user": { "id": BEN.id } }, "body": { "contentType": "html", "content": "<p>x</p>" } } }),
        ),
        (
            "composeExtension/submitAction",
            json!({ "data": { "about": "1:win:tell:x", "page": "1", "back": "true" } }),
        ),
        (
            "message/submitAction",
            json!({ "actionName": "feedback", "actionValue": { "reaction": "like", "feedback": "{}" } }),
        ),
        (
            "adaptiveCard/action",
            json!({ "action": { "type": "Action.Execute", "verb": "refresh", "data": { "act": "1:mine:x" } }, "trigger": "automatic" }),
        ),
        ("signin/verifyState", json!({ "state": "1" })),
    ] {
        let mut invoked = invoke(ANA, Where::Channel, name, value);
        invoked["replyToId"] = json!("1");
        shapes.push(invoked);
    }
    for kind in [
        "channelDeleted",
        "teamArchived",
        "channelRenamed",
        "teamRestored",
    ] {
        let mut changed = activity("conversationUpdate", ADA, Where::Channel);
        changed["channelData"]["eventType"] = json!(kind);
        shapes.push(changed);
    }
    for (kind, list) in [
        ("conversationUpdate", "membersRemoved"),
        ("messageReaction", "reactionsAdded"),
        ("messageUpdate", "reactionsRemoved"),
        ("messageDelete", "x"),
        ("event", "y"),
    ] {
        let mut happened = activity(kind, ANA, Where::Chat);
        happened[list] = json!([{ "id": bot(), "type": "like" }]);
        shapes.push(happened);
    }
    shapes
}

/// Anything.
fn junk() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        words().prop_map(Value::from),
        Just(json!(bot())),
        Just(json!(ANA.user)),
        Just(json!("19:x@thread.tacv2;messageid=1")),
        Just(json!("..")),
        Just(json!("message")),
        Just(json!("invoke")),
    ];
    leaf.prop_recursive(3, 12, 4, |within| {
        prop_oneof![
            vec(within.clone(), 0..4).prop_map(Value::from),
            vec(("[a-z:]{0,8}", within), 0..4)
                .prop_map(|all| Value::Object(all.into_iter().collect())),
        ]
    })
}

/// Where everything in a value lies.
fn places(value: &Value, here: &str, found: &mut Vec<String>) {
    let within: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(name, of)| (name.replace('~', "~0").replace('/', "~1"), of))
            .collect(),
        Value::Array(all) => all
            .iter()
            .enumerate()
            .map(|(place, of)| (place.to_string(), of))
            .collect(),
        _ => Vec::new(),
    };
    for (name, of) in within {
        let place = format!("{here}/{name}");
        found.push(place.clone());
        places(of, &place, found);
    }
}

/// One of the recorded with some of it changed; what is changed into nothing is missing.
fn garbled() -> impl Strategy<Value = Value> {
    let changes = vec((any::<Index>(), prop::option::weighted(0.7, junk())), 0..4);
    (prop::sample::select(recorded()), changes).prop_map(|(mut activity, changes)| {
        for (which, into) in changes {
            let mut found = Vec::new();
            places(&activity, "", &mut found);
            let place = which.get(&found);
            match (into, place.rsplit_once('/')) {
                (Some(into), _) => *activity.pointer_mut(place).unwrap() = into,
                (None, Some((around, name))) => {
                    if let Some(Value::Object(object)) = activity.pointer_mut(around) {
                        object.remove(name);
                    }
                }
                (None, None) => {}
            }
        }
        activity
    })
}

#[test]
fn whatever_comes_is_answered() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let work = runtime.block_on(workplace());
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, chance);
    let told = runner.run(&garbled(), |activity| {
        let replied = runtime.block_on(async {
            let replied = work.send(&activity).await;
            work.engine.settled().await;
            replied
        });
        let status = replied.status.as_u16();
        prop_assert!(
            matches!(status, 200 | 400..=499 | 501),
            "{status} for {activity:#}"
        );
        Ok(())
    });
    told.unwrap();
    work.assert_sound();
    // And Cairn is as well as before.
    let replied = runtime.block_on(work.happens(&mentioned(ADA, "ask feedback/late-report")));
    assert_eq!(replied.status, 200);
}
