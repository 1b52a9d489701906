//! Judging: what a key says about the focused cell, and what is attached to it.

use super::commands::tell;
use super::spots::{Origin, Spot};
use super::stops::{self, Stop};
use super::{ReviewScreen, Side};
use crate::comments;
use crate::desk::{CollectedPin, DraftField, Judging};
use crate::domain::{CellKey, EvidencePin, Judgement, Polarity, ReasonMark, Verdict};
use crate::policy::ReasonGroup;
use crate::tui::context::Context;
use crate::tui::layers::Layer;
use crate::tui::message::{Answer, Request, Step};
use crate::tui::overlays::{CommitCardLayer, Prompt, QualificationPick, Question, ReasonList, ReasonsFor};

/// Words to look for.
pub(super) const SEARCH: Question =
    Question::ForBelow("Search the documents", "Any case; a blank stands for any blanks and line breaks.");

/// A typed reason for a cell that is met although no text is pinned (POE-003).
pub(super) const SEEN: Question =
    Question::ForBelow("Met without text", "No text is marked. Esc, then v selects; or say why it is met.");

/// A typed reason for a cell that does not apply.
const NOT_APPLICABLE: Question =
    Question::ForBelow("Not applicable", "Why does the requirement not apply to this claim?");

impl ReviewScreen {
    /// Judges the focused cell, or asks for what the verdict needs first.
    pub(super) fn judge(&mut self, verdict: Verdict, context: &Context) -> Vec<Step> {
        let Some(key) = self.focus.cell().cloned() else {
            return tell("Choose a cell first: this row is not judged.");
        };
        if let Some(judgement) = self.confirmable(&key, verdict, context) {
            return self.say(&key, judgement, context);
        }
        match verdict {
            Verdict::Met => self.judge_met(&key, context),
            Verdict::NotMet | Verdict::Unclear => self.ask_reasons(&key, verdict),
            Verdict::NotApplicable => {
                let settled = self.shown.cell(&key).and_then(|cell| cell.settled.clone());
                match settled {
                    Some(_) => self.say(&key, Judgement::bare(Verdict::NotApplicable), context),
                    None => self.ask(&NOT_APPLICABLE),
                }
            }
        }
    }

    fn judge_met(&mut self, key: &CellKey, context: &Context) -> Vec<Step> {
        let mut pins: Vec<EvidencePin> = self.sources().pins(key).into_iter().cloned().collect();
        let chosen = self.chosen_text(context);
        let suggested = if pins.is_empty() { self.suggested_text() } else { None };
        if let Some(pin) = chosen.or(suggested).filter(|pin| !pins.contains(pin)) {
            pins.push(pin);
        }
        if pins.is_empty() {
            return self.ask(&SEEN);
        }
        self.say(key, Judgement { pins, ..Judgement::bare(Verdict::Met) }, context)
    }

    /// Text the person chose: the selection, else the match the cursor came to.
    pub(super) fn chosen_text(&self, context: &Context) -> Option<EvidencePin> {
        let document = &self.reading.open()?.document;
        if let Some(span) = self.reading.selection(self.window(context)) {
            return EvidencePin::new(document, span);
        }
        let hit = self.search.as_ref().filter(|_| self.on_match)?.current()?;
        let document = &self.reading.documents().get(hit.document)?.document;
        EvidencePin::new(document, hit.span)
    }

    /// The candidate under the cursor, when it speaks for the requirement.
    fn suggested_text(&self) -> Option<EvidencePin> {
        match &self.spot {
            Some(spot) if matches!(spot.origin, Origin::Candidate(_, Polarity::For)) => self.pin_of(spot),
            _ => None,
        }
    }

    fn pin_of(&self, spot: &Spot) -> Option<EvidencePin> {
        EvidencePin::new(self.review.claim.document(&spot.document)?, spot.span)
    }

    /// Sends a judgement and goes to the next open cell.
    pub(super) fn say(&mut self, key: &CellKey, judgement: Judgement, context: &Context) -> Vec<Step> {
        let mut steps = self.send(Judging::Judge(key.clone(), judgement));
        steps.extend(self.forget_collected(key));
        self.reading.deselect();
        if self.guided.is_some() {
            // The answer is read before the next cell comes.
            self.look_under_cursor(context);
            return steps;
        }
        match stops::next_open(&self.shown, Some(&self.focus)) {
            Some(next) => self.go_to(Stop::Cell(next), context),
            None => self.look_under_cursor(context),
        }
        steps
    }

    fn send(&mut self, judging: Judging) -> Vec<Step> {
        self.saving.sent(judging.clone());
        self.refresh();
        vec![Request::Judge(self.review.claim.claim_id.clone(), judging).into()]
    }

    fn forget_collected(&mut self, key: &CellKey) -> Option<Step> {
        let before = self.collected.len();
        self.collected.retain(|pin| pin.cell != *key);
        (self.collected.len() != before).then(|| self.keep_collected())
    }

    fn keep_collected(&self) -> Step {
        let draft = CollectedPin::written(&self.collected);
        Request::KeepDraft(self.review.claim.claim_id.clone(), DraftField::Collected, draft).into()
    }

