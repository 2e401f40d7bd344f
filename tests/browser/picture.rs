//! The picture of the README. `CAIRN_PICTURE=1 cargo test --test browser picture` takes it anew
//! (with the fonts of Debian's fonts-inter and fonts-noto-core it looks best); then
//! `pngquant --force --output docs/playground.png 96 docs/playground.png` makes it small.

use serde_json::json;

use crate::page::{Page, Window};
use crate::playing::Cairn;

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/playground.png");

#[tokio::test]
async fn the_picture_of_the_readme() {
    if std::env::var_os("CAIRN_PICTURE").is_none() {
        return;
    }
    let cairn = Cairn::in_memory();
    let page = Page::open(&cairn).await.expect("a picture needs a browser");
    page.prefers("light").await;
    page.window(Window::Poster, 2).await;
    page.answer().await;
    page.sees("Answered by 1 so far").await;
    let away = json!({ "type": "mouseMoved", "x": 700, "y": 30 });
    page.browser
        .devtools("Input.dispatchMouseEvent", away)
        .await;
    page.browser.script("document.activeElement.blur()").await;
    page.waits_for("nothing moves", "document.getAnimations().length === 0")
        .await;
    std::fs::write(PICTURE, page.browser.picture().await).unwrap();
}
