//! A headless Chromium, driven by WebDriver's JSON over HTTP: as much of it as the stories need.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::time::Duration;

use base64::Engine as _;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::{Semaphore, SemaphorePermit};

/// What an element is called in WebDriver's JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How long one call may take; starting a browser on a busy machine takes longest.
const CALL: Duration = Duration::from_secs(60);
/// How long the page may take to become as it should be, and how often it is looked at.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(40);
/// How many browsers run at the same time: each wants a core.
static ROOM: Semaphore = Semaphore::const_new(2);

/// A browser with one window.
pub struct Browser {
    http: reqwest::Client,
    driver: Child,
    /// Where the driver listens: `127.0.0.1:PORT`.
    at: String,
    session: String,
    _profile: TempDir,
    _room: SemaphorePermit<'static>,
}

/// The two programs, where both are found.
fn programs() -> Option<(PathBuf, PathBuf)> {
    let found = |names: &[&str]| {
        let path = std::env::var_os("PATH")?;
        let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        let mut candidates = names
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        candidates.find(|candidate| candidate.is_file())
    };
    let browser = found(&["chromium", "chromium-browser", "google-chrome"])?;
    Some((browser, found(&["chromedriver"])?))
}

/// Whether the one who runs the tests says that leaving out is failing.
pub fn is_required() -> bool {
    std::env::var_os("CAIRN_BROWSER").is_some_and(|value| value == "required")
}

/// Says, past the test harness, that something is left out; fails where it is required.
pub fn left_out(what: &'static str, once: &Once) {
    assert!(!is_required(), "CAIRN_BROWSER=required, but {what}");
    once.call_once(|| {
        let _ = writeln!(std::io::stderr(), "LEFT OUT: {what}");
    });
}

