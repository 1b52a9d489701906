//! `train calibrate`: what everybody said in a calibration, cell by cell; and the notes it ended with.

use super::{Surrounded, code};
use crate::cli::Outcome;
use crate::cli::args::Format;
use crate::cli::output::Output;
use crate::desk::inert;
use crate::desk::training::calibration::{
    Calibrating, Group, GroupCell, KeptNote, Letter, Passage, calibrate, calibration_notes,
};
use crate::domain::{ReasonCode, SessionName, Verdict};
use crate::statistics::Estimate;
use clap::{Args, ValueHint};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

/// `train calibrate`
#[derive(Debug, Args)]
pub struct Calibrate {
    /// Id of the pack, or its folder
    #[arg(long, value_name = "PACK", default_value = "practice", value_hint = ValueHint::DirPath)]
    pub pack: String,
    /// Name of the calibration; not needed where there is only one
    #[arg(long, value_name = "NAME")]
    pub session: Option<SessionName>,
    /// Files with attempts, one a line; those of this data folder when none is named
    #[arg(value_name = "ATTEMPTS", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Name people instead of giving them letters
    #[arg(long)]
    pub names: bool,
    /// Print the case notes you wrote in it instead, as commands that record them
    #[arg(long, conflicts_with_all = ["files", "names"])]
    pub notes: bool,
}

/// `train calibrate`
pub(super) fn run(args: &Calibrate, at: &Surrounded<'_>, output: &mut Output<'_>) -> Outcome {
    let asked = Calibrating {
        pack: args.pack.clone(),
        session: args.session.clone(),
        files: args.files.clone(),
        who: at.who.name.clone(),
        leads: at.who.role.leads(),
    };
    if args.notes {
        notes(&calibration_notes(&asked, at.paths)?, output)?;
        return Ok(0);
    }
    let found = calibrate(&asked, at.paths)?;
    let group = if args.names { found.group } else { found.group.without_names() };
    match output.format {
        Format::Json | Format::Jsonl => output.object(&serde_json::json!({
            "schema": "proofdesk.calibration/1", "group": group, "problems": found.problems,
        }))?,
        Format::Csv => csv(&group, output)?,
        Format::Text => markdown(&group, output)?,
    }
    if !matches!(output.format, Format::Json | Format::Jsonl) {
        found.problems.iter().try_for_each(|problem| output.talk(&format!("problem  {problem}")))?;
    }
    Ok(code(&found.problems))
}

fn notes(notes: &[KeptNote], output: &mut Output<'_>) -> io::Result<()> {
    if output.format != Format::Text {
        let item = |note: &KeptNote| {
            let (requirement, text) = (note.reading.requirement, &note.reading.text);
            serde_json::json!({ "claim_id": note.claim_id, "requirement": requirement, "text": text })
        };
        return output.list("proofdesk.case-notes/1", &notes.iter().map(item).collect::<Vec<_>>());
    }
    for note in notes {
        let text = note.reading.text.replace('\'', r"'\''");
        output.line(&format!("proofdesk quality note {} '{text}'", note.reading.requirement.code()))?;
    }
    Ok(())
}

fn csv(group: &Group, output: &mut Output<'_>) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(output.stream());
    let verdicts = Verdict::ALL.iter().map(|verdict| verdict.word());
    let head = ["claim", "requirement", "workload", "people"].into_iter().chain(verdicts);
    table.write_record(head.chain(["most", "spread", "reasons", "cited by", "answer"]))?;
    for cell in &group.cells {
        let mut row = vec![
            cell.claim_id.to_string(),
            cell.key.requirement.code().to_owned(),
            inert(cell.key.workload.as_deref().unwrap_or_default()),
            cell.spread.people.to_string(),
        ];
        row.extend(Verdict::ALL.iter().map(|verdict| count(cell, *verdict).to_string()));
        row.extend([cell.spread.most.to_string(), cell.spread.spread.to_string()]);
        let reasons = reasons(cell).into_iter().map(|(code, by)| format!("{code} {}", people(group, &by)));
        row.push(inert(&reasons.collect::<Vec<_>>().join("; ")));
        let cited = cell.cited.iter().map(|passage| passage.by.len().to_string());
        row.push(cited.collect::<Vec<_>>().join("; "));
        row.push(cell.answer.verdict.word().to_owned());
        table.write_record(&row)?;
    }
    table.flush()
}

