//! `answers`: what was asked before, beside the new text that may answer it.

use super::Outcome;
use super::args::{Format, OneClaim};
use super::output::Output;
use crate::desk::{Answers, Asked, Brought, Desk, Review, answers};
use crate::text::clean;
use crate::text::difference::{Fate, Run};
use std::io;

/// `answers`
pub(super) fn run(args: &OneClaim, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let review = desk.review(&args.claim)?;
    let found = desk.suggestions(&args.claim)?;
    let answers = answers(&review, Some(&found));
    if output.format == Format::Text {
        print(&answers, &review, output)?;
    } else {
        output.object(&answers)?;
    }
    Ok(0)
}

fn print(answers: &Answers, review: &Review, output: &mut Output<'_>) -> io::Result<()> {
    if review.sealed {
        output.line("A dispute: the first decision is sealed until every cell is judged.")?;
    }
    if *answers == Answers::default() {
        return output.line("Nothing was asked before, and no document came since.");
    }
    answers.asked.iter().try_for_each(|asked| print_request(asked, output))?;
    answers.brought.iter().try_for_each(|brought| print_document(brought, review, output))
}

fn print_request(asked: &Asked, output: &mut Output<'_>) -> io::Result<()> {
    let cell = asked.todo.cell.as_ref().map(|key| format!(" {key}")).unwrap_or_default();
    let state = match asked.todo.cured {
        Some(true) => "cured",
        Some(false) => "not cured",
        None => "not judged yet",
    };
    output.line(&format!("Asked {}{cell}: {} ({state})", asked.todo.code, asked.label))?;
    for found in &asked.found {
        output.line(&format!("  {} in {}: \"{}\"", found.polarity.label(), found.document, found.text))?;
    }
    if asked.found.is_empty() {
        output.line("  nothing was found for it in the new text")?;
    }
    Ok(())
}

fn print_document(brought: &Brought, review: &Review, output: &mut Output<'_>) -> io::Result<()> {
    let text = |name: &str| review.claim.document(name).map_or("", |document| document.text.as_str());
    let compared = match &brought.follows {
        Some(follows) => format!("compared with {follows}"),
        None => "all of it is new".to_owned(),
    };
    output.line(&format!("Came since: {}, {compared}", brought.document))?;
    let older = brought.follows.as_deref().map_or("", text);
    for run in &brought.runs {
        match run.fate {
            Fate::Same => output.line(&format!("    {} lines as before", run.lines))?,
            Fate::Gone => print_lines("  - ", run, older, output)?,
            Fate::New => print_lines("  + ", run, text(&brought.document), output)?,
        }
    }
    Ok(())
}

fn print_lines(sign: &str, run: &Run, text: &str, output: &mut Output<'_>) -> io::Result<()> {
    let part = run.span.of(text).unwrap_or_default();
    let lines = clean::line_spans(part).into_iter().filter_map(|line| line.of(part));
    lines.into_iter().try_for_each(|line| output.line(&format!("{sign}{line}")))
}
