//! `import`: builds a sealed snapshot, tells every refused line, shows progress on a terminal.

use super::Outcome;
use super::args::{Format, Import};
use super::output::Output;
use crate::desk::{ImportReport, ImportRequest, Job, Progress, import};
use chrono::{DateTime, Utc};
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// `import`
pub(super) fn run(args: &Import, now: DateTime<Utc>, output: &mut Output<'_>) -> Outcome {
    let request = ImportRequest {
        files: args.files.clone(),
        into: args.into.clone(),
        title: args.title.clone(),
        lineage: args.lineage.clone(),
        as_of: args.as_of.unwrap_or(now),
        replace: args.replace,
        strict: args.strict,
    };
    // Ctrl-C asks the import to stop at its next checkpoint; what it wrote so far disappears.
    let (job, interrupt) = watched_job(output)?;
    let report = import(&request, &job);
    signal_hook::low_level::unregister(interrupt);
    let report = report?;
    tell(&report, output)?;
    Ok(if refused(&report) == 0 { 0 } else { 7 })
}

/// A job whose progress is shown on a terminal and that Ctrl-C stops.
pub(super) fn watched_job(output: &Output<'_>) -> std::io::Result<(Job, signal_hook::SigId)> {
    let shown = !output.quiet && std::io::stderr().is_terminal();
    let meter = Mutex::new(Meter::new(shown));
    let job = Job::new(move |progress| {
        if let Ok(mut meter) = meter.lock() {
            meter.show(&progress);
        }
    });
    let interrupt = signal_hook::flag::register(signal_hook::consts::SIGINT, job.flag())?;
    Ok((job, interrupt))
}

fn refused(report: &ImportReport) -> usize {
    report.refusals.len() + report.duplicates.len()
}

fn tell(report: &ImportReport, output: &mut Output<'_>) -> std::io::Result<()> {
    if output.format != Format::Text {
        return output.object(&serde_json::json!({ "schema": "proofdesk.import/1", "report": report }));
    }
    for refusal in &report.refusals {
        output.line(&format!("refused  {refusal}"))?;
    }
    for id in &report.duplicates {
        output.line(&format!("refused  claim {id} came again in a later file; the first one stays"))?;
    }
    for note in &report.notes {
        output.line(&format!("note     {note}"))?;
    }
    output.line(&format!(
        "{} claims with {} documents in {}, {} refused. Seal {}.",
        report.claims,
        report.documents,
        report.snapshot.display(),
        refused(report),
        report.sha256.short()
    ))
}

/// One line on standard error: share done, rate and time left; at most ten times a second.
struct Meter {
    shown: bool,
    started: Instant,
    last: Option<Instant>,
}

impl Meter {
    fn new(shown: bool) -> Self {
        Self { shown, started: Instant::now(), last: None }
    }

    fn show(&mut self, progress: &Progress) {
        let due = self.last.is_none_or(|last| last.elapsed() >= Duration::from_millis(100));
        let Some(total) = progress.total.filter(|total| self.shown && due && *total > 0) else {
            return;
        };
        self.last = Some(Instant::now());
        // A terminal that went away must not stop the import.
        drop(write!(std::io::stderr(), "\r\x1b[K{}", meter_line(progress, total, self.started.elapsed())));
        if progress.done >= total {
            drop(writeln!(std::io::stderr()));
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "shown to people with few digits")]
fn meter_line(progress: &Progress, total: u64, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64().max(0.001);
    let rate = progress.done as f64 / seconds;
    let left = (total.saturating_sub(progress.done)) as f64 / rate.max(1.0);
    format!(
        "{}  {:>3} %  {:.1} MB/s  {left:.0} s left  {} refused",
        progress.stage,
        progress.done.saturating_mul(100) / total,
        rate / 1e6,
        progress.problems
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meter_tells_share_rate_and_time_left() {
        let progress =
            Progress { stage: "Reading claims", done: 25_000_000, total: Some(100_000_000), problems: 2 };
        assert_eq!(
            meter_line(&progress, 100_000_000, Duration::from_secs(5)),
            "Reading claims   25 %  5.0 MB/s  15 s left  2 refused"
        );
    }
}