fn markdown(group: &Group, output: &mut Output<'_>) -> io::Result<()> {
    let (all, differ) = (group.cells.len(), group.differing());
    output.line(&format!("# {}: calibration {}", group.title, group.session))?;
    output.line("")?;
    let who: Vec<Letter> = group.people.iter().map(|person| person.letter).collect();
    output.line(&format!("People: {}. Cells: {all}, of which {differ} differ.", people(group, &who)))?;
    output.line("")?;
    output.line("| requirement | cells | raw | kappa | AC1 |")?;
    output.line("|---|---|---|---|---|")?;
    for (requirement, found) in &group.requirements {
        let name = format!("{} {}", requirement.code(), requirement.label());
        let [raw, kappa, ac1] = [found.raw, found.kappa, found.ac1].map(figure);
        output.line(&format!("| {name} | {} | {raw} | {kappa} | {ac1} |", found.cases))?;
    }
    output.line("")?;
    output.line("| claim | decisions | answer |")?;
    output.line("|---|---|---|")?;
    for claim in &group.claims {
        let each = claim.decisions.iter().map(|(kind, by)| format!("{} {}", people(group, by), kind.word()));
        let answer = claim.answer.map_or("", |kind| kind.word());
        output.line(&format!(
            "| {} | {} | {answer} |",
            claim.claim_id,
            each.collect::<Vec<_>>().join("; ")
        ))?;
    }
    group.cells.iter().take(differ).try_for_each(|cell| differing(group, cell, output))
}

/// One cell on which not all agree: who said what, what was cited, and what the pack holds to be right.
fn differing(group: &Group, cell: &GroupCell, output: &mut Output<'_>) -> io::Result<()> {
    output.line("")?;
    output.line(&format!("## {} {}, spread {:.2}", cell.claim_id, cell.key, cell.spread.spread))?;
    output.line("")?;
    for (verdict, count) in &cell.spread.verdicts {
        let by: Vec<Letter> =
            cell.said.iter().filter(|said| said.verdict == *verdict).map(|said| said.by).collect();
        output.line(&format!("- {count} {}: {}", verdict.word(), people(group, &by)))?;
    }
    for (reason, by) in reasons(cell) {
        output.line(&format!("- {reason}: {}", people(group, &by)))?;
    }
    for said in &cell.said {
        if let Some(note) = &said.note {
            output.line(&format!("- {} noted: {note}", people(group, &[said.by])))?;
        }
    }
    for passage in &cell.cited {
        let by = people(group, &passage.by);
        output.line(&format!("- {by} cited {}", quoted(passage)))?;
    }
    let answer = &cell.answer;
    let words = std::iter::once(answer.verdict.word()).chain(answer.reasons.iter().map(ReasonCode::as_str));
    let right = words.collect::<Vec<_>>().join(" ");
    output.line(&format!("- the answer is {right}. {}", answer.why))?;
    answer.text.iter().try_for_each(|passage| output.line(&format!("- the answer cites {}", quoted(passage))))
}

fn quoted(passage: &Passage) -> String {
    let quote = passage.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}: \"{quote}\"", passage.document)
}

fn figure(found: Option<Estimate>) -> String {
    found.map_or_else(|| "–".to_owned(), |it| format!("{:.2} ({:.2} to {:.2})", it.value, it.low, it.high))
}

fn count(cell: &GroupCell, verdict: Verdict) -> u32 {
    cell.spread.verdicts.iter().find(|(known, _)| *known == verdict).map_or(0, |(_, count)| *count)
}

/// The reasons that were given, and by whom.
fn reasons(cell: &GroupCell) -> BTreeMap<&ReasonCode, Vec<Letter>> {
    let mut found: BTreeMap<&ReasonCode, Vec<Letter>> = BTreeMap::new();
    for said in &cell.said {
        said.reasons.iter().for_each(|code| found.entry(code).or_default().push(said.by));
    }
    found
}

/// People by letter, or by name where names are told.
fn people(group: &Group, letters: &[Letter]) -> String {
    let shown = |letter: &Letter| {
        let name = group.people.get(letter.0).and_then(|person| person.name.clone());
        name.unwrap_or_else(|| letter.to_string())
    };
    letters.iter().map(shown).collect::<Vec<_>>().join(", ")
}