    /// Opens the focused cell again.
    pub(super) fn clear(&mut self) -> Vec<Step> {
        let Some(key) = self.focus.cell().cloned() else { return tell("Choose a cell first.") };
        let mut steps: Vec<Step> = self.forget_collected(&key).into_iter().collect();
        let judged = self.shown.cell(&key).is_some_and(|cell| cell.judgement.is_some());
        if judged {
            steps.extend(self.send(Judging::Clear(key)));
        }
        if steps.is_empty() { tell("The cell is open already.") } else { steps }
    }

    /// Pins the chosen text, or the text shown for the cell whatever it speaks for.
    pub(super) fn pin(&mut self, context: &Context) -> Vec<Step> {
        let Some(key) = self.focus.cell().cloned() else {
            return tell("Choose the cell first: 1 to 6, then select and pin.");
        };
        let spot = self.spot.as_ref().filter(|spot| spot.origin != Origin::Pin);
        let Some(pin) = self.chosen_text(context).or_else(|| self.pin_of(spot?)) else {
            return tell(
                "Nothing is marked under the cursor. Select text with v, or step to a candidate with ].",
            );
        };
        self.reading.deselect();
        self.attach(&key, pin, context)
    }

    fn attach(&mut self, key: &CellKey, pin: EvidencePin, context: &Context) -> Vec<Step> {
        if self.sources().pins(key).contains(&&pin) {
            return tell("This text is pinned to the cell already.");
        }
        let shown = Spot { document: pin.document.clone(), span: pin.span, origin: Origin::Pin };
        let judged = self.shown.cell(key).and_then(|cell| cell.judgement.clone());
        let steps = if let Some(mut judgement) = judged {
            judgement.pins.push(pin);
            self.send(Judging::Judge(key.clone(), judgement))
        } else {
            self.collected.push(CollectedPin { cell: key.clone(), pin });
            vec![self.keep_collected()]
        };
        self.spot = Some(shown);
        self.look_under_cursor(context);
        steps
    }

    /// Attaches the selected text to the cell and asks why it falls short.
    pub(super) fn judge_with_selection(&mut self, verdict: Verdict, context: &Context) -> Vec<Step> {
        let mut steps = self.pin(context);
        if self.focus.cell().is_some() {
            steps.extend(self.judge(verdict, context));
        }
        steps
    }

    /// Takes the shown pin away.
    pub(super) fn unpin(&mut self, context: &Context) -> Vec<Step> {
        let pin = self.spot.clone().filter(|spot| spot.origin == Origin::Pin);
        let (Some(key), Some(spot)) = (self.focus.cell().cloned(), pin) else {
            return tell("No pin of this cell is under the cursor. Step to one with ].");
        };
        let same = |pin: &EvidencePin| pin.document == spot.document && pin.span == spot.span;
        let steps = match self.shown.cell(&key).and_then(|cell| cell.judgement.clone()) {
            Some(mut judgement) if judgement.pins.iter().any(same) => {
                judgement.pins.retain(|pin| !same(pin));
                self.send(Judging::Judge(key.clone(), judgement))
            }
            _ => {
                self.collected.retain(|pin| !(pin.cell == key && same(&pin.pin)));
                vec![self.keep_collected()]
            }
        };
        self.spot = self.sources().spots(&key).into_iter().find(|other| other.span == spot.span);
        self.look_under_cursor(context);
        steps
    }

    fn ask_reasons(&self, key: &CellKey, verdict: Verdict) -> Vec<Step> {
        let judgement = self.shown.cell(key).and_then(|cell| cell.judgement.as_ref());
        let chosen = judgement.map(|judgement| judgement.reasons.clone()).unwrap_or_default();
        let list = ReasonList::new(ReasonsFor::Cell(key.clone(), verdict), &self.review.edition, &chosen);
        vec![Step::Push(Box::new(Layer::Reasons(list)))]
    }

    /// Opens the list of reasons that belong to the whole claim.
    pub(super) fn claim_reasons(&self) -> Vec<Step> {
        let list = ReasonList::new(ReasonsFor::Claim, &self.review.edition, &self.shown.claim_reasons);
        vec![Step::Push(Box::new(Layer::Reasons(list)))]
    }

    /// Opens the list of qualifications.
    pub(super) fn qualifications(&self) -> Vec<Step> {
        let Some(seen) = &self.shown.qualifications else {
            return tell("This claim is not for Managed Security Services.");
        };
        vec![Step::Push(Box::new(Layer::Qualifications(QualificationPick::new(
            &self.review.edition,
            seen.clone(),
        ))))]
    }

    /// Asks why the open document does not count, or lets it count again.
    pub(super) fn exclude(&mut self) -> Vec<Step> {
        let chosen = if self.side == Side::Documents && self.pane == super::Pane::Side {
            self.reading.documents().get(self.side_at)
        } else {
            self.reading.open()
        };
        let Some(name) = chosen.map(|open| open.document.file_name.clone()) else {
            return tell("No document was submitted with this claim.");
        };
        if self.shown.excluded.contains_key(&name) {
            return self.send(Judging::Exclude(name, None));
        }
        let list = ReasonList::new(ReasonsFor::Document(name), &self.review.edition, &[]);
        vec![Step::Push(Box::new(Layer::Reasons(list)))]
    }

