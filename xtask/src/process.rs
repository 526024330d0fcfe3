//! Calls of outside programs: each with a name, a time limit, a sign of life, and no orphan left behind.
//!
//! A child leads a process group of its own. On Ctrl+C, on a time limit and after its end the whole group is ended,
//! so that a browser started by a test runner started by npm goes too.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::Error;

/// How often a long step says that it still runs.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
/// How many lines of a failed program are shown.
const SHOWN_LINES: usize = 80;
/// How long output may still arrive after the program itself has ended.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Process ids of the groups that now run. Who ends them all keeps the lock: nothing more starts then.
static GROUPS: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

/// One call of an outside program.
#[derive(Debug)]
pub(crate) struct Job {
    label: String,
    command: Command,
    limit: Duration,
    fix: Option<String>,
    quiet: bool,
    echo: bool,
}

/// What a program printed and how it ended.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) status: ExitStatus,
    /// Standard output, line by line.
    pub(crate) lines: Vec<String>,
    /// Standard output and standard error as they came.
    pub(crate) log: Vec<String>,
}

impl Output {
    /// Standard output as one text without the last line break.
    pub(crate) fn text(&self) -> String {
        self.lines.join("\n")
    }
}

impl Job {
    /// A call of `program`, named for people by `label`. Ten minutes are its limit unless told otherwise.
    pub(crate) fn new(label: impl Into<String>, program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self {
            label: label.into(),
            command,
            limit: Duration::from_mins(10),
            fix: None,
            quiet: false,
            echo: false,
        }
    }

    /// Adds arguments.
    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    /// Sets the working folder.
    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Takes environment variables away.
    pub(crate) fn without_env(mut self, names: &[&str]) -> Self {
        for name in names {
            self.command.env_remove(name);
        }
        self
    }

    /// Ends the program after this many seconds.
    pub(crate) fn limit(mut self, seconds: u64) -> Self {
        self.limit = Duration::from_secs(seconds);
        self
    }

    /// What the reader can do when the call fails.
    pub(crate) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// Says nothing of its start and end: for short questions to a program.
    pub(crate) fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Prints every line as it comes.
    pub(crate) fn echo(mut self) -> Self {
        self.echo = true;
        self
    }

    /// Runs the program; anything but success is an error that shows the end of what it printed.
    pub(crate) fn run(mut self) -> Result<Output, Error> {
        let output = self.execute()?;
        if output.status.success() {
            return Ok(output);
        }
        if !self.quiet && !self.echo {
            let skipped = output.log.len().saturating_sub(SHOWN_LINES);
            output.log.iter().skip(skipped).for_each(|line| eprintln!("    {line}"));
        }
        Err(self.failure(&format!("failed ({})", output.status)))
    }

    /// Runs the program and leaves the judgement of its exit code to the caller.
    pub(crate) fn outcome(mut self) -> Result<Output, Error> {
        self.execute()
    }

    fn execute(&mut self) -> Result<Output, Error> {
        let start = Instant::now();
        if !self.quiet {
            eprintln!("→ {}", self.label);
        }
        let (child, group) = Group::start(&mut self.command)
            .map_err(|error| self.failure(&format!("could not be started: {error}")))?;
        let result = self.watch(child, start);
        drop(group);
        let output = result?;
        if !self.quiet {
            let sign = if output.status.success() { '✓' } else { '✗' };
            eprintln!("{sign} {} ({:.1} s)", self.label, start.elapsed().as_secs_f64());
        }
        Ok(output)
    }

    /// Collects the output until the program has ended or its time is up.
    fn watch(&self, mut child: Child, start: Instant) -> Result<Output, Error> {
        let lines = read_lines(&mut child);
        let mut output = (Vec::new(), Vec::new());
        let mut next_sign = SIGN_OF_LIFE;
        loop {
            let more = self.take(&lines, Duration::from_millis(100), &mut output);
            if let Some(status) = child.try_wait()? {
                let end = Instant::now() + LAST_WORDS;
                while Instant::now() < end && self.take(&lines, Duration::from_millis(50), &mut output) {}
                return Ok(Output { status, lines: output.0, log: output.1 });
            }
            if !more {
                thread::sleep(Duration::from_millis(20));
            }
            let elapsed = start.elapsed();
            if elapsed > self.limit {
                return Err(self.failure(&format!("did not end within {} s", self.limit.as_secs())));
            }
            if !self.quiet && elapsed > next_sign {
                eprintln!("  … {}, {} s", self.label, elapsed.as_secs());
                next_sign += SIGN_OF_LIFE;
            }
        }
    }

