//! A real window under Xvfb, driven with xdotool as a person would.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long anything may take; generous, since the machine may be slow and busy.
const WATCHDOG: Duration = Duration::from_secs(120);
/// Time between two looks.
const BREATH: Duration = Duration::from_millis(50);

/// A process that ends with the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Looks again and again until `look` finds something.
pub fn poll<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    poll_or(what, look, String::new)
}

/// Looks again and again until `look` finds something; `seen` says what was there instead.
fn poll_or<T>(what: &str, mut look: impl FnMut() -> Option<T>, seen: impl Fn() -> String) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < WATCHDOG, "waited in vain for {what}{}", seen());
        // Another process is waited for, which wakes nobody here.
        std::thread::park_timeout(BREATH);
    }
}

fn is_there(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).stdout(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

/// Starts Xvfb on a display of its own choice and returns it with the display's name.
pub fn start_display(folder: &Path) -> (Running, String) {
    let number = folder.join("display");
    let file = fs::File::create(&number).expect("a file");
    let server = Command::new("sh")
        .args(["-c", "exec Xvfb -displayfd 1 -screen 0 1440x900x24 -nolisten tcp"])
        .stdout(file)
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb");
    let server = Running(server);
    let name = poll("the display", || {
        let text = fs::read_to_string(&number).ok()?;
        text.ends_with('\n').then(|| format!(":{}", text.trim()))
    });
    (server, name)
}

/// Returns the last frame in the trace that is as wanted.
pub fn frame(trace: &Path, what: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
    let last = || {
        let text = fs::read_to_string(trace).ok()?;
        // The last line may still be on its way.
        let whole = &text[..text.rfind('\n')? + 1];
        serde_json::from_str::<Value>(whole.lines().last()?).ok()
    };
    let seen =
        || last().map_or_else(|| "; there is no frame".to_owned(), |frame| format!("; the last frame is {frame}"));
    poll_or(what, || last().filter(&is_wanted), seen)
}

/// Starts the program on a display with an atlas, by default the starter, and with a folder for its settings and journals, so
/// that nobody's own are read or written.
pub fn start_window(atlas: Option<&Path>, trace: &Path, display: &str, config: &Path, log: fs::File) -> Running {
    let child = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(atlas)
        .arg("--trace")
        .arg(trace)
        .env("DISPLAY", display)
        .env("XDG_CONFIG_HOME", config)
        .env("XDG_STATE_HOME", config.join("state"))
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stderr(log)
        .spawn()
        .expect("the window");
    Running(child)
}

/// Calls xdotool on a display and returns what it says.
pub fn xdotool(display: &str, arguments: &[&str]) -> String {
    let output = Command::new("xdotool").args(arguments).env("DISPLAY", display).output().expect("xdotool");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Returns the window on a display, found by its class: xdotool's search takes the title's UTF-8 for Latin-1.
pub fn window_on(display: &str) -> String {
    poll("the window", || xdotool(display, &["search", "--class", "^demarche$"]).lines().next().map(str::to_owned))
}

/// Whether a real window can be driven; says so if not, and insists where `CI=true`.
pub fn can_be_driven() -> bool {
    let missing: Vec<&str> = ["Xvfb", "xdotool"].into_iter().filter(|program| !is_there(program)).collect();
    if !missing.is_empty() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI needs {}", missing.join(" and "));
        println!("skipped: {} not found, so no real window can be driven", missing.join(" and "));
    }
    missing.is_empty()
}
