//! What a form can ask for, and what asks once more: drawn by the page's own scripts from what a
//! platform is given, so that each input is seen whichever form uses it first.

use serde_json::{Value, json};

use crate::page::Page;
use crate::playing::Cairn;

/// A form with an input of each kind that a schedule needs.
fn form() -> Value {
    let ask = |id: &str, label: &str, input: Value| json!({ "ask": { "id": id, "label": label, "optional": false, "input": input } });
    let choice = |id: &str, label: &str| json!({ "id": id, "label": label });
    json!({
        "about": "1:none", "page": 1, "title": "A schedule", "submit": "Save", "back": "Back",
        "rows": [
            ask("where", "Where", json!({ "channel": { "initial": "sales" } })),
            ask("from", "From", json!({ "date": { "initial": "2026-12-03" } })),
            ask("days", "Days", json!({ "several": {
                "options": [choice("mo", "Monday"), choice("tu", "Tuesday"), choice("we", "Wednesday")],
                "initial": ["tu"],
            } })),
            ask("who", "Who", json!({ "people": { "most": 2, "initial": ["Ben"] } })),
            ask("when", "When", json!({ "words": { "long": false, "max": 100, "initial": "", "example": "every Tuesday at 9:30" } })),
        ],
    })
}

/// The form stands open; what the page sends is caught and answered with what is amiss.
pub async fn opened(page: &Page) {
    let code = format!(
        "const done = arguments[arguments.length - 1];
         const answer = {{ errors: [['when', 'I did not understand “foo”.']] }};
         const usual = window.fetch;
         window.fetch = async (path, request) => {{
           if (request?.method !== 'POST') return usual(path, request);
           const {{ deed }} = JSON.parse(request.body);
           window.turned = deed.turn;
           if (deed.turn) return new Response(JSON.stringify({{ form: {{ about: '1:none', page: 0, title: 'The page before', submit: 'Next', rows: [] }} }}));
           window.sent = deed.send.values;
           return new Response(JSON.stringify(answer));
         }};
         import('/playground/form.js').then(({{ openForm }}) => {{ openForm({}, {{ channels: ['team', 'sales'], people: ['Ana', 'Ben', 'Chi'] }}); done(true); }});",
        form()
    );
    page.browser.script_later(&code).await;
}

#[tokio::test]
async fn a_form_that_comes_back_with_an_error_keeps_all_that_was_put_in() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    opened(&page).await;
    page.browser
        .script(
            "document.getElementById('field-where').value = 'team';
             document.getElementById('field-from').value = '2026-12-10';
             document.querySelector('#field-days input[value=we]').click();
             document.getElementById('field-when').value = 'every foo';",
        )
        .await;
    let put_in = json!({
        "where": { "channel": "team" }, "from": { "date": "2026-12-10" },
        "days": { "chosen": ["tu", "we"] }, "who": { "people": ["Ben"] }, "when": { "words": "every foo" },
    });
    for _ in 0..2 {
        page.browser.script("window.sent = null").await;
        page.send_form().await;
        page.waits_for(
            "the input that is amiss has the focus, and says why",
            "document.activeElement.id === 'field-when' && document.getElementById('field-when-error').textContent.includes('foo')",
        )
        .await;
        let sent = page
            .browser
            .until("it was sent", "return window.sent")
            .await;
        assert_eq!(sent, put_in);
    }
    let marked = "document.querySelectorAll('#form [aria-invalid=true]').length === 1";
    page.waits_for("nothing else is marked", marked).await;
}

