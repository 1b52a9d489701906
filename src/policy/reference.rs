//! The searchable reference of an edition: its own tables as entries, and how they are found.

use super::edition::Edition;
use super::life_cycle::{ClockSpec, ClockUnit, StatusSpec, Transition};
use super::specs::{
    DocumentKindSpec, Frame, ReasonDefault, ReasonSpec, ReferenceEntry, ReferenceKind, RequirementSpec,
    SignalSpec, Workload,
};

/// The tables of an edition as entries, in reading order; `written` is what `reference.toml` adds.
pub(super) fn build(edition: &Edition, written: Vec<ReferenceEntry>) -> Vec<ReferenceEntry> {
    let mut entries: Vec<ReferenceEntry> = edition.requirements.iter().map(requirement).collect();
    entries.extend(written);
    entries.extend(edition.statuses.iter().map(status));
    entries.extend(edition.transitions.iter().map(transition));
    entries.extend(edition.clocks.iter().map(clock));
    entries.extend(edition.reasons.iter().map(reason));
    entries.extend(edition.frames.iter().map(frame));
    entries.extend(edition.workloads.iter().map(workload));
    entries.extend(edition.document_kinds.iter().map(document_kind));
    entries.extend(edition.signals.iter().map(signal));
    entries
}

/// Entries that hold every word of the query, best first: the id itself, an id that begins with it, a title that
/// holds it, then the texts. Entries of the same rank keep their order.
pub(super) fn find<'e>(entries: &'e [ReferenceEntry], query: &str) -> Vec<&'e ReferenceEntry> {
    let query = query.trim().to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut found: Vec<(u8, &ReferenceEntry)> =
        entries.iter().filter_map(|entry| rank(entry, &query, &words).map(|rank| (rank, entry))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, entry)| entry).collect()
}

fn rank(entry: &ReferenceEntry, query: &str, words: &[&str]) -> Option<u8> {
    let id = entry.id.to_lowercase();
    let title = entry.title.to_lowercase();
    let holds = |text: &str| words.iter().all(|word| text.contains(word));
    if id == query {
        Some(0)
    } else if id.starts_with(query) {
        Some(1)
    } else if title.starts_with(query) {
        Some(2)
    } else if holds(&title) {
        Some(3)
    } else if holds(&format!("{id}\n{title}\n{}\n{}", entry.text.to_lowercase(), entry.source.to_lowercase()))
    {
        Some(4)
    } else {
        None
    }
}

fn entry(kind: ReferenceKind, id: &str, title: String, text: String) -> ReferenceEntry {
    ReferenceEntry { id: id.to_owned(), kind, title, text, source: String::new() }
}

fn requirement(spec: &RequirementSpec) -> ReferenceEntry {
    let text = format!("{}\n{}\nRules: {}.", spec.help, spec.detail.trim(), spec.rules.join(", "));
    entry(ReferenceKind::Requirement, spec.id.code(), spec.label.clone(), text)
}

fn status(spec: &StatusSpec) -> ReferenceEntry {
    let ends = if spec.terminal { "Nothing follows." } else { "May change." };
    let text = format!("Also written: {}. Changed by: {}. {ends}", spec.labels.join(", "), spec.changed_by);
    let title = format!("{} ({})", spec.status.label(), spec.program.label());
    entry(ReferenceKind::Status, &spec.rule, title, text)
}

fn transition(row: &Transition) -> ReferenceEntry {
    let text = format!(
        "By: {}. When: {}. Deadline: {}. Effects: {}.",
        row.actor, row.guard, row.deadline, row.side_effects
    );
    let title = format!("{} → {} ({})", row.from, row.to, row.program.label());
    let source = row.source.clone();
    ReferenceEntry { source, ..entry(ReferenceKind::Transition, &row.id, title, text) }
}

fn clock(spec: &ClockSpec) -> ReferenceEntry {
    let unit = match spec.unit {
        ClockUnit::CalendarDays => "calendar days",
        ClockUnit::BusinessDays => "business days",
        ClockUnit::Hours => "hours",
    };
    let length =
        spec.length.map_or_else(|| "no stated limit".to_owned(), |length| format!("{length} {unit}"));
    let text = format!("Length: {length}. Starts: {} Name: {}.", spec.starts, spec.name);
    entry(ReferenceKind::Clock, &spec.rule, format!("Clock: {}", spec.label), text)
}

fn reason(spec: &ReasonSpec) -> ReferenceEntry {
    let default = match spec.default {
        ReasonDefault::ActionRequired => "Leads to action required.",
        ReasonDefault::Reject => "Leads to rejection.",
        ReasonDefault::Warning => "Is only mentioned.",
    };
    entry(
        ReferenceKind::Reason,
        spec.code.as_str(),
        spec.label.clone(),
        format!("{}\n{default}", spec.fragment),
    )
}

fn frame(spec: &Frame) -> ReferenceEntry {
    entry(ReferenceKind::Template, &spec.id, spec.when.clone(), spec.text.trim().to_owned())
}

fn workload(spec: &Workload) -> ReferenceEntry {
    let umbrella =
        if spec.umbrella { " A suite: never connects a proof to a workload (WKL-10)." } else { "" };
    let text = format!(
        "{}, {}. Also called: {}. Usage incentive: {}. Can be claimed: {}.{umbrella}",
        spec.solution_area,
        spec.family,
        spec.aliases.join(", "),
        spec.usage_incentive,
        if spec.recognition { "yes" } else { "no" },
    );
    let title = format!("{} ({})", spec.name, spec.code);
    let source = spec.source.clone();
    ReferenceEntry { source, ..entry(ReferenceKind::Workload, &spec.name, title, text) }
}

fn document_kind(spec: &DocumentKindSpec) -> ReferenceEntry {
    let counts = spec.never_counts.as_ref().map(|code| format!("Never counts in this edition ({code})."));
    let text = counts.into_iter().chain(spec.caution.clone()).collect::<Vec<_>>().join(" ");
    let text = if text.is_empty() { "Counts for what it shows.".to_owned() } else { text };
    entry(ReferenceKind::Document, spec.kind.word(), spec.label.clone(), text)
}

fn signal(spec: &SignalSpec) -> ReferenceEntry {
    let text = format!("Speaks about {}. Found in: {} Not found in: {}", spec.about, spec.hit, spec.miss);
    entry(ReferenceKind::Signal, &spec.id, spec.why.clone(), text)
}