    /// Asks for a line of text.
    pub(super) fn ask(&self, question: &Question) -> Vec<Step> {
        if *question != SEARCH && self.focus.cell().is_none() {
            return tell("Choose a cell first: this row is not judged.");
        }
        let words = self.search.as_ref().filter(|_| *question == SEARCH).map_or("", |search| search.words());
        vec![Step::Push(Box::new(Layer::Prompt(Prompt::new(question.clone(), words))))]
    }

    /// Opens the commit card.
    pub(super) fn decide(&self) -> Vec<Step> {
        let review = crate::desk::Review { checklist: self.shown.clone(), ..self.review.clone() };
        vec![Step::Push(Box::new(Layer::Card(Box::new(CommitCardLayer::new(review)))))]
    }

    /// Takes the result of an overlay.
    pub(super) fn take_answer(&mut self, answer: Answer, context: &Context) -> Vec<Step> {
        match answer {
            Answer::Text(question, words) if question == SEARCH => self.run_search(&words, context),
            Answer::Text(question, note) if question == SEEN => {
                self.judge_with_note(Verdict::Met, note, context)
            }
            Answer::Text(question, note) if question == NOT_APPLICABLE => {
                self.judge_with_note(Verdict::NotApplicable, note, context)
            }
            Answer::Reasons(ReasonsFor::Cell(key, verdict), reasons) => {
                self.judge_with_reasons(&key, verdict, reasons, context)
            }
            Answer::Reasons(ReasonsFor::Claim, reasons) => self.send(Judging::ClaimReasons(reasons)),
            Answer::Reasons(ReasonsFor::Document(name), reasons) => {
                let reason = reasons.into_iter().next().map(|reason| reason.code);
                self.send(Judging::Exclude(name, reason))
            }
            Answer::Place(cell, text) => {
                self.look_at(cell, text, context);
                Vec::new()
            }
            Answer::Qualifications(seen) => self.send(Judging::Qualifications(seen)),
            Answer::Drafts(drafts) => {
                drafts.put_into(&mut self.review);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn judge_with_note(&mut self, verdict: Verdict, note: String, context: &Context) -> Vec<Step> {
        let Some(key) = self.focus.cell().cloned() else { return Vec::new() };
        let pins = self.sources().pins(&key).into_iter().cloned().collect();
        self.say(&key, Judgement { pins, note: Some(note), ..Judgement::bare(verdict) }, context)
    }

    /// Fills what the cursor knows into the reasons and judges the cell.
    fn judge_with_reasons(
        &mut self,
        key: &CellKey,
        verdict: Verdict,
        reasons: Vec<ReasonMark>,
        context: &Context,
    ) -> Vec<Step> {
        let mut pins: Vec<EvidencePin> = self.sources().pins(key).into_iter().cloned().collect();
        pins.extend(self.chosen_text(context).filter(|pin| !pins.contains(pin)));
        let reasons = reasons.into_iter().map(|reason| self.filled(reason, context)).collect();
        self.say(key, Judgement { reasons, pins, ..Judgement::bare(verdict) }, context)
    }

    /// Adds document and quote under the cursor, where a fragment asks for them.
    fn filled(&self, reason: ReasonMark, context: &Context) -> ReasonMark {
        let Some(spec) = self.review.edition.reason(&reason.code) else { return reason };
        let open = self.reading.open();
        let span = self
            .chosen_text(context)
            .map(|pin| pin.span)
            .or_else(|| self.spot.as_ref().map(|spot| spot.span));
        let cursor = comments::CursorContext {
            document: open.map(|open| open.document.file_name.as_str()),
            quote: open.and_then(|open| span?.of(&open.document.text)),
        };
        let mut fills = comments::fills_from_cursor(spec, &cursor);
        fills.extend(reason.fills);
        ReasonMark { fills, ..reason }
    }
}

/// Groups of reasons offered for a purpose, the most fitting first.
pub fn groups_for(purpose: &ReasonsFor) -> Vec<ReasonGroup> {
    use crate::domain::Requirement as R;
    use ReasonGroup::{Conflict, Document, Eligibility, R1, R2, R3, R4, R5, R6};
    let own = match purpose {
        ReasonsFor::Claim => return vec![Eligibility, Conflict],
        ReasonsFor::Document(_) => return vec![Document],
        ReasonsFor::Cell(key, _) => match key.requirement {
            R::CustomerAcknowledgement => R1,
            R::PartyNames => R2,
            R::ActivityDetail => R3,
            R::WorkloadConnection => R4,
            R::Dates => R5,
            R::PublicSectorDisclosure => R6,
        },
    };
    let others = [R1, R2, R3, R4, R5, R6, Eligibility, Conflict].into_iter().filter(|group| *group != own);
    [own, Document].into_iter().chain(others).collect()
}