/// By the keyboard alone: Tab and Space choose, Enter on the button turns back.
#[tokio::test]
async fn people_are_chosen_and_a_page_is_turned_back_by_the_keyboard() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    opened(&page).await;
    let focus = |id: &str| format!("document.querySelector({}).focus()", json!(id));
    page.browser
        .script(&focus("#field-who input[value=Ben]"))
        .await;
    // Chi, the second who may be chosen; Ana would be one too many.
    page.browser.keys("\u{E004} ").await;
    page.browser
        .script(&focus("#field-who input[value=Ana]"))
        .await;
    page.browser.keys(" ").await;
    page.waits_for(
        "it is said how many can be chosen",
        "document.getElementById('field-who-error').textContent.includes('At most 2')",
    )
    .await;
    page.browser.script(&focus("#field-when")).await;
    page.browser.keys("every day").await;
    page.waits_for(
        "it is said how many characters are left",
        "document.getElementById('field-when-left').textContent === '91 characters left'",
    )
    .await;
    page.browser.script(&focus("#form-back")).await;
    page.browser.keys("\u{E007}").await;
    page.waits_for(
        "the page before stands there, without a way back",
        "document.getElementById('form-title').textContent === 'The page before' && document.getElementById('form-back').hidden",
    )
    .await;
    let turned = page
        .browser
        .script("return [window.turned.page, window.turned.values.who, window.turned.values.when]")
        .await;
    let expected = json!([1, { "people": ["Ben", "Chi"] }, { "words": "every day" }]);
    assert_eq!(turned, expected);
    page.is_quiet().await;
}

/// The home page, and what can be done with a message, by the keyboard alone.
#[tokio::test]
async fn the_home_page_and_what_can_be_done_with_a_message_are_reached_by_the_keyboard() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    page.browser
        .script("document.querySelector('.more > summary').focus()")
        .await;
    page.browser.keys("\u{E007}").await;
    page.waits_for(
        "what can be done is shown",
        "document.querySelector('.more').open",
    )
    .await;
    page.browser.keys("\u{E004}").await;
    page.waits_for(
        "the first of it is next",
        "document.activeElement.textContent === 'Make this a win'",
    )
    .await;
    page.browser
        .script("document.querySelector('[data-key=Home]').focus()")
        .await;
    page.browser.keys("\u{E007}").await;
    page.waits_for(
        "the home page stands there",
        "document.getElementById('place').textContent === 'Home' && document.getElementById('say').hidden",
    )
    .await;
    page.is_quiet().await;
}

/// The message of a button that asks once more, pressed; what it says when it counts.
pub const ASKS: &str = "
    const done = arguments[arguments.length - 1];
    import('/playground/card.js').then(({ block }) => {
      const confirm = { title: 'Delete the schedule', text: 'Nothing more of it comes.', yes: 'Delete', no: 'Keep it' };
      const buttons = [{ act: '1:delete', label: 'Delete this', emphasis: 'danger', confirm }, { act: '1:skip', label: 'Skip' }];
      window.pressed = [];
      document.getElementById('place-note').replaceChildren(block({ buttons }, (act) => window.pressed.push(act)));
      done(true);
    });";

#[tokio::test]
async fn what_deletes_asks_once_more_and_escape_goes_back() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.browser.script_later(ASKS).await;
    let is_open = "document.getElementById('confirm').open";
    let has_pressed = |acts: Value| format!("JSON.stringify(window.pressed) === '{acts}'");

    page.press("Skip").await;
    page.waits_for("nothing is asked", &has_pressed(json!(["1:skip"])))
        .await;
    for back in ["\u{E00C}", "\u{E007}"] {
        page.press("Delete this").await;
        page.waits_for("it is asked", is_open).await;
        page.waits_for(
            "what goes back has the focus",
            "document.activeElement.textContent === 'Keep it'",
        )
        .await;
        page.browser.keys(back).await;
        page.waits_for("the question is gone", &format!("!{is_open}"))
            .await;
    }
    page.waits_for("nothing was deleted", &has_pressed(json!(["1:skip"])))
        .await;
    page.press("Delete this").await;
    page.press("Delete").await;
    page.waits_for("it is deleted", &has_pressed(json!(["1:skip", "1:delete"])))
        .await;
    page.is_quiet().await;
}
