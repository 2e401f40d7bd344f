//! A person without a mouse: Tab and Enter lead everywhere, it is seen where the focus is, and it
//! goes back to where it came from.

use serde_json::json;

use crate::page::Page;

pub const TAB: &str = "\u{E004}";
pub const ENTER: &str = "\u{E007}";
pub const ESCAPE: &str = "\u{E00C}";
const SHIFT: &str = "\u{E008}";
/// The most stops between two places of the page.
const STOPS: usize = 120;

/// How one goes from stop to stop.
#[derive(Clone, Copy)]
enum Way {
    On,
    Back,
}

/// The button with this label, the last of them in what is open.
fn button(label: &str) -> String {
    format!(
        "focus === [...(document.querySelector('dialog[open]') ?? document).querySelectorAll('button')].findLast((button) => button.checkVisibility() && button.textContent.trim() === {})",
        json!(label)
    )
}

impl Page {
    async fn has_focus(&self, expression: &str) -> bool {
        let code = format!("const focus = document.activeElement; return Boolean({expression})");
        self.browser.script(&code).await == true
    }

    async fn walk(&self, way: Way, what: &str, expression: &str) {
        for _ in 0..STOPS {
            match way {
                Way::On => self.browser.keys(TAB).await,
                Way::Back => self.browser.keys_with(SHIFT, TAB).await,
            }
            if self.has_focus(expression).await {
                self.shows_focus().await;
                return;
            }
        }
        panic!("Tab never leads to {what}");
    }

    /// Presses Tab until the focus is where an expression on `focus` says.
    pub async fn tab_to(&self, what: &str, expression: &str) {
        self.walk(Way::On, what, expression).await;
    }

    /// Fails unless it is plainly seen where the focus is.
    pub async fn shows_focus(&self) {
        let seen = "const focus = document.activeElement, style = getComputedStyle(focus);
            const { top, bottom, left, right } = focus.getBoundingClientRect();
            if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `no outline: ${focus.outerHTML}`;
            if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return `out of sight: ${focus.outerHTML}`;
            return '';";
        let amiss = self.browser.script(seen).await;
        assert_eq!(amiss, "", "where is the focus?");
    }

    /// Fails if the focus is lost: it has to be at something, a message at least, and not at the page.
    pub async fn keeps_focus(&self) {
        assert!(
            self.has_focus("focus !== document.body").await,
            "the focus is lost"
        );
    }

    /// Writes words where they are written, and sends them.
    pub async fn types(&self, words: &str) {
        let at_words = "focus.id === 'words'";
        if !self.has_focus(at_words).await {
            self.walk(Way::Back, "where words are written", at_words)
                .await;
        }
        self.browser.keys(&format!("{words}{ENTER}")).await;
        self.waits_for(
            "the words are sent",
            "document.getElementById('words').value === ''",
        )
        .await;
    }

    /// Walks to the last button with this label, and presses Enter.
    pub async fn enters(&self, label: &str) {
        self.waits_for(
            &format!("“{label}” stands there"),
            &format!("[...document.querySelectorAll('button')].some((button) => button.checkVisibility() && button.textContent.trim() === {})", json!(label)),
        )
        .await;
        let button = button(label);
        if !self.has_focus(&button).await {
            self.walk(Way::Back, label, &button).await;
        }
        self.browser.keys(ENTER).await;
    }

    /// Goes to a field of the open form.
    pub async fn goes_to(&self, field: &str) {
        let is_there = format!("focus.closest({})", json!(format!("#field-{field}")));
        if !self.has_focus(&is_there).await {
            self.walk(Way::On, field, &is_there).await;
        }
    }

    /// Puts words into a field of the open form, after what stands there.
    pub async fn puts(&self, field: &str, words: &str) {
        self.goes_to(field).await;
        self.browser.keys(words).await;
    }

    /// Chooses one of a menu by the beginning of its label.
    pub async fn chooses(&self, field: &str, label: &str) {
        self.goes_to(field).await;
        self.browser.keys(label).await;
        self.waits_for(
            &format!("{label} is chosen"),
            &format!(
                "document.getElementById('field-{field}').selectedOptions[0].label.startsWith({})",
                json!(label)
            ),
        )
        .await;
    }

    /// Ticks a box of the open form.
    pub async fn ticks(&self, field: &str, value: &str) {
        let is_there = format!(
            "focus.closest({}) && focus.value === {}",
            json!(format!("#field-{field}")),
            json!(value)
        );
        if !self.has_focus(&is_there).await {
            self.walk(Way::On, value, &is_there).await;
        }
        self.browser.keys(" ").await;
    }

    /// Waits until a form of this title is open, with the focus in it.
    pub async fn has_form(&self, title: &str) {
        self.waits_for(
            &format!("the form “{title}” is open with the focus in it"),
            &format!(
                "document.getElementById('form').open && document.getElementById('form-title').textContent === {} && document.activeElement.closest('#form')",
                json!(title)
            ),
        )
        .await;
    }

    /// Waits until no form is open.
    pub async fn has_no_form(&self) {
        self.waits_for("no form is open", "!document.querySelector('dialog[open]')")
            .await;
    }

    /// Closes what is open by Escape; the focus is at the button that opened it, or where the words
    /// were written that did.
    pub async fn escapes_to(&self, opener: &str) {
        self.browser.keys(ESCAPE).await;
        self.has_no_form().await;
        let expression = if opener.is_empty() {
            "focus.id === 'words'".to_owned()
        } else {
            format!("focus.textContent.trim() === {}", json!(opener))
        };
        self.waits_for(
            &format!("the focus is back at “{opener}”"),
            &format!("((focus) => {expression})(document.activeElement)"),
        )
        .await;
    }

    /// Fails unless Tab reaches, from the first field on, all that the open window has, and
    /// nothing behind it, and comes round.
    pub async fn tab_goes_round(&self) {
        let all = "return [...document.querySelector('dialog[open]').querySelectorAll('button, input, select, textarea')].filter((one) => one.checkVisibility()).length";
        let all = self.browser.script(all).await.as_u64().unwrap();
        let reached = "const focus = document.activeElement;
            if (focus !== document.body && !focus.closest('dialog[open]')) return 'behind';
            window.reached ??= new Set();
            window.reached.add(focus);
            window.reached.delete(document.body);
            return window.reached.size;";
        self.browser.script("window.reached = new Set()").await;
        let mut count = 0;
        // A day has stops of its own for its parts.
        for _ in 0..2 * all {
            self.browser.keys(TAB).await;
            let seen = self.browser.script(reached).await;
            count = seen.as_u64().expect("the focus left the window");
            if count == all {
                break;
            }
        }
        assert_eq!(count, all, "not all is reached by Tab");
    }
}
