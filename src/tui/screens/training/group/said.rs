//! Who said what about one cell, as rows: each verdict with its people, reasons and notes; the answer on demand.

use super::GroupScreen;
use crate::desk::training::calibration::{GroupCell, Letter, Passage, Said};
use crate::domain::{ReasonCode, Verdict};
use crate::tui::context::Context;
use crate::tui::screens::training::answer_rows::AnswerRows;
use crate::tui::theme::Tint;
use ratatui::text::{Line, Span};
use std::collections::BTreeMap;

/// Characters of a cited text that are shown here; all of it stands in the document.
const QUOTED: usize = 160;

impl GroupScreen {
    /// Everything that is told of the cell, folded to a width.
    pub(super) fn said(&self, width: usize, context: &Context) -> Vec<Line<'static>> {
        let (Some(cell), Some((_, edition))) = (self.cell(), self.papers()) else { return Vec::new() };
        let mut rows = AnswerRows { width, edition: &edition, context, rows: Vec::new() };
        for note in self.notes_on(cell) {
            let from =
                if note.claim_id == cell.claim_id { String::new() } else { format!(" ({})", note.claim_id) };
            let words = format!("Case note on {}{from}: {}", cell.key.requirement.code(), note.reading.text);
            rows.signed(context.glyphs.arrow, &words, Tint::Info);
        }
        if self.told {
            answer(cell, &mut rows);
        }
        for (verdict, _) in &cell.spread.verdicts {
            let mine: Vec<&Said> = cell.said.iter().filter(|said| said.verdict == *verdict).collect();
            one_verdict(*verdict, &mine, &mut rows);
        }
        for passage in &cell.cited {
            rows.signed(context.glyphs.pin, &cited(passage), Tint::Text);
        }
        if cell.cited.is_empty() {
            rows.text("Nobody cited a text.", Tint::Faint);
        }
        self.decisions(cell, &mut rows);
        rows.rows
    }

    fn decisions(&self, cell: &GroupCell, rows: &mut AnswerRows<'_>) {
        let Some(claim) = self.meeting.group.claims.iter().find(|claim| claim.claim_id == cell.claim_id)
        else {
            return;
        };
        let each = claim
            .decisions
            .iter()
            .map(|(kind, by)| format!("{} {}", letters(by), kind.label().to_lowercase()));
        let mut words = format!("Decisions: {}.", each.collect::<Vec<_>>().join("; "));
        if let Some(answer) = claim.answer.filter(|_| self.told) {
            words = format!("{words} The answer: {}.", answer.label().to_lowercase());
        }
        rows.text(&words, Tint::Muted);
    }
}

/// A verdict, who gave it, their reasons and what they noted.
fn one_verdict(verdict: Verdict, said: &[&Said], rows: &mut AnswerRows<'_>) {
    rows.verdict(Some(verdict), true);
    let by: Vec<Letter> = said.iter().map(|said| said.by).collect();
    let style = rows.context.theme.style(Tint::Title);
    if let Some(row) = rows.rows.last_mut() {
        row.push_span(Span::styled(letters(&by), style));
    }
    let mut reasons: BTreeMap<&ReasonCode, Vec<Letter>> = BTreeMap::new();
    for said in said {
        said.reasons.iter().for_each(|reason| reasons.entry(reason).or_default().push(said.by));
    }
    for (code, by) in reasons {
        let label = rows.edition.reason(code).map_or(String::new(), |spec| format!(" {}", spec.label));
        rows.text(&format!("{}: {code}{label}", letters(&by)), Tint::Unclear);
    }
    for said in said {
        if let Some(note) = &said.note {
            rows.text(&format!("{}: {note}", said.by), Tint::Text);
        }
    }
}

/// What the pack holds to be right, and why.
fn answer(cell: &GroupCell, rows: &mut AnswerRows<'_>) {
    let right = &cell.answer;
    rows.text("The answer of the pack:", Tint::Title);
    rows.verdict(Some(right.verdict), false);
    rows.reasons(&right.reasons);
    rows.text(&right.why, Tint::Text);
    if !right.accepted.is_empty() {
        let also: Vec<&str> = right.accepted.iter().map(|verdict| verdict.label()).collect();
        rows.text(&format!("Also accepted: {}.", also.join(", ").to_lowercase()), Tint::Muted);
    }
    for passage in &right.text {
        rows.signed(rows.context.glyphs.gutter_marked, &cited(passage), Tint::Text);
    }
}

fn cited(passage: &Passage) -> String {
    let words = passage.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut quote: String = words.chars().take(QUOTED).collect();
    if quote.len() < words.len() {
        quote.push_str(" …");
    }
    let by = if passage.by.is_empty() { String::new() } else { format!("{}: ", letters(&passage.by)) };
    format!("{by}{}: \"{quote}\"", passage.document)
}

/// People as they are shown: `A B D`.
pub(super) fn letters(people: &[Letter]) -> String {
    people.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
