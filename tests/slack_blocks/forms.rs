//! Forms as modals, and what they bring back.

use cairn::chat::{Choice, Field, Form, InputKind, Row, Value as Filled};
use cairn::platform::slack::blocks::{Metadata, TURN_BACK, read_metadata, values, view};
use jiff::civil::date;
use serde_json::json;

use super::opened;
use super::support::block_kit::view_faults;

fn form_of(fields: Vec<(&str, InputKind)>) -> Form {
    let ask = |(id, input): (&str, InputKind)| {
        Row::Ask(Field {
            id: id.into(),
            label: format!("The {id}"),
            hint: Some("A hint".into()),
            optional: id == "words",
            input,
        })
    };
    Form {
        about: "1:form:R7".into(),
        page: 2,
        back: None,
        title: "Your answer".into(),
        submit: "Send".into(),
        rows: fields.into_iter().map(ask).collect(),
    }
}

fn choices(count: usize) -> Vec<Choice> {
    let choice = |index| Choice {
        id: format!("c{index}"),
        label: format!("Choice {index}"),
    };
    (0..count).map(choice).collect()
}

#[test]
fn each_input_has_its_element_under_its_name() {
    let form = form_of(vec![
        (
            "words",
            InputKind::Words {
                long: true,
                max: 300,
                initial: "I will".into(),
                example: "call Ana".into(),
            },
        ),
        ("number", InputKind::Number { min: 0, max: 100 }),
        (
            "one",
            InputKind::One {
                options: choices(3),
                initial: Some("c1".into()),
            },
        ),
        (
            "of-many",
            InputKind::One {
                options: choices(12),
                initial: None,
            },
        ),
        (
            "several",
            InputKind::Several {
                options: choices(10),
                initial: vec!["c2".into(), "gone".into()],
            },
        ),
        (
            "several-of-many",
            InputKind::Several {
                options: choices(11),
                initial: Vec::new(),
            },
        ),
        (
            "channel",
            InputKind::Channel {
                initial: Some("C0123".into()),
            },
        ),
        (
            "day",
            InputKind::Date {
                initial: Some(date(2026, 12, 3)),
            },
        ),
        (
            "people",
            InputKind::People {
                most: 2,
                initial: ["UBEN", "no id", "UBEN", "UCHI", "UDINA"]
                    .map(Into::into)
                    .to_vec(),
            },
        ),
    ]);
    let view = opened(&form);
    assert_eq!(view_faults(&view), Vec::<String>::new());
    let drawn = |index: usize| {
        let block = &view["blocks"][index];
        (
            block["block_id"].as_str().unwrap(),
            block["element"]["type"].as_str().unwrap(),
        )
    };
    assert_eq!(
        [0, 1, 2, 3, 4, 5, 6, 7, 8].map(drawn),
        [
            ("words", "plain_text_input"),
            ("number", "number_input"),
            ("one", "radio_buttons"),
            ("of-many", "static_select"),
            ("several", "checkboxes"),
            ("several-of-many", "multi_static_select"),
            ("channel", "conversations_select"),
            ("day", "datepicker"),
            ("people", "multi_users_select"),
        ]
    );
    assert_eq!(
        view["blocks"][8]["element"],
        json!({"type": "multi_users_select", "action_id": "input", "max_selected_items": 2,
            "initial_users": ["UBEN", "UCHI"]})
    );
    assert_eq!(
        view["blocks"][0],
        json!({"type": "input", "block_id": "words", "optional": true,
            "label": {"type": "plain_text", "text": "The words", "emoji": false},
            "hint": {"type": "plain_text", "text": "A hint", "emoji": false},
            "element": {"type": "plain_text_input", "action_id": "input", "multiline": true,
                "max_length": 300, "initial_value": "I will",
                "placeholder": {"type": "plain_text", "text": "call Ana", "emoji": false}}})
    );
    assert_eq!(
        view["blocks"][2]["element"]["initial_option"]["value"],
        "c1"
    );
    let chosen = &view["blocks"][4]["element"]["initial_options"];
    assert_eq!(chosen.as_array().unwrap().len(), 1, "{chosen}");
    assert_eq!(chosen[0]["value"], "c2");
    assert_eq!(
        view["blocks"][6]["element"],
        json!({"type": "conversations_select", "action_id": "input", "initial_conversation": "C0123",
            "filter": {"include": ["public", "private"], "exclude_bot_users": true}})
    );
    assert_eq!(
        view["blocks"][7]["element"],
        json!({"type": "datepicker", "action_id": "input", "initial_date": "2026-12-03"})
    );
    assert_eq!(view["notify_on_close"], false);
}

