//! `script`: many requests in one process, one JSON object a line, each answered by one line before the next is read.
//!
//! A line that cannot be carried out is answered with what is wrong and changes nothing; the lines after it are carried
//! out. An answer is written only after what it says is on the disk, so whoever reads the answers knows what is saved
//! whenever the process ends. Whoever writes the lines may wait for an answer before the next one.

mod carrying_out;
mod request;

use super::args::Script;
use super::output::Output;
use super::{Outcome, exit_code};
use crate::desk::{Desk, Failure, FailureKind};
use request::Line;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Longest line that is read, in bytes.
const LONGEST: u64 = 16 << 20;

/// `script`
pub(super) fn run(args: &Script, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    match args.file.as_deref().filter(|file| *file != Path::new("-")) {
        Some(file) => answer_all(&mut BufReader::new(opened(file)?), desk, output),
        None => answer_all(&mut io::stdin().lock(), desk, output),
    }
}

fn opened(file: &Path) -> Result<File, Failure> {
    File::open(file).map_err(|error| {
        let kind = match error.kind() {
            io::ErrorKind::NotFound => FailureKind::NotFound,
            _ => FailureKind::Data,
        };
        Failure::new(kind, format!("The requests in {} cannot be read.", file.display()), error.to_string())
    })
}

/// Answers line by line; the exit code is that of the first line that was not carried out.
fn answer_all(input: &mut dyn BufRead, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let (mut number, mut done, mut first_refusal) = (0_u64, 0_u64, None);
    while let Some(text) = next_line(input)? {
        number += 1;
        if text.trim_ascii().is_empty() {
            continue;
        }
        let (head, result) = carry_out(&text, desk);
        match &result {
            Ok(_) => done += 1,
            Err(failure) => _ = first_refusal.get_or_insert(failure.kind),
        }
        output.answer(&answer(number, head, result)).map_err(|error| unread(number, &error))?;
    }
    let refused =
        if first_refusal.is_none() { "all of them" } else { "the others were not; their answers say why" };
    output.talk(&format!("{number} lines read, {done} carried out: {refused}."))?;
    Ok(first_refusal.map_or(0, exit_code))
}

/// What identifies the request of a line in its answer.
type Head = serde_json::Map<String, Value>;

fn carry_out(text: &[u8], desk: &mut Desk) -> (Head, Result<Value, Failure>) {
    match Line::read(text) {
        Ok(line) => (line.head, line.request.and_then(|request| carrying_out::carry_out(request, desk))),
        Err(failure) => (Head::new(), Err(failure)),
    }
}

fn answer(number: u64, head: Head, result: Result<Value, Failure>) -> Value {
    let mut answer = Head::new();
    answer.insert("line".into(), number.into());
    answer.extend(head);
    answer.insert("ok".into(), result.is_ok().into());
    match result {
        Ok(result) => answer.insert("result".into(), result),
        Err(failure) => answer.insert("error".into(), json!(failure)),
    };
    Value::Object(answer)
}

fn next_line(input: &mut dyn BufRead) -> Result<Option<Vec<u8>>, Failure> {
    let mut line = Vec::new();
    let broken = |why: String| Failure::new(FailureKind::Data, "The requests broke off.", why);
    match input.take(LONGEST + 1).read_until(b'\n', &mut line) {
        Ok(0) => Ok(None),
        Ok(length) if length as u64 > LONGEST => Err(broken("A line is longer than 16 MB.".into())),
        Ok(_) => Ok(Some(line)),
        Err(error) => Err(broken(error.to_string())),
    }
}

/// Going on without anybody to answer would leave whoever asked without knowledge of what is saved.
fn unread(number: u64, error: &io::Error) -> Failure {
    let what = format!("The answer to line {number} could not be written.");
    Failure::new(FailureKind::Internal, what, error.to_string())
        .hint("What the line asked for was done if it could be; the lines after it were not read.")
}
