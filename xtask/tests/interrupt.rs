//! Ctrl+C on a whole chore: what it has started goes with it, however deep.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![allow(clippy::disallowed_methods, reason = "real programs are waited for in real time")]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// A program that starts two others, one of them deaf to a request to end, and waits. Each puts a file named by its id
/// into a folder.
const NEVER_ENDING: &str = "#!/bin/sh
sleep 600 &
: > \"$STARTED/$!\"
sh -c 'trap \"\" TERM; : > \"$STARTED/$$\"; sleep 600; sleep 600' &
: > \"$STARTED/$$\"
wait
";
/// `check` reads the crates and the page side by side: at first stand `cargo` and `npm`, each with its two.
const PROGRAMS: usize = 6;

fn program(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
}

fn within(limit: Duration, what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + limit;
    while !holds() {
        assert!(Instant::now() < end, "{what} did not come within {limit:?}");
        std::thread::yield_now();
    }
}

/// Whether a process runs. One that has ended and that nobody has asked after does not.
fn runs(id: i32) -> bool {
    let ended = std::fs::read_to_string(format!("/proc/{id}/stat"))
        .is_ok_and(|stat| stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z')));
    !ended && kill(Pid::from_raw(id), None).is_ok()
}

fn started(folder: &Path) -> Vec<i32> {
    let files = std::fs::read_dir(folder).unwrap();
    files.map(|file| file.unwrap().file_name().to_str().unwrap().parse().unwrap()).collect()
}

/// Runs a chore whose first outside programs never end, sends the signal, and looks for what is left.
fn leaves_nothing_behind(signal: Signal) {
    let folder: PathBuf =
        std::env::temp_dir().join(format!("stepthrough-interrupt-{signal}-{}", std::process::id()));
    let ids = folder.join("started");
    std::fs::create_dir_all(&ids).unwrap();
    program(&folder, "node", "#!/bin/sh\necho v20.0.0\n");
    program(&folder, "cargo", NEVER_ENDING);
    program(&folder, "npm", NEVER_ENDING);
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut chore = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("check")
        .env("PATH", path)
        .env("STARTED", &ids)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    within(Duration::from_mins(1), "the start of all programs", || started(&ids).len() == PROGRAMS);
    assert!(started(&ids).into_iter().all(runs));
    kill(Pid::from_raw(i32::try_from(chore.id()).unwrap()), signal).unwrap();
    assert_eq!(chore.wait().unwrap().code(), Some(130));
    // Asked again: what came in the place of those that ended counts, too.
    within(Duration::from_secs(10), "the end of all programs", || !started(&ids).into_iter().any(runs));
    assert_eq!(started(&ids).len(), PROGRAMS, "another program was started on the way out");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn ctrl_c_ends_a_chore_with_all_that_it_started() {
    leaves_nothing_behind(Signal::SIGINT);
}

#[test]
fn a_request_to_end_does_the_same() {
    leaves_nothing_behind(Signal::SIGTERM);
}
