//! What the reviewer wrote on the card, and how a filled value reaches the cells.

use crate::comments::Unresolved;
use crate::desk::{DraftField, Judging, Review};
use crate::domain::{Cause, Checklist, DecisionKind, ReasonCode, ReasonMark};

/// Texts and choice of the card, handed back to the review screen when the card closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafts {
    comment: Option<String>,
    residual: Option<String>,
    rationale: Option<String>,
    chosen: Option<DecisionKind>,
    cause: Option<Cause>,
}

impl Drafts {
    /// Takes them from a review.
    pub fn of(review: &Review) -> Self {
        Self {
            comment: review.comment_draft.clone(),
            residual: review.residual_draft.clone(),
            rationale: review.rationale.clone(),
            chosen: review.chosen,
            cause: review.cause,
        }
    }

    /// Puts them into a review.
    pub fn put_into(self, review: &mut Review) {
        review.comment_draft = self.comment;
        review.residual_draft = self.residual;
        review.rationale = self.rationale;
        review.chosen = self.chosen;
        review.cause = self.cause;
    }

    /// The reviewer's own wording of a text.
    pub(super) fn text(review: &mut Review, field: DraftField) -> &mut Option<String> {
        match field {
            DraftField::ResidualComment => &mut review.residual_draft,
            DraftField::Rationale => &mut review.rationale,
            DraftField::Comment
            | DraftField::Chosen
            | DraftField::Collected
            | DraftField::Cause
            | DraftField::Adjudication => &mut review.comment_draft,
        }
    }
}

/// Gives every reason that uses a variable its value; answers what has to be sent to the desk.
pub(super) fn with_fill(checklist: &mut Checklist, variable: &Unresolved, value: &str) -> Vec<Judging> {
    let Some(code) = &variable.code else { return Vec::new() };
    let mut changed = Vec::new();
    for cell in &mut checklist.cells {
        if let Some(judgement) = &mut cell.judgement
            && put(&mut judgement.reasons, code, (&variable.name, value))
        {
            changed.push(Judging::Judge(cell.key.clone(), judgement.clone()));
        }
    }
    if put(&mut checklist.claim_reasons, code, (&variable.name, value)) {
        changed.push(Judging::ClaimReasons(checklist.claim_reasons.clone()));
    }
    changed
}

fn put(reasons: &mut [ReasonMark], code: &ReasonCode, (name, value): (&str, &str)) -> bool {
    let mut any = false;
    for reason in reasons.iter_mut().filter(|reason| reason.code == *code) {
        reason.fills.entry(name.to_owned()).or_insert_with(|| value.to_owned());
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Cell, CellKey, Judgement, Requirement, Verdict};

    #[test]
    fn a_value_reaches_every_cell_with_the_reason_and_no_other() {
        let code = ReasonCode::parse("RC-R3-01").unwrap();
        let other = ReasonCode::parse("RC-R3-02").unwrap();
        let cell = |name: &str, code: &ReasonCode| Cell {
            key: CellKey::workload(Requirement::ActivityDetail, name),
            settled: None,
            judgement: Some(Judgement {
                reasons: vec![ReasonMark::bare(code.clone())],
                ..Judgement::bare(Verdict::NotMet)
            }),
        };
        let cells = vec![cell("Intune", &code), cell("Purview", &other), cell("Exchange Online", &code)];
        let mut checklist = Checklist { cells, ..Checklist::default() };
        let variable = Unresolved { name: "missing".into(), code: Some(code), hint: String::new() };
        let sent = with_fill(&mut checklist, &variable, "user numbers");
        let keys: Vec<_> = sent
            .iter()
            .map(|judging| match judging {
                Judging::Judge(key, judgement) => {
                    (key.workload.as_deref(), judgement.reasons[0].fills["missing"].as_str())
                }
                _ => unreachable!(),
            })
            .collect();
        assert_eq!(keys, [(Some("Intune"), "user numbers"), (Some("Exchange Online"), "user numbers")]);
    }
}
