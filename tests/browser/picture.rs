//! The picture of the README: `CAIRN_PICTURE=1 cargo test --test browser picture` takes it anew.

use crate::page::{Page, Window};
use crate::program::Cairn;

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/playground.png");
/// What a README should not be longer loaded with, in bytes.
const LARGEST: usize = 300_000;

#[tokio::test]
async fn the_picture_of_the_readme() {
    if std::env::var_os("CAIRN_PICTURE").is_none() {
        return;
    }
    let cairn = Cairn::in_memory();
    let page = Page::open(&cairn).await.expect("a picture needs a browser");
    page.prefers("light").await;
    page.window(Window::Desktop, 2).await;
    page.answer().await;
    page.sees("Answered by 1 so far").await;
    page.browser
        .script("document.activeElement.blur(); document.getElementById('messages').scrollTop = 0")
        .await;
    page.waits_for("nothing moves", "document.getAnimations().length === 0")
        .await;
    let picture = page.browser.picture().await;
    assert!(
        picture.len() < LARGEST,
        "the picture has {} bytes",
        picture.len()
    );
    std::fs::write(PICTURE, picture).unwrap();
}