impl Browser {
    /// Starts one; `None`, said aloud, where there is none.
    pub async fn start() -> Option<Self> {
        static SAID: Once = Once::new();
        let Some((browser, driver)) = programs() else {
            left_out(
                "the browser tests need Chromium and chromedriver (Debian: apt-get install chromium chromium-driver)",
                &SAID,
            );
            return None;
        };
        let room = ROOM.acquire().await.unwrap();
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = BufReader::new(driver.stdout.take().unwrap());
        let port = said.lines().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.rsplit_once("successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let port = port.expect("chromedriver says where it listens");
        let profile = tempfile::tempdir().unwrap();
        let mut started = Self {
            http: cairn::outbound::client().unwrap(),
            driver,
            at: format!("127.0.0.1:{port}"),
            session: String::new(),
            _profile: profile,
            _room: room,
        };
        started.begin(&browser).await;
        Some(started)
    }

    async fn begin(&mut self, browser: &std::path::Path) {
        let profile = format!("--user-data-dir={}", self._profile.path().display());
        let mut args: Vec<&str> = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage --lang=en-GB"
            .split(' ')
            .collect();
        args.push(&profile);
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": args, "binary": browser },
            "goog:loggingPrefs": { "browser": "ALL" },
        } } });
        let begun = self.call("POST", "", Some(wanted)).await;
        self.session = format!("/{}", begun["sessionId"].as_str().unwrap());
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let answer = self.try_call(method, path, body).await;
        answer.unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    async fn try_call(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value, String> {
        let url = format!("http://{}/session{}{path}", self.at, self.session);
        let request = self.http.request(method.parse().unwrap(), &url);
        let request = request.timeout(CALL);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let mut answer: Value = request.send().await.unwrap().json().await.unwrap();
        match answer["value"]["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", answer["value"]["message"])),
            None => Ok(answer["value"].take()),
        }
    }

    /// Goes to an address.
    pub async fn open(&self, url: &str) {
        self.call("POST", "/url", Some(json!({ "url": url }))).await;
    }

    /// Loads the page once more.
    pub async fn reload(&self) {
        self.call("POST", "/refresh", Some(json!({}))).await;
    }

    /// What a script returns.
    pub async fn script(&self, code: &str) -> Value {
        let body = json!({ "script": code, "args": [] });
        self.call("POST", "/execute/sync", Some(body)).await
    }

    /// What a script calls its last argument with.
    pub async fn script_later(&self, code: &str) -> Value {
        let body = json!({ "script": code, "args": [] });
        self.call("POST", "/execute/async", Some(body)).await
    }

    /// Asks Chromium itself.
    pub async fn devtools(&self, command: &str, params: Value) -> Value {
        let body = json!({ "cmd": command, "params": params });
        self.call("POST", "/goog/cdp/execute", Some(body)).await
    }

    /// Waits until a script returns something true, and returns it.
    pub async fn until(&self, what: &str, code: &str) -> Value {
        let looking = async {
            loop {
                let found = self.script(code).await;
                if !matches!(found, Value::Null | Value::Bool(false)) && found != "" {
                    return found;
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        match tokio::time::timeout(PATIENCE, looking).await {
            Ok(found) => found,
            Err(_) => {
                let page = self.script("return document.body.innerText").await;
                panic!(
                    "never came true: {what}\nthe page:\n{}",
                    page.as_str().unwrap_or_default()
                );
            }
        }
    }

    /// The element of an XPath, as soon as there is one that can be seen.
    async fn find(&self, xpath: &str) -> String {
        let code = format!(
            "const found = document.evaluate({}, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
             for (let i = found.snapshotLength - 1; i >= 0; i--) {{
               const element = found.snapshotItem(i);
               if (element.checkVisibility() && element.ariaDisabled !== 'true') return element;
             }}
             return null;",
            json!(xpath)
        );
        let found = self.until(&format!("{xpath} can be pressed"), &code).await;
        found[ELEMENT].as_str().unwrap().to_owned()
    }

    /// Presses the last element of an XPath. What was drawn anew meanwhile, or is covered still,
    /// is looked for once more.
    pub async fn click(&self, xpath: &str) {
        let pressing = async {
            loop {
                let click = format!("/element/{}/click", self.find(xpath).await);
                match self.try_call("POST", &click, Some(json!({}))).await {
                    Ok(_) => return,
                    Err(error) if is_passing(&error) => tokio::time::sleep(LOOK_EVERY).await,
                    Err(error) => panic!("{xpath}: {error}"),
                }
            }
        };
        let pressed = tokio::time::timeout(PATIENCE, pressing).await;
        pressed.unwrap_or_else(|_| panic!("{xpath} can't be pressed"));
    }

    /// Presses it twice, as fast as a mouse can.
    pub async fn double_click(&self, xpath: &str) {
        let element = self.find(xpath).await;
        let press = [
            json!({ "type": "pointerDown", "button": 0 }),
            json!({ "type": "pointerUp", "button": 0 }),
        ];
        let mut actions =
            vec![json!({ "type": "pointerMove", "x": 0, "y": 0, "origin": { ELEMENT: element } })];
        actions.extend(press.clone());
        actions.extend(press);
        let mouse = json!({ "type": "pointer", "id": "mouse", "actions": actions });
        self.call("POST", "/actions", Some(json!({ "actions": [mouse] })))
            .await;
    }

    /// Types where the focus is. `\u{E004}` is Tab, `\u{E007}` Enter, `\u{E00C}` Escape.
    pub async fn keys(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|key| {
            [
                json!({ "type": "keyDown", "value": key }),
                json!({ "type": "keyUp", "value": key }),
            ]
        });
        let keyboard =
            json!({ "type": "key", "id": "keys", "actions": strokes.collect::<Vec<_>>() });
        self.call("POST", "/actions", Some(json!({ "actions": [keyboard] })))
            .await;
    }

    /// Presses a key while another is held.
    pub async fn keys_with(&self, held: &str, key: &str) {
        let strokes = [
            json!({ "type": "keyDown", "value": held }),
            json!({ "type": "keyDown", "value": key }),
            json!({ "type": "keyUp", "value": key }),
            json!({ "type": "keyUp", "value": held }),
        ];
        let keyboard = json!({ "type": "key", "id": "keys", "actions": strokes });
        self.call("POST", "/actions", Some(json!({ "actions": [keyboard] })))
            .await;
    }

    /// Opens a second tab and goes there; returns the name of the one left.
    pub async fn new_tab(&self) -> Value {
        let here = self.tab().await;
        let opened = self
            .call("POST", "/window/new", Some(json!({ "type": "window" })))
            .await;
        self.turn_to(&opened["handle"]).await;
        here
    }

    /// The name of the tab that is open.
    pub async fn tab(&self) -> Value {
        self.call("GET", "/window", None).await
    }

    /// Goes to a tab.
    pub async fn turn_to(&self, tab: &Value) {
        self.call("POST", "/window", Some(json!({ "handle": tab })))
            .await;
    }

    /// A picture of what is seen, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let picture = self.call("GET", "/screenshot", None).await;
        let engine = base64::engine::general_purpose::STANDARD;
        engine.decode(picture.as_str().unwrap()).unwrap()
    }

    /// A picture of one message, which an expression gives, with a little around it.
    pub async fn picture_of(&self, element: &str) -> Vec<u8> {
        let frame = format!(
            "const element = {element};
             element.scrollIntoView({{ block: 'center' }});
             const {{ x, y, height }} = element.getBoundingClientRect();
             const {{ right }} = element.querySelector('.card').getBoundingClientRect();
             return {{ x: x - 16, y: y - 16, width: right - x + 32, height: height + 32, scale: 1 }};"
        );
        let clip = self.script(&frame).await;
        let params = json!({ "format": "png", "clip": clip });
        let picture = self.devtools("Page.captureScreenshot", params).await;
        let engine = base64::engine::general_purpose::STANDARD;
        engine.decode(picture["data"].as_str().unwrap()).unwrap()
    }

    /// What the browser complained about since last asked: errors, refused requests, breaches of
    /// the content security policy.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self
            .call("POST", "/se/log", Some(json!({ "type": "browser" })))
            .await;
        let entries = log.as_array().unwrap().iter();
        entries.map(|entry| entry["message"].to_string()).collect()
    }
}

fn is_passing(error: &str) -> bool {
    error.starts_with("stale element") || error.starts_with("element click intercepted")
}

impl Drop for Browser {
    /// Ends the browser also after a failure, then the driver. Nothing here may panic.
    fn drop(&mut self) {
        if let Ok(mut stream) = TcpStream::connect(&self.at) {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
            let request = format!(
                "DELETE /session{} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
                self.session, self.at
            );
            let _ = stream.write_all(request.as_bytes());
            let _ = stream.read(&mut [0; 512]);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
