//! Each person lives in a zone of her own: the page shows her time, and its clock goes to a time of
//! hers.

use serde_json::json;

use crate::page::Page;
use crate::playing::Cairn;

#[tokio::test]
async fn the_clock_goes_to_next_tuesday_at_half_past_nine_of_who_is_played() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    for person in ["Ana employee", "Marek manager"] {
        page.press(person).await;
        let before = "document.getElementById('now').dateTime";
        let before = page.browser.script(&format!("return {before}")).await;
        page.press("Go").await;
        page.waits_for(
            "the clock has moved",
            &format!("document.getElementById('now').dateTime !== {before}"),
        )
        .await;
        let today = page
            .browser
            .script("return document.getElementById('today').textContent")
            .await;
        let today = today.as_str().unwrap();
        assert!(
            today.starts_with("Tuesday") && today.contains("9:30"),
            "{person}: {today}"
        );
    }
    page.waits_for(
        "everybody's time is told",
        "document.getElementById('zones').innerText.includes('Marek, New York') && document.querySelectorAll('#zones time').length === 3",
    )
    .await;
    page.is_quiet().await;
}

#[tokio::test]
async fn ada_schedules_her_first_tip_and_on_tuesday_it_is_there() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.press("Ada admin").await;
    page.say("/cairn schedule tip every Tuesday at 9:30").await;
    page.sees("Nothing is scheduled until you tap").await;
    page.press("Schedule it").await;
    page.sees("Scheduled. The first comes").await;
    page.press("Go").await;
    page.sees("One thing this week").await;
    page.press("Useful").await;
    page.sees("Noted without your name").await;
    page.is_quiet().await;
}

/// Every quarter of an hour of a year, in zones with and without summer time.
const THERE_AND_BACK: &str = "
    const done = arguments[arguments.length - 1];
    import('/playground/time.js').then(({ momentOf, useZone, wall }) => {
      const odd = [];
      for (const zone of ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe']) {
        useZone(zone);
        for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 900000) {
          const back = momentOf(wall(at));
          if (wall(back) !== wall(at)) odd.push(`${zone} ${wall(at)} is ${wall(back)}`);
        }
      }
      done(odd.slice(0, 5));
    });";

#[tokio::test]
async fn what_stands_on_the_wall_clock_is_a_moment_at_which_it_does() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    assert_eq!(page.browser.script_later(THERE_AND_BACK).await, json!([]));
}
