//! This test binary started again as another process, running one ignored test as its script.
//!
//! A script learns its file from the environment, is told what to do on standard input, and answers line by line.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

const FILE: &str = "PROOFDESK_TEST_FILE";

/// A script that runs.
pub(crate) struct Script {
    child: Child,
    lines: Receiver<String>,
}

impl Script {
    /// Starts the ignored test of this full name on a file.
    pub(crate) fn start(test: &str, file: &Path) -> Self {
        Self::spawn(&mut command(&[], test, file))
    }

    pub(crate) fn spawn(command: &mut Command) -> Self {
        Self::try_spawn(command).expect("the script starts")
    }

    /// Starts it, unless the program that watches it is missing.
    pub(crate) fn try_spawn(command: &mut Command) -> Option<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Some(Self { child, lines })
    }

    /// The next line of the script itself, without its mark.
    pub(crate) fn next(&self, within: Duration) -> Option<String> {
        loop {
            let line = self.lines.recv_timeout(within).ok()?;
            if let Some(said) = said(&line) {
                return Some(said);
            }
        }
    }

    pub(crate) fn say(&mut self, word: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{word}").unwrap();
    }

    /// Kills it with SIGKILL and returns everything it had said by then.
    pub(crate) fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.rest()
    }

    /// Everything it says until it ends.
    pub(crate) fn rest(mut self) -> Vec<String> {
        drop(self.child.stdin.take());
        let said = self.lines.iter().filter_map(|line| said(&line)).collect();
        self.child.wait().unwrap();
        said
    }
}

/// The words that start a script, behind those of a program that watches it.
pub(crate) fn command(watcher: &[&str], test: &str, file: &Path) -> Command {
    let own = std::env::current_exe().unwrap();
    let mut command = match watcher {
        [] => Command::new(own),
        [program, words @ ..] => {
            let mut command = Command::new(program);
            command.args(words).arg(own);
            command
        }
    };
    command
        .args(["--ignored", "--exact", "--nocapture", "--test-threads=1", test])
        .env(FILE, file)
        .stderr(Stdio::null());
    command
}

fn said(line: &str) -> Option<String> {
    line.split_once("script: ").map(|(_, said)| said.to_owned())
}

/// The file the parent names; `None` when somebody runs the ignored tests by hand.
#[allow(clippy::disallowed_methods, reason = "a script learns its file from the test that starts it")]
pub(crate) fn given_file() -> Option<PathBuf> {
    std::env::var_os(FILE).map(PathBuf::from)
}

/// Answers the parent.
pub(crate) fn tell(said: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "script: {said}").unwrap();
    out.flush().unwrap();
}

/// The next word of the parent.
pub(crate) fn listen() -> Option<String> {
    let mut line = String::new();
    let length = std::io::stdin().lock().read_line(&mut line).unwrap();
    (length > 0).then(|| line.trim_end().to_owned())
}

/// A small generator with a seed, so that a failing run can be repeated (splitmix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `bound`.
    pub(crate) fn roll(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    /// An index below `length`.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.roll(length as u64)).unwrap()
    }

    /// Puts a list into a random order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.index(at + 1));
        }
    }
}
