//! Frame and reasons become one comment.

use super::composed::Composed;
use super::filling::Filling;
use super::items::{self, Item};
use super::values::{Scope, Values, listed};
use crate::domain::{Activity, ApprovedSplit, Checklist, Claim, DecisionKind, ReasonAnswer, ReasonCode};
use crate::policy::template::paragraphs;
use crate::policy::{Edition, Frame, FrameUse};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// Everything a comment is made from.
#[derive(Debug, Clone, Copy)]
pub struct CommentInput<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The edition it is judged under.
    pub edition: &'a Edition,
    /// The judged checklist.
    pub checklist: &'a Checklist,
    /// The decision the comment goes with.
    pub kind: DecisionKind,
    /// Approved and residual workloads of that decision.
    pub split: &'a ApprovedSplit,
    /// End of the clock the decision starts; `None` leaves it as a variable.
    pub deadline: Option<DateTime<Utc>>,
    /// Why the reviewer departs from the derived outcome; stands in for reasons when there are none.
    pub rationale: Option<&'a str>,
    /// Reasons of the rejection a dispute is about, each resolved or not (EVA-7).
    pub previous_reasons: &'a [ReasonAnswer],
    /// When the decision is made.
    pub decided_at: DateTime<Utc>,
}

impl CommentInput<'_> {
    fn frame_use(&self) -> FrameUse {
        match self.kind {
            DecisionKind::Approve if self.claim.activity == Activity::RevenueAssociation => {
                FrameUse::ApproveRevenue
            }
            DecisionKind::Approve if self.claim.is_submitted_dispute() => FrameUse::ApproveDispute,
            DecisionKind::Approve => FrameUse::Approve,
            DecisionKind::PartialApprove => FrameUse::PartialApprove,
            DecisionKind::ActionRequired => FrameUse::ActionRequired,
            DecisionKind::Reject => FrameUse::Reject,
            DecisionKind::FinalReject => FrameUse::FinalReject,
        }
    }
}

/// The comment of a decision. Empty when the edition has no frame for it, that is, does not know the decision.
pub fn compose(input: &CommentInput<'_>) -> Composed {
    written(input, input.frame_use())
}

/// The comment of the residual claim; `None` unless the decision is a partial approval the edition knows.
pub fn compose_residual(input: &CommentInput<'_>) -> Option<Composed> {
    let partial = input.kind == DecisionKind::PartialApprove;
    let known = input.edition.frame_for(FrameUse::Residual).is_some();
    (partial && known).then(|| written(input, FrameUse::Residual))
}

/// A message beside a decision, by the id of its frame, for example `TPL-F-EX`; `None` when the edition lacks it.
pub fn compose_message(id: &str, input: &CommentInput<'_>) -> Option<Composed> {
    input.edition.frame(id).map(|frame| filled(input, frame))
}

/// A message about some lines of the claim only, by the id of its frame, for example `TPL-F-CF-LOSE`.
pub fn compose_notice(id: &str, input: &CommentInput<'_>, workloads: &[&str]) -> Option<Composed> {
    let frame = input.edition.frame(id)?;
    let fills = BTreeMap::new();
    let values = Values::new(input).narrowed(Scope { workloads, fills: &fills });
    let mut filling = Filling::new(&frame.id);
    for paragraph in paragraphs(&frame.text) {
        if paragraph.flag.is_none_or(|flag| values.holds(flag)) {
            filling.paragraph();
            filling.template(paragraph.text, None, |name, filling| {
                filling.variable(name, values.value(name), None);
            });
        }
    }
    Some(filling.finish())
}

fn written(input: &CommentInput<'_>, used_for: FrameUse) -> Composed {
    input.edition.frame_for(used_for).map_or_else(Composed::default, |frame| filled(input, frame))
}

fn filled(input: &CommentInput<'_>, frame: &Frame) -> Composed {
    let items = items::of(input);
    let values = Values::new(input);
    let mut filling = Filling::new(&frame.id);
    for paragraph in paragraphs(&frame.text) {
        if paragraph.flag.is_none_or(|flag| values.holds(flag)) {
            filling.paragraph();
            filling.template(paragraph.text, None, |name, filling| match name {
                "reasons" => reasons(input, &items, filling),
                "earlier_reasons" => earlier(input, filling),
                _ => filling.variable(name, values.value(name), None),
            });
        }
    }
    filling.finish()
}

/// The numbered list; the rationale stands in when no cell gives a reason.
fn reasons(input: &CommentInput<'_>, items: &[Item<'_>], filling: &mut Filling) {
    let rationale = input.rationale.map(str::trim).filter(|text| !text.is_empty());
    match (items, rationale) {
        ([], Some(rationale)) => filling.text(&format!("1. {rationale}")),
        ([], None) => filling.variable("reasons", None, None),
        (items, _) => numbered(input, items, filling),
    }
}

fn numbered(input: &CommentInput<'_>, items: &[Item<'_>], filling: &mut Filling) {
    let mut heading = None;
    for (at, item) in items.iter().enumerate() {
        let own = item.heading(input.edition);
        let gap = if at == 0 { "" } else { "\n" };
        if heading == Some(own) {
            filling.text(gap);
        } else {
            filling.text(&format!("{gap}{gap}{own}\n"));
            heading = Some(own);
        }
        filling.text(&format!("{}. ", at + 1));
        item.write(input, filling);
    }
}

/// The points of an earlier rejection, one line for each reason and verdict on it, with the workloads it was about.
fn earlier(input: &CommentInput<'_>, filling: &mut Filling) {
    let mut points: Vec<Point<'_>> = Vec::new();
    for reason in input.previous_reasons {
        let workload = reason.cell.as_ref().and_then(|cell| cell.workload.as_deref());
        let same = |point: &&mut Point<'_>| point.code == &reason.code && point.resolved == reason.resolved;
        match points.iter_mut().find(same) {
            Some(point) => point.workloads.extend(workload),
            None => points.push(Point {
                code: &reason.code,
                resolved: reason.resolved,
                workloads: workload.into_iter().collect(),
            }),
        }
    }
    for (at, point) in points.iter().enumerate() {
        let gap = if at == 0 { "" } else { "\n" };
        filling.text(&format!("{gap}- {}", point.sentence(input.edition)));
    }
}

/// One reason of an earlier rejection.
struct Point<'a> {
    code: &'a ReasonCode,
    resolved: bool,
    workloads: Vec<&'a str>,
}

impl Point<'_> {
    /// `Ticked but not described (Microsoft Intune): not resolved.`
    fn sentence(&self, edition: &Edition) -> String {
        let label = edition.reason(self.code).map_or(self.code.as_str(), |reason| &reason.label);
        let names = listed(edition, self.workloads.iter().copied());
        let about = if names.is_empty() { String::new() } else { format!(" ({names})") };
        format!("{label}{about}: {}.", if self.resolved { "resolved" } else { "not resolved" })
    }
}
