//! No violation of the rules that axe-core knows, in every look of the page. The gate installs
//! axe-core beside this file (`npm ci`); elsewhere it is said aloud that this is left out.

use std::path::Path;
use std::sync::Once;

use crate::driver::left_out;
use crate::inputs;
use crate::page::{Page, Window};
use crate::playing::Cairn;

const AXE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/browser/node_modules/axe-core/axe.min.js"
);

/// The rules; none, said aloud, where axe-core is not installed.
pub fn axe() -> Option<String> {
    static SAID: Once = Once::new();
    if !Path::new(AXE).is_file() {
        left_out(
            "the accessibility tests need axe-core (npm ci --prefix tests/browser)",
            &SAID,
        );
        return None;
    }
    Some(std::fs::read_to_string(AXE).unwrap())
}

/// Every violation as one line: the rule, what it asks, where.
const EXAMINE: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(({ violations, passes }) =>
      done(passes.length < 10 ? [`axe looked at ${passes.length} rules only`] : violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`))),
      (error) => done([String(error)]));";

/// Fails if the page breaks a rule as it looks now.
pub async fn examine(page: &Page, axe: &str, look: &str) {
    page.waits_for(
        "nothing moves",
        "document.getAnimations().length === 0 && !document.querySelector('.busy')",
    )
    .await;
    page.browser.script(axe).await;
    let found = page.browser.script_later(EXAMINE).await;
    let found = found.as_array().unwrap();
    assert!(found.is_empty(), "{look}: {found:#?}");
}

/// Plays a little and examines what there is to see on the way.
async fn play_and_examine(page: &Page, axe: &str, look: &str) {
    page.sees("Answered by 0 so far").await;
    examine(page, axe, &format!("{look}, a check-in waits")).await;
    page.answer().await;
    page.say("/cairn me").await;
    page.sees("What you remember now").await;
    examine(page, axe, &format!("{look}, answered")).await;
    page.press("I see it differently").await;
    page.send_form().await;
    page.waits_for(
        "the form says what is amiss",
        "document.querySelector('#form .error:not([hidden])')",
    )
    .await;
    examine(page, axe, &format!("{look}, a form is open")).await;
    page.press("Close").await;
    page.press("Cairn").await;
    page.press("practice").await;
    page.sees("Question 1 of").await;
    examine(page, axe, &format!("{look}, in practice")).await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_the_light() {
    let Some(axe) = axe() else { return };
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.prefers("light").await;
    play_and_examine(&page, &axe, "light").await;
    page.press("Ada admin").await;
    page.press("# sales").await;
    page.sees("Nothing here yet").await;
    examine(&page, &axe, "light, an empty channel").await;
    page.press("Home").await;
    page.waits_for(
        "the home page stands there",
        "document.getElementById('place').textContent === 'Home'",
    )
    .await;
    examine(&page, &axe, "light, the home page").await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_the_dark() {
    let Some(axe) = axe() else { return };
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.prefers("dark").await;
    play_and_examine(&page, &axe, "dark").await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_on_a_phone() {
    let Some(axe) = axe() else { return };
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.prefers("light").await;
    page.window(Window::Phone, 1).await;
    page.go("Ana", "team").await;
    play_and_examine(&page, &axe, "phone").await;
    page.browser.click("//details[@id='clock']/summary").await;
    examine(&page, &axe, "phone, the clock is open").await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_any_input_nor_in_what_asks_once_more() {
    let Some(axe) = axe() else { return };
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.prefers("light").await;
    page.sees("Answered by 0 so far").await;
    inputs::opened(&page).await;
    examine(&page, &axe, "a form of all inputs").await;
    page.browser.keys("\u{E00C}").await;
    page.browser.script_later(inputs::ASKS).await;
    page.press("Delete this").await;
    page.waits_for("it is asked", "document.getElementById('confirm').open")
        .await;
    examine(&page, &axe, "it is asked once more").await;
}
