//! The pictures of the README. `CAIRN_PICTURE=1 cargo test --test browser picture` takes them anew
//! (with the fonts of Debian's fonts-inter and fonts-noto-core they look best); then
//! `pngquant --force --ext .png 96 docs/*.png` makes them small.

use serde_json::json;

use crate::page::{Page, Window};
use crate::playing::Cairn;

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs");

/// A page to take a picture of; none when no picture is asked for.
async fn page(cairn: &Cairn) -> Option<Page> {
    std::env::var_os("CAIRN_PICTURE")?;
    let page = Page::open(cairn).await.expect("a picture needs a browser");
    page.prefers("light").await;
    page.window(Window::Poster, 2).await;
    Some(page)
}

/// The picture of a person's home page, in light and dark, once a story has filled it.
pub async fn take_home(page: &Page, person: &str) {
    page.browser
        .open(&format!("{}#{person}/~home", page.url()))
        .await;
    page.waits_for(
        "the home page is drawn",
        "document.querySelector('#messages .card')",
    )
    .await;
    take_both(page, "home").await;
}

/// What stands there in light and in dark: `name.png` and `name-dark.png`.
pub async fn take_both(page: &Page, name: &str) {
    take(page, name).await;
    page.prefers("dark").await;
    take(page, &format!("{name}-dark")).await;
    page.prefers("light").await;
}

async fn take(page: &Page, name: &str) {
    let away = json!({ "type": "mouseMoved", "x": 700, "y": 30 });
    page.browser
        .devtools("Input.dispatchMouseEvent", away)
        .await;
    page.browser.script("document.activeElement.blur()").await;
    page.waits_for("nothing moves", "document.getAnimations().length === 0")
        .await;
    let picture = page.browser.picture().await;
    std::fs::write(format!("{DOCS}/{name}.png"), picture).unwrap();
}

#[tokio::test]
async fn the_picture_of_a_home_page() {
    let cairn = Cairn::in_memory();
    let Some(page) = page(&cairn).await else {
        return;
    };
    page.answer().await;
    take_home(&page, "Ana").await;
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
