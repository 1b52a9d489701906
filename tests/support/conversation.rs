//! The real binary as a script uses it: one request a line, each answered before the next is asked.

use super::opinions::Person;
use serde_json::Value;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Somebody at the command line with words of their own, as another process.
pub(crate) fn command(person: &Person<'_>, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proofdesk"));
    command
        .env_clear()
        .env("PROOFDESK_HOME", person.home.path())
        .args(["--as", person.name, "--role", person.role])
        .args(words);
    command
}

/// A script that runs.
pub(crate) struct Conversation {
    child: Child,
    requests: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Conversation {
    /// Starts `script` behind words that choose snapshot or desk.
    pub(crate) fn start(person: &Person<'_>, words: &[&str]) -> Self {
        let mut command = command(person, &[words, &["--quiet", "script"]].concat());
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let requests = child.stdin.take().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, requests, answers }
    }

    /// Asks, and waits for the answer.
    pub(crate) fn ask(&mut self, request: &Value) -> Value {
        writeln!(self.requests, "{request}").unwrap();
        let answer = self.answers.next().unwrap_or_else(|| panic!("no answer to {request}"));
        serde_json::from_str(&answer.unwrap()).unwrap()
    }

    /// What a request led to that must be carried out.
    pub(crate) fn fine(&mut self, request: &Value) -> Value {
        let mut answer = self.ask(request);
        assert_eq!(answer["ok"], true, "{request}\n{answer}");
        answer["result"].take()
    }

    /// Ends it; answers the exit code.
    pub(crate) fn end(mut self) -> i32 {
        drop(self.requests);
        assert!(self.answers.next().is_none(), "an answer nobody asked for");
        self.child.wait().unwrap().code().unwrap()
    }

    /// Kills it.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
