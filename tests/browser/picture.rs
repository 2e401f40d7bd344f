//! The pictures of the README. `CAIRN_PICTURE=1 cargo test --test browser picture` takes them anew
//! (with the fonts of Debian's fonts-inter and fonts-noto-core they look best); then
//! `pngquant --force --ext .png 96 docs/*.png` makes them small.

use serde_json::json;

use crate::page::{Page, Window};
use crate::playing::Cairn;
use crate::scenes::enrol_and_plan;

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs");

/// A page to take a picture of; none when no picture is asked for.
async fn page(cairn: &Cairn) -> Option<Page> {
    std::env::var_os("CAIRN_PICTURE")?;
    let page = Page::open(cairn).await.expect("a picture needs a browser");
    page.prefers("light").await;
    page.window(Window::Poster, 2).await;
    Some(page)
}

/// The last message that has these words, in light and in dark: `name.png` and `name-dark.png`.
async fn take_both(page: &Page, name: &str, words: &str) {
    for (scheme, name) in [("light", name), ("dark", &format!("{name}-dark"))] {
        page.prefers(scheme).await;
        is_still(page).await;
        let picture = page.browser.picture_of(&message_of(words)).await;
        std::fs::write(format!("{DOCS}/{name}.png"), picture).unwrap();
    }
    page.prefers("light").await;
}

fn message_of(words: &str) -> String {
    format!(
        "[...document.querySelectorAll('#messages > .message')].findLast((one) => one.innerText.includes({}))",
        json!(words)
    )
}

async fn take(page: &Page, name: &str) {
    is_still(page).await;
    let picture = page.browser.picture().await;
    std::fs::write(format!("{DOCS}/{name}.png"), picture).unwrap();
}

async fn is_still(page: &Page) {
    let away = json!({ "type": "mouseMoved", "x": 700, "y": 30 });
    page.browser
        .devtools("Input.dispatchMouseEvent", away)
        .await;
    page.browser.script("document.activeElement.blur()").await;
    page.waits_for("nothing moves", "document.getAnimations().length === 0")
        .await;
}

/// Somebody presses the last button of this label that she sees in a channel, without the page.
async fn somebody_presses(page: &Page, who: &str, label: &str) {
    let code = format!(
        "const done = arguments[arguments.length - 1];
         import('/playground/server.js').then(async ({{ act, snapshot }}) => {{
           const {{ messages }} = await snapshot('Ana');
           const buttons = messages.filter(({{ channel, card }}) => channel === 'team' && card).flatMap(({{ card }}) => card.blocks.flatMap((block) => block.buttons ?? []));
           const button = buttons.findLast(({{ label }}) => label === {});
           done(button ? await act({}, 'team', {{ press: button.act }}) : null);
         }});",
        json!(label),
        json!(who)
    );
    let done = page.browser.script_later(&code).await;
    assert!(done.is_object(), "{who} presses {label}: {done}");
}

/// A team with a charter, and a win of it that colleagues cheer.
async fn a_win(page: &Page) {
    page.go("Ada", "team").await;
    page.say("/cairn charter").await;
    page.press("Write it").await;
    page.fills("team", "Line 4").await;
    page.selects("colour", "teal").await;
    page.fills("message", "Nobody waits for a spare part because of us.")
        .await;
    page.fills(
        "values",
        "Say it early\nFinish what we began\nLeave it tidier",
    )
    .await;
    page.send_form().await;
    page.sees("Leave it tidier").await;
    page.go("Marek", "team").await;
    page.say("/cairn win").await;
    page.fills(
        "what",
        "The list of spare parts was ready two days before the audit, and no line stood still.",
    )
    .await;
    page.fills("why", "Purchasing can order for the whole quarter at once.")
        .await;
    page.selects("value", "0").await;
    page.browser
        .script("for (const who of ['Ana', 'Dina']) document.querySelector(`#field-who input[value=${who}]`).click()")
        .await;
    page.send_form().await;
    page.sees("★ A win of Line 4").await;
    for colleague in ["Ben", "Chi", "Emil"] {
        somebody_presses(page, colleague, "Cheer").await;
    }
    page.sees("3 ").await;
}

/// What Ana reported, what she remembers, what she plans, and how far she is.
async fn a_person(page: &Page) {
    somebody_presses(page, "Ana", "C").await;
    for (item, choice) in [
        ("communication/late-to-the-stand-up", "A"),
        ("communication/long-mail-to-the-board", "B"),
        ("team-brand/telling-a-win", "A"),
        ("directional-living/note-within-the-hour", "B"),
    ] {
        page.go("Ada", "team").await;
        page.say(&format!("/cairn ask {item}")).await;
        page.sees(item).await;
        somebody_presses(page, "Ana", choice).await;
    }
    page.go("Ana", "").await;
    let plan = (
        "somebody tells me what went wrong",
        "I sum up first what I heard",
    );
    enrol_and_plan(page, plan).await;
    page.say("assess").await;
    page.press("Begin: Managing and Leading").await;
    for number in 1..=6 {
        page.on_page(number, 6).await;
        page.browser
            .script(
                "for (const menu of document.querySelectorAll('#form select')) {
                   const [first] = menu.id.replace('field-', '');
                   menu.value = { f: '4', a: '3', r: '1', m: '2', p: '3' }[menu.id.at(-2)] ?? '2';
                   if (first === 'l') menu.value = { f: '3', a: '2', r: '0', m: '3', p: '1' }[menu.id.at(-2)] ?? '2';
                 }",
            )
            .await;
        page.send_form().await;
    }
    page.sees("One thing to try").await;
}

#[tokio::test]
async fn the_pictures_of_a_win_a_result_and_a_home_page() {
    let cairn = Cairn::in_memory();
    let Some(page) = page(&cairn).await else {
        return;
    };
    a_win(&page).await;
    take_both(&page, "win", "★ A win of Line 4").await;
    a_person(&page).await;
    page.window(Window::Tall, 2).await;
    take_both(&page, "result", "One thing to try").await;
    page.goes_home("Ana").await;
    take_both(&page, "home", "This week").await;
}

#[tokio::test]
async fn the_picture_of_an_answer() {
    let cairn = Cairn::in_memory();
    let Some(page) = page(&cairn).await else {
        return;
    };
    page.answer().await;
    page.sees("Answered by 1 so far").await;
    take(&page, "playground").await;
}

#[tokio::test]
async fn the_picture_of_the_first_tip_that_is_scheduled() {
    let cairn = Cairn::in_memory();
    let Some(page) = page(&cairn).await else {
        return;
    };
    page.press("Ada admin").await;
    page.press("# sales").await;
    page.say("/cairn schedule tip every Tuesday at 9:30").await;
    page.sees("Nothing is scheduled until you tap").await;
    page.press("Schedule it").await;
    page.sees("Scheduled. The first comes").await;
    page.press("Go").await;
    page.sees("One thing this week").await;
    take(&page, "schedule").await;
}
