//! The playground's page as a person uses it: by what stands on it.

use serde_json::{Value, json};

use crate::driver::Browser;
use crate::playing::Cairn;

/// A page that is open.
pub struct Page {
    /// The browser it is open in.
    pub browser: Browser,
    url: String,
}

/// How large the window is, in CSS pixels.
#[derive(Clone, Copy)]
pub enum Window {
    Desktop,
    Phone,
    /// Tall enough for a question and its answer.
    Poster,
    /// Tall enough for a result.
    Tall,
}

impl Page {
    /// Opens the playground; `None`, said aloud, where there is no browser.
    pub async fn open(cairn: &Cairn) -> Option<Self> {
        let browser = Browser::start().await?;
        let url = cairn.url.clone();
        let page = Self { browser, url };
        page.window(Window::Desktop, 1).await;
        page.go("Ana", "team").await;
        Some(page)
    }

    /// Opens a second tab of the same size and goes there; returns the name of the one left.
    pub async fn new_tab(&self) -> Value {
        let left = self.browser.new_tab().await;
        self.window(Window::Desktop, 1).await;
        left
    }

    /// Goes to where a person's conversation stands; the direct one has no name.
    pub async fn go(&self, person: &str, channel: &str) {
        self.browser
            .open(&format!("{}#{person}/{channel}", self.url))
            .await;
        let place = if channel.is_empty() {
            "Cairn".to_owned()
        } else {
            format!("# {channel}")
        };
        self.waits_for(
            &format!("{person} is in {place}"),
            &format!(
                "document.querySelector('#people [aria-pressed=true]')?.dataset.key === {} && document.getElementById('place').textContent === {}",
                json!(person),
                json!(place)
            ),
        )
        .await;
    }

    /// Goes to a person's home page, as soon as it is drawn.
    pub async fn goes_home(&self, person: &str) {
        self.browser
            .open(&format!("{}#{person}/~home", self.url))
            .await;
        self.waits_for(
            &format!("the home page of {person} is drawn"),
            &format!(
                "document.querySelector('#people [aria-pressed=true]')?.dataset.key === {} && document.getElementById('place').textContent === 'Home' && document.querySelector('#messages .card')",
                json!(person)
            ),
        )
        .await;
    }

    /// Puts words into a field of the open form, in the place of what stands there.
    pub async fn fills(&self, field: &str, words: &str) {
        self.sets(field, words, "input").await;
    }

    /// Chooses one of a menu of the open form, by its id.
    pub async fn selects(&self, field: &str, choice: &str) {
        self.sets(field, choice, "change").await;
    }

    async fn sets(&self, field: &str, value: &str, event: &str) {
        let id = json!(format!("field-{field}"));
        self.waits_for(
            &format!("the field {field} is there"),
            &format!("document.getElementById('form').open && document.getElementById({id})"),
        )
        .await;
        let code = format!(
            "const field = document.getElementById({id});
             field.value = {};
             field.dispatchEvent(new Event({}, {{ bubbles: true }}));",
            json!(value),
            json!(event)
        );
        self.browser.script(&code).await;
    }

    /// Waits until the form shows that page of so many.
    pub async fn on_page(&self, number: usize, of: usize) {
        let words = json!(format!("Page {number} of {of}"));
        self.waits_for(
            &format!("page {number} is open"),
            &format!("document.getElementById('form').open && document.getElementById('form-rows').innerText.includes({words})"),
        )
        .await;
    }

    /// Fails if anything is wider than where it stands.
    pub async fn fits(&self) {
        let wide = "return [document.documentElement, document.getElementById('messages'), document.getElementById('form'), document.getElementById('confirm'), ...document.querySelectorAll('.card, .card p, .words, .who, .field')]
            .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth)
            .map((one) => `${one.id || one.className || 'the page'}: ${one.scrollWidth} in ${one.clientWidth}`)";
        let wide = self.browser.script(wide).await;
        assert_eq!(wide, json!([]), "wider than its place");
    }

    /// Sets the window's size.
    pub async fn window(&self, window: Window, scale: u8) {
        let (width, height) = match window {
            Window::Desktop => (1200, 800),
            Window::Poster => (1200, 1190),
            Window::Tall => (1200, 2000),
            Window::Phone => (390, 844),
        };
        let params = json!({
            "width": width, "height": height, "deviceScaleFactor": scale,
            "mobile": matches!(window, Window::Phone),
        });
        self.browser
            .devtools("Emulation.setDeviceMetricsOverride", params)
            .await;
    }

    /// Sets what the system prefers.
    pub async fn prefers(&self, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.browser
            .devtools(
                "Emulation.setEmulatedMedia",
                json!({ "features": features }),
            )
            .await;
    }

    /// Waits until an expression is true.
    pub async fn waits_for(&self, what: &str, expression: &str) {
        self.browser
            .until(what, &format!("return Boolean({expression})"))
            .await;
    }

    /// Waits until words stand among the messages.
    pub async fn sees(&self, words: &str) {
        self.waits_for(
            &format!("“{words}” is seen"),
            &format!(
                "document.getElementById('messages').innerText.includes({})",
                json!(words)
            ),
        )
        .await;
    }

    /// All that stands among the messages.
    pub async fn messages(&self) -> String {
        let text = self
            .browser
            .script("return document.getElementById('messages').innerText")
            .await;
        text.as_str().unwrap().to_owned()
    }

    /// Presses the last button with this label.
    pub async fn press(&self, label: &str) {
        self.browser.click(&labelled(label)).await;
    }

    /// Sends the form that is open or about to open.
    pub async fn send_form(&self) {
        self.browser.click("//dialog//button[@type='submit']").await;
    }

    /// Presses the first way to answer the check-in that waits.
    pub async fn answer(&self) {
        self.browser.click(FIRST_CHOICE).await;
        self.sees("Next look in").await;
    }

    /// Writes words and sends them with Enter.
    pub async fn say(&self, words: &str) {
        self.browser.click("//input[@id='words']").await;
        self.browser.keys(&format!("{words}\u{E007}")).await;
        self.waits_for(
            "the words are sent",
            "document.getElementById('words').value === ''",
        )
        .await;
    }

    /// Fails if the browser had anything to complain about.
    pub async fn is_quiet(&self) {
        let complaints = self.browser.complaints().await;
        assert!(complaints.is_empty(), "the browser says: {complaints:#?}");
    }
}

/// The first choice of the oldest message.
pub const FIRST_CHOICE: &str = "(//ol[@id='messages']//div[@class='buttons'])[1]/button[1]";
/// The second.
pub const SECOND_CHOICE: &str = "(//ol[@id='messages']//div[@class='buttons'])[1]/button[2]";

/// A button by its label; of the clock's, the first line.
pub fn labelled(label: &str) -> String {
    format!(
        "//button[normalize-space()={0} or normalize-space(span)={0}]",
        json!(label)
    )
}
