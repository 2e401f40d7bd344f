//! A team that goes through programmes in its channel: three at once, and no fourth.

use std::sync::Arc;

use cairn::clock::Clock;
use cairn::store::MemoryStore;

use crate::play::{MANAGER, Play};
use crate::support::{coach_of_tree, small_tree};

const PAGE: &str = "programmes/one-page.toml";

#[tokio::test]
async fn a_channel_that_is_in_three_programmes_begins_no_fourth() {
    let mut tree = small_tree();
    let page = tree.files[PAGE].clone();
    let titles = ["First", "Second", "Third", "Fourth"];
    for title in titles {
        let own = page.replace("title = \"One page\"", &format!("title = \"{title}\""));
        let file = format!("programmes/{}.toml", title.to_lowercase());
        tree.files.insert(file, own);
    }
    let beginning = "2026-11-24T10:00:00+01:00".parse().unwrap();
    let (store, clock) = (Arc::new(MemoryStore::default()), Clock::still(beginning));
    let mut play = Play::of(store, Arc::default(), coach_of_tree(&tree), clock);
    for (before, title) in titles.into_iter().enumerate() {
        play.says("programme").await;
        let button = format!("Enrol this channel: {title}");
        let said = play.presses(MANAGER, &button).await;
        let is_full = said.contains("is in 3 programmes already");
        assert_eq!(is_full, before == 3, "{title}: {said}");
        assert!(is_full || said.contains(title), "{title}: {said}");
    }
    let listed = play.says("programme").await;
    assert!(listed.contains("Enrol this channel: Fourth"), "{listed}");
}
