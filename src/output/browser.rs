//! Pages as PDF: an installed browser prints them, as their reader would. It gets a folder and a profile of its own that
//! are gone afterwards, and reaches no network.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use anyhow::{Context, Result, bail};

use crate::load::read::display_name;
use crate::output::print::show_note;
use crate::output::temporary;

/// Names the browser to use; empty counts as unset.
const VARIABLE: &str = "ROLEFIT_BROWSER";

/// Browsers that print from a command line, by the names they have on the path.
const NAMES: [&str; 9] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
];

/// Where systems keep them that do not put them on the path.
const PLACES: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
];

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// What a browser is told: nothing of its own goes on, no name is looked up, and the PDF has tags and no margins of its own.
const FLAGS: [&str; 13] = [
    "--headless=new",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-crash-reporter",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
];

/// A browser that can print.
#[derive(Debug)]
pub(crate) struct Browser(PathBuf);

impl Browser {
    /// Finds the one that the environment names, or else the first that is installed.
    pub(crate) fn find() -> Option<Self> {
        match env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
            Some(named) => Some(Self(PathBuf::from(named))),
            None => installed().map(Self),
        }
    }

    /// Prints a page of HTML. What it needs for that lies in a folder, for the owner alone, until it is done.
    pub(crate) fn print(&self, html: &str, folder: &Path) -> Result<Vec<u8>> {
        let room = temporary::Folder::new(folder).context("making room for the browser")?;
        let (page, pdf) = (room.path().join("page.html"), room.path().join("page.pdf"));
        fs::write(&page, html).context("writing the page for the browser")?;
        let mut command = Command::new(&self.0);
        command.args(FLAGS).args(without_sandbox());
        command.arg(flag("--user-data-dir=", &room.path().join("profile"))).arg(flag("--print-to-pdf=", &pdf));
        command.arg(address(&page)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let name = display_name(&self.0);
        if without_sandbox().is_some() {
            show_note(&format!(
                "running as root, where `{name}` needs `--no-sandbox`; the page has no scripts to confine"
            ));
        }
        let browser = command.spawn().with_context(|| format!("starting the browser `{name}`"))?;
        if !ends_well(browser)? {
            bail!("the browser `{name}` made no PDF; name another in `{VARIABLE}`");
        }
        match fs::read(&pdf) {
            Ok(bytes) if bytes.starts_with(b"%PDF-") => Ok(bytes),
            Ok(_) | Err(_) => bail!("the browser `{name}` made no PDF; name another in `{VARIABLE}`"),
        }
    }
}

fn installed() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).filter(|folder| folder.is_absolute()).collect();
    let named = NAMES.iter().flat_map(|name| {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        folders.iter().map(move |folder| folder.join(&file))
    });
    named.chain(PLACES.iter().map(PathBuf::from)).find(|file| file.is_file())
}

/// Waits for the browser, but not for ever.
fn ends_well(mut browser: Child) -> Result<bool> {
    let started = Instant::now();
    loop {
        if let Some(status) = browser.try_wait().context("waiting for the browser")? {
            return Ok(status.success());
        }
        if started.elapsed() > PATIENCE {
            let _ = browser.kill();
            let _ = browser.wait();
            return Ok(false);
        }
        thread::sleep(PAUSE);
    }
}

/// The sandbox of these browsers does not start for the administrator. The page that they print has no script and may fetch
/// nothing, so only then it is left out.
#[cfg(target_os = "linux")]
fn without_sandbox() -> Option<&'static str> {
    rustix::process::geteuid().is_root().then_some("--no-sandbox")
}

#[cfg(not(target_os = "linux"))]
fn without_sandbox() -> Option<&'static str> {
    None
}

fn flag(name: &str, path: &Path) -> OsString {
    let mut flag = OsString::from(name);
    flag.push(path);
    flag
}

/// Writes a path as the address of a file.
fn address(path: &Path) -> String {
    let full = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let mut address = "file://".to_owned();
    for byte in bytes(full.as_os_str()) {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                address.push(char::from(byte));
            }
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(unix)]
fn bytes(path: &OsStr) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(path).to_vec()
}

/// On Windows an address has a third slash before the drive, and slashes only.
#[cfg(not(unix))]
fn bytes(path: &OsStr) -> Vec<u8> {
    let path = path.to_string_lossy();
    let path = path.strip_prefix(r"\\?\").unwrap_or(&path);
    format!("/{}", path.replace('\\', "/")).into_bytes()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_any_path() {
        assert_eq!(address(Path::new("/no such/ä#?.html")), "file:///no%20such/%C3%A4%23%3F.html");
    }
}