#[test]
fn a_menu_holds_up_to_a_hundred_and_what_is_no_channel_or_day_is_not_chosen_at_first() {
    let view = opened(&form_of(vec![
        (
            "one",
            InputKind::One {
                options: choices(100),
                initial: Some("c99".into()),
            },
        ),
        (
            "channel",
            InputKind::Channel {
                initial: Some("#sales".into()),
            },
        ),
        ("day", InputKind::Date { initial: None }),
    ]));
    let element = |index: usize| &view["blocks"][index]["element"];
    assert_eq!(element(0)["options"].as_array().unwrap().len(), 100);
    assert_eq!(element(0)["initial_option"]["value"], "c99");
    assert!(element(1).get("initial_conversation").is_none());
    assert!(element(2).get("initial_date").is_none());
}

#[test]
fn an_option_that_is_too_long_goes_on_below_itself() {
    let label = "Ask what they have tried, listen to the end, and only then say what you would do";
    let options = vec![Choice {
        id: "a".into(),
        label: label.into(),
    }];
    let view = opened(&form_of(vec![(
        "one",
        InputKind::One {
            options,
            initial: None,
        },
    )]));
    let option = &view["blocks"][0]["element"]["options"][0];
    assert_eq!(
        option["text"]["text"],
        "Ask what they have tried, listen to the end, and only then say what you…"
    );
    assert_eq!(option["description"]["text"], "…would do");
}

#[test]
fn a_form_brings_back_what_it_is_about() {
    let form = form_of(vec![("number", InputKind::Number { min: 0, max: 9 })]);
    let back = |rest: &str| {
        let view = serde_json::to_value(view(&form, rest)).unwrap();
        read_metadata(view["private_metadata"].as_str().unwrap()).unwrap()
    };
    let expected = |rest: &str| Metadata {
        about: "1:form:R7".into(),
        page: 2,
        rest: rest.to_owned(),
    };
    assert_eq!(back("C1 https://hooks"), expected("C1 https://hooks"));
    assert_eq!(back(&"x".repeat(3_000)), expected(""), "too long to carry");
    assert_eq!(read_metadata("{}"), None);
}

#[test]
fn what_a_form_brings_back_is_read_by_name() {
    let state = json!({"values": {
        "words": {"input": {"type": "plain_text_input", "value": "some words"}},
        "empty": {"input": {"type": "plain_text_input", "value": null}},
        "number": {"input": {"type": "number_input", "value": "42"}},
        "one": {"input": {"type": "radio_buttons", "selected_option": {"value": "a"}}},
        "of-many": {"input": {"type": "static_select", "selected_option": {"value": "b"}}},
        "none": {"input": {"type": "radio_buttons", "selected_option": null}},
        "several": {"input": {"type": "checkboxes",
            "selected_options": [{"value": "a"}, {"odd": 1}, {"value": "c"}]}},
        "people": {"input": {"type": "multi_users_select", "selected_users": ["U1", "U2"]}},
        "person": {"input": {"type": "users_select", "selected_user": "U3"}},
        "channel": {"input": {"type": "conversations_select", "selected_conversation": "G7"}},
        "of-all": {"input": {"type": "channels_select", "selected_channel": "C8"}},
        "no-channel": {"input": {"type": "conversations_select", "selected_conversation": null}},
        "a-mention": {"input": {"type": "conversations_select", "selected_conversation": "<!here>"}},
        "day": {"input": {"type": "datepicker", "selected_date": "2026-11-24"}},
        "no-day": {"input": {"type": "datepicker", "selected_date": null}},
        "odd-day": {"input": {"type": "datepicker", "selected_date": "2026-02-30"}},
        "odd": {"input": {"type": "timepicker", "selected_time": "09:30"}},
        "odder": 7,
    }});
    let read = values(&state);
    let chosen = |ids: &[&str]| Filled::Chosen(ids.iter().map(|id| (*id).to_owned()).collect());
    let expected = [
        ("words", Filled::Words("some words".into())),
        ("number", Filled::Words("42".into())),
        ("one", chosen(&["a"])),
        ("of-many", chosen(&["b"])),
        ("several", chosen(&["a", "c"])),
        ("people", Filled::People(vec!["U1".into(), "U2".into()])),
        ("person", Filled::People(vec!["U3".into()])),
        ("channel", Filled::Channel("G7".into())),
        ("of-all", Filled::Channel("C8".into())),
        ("day", Filled::Date(date(2026, 11, 24))),
    ];
    let expected = expected.map(|(name, value)| (name.into(), value)).into();
    assert_eq!(read, expected);
    assert!(values(&json!({})).is_empty());
}

#[test]
fn a_page_that_can_be_turned_back_has_a_button_below_its_rows() {
    let mut form = form_of(vec![("number", InputKind::Number { min: 0, max: 9 })]);
    form.back = Some("Back".into());
    let view = opened(&form);
    assert_eq!(view_faults(&view), Vec::<String>::new());
    let last = &view["blocks"][1];
    assert_eq!(last["type"], "actions");
    assert_eq!(last["elements"][0]["text"]["text"], "Back");
    assert_eq!(last["elements"][0]["action_id"], TURN_BACK);
}
