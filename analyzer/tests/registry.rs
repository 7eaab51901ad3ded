//! The binary over every package that the build downloaded: hundreds of real crates, none made for it. No crash, no
//! hang, no Rust file lost without a word. `.ci/run` runs it; alone: `cargo test -p analyzer --test registry -- --ignored --nocapture`.

#![expect(clippy::disallowed_methods, reason = "a test that runs the binary over folders of the disk")]
#![expect(clippy::print_stdout, reason = "it reports on hundreds of folders")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// No crate of the registry is large enough to need as long.
const TIMEOUT: Duration = Duration::from_secs(60);

/// What a crash writes on stderr.
const CRASHES: [&str; 3] = ["panicked at", "overflowed its stack", "internal error"];

#[test]
#[ignore = "takes minutes: .ci/run runs it"]
fn every_downloaded_crate_is_analysed() {
    let folders = packages();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let mut failures: Vec<String> = std::thread::scope(|scope| {
        let work = || {
            let mut failures = Vec::new();
            while let Some(folder) = folders.get(next.fetch_add(1, Ordering::Relaxed)) {
                failures.extend(check(folder).err().map(|what| format!("{}: {what}", folder.display())));
            }
            failures
        };
        let started: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        started.into_iter().flat_map(|worker| worker.join().expect("a check does not panic")).collect()
    });
    failures.sort();
    for failure in &failures {
        println!("FAILED {failure}");
    }
    println!("registry: {} passed, {} failed", folders.len() - failures.len(), failures.len());
    assert!(failures.is_empty(), "{} of {} packages", failures.len(), folders.len());
}

/// The source folders of all packages that Cargo has downloaded.
fn packages() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).expect("a home folder");
    let folders = |dir: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(dir).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    let mut found: Vec<PathBuf> =
        folders(&home.join("registry/src")).iter().flat_map(|registry| folders(registry)).collect();
    found.sort();
    found
}

fn check(folder: &Path) -> Result<(), String> {
    let out = tempfile::tempdir().map_err(|e| e.to_string())?;
    let (stdout, stderr) = (out.path().join("stdout"), out.path().join("stderr"));
    let file = |path: &Path| File::create(path).map_err(|e| e.to_string());
    let mut command = Command::new(env!("CARGO_BIN_EXE_gerund"));
    command.args(["analyze", "--quiet", "--format", "json"]).arg(folder);
    command.stdin(Stdio::null()).stdout(file(&stdout)?).stderr(file(&stderr)?);
    let status = run(&mut command)?;
    let said = String::from_utf8_lossy(&fs::read(&stderr).map_err(|e| e.to_string())?).into_owned();
    if let Some(crash) = CRASHES.iter().find(|crash| said.contains(**crash)) {
        let line = said.lines().find(|line| line.contains(crash)).unwrap_or_default();
        return Err(line.to_owned());
    }
    let rust = rust_files(folder);
    match status.code() {
        Some(0) => compare(&fs::read_to_string(&stdout).map_err(|e| e.to_string())?, rust),
        Some(2) if rust == 0 => Ok(()),
        Some(2) => Err(format!("refused although it holds {rust} Rust files: {}", said.trim())),
        _ => Err(format!("ended with {status}: {}", said.trim())),
    }
}

fn run(command: &mut Command) -> Result<ExitStatus, String> {
    let started = Instant::now();
    let mut child = command.spawn().map_err(|e| e.to_string())?;
    loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            return Ok(status);
        }
        if started.elapsed() > TIMEOUT {
            child.kill().and_then(|()| child.wait()).map_err(|e| e.to_string())?;
            return Err(format!("not done after {} seconds", TIMEOUT.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Every Rust file is read, refused or left out, and the report says which.
fn compare(report: &str, rust: u64) -> Result<(), String> {
    let report: serde_json::Value = serde_json::from_str(report).map_err(|e| format!("no JSON: {e}"))?;
    let files = &report["coverage"]["files"];
    let count = |name: &str| files[name].as_u64().ok_or_else(|| format!("no coverage.files.{name}"));
    let (read, refused, left_out) = (count("read")?, count("refused")?, count("left_out")?);
    if read + refused + left_out == rust {
        return Ok(());
    }
    Err(format!("{rust} Rust files, but {read} read, {refused} refused, {left_out} left out"))
}

/// Rust files of a folder, hidden ones aside.
fn rust_files(folder: &Path) -> u64 {
    let mut count = 0;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let Ok(kind) = entry.file_type() else { continue };
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            count += rust_files(&entry.path());
        } else if kind.is_file() && name.ends_with(".rs") {
            count += 1;
        }
    }
    count
}