    /// Takes what has been printed. False when nothing can come any more.
    fn take(&self, lines: &Receiver<Line>, wait: Duration, output: &mut (Vec<String>, Vec<String>)) -> bool {
        let mut next = match lines.recv_timeout(wait) {
            Ok(line) => Some(line),
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        };
        while let Some(line) = next {
            if self.echo {
                println!("{}", line.text);
            }
            if line.standard_output {
                output.0.push(line.text.clone());
            }
            output.1.push(line.text);
            next = lines.try_recv().ok();
        }
        true
    }

    fn failure(&self, what: &str) -> Error {
        let error = Error::new(format!("{}: {what}", self.label));
        match &self.fix {
            Some(fix) => error.fix(fix.clone()),
            None => error,
        }
    }
}

/// A line that a program printed.
#[derive(Debug)]
struct Line {
    standard_output: bool,
    text: String,
}

/// Reads both streams in threads of their own, so that neither blocks the program.
fn read_lines(child: &mut Child) -> Receiver<Line> {
    let (sender, receiver) = mpsc::channel();
    if let Some(stream) = child.stdout.take() {
        let sender = sender.clone();
        thread::spawn(move || forward(stream, true, &sender));
    }
    if let Some(stream) = child.stderr.take() {
        thread::spawn(move || forward(stream, false, &sender));
    }
    receiver
}

fn forward(stream: impl std::io::Read, standard_output: bool, sender: &Sender<Line>) {
    let mut reader = BufReader::new(stream);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes).is_ok_and(|count| count > 0) {
        let text = String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned();
        if sender.send(Line { standard_output, text }).is_err() {
            return;
        }
        bytes.clear();
    }
}

/// A running process group; ends with all its members when it is dropped.
#[derive(Debug)]
pub(crate) struct Group(u32);

impl Group {
    /// Starts a program as the leader of a new group. Does not return once Ctrl+C ends the chore.
    ///
    /// # Errors
    /// The program is not there, or may not be started.
    pub(crate) fn start(command: &mut Command) -> io::Result<(Child, Self)> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let mut groups = groups();
        let child = command.spawn()?;
        groups.insert(child.id());
        let group = Self(child.id());
        Ok((child, group))
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        groups().remove(&self.0);
        end_group(self.0);
    }
}

fn groups() -> MutexGuard<'static, BTreeSet<u32>> {
    // A set of numbers is whole after every step, whoever broke off.
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends every member of a group: asks first, then insists.
#[cfg(unix)]
fn end_group(leader: u32) {
    use nix::sys::signal::{Signal, killpg};
    let Ok(id) = i32::try_from(leader) else { return };
    let group = nix::unistd::Pid::from_raw(id);
    if killpg(group, Signal::SIGTERM).is_err() {
        return;
    }
    for _ in 0..20 {
        thread::sleep(Duration::from_millis(25));
        if killpg(group, None).is_err() {
            return;
        }
    }
    // An error here means that the last member has gone in the meantime.
    let _ = killpg(group, Signal::SIGKILL);
}

#[cfg(not(unix))]
fn end_group(leader: u32) {
    let id = leader.to_string();
    // `/T` takes the children too. It fails where the process has ended already, which is what we want.
    let _ = Command::new("taskkill")
        .args(["/PID", &id, "/T", "/F"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

/// From now on Ctrl+C (and a request to end) takes all children along.
pub(crate) fn end_children_on_interrupt() -> Result<(), Error> {
    ctrlc::set_handler(|| {
        let groups = groups();
        groups.iter().for_each(|leader| end_group(*leader));
        // With the lock still held: nobody can start the next program in the place of one that has just ended.
        std::process::exit(130);
    })
    .map_err(|error| Error::new(format!("Ctrl+C cannot be watched: {error}")))
}

/// The place of a program on the search path.
pub(crate) fn find(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Job {
        Job::new("shell", "sh").args(["-c", script]).quiet()
    }

    #[test]
    fn both_streams_are_kept_and_told_apart() {
        let output = shell("echo one; echo two >&2; exit 3").outcome().unwrap();
        assert_eq!(output.status.code(), Some(3));
        assert_eq!(output.text(), "one");
        assert_eq!(output.log.len(), 2);
    }

    #[test]
    fn a_failure_names_the_step_and_the_fix() {
        let error = shell("exit 1").fix("do better").run().unwrap_err().to_string();
        assert!(error.contains("shell: failed") && error.contains("do better"), "{error}");
    }

    #[test]
    fn a_program_over_its_limit_ends_with_its_children() {
        let start = Instant::now();
        let job = shell("sleep 60 & echo $!; wait").limit(0);
        let error = job.run().unwrap_err().to_string();
        assert!(error.contains("did not end within 0 s"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(10));
        assert!(GROUPS.lock().unwrap().len() < 3);
    }

    #[test]
    fn what_is_not_installed_is_named() {
        let error = Job::new("nothing", "no-such-program-here").quiet().run().unwrap_err().to_string();
        assert!(error.contains("nothing: could not be started"), "{error}");
    }
}
