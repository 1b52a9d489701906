//! `quality`, `adjudicate` and `stats`: samples, second looks, differences, figures.

mod adjudicate;
mod args;
mod stats;
mod table;

pub use args::{Adjudicate, Quality, QualityCommand, Stats};

pub(super) use adjudicate::run as adjudicate;
pub(super) use stats::run as stats;

use super::Outcome;
use super::args::Format;
use super::output::Output;
use crate::desk::{Desk, SampleRow, SampleState, SampleView};
use crate::domain::Stream;
use std::io;

/// `quality`
pub(super) fn run(args: &Quality, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    match &args.what {
        QualityCommand::Seed { period, seed } => {
            let seed = desk.seed_sample(period, seed.as_deref())?;
            if output.format == Format::Text {
                output.line(&format!("The sample of {period} has the seed {seed}."))?;
            } else {
                let schema = "proofdesk.sample-seed/1";
                output.object(&serde_json::json!({ "schema": schema, "period": period, "seed": seed }))?;
            }
        }
        QualityCommand::Sample { period } => sample(&desk.sample(period.as_deref())?, output)?,
        QualityCommand::Show { period } => show(&desk.sample(period.as_deref())?, output)?,
        QualityCommand::Next => next(desk, output)?,
        QualityCommand::Note { requirement, text } => {
            desk.note_case(*requirement, text)?;
            output
                .talk(&format!("Noted on {}. Every reviewer sees it beside the cell.", requirement.code()))?;
        }
        QualityCommand::Notes => notes(desk, output)?,
    }
    Ok(0)
}

fn sample(view: &SampleView, output: &mut Output<'_>) -> io::Result<()> {
    if output.format != Format::Text {
        return output.list("proofdesk.sample/1", &view.rows);
    }
    for row in &view.rows {
        let targets: Vec<&str> = row.targets.iter().map(|target| target.label()).collect();
        output.line(&format!(
            "{}  {:<15} {:<9} {:<8} {:.4}  {}  {}",
            row.claim_id,
            row.kind.label(),
            row.stream.label(),
            state_words(row.state),
            row.ticket,
            row.why.label(),
            targets.join(", ")
        ))?;
    }
    output.talk(&no_seed(view))
}

fn no_seed(view: &SampleView) -> String {
    match &view.seed {
        None => format!("The sample of {} has no seed yet; set it with quality seed.", view.period),
        Some(_) => format!("{} decisions of {} were drawn.", view.rows.len(), view.period),
    }
}

const fn state_words(state: SampleState) -> &'static str {
    match state {
        SampleState::Waiting => "waiting",
        SampleState::Begun => "begun",
        SampleState::Signed => "signed",
        SampleState::Lapsed => "lapsed",
    }
}

const STATES: [SampleState; 4] =
    [SampleState::Waiting, SampleState::Begun, SampleState::Signed, SampleState::Lapsed];

fn show(view: &SampleView, output: &mut Output<'_>) -> io::Result<()> {
    let number = |test: &dyn Fn(&&SampleRow) -> bool| view.rows.iter().filter(test).count();
    let streams: Vec<(Stream, Vec<(SampleState, usize)>)> = [Stream::Random, Stream::Targeted]
        .into_iter()
        .map(|stream| {
            let of = |state| number(&|row| row.stream == stream && row.state == state);
            (stream, STATES.into_iter().map(|state| (state, of(state))).collect())
        })
        .collect();
    if output.format != Format::Text {
        let items: Vec<_> = streams
            .iter()
            .map(|(stream, states)| {
                let counted =
                    states.iter().map(|(state, count)| (state_words(*state).to_owned(), (*count).into()));
                serde_json::json!({ "stream": stream, "states": counted.collect::<serde_json::Map<_, _>>() })
            })
            .collect();
        let schema = "proofdesk.sample-progress/1";
        return output.object(&serde_json::json!({
            "schema": schema, "period": view.period, "seed": view.seed, "streams": items,
        }));
    }
    for (stream, states) in streams {
        let words: Vec<String> =
            states.iter().map(|(state, count)| format!("{count} {}", state_words(*state))).collect();
        output.line(&format!("{:<9} {}", stream.label(), words.join(", ")))?;
    }
    output.talk(&no_seed(view))
}

fn next(desk: &mut Desk, output: &mut Output<'_>) -> Result<(), super::Stop> {
    let found = desk.second_look(None)?;
    if output.format != Format::Text {
        output.object(&serde_json::json!({ "schema": "proofdesk.next/1", "claim_id": found }))?;
        return Ok(());
    }
    match found {
        Some(claim) => output.line(claim.as_str())?,
        None => output.talk("Nothing waits for you.")?,
    }
    Ok(())
}

fn notes(desk: &Desk, output: &mut Output<'_>) -> Result<(), super::Stop> {
    let notes = desk.readings()?;
    if output.format != Format::Text {
        output.list("proofdesk.notes/1", &notes)?;
        return Ok(());
    }
    for note in notes {
        output.line(&format!("{}  {}", note.requirement.code(), note.text))?;
    }
    Ok(())
}
