//! A real headless Chromium, driven through its debugging pipe: messages of JSON, each ended by a zero byte, through two
//! named pipes that a shell hands to it as descriptors 3 and 4.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take; generous, since the machine may be slow and busy.
const WATCHDOG: Duration = Duration::from_secs(120);
/// Time between two looks.
const BREATH: Duration = Duration::from_millis(20);
/// Nothing that it would do by itself.
const OPTIONS: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
                       --disable-component-update --disable-sync --disable-dev-shm-usage --remote-debugging-pipe";

/// A browser with one page, which end with the test.
pub struct Browser {
    child: Child,
    commands: File,
    messages: Receiver<Value>,
    session: String,
    n_calls: u64,
    /// What the browser has told unasked.
    pub events: Vec<Value>,
    _folder: tempfile::TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = writeln!(self.commands, "{}\0", json!({ "id": self.n_calls + 1, "method": "Browser.close" }));
        let started = Instant::now();
        // It has helpers of its own, which it ends when it is asked to close.
        while started.elapsed() < Duration::from_secs(10) {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::park_timeout(BREATH);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether there is a browser; says so if not, and insists where `CI=true`.
pub fn can_be_browsed() -> bool {
    let found = Command::new("sh").args(["-c", "command -v chromium"]).stdout(Stdio::null()).status();
    let is_there = found.is_ok_and(|status| status.success());
    if !is_there {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI needs chromium");
        println!("skipped: chromium not found, so no page can be opened");
    }
    is_there
}

impl Browser {
    /// Starts a browser of its own, which knows nothing of any other.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (to, from) = (folder.path().join("to"), folder.path().join("from"));
        let made = Command::new("mkfifo").args([&to, &from]).status().expect("mkfifo");
        assert!(made.success(), "two pipes");
        let child = Command::new("sh")
            .arg("-c")
            .arg(format!(
                "exec chromium {OPTIONS} --user-data-dir=\"$1/profile\" about:blank 3<\"$1/to\" 4>\"$1/from\""
            ))
            .arg("sh")
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        // In the order in which the shell opens them, since each waits for its other end.
        let commands = fs::OpenOptions::new().write(true).open(&to).expect("the pipe to the browser");
        let answers = File::open(&from).expect("the pipe from the browser");
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            for message in BufReader::new(answers).split(0) {
                let Some(message) = message.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()) else { return };
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let (session, events) = (String::new(), Vec::new());
        let mut browser = Self { child, commands, messages, session, n_calls: 0, events, _folder: folder };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let target = target["targetId"].as_str().expect("a page").to_owned();
        let attached = browser.call("Target.attachToTarget", json!({ "targetId": target, "flatten": true }));
        browser.session = attached["sessionId"].as_str().expect("a session").to_owned();
        for domain in ["Page", "Runtime", "Log", "Network", "DOM"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        let size = json!({ "width": 1366, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        browser.call("Emulation.setDeviceMetricsOverride", size);
        browser
    }

    /// Asks for something and returns the answer.
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.n_calls += 1;
        let id = self.n_calls;
        let mut message = json!({ "id": id, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.commands.write_all(format!("{message}\0").as_bytes()).expect("the browser listens");
        loop {
            let message = self.messages.recv_timeout(WATCHDOG).expect("the browser answers");
            if message["id"] == id {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            self.events.push(message);
        }
    }

    /// Opens a file and waits until it is loaded.
    pub fn open(&mut self, path: &Path) {
        self.events.clear();
        self.call("Page.navigate", json!({ "url": format!("file://{}", path.display()) }));
        let is_loaded = |events: &[Value]| events.iter().any(|event| event["method"] == "Page.loadEventFired");
        while !is_loaded(&self.events) {
            let event = self.messages.recv_timeout(WATCHDOG).expect("the page loads");
            self.events.push(event);
        }
    }

    /// Returns what an expression comes to in the page.
    pub fn value(&mut self, expression: &str) -> Value {
        let answer = self.call("Runtime.evaluate", json!({ "expression": expression, "returnByValue": true }));
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// Looks again and again until an expression comes to `true`.
    pub fn until(&mut self, what: &str, expression: &str) {
        let started = Instant::now();
        while self.value(expression) != true {
            assert!(started.elapsed() < WATCHDOG, "waited in vain until {what}");
            // The browser wakes nobody here.
            std::thread::park_timeout(BREATH);
        }
    }

    /// Clicks at a place of the window.
    pub fn click(&mut self, x: f64, y: f64) {
        for sort in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": sort, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// Presses and releases a key, with the text that it writes, if any.
    pub fn press(&mut self, key: &str, code: u32, text: &str) {
        let mut event = json!({ "type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code });
        if !text.is_empty() {
            event["text"] = json!(text);
        }
        self.call("Input.dispatchKeyEvent", event.clone());
        event["type"] = json!("keyUp");
        self.call("Input.dispatchKeyEvent", event);
    }

    /// Returns what the browser has complained of: errors, exceptions, what a policy forbids, and dialogs.
    pub fn complaints(&self) -> Vec<&Value> {
        let told =
            ["Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded", "Page.javascriptDialogOpening"];
        let is_complaint = |event: &&Value| event["method"].as_str().is_some_and(|method| told.contains(&method));
        self.events.iter().filter(is_complaint).collect()
    }

    /// Returns the addresses that have been asked for.
    pub fn requests(&self) -> Vec<&str> {
        let sent = self.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        sent.filter_map(|event| event["params"]["request"]["url"].as_str()).collect()
    }
}
