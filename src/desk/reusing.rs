//! Text that stands in the papers of more than one claim: found once for a snapshot, shown per claim, and remembered
//! when a person held it to be no problem.

use super::{Cancelled, Desk, Failure, FailureKind, Job, Progress};
use crate::domain::{Act, Caution, Claim, ClaimId, NearDuplicate, Requirement, Role, Signal, Suggestions};
use crate::evidence::reuse::{self, Fingerprint, Fingerprinted, Passage, Shared};
use crate::store::StoreError;
use crate::store::desk_file::{DismissedText, Stamp, Subject};
use crate::store::index::{SharedText, TextBuilder};
use crate::store::snapshot::Snapshot;
use crate::text::Span;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Two claims that share text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReusePair {
    /// The claim with the smaller number.
    pub claim_id: ClaimId,
    /// The other claim.
    pub other: ClaimId,
    /// Share of the shorter of the two most similar documents, 0 to 1.
    pub overlap: f64,
    /// Whether both claims are about one customer.
    pub same_customer: bool,
    /// Why a person held it to be no problem.
    pub dismissed: Option<String>,
}

/// The most similar documents of two claims side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReuseView {
    /// The pair.
    #[serde(flatten)]
    pub pair: ReusePair,
    /// Document of the claim with the smaller number.
    pub document: String,
    /// Document of the other claim.
    pub other_document: String,
    /// Words that agree.
    pub words: usize,
    /// Stretches that agree, in the order of the other document.
    pub passages: Vec<SharedPassage>,
}

/// A stretch of text in both documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedPassage {
    /// Where in the document, in bytes.
    pub span: Span,
    /// Its text there.
    pub text: String,
    /// Where in the other document, in bytes.
    pub other_span: Span,
    /// Its text there.
    pub other_text: String,
    /// Words that agree.
    pub words: usize,
}

impl Desk {
    /// Every pair of claims that share text, most similar first; dismissed ones only when asked for.
    pub fn reuse(&mut self, with_dismissed: bool, job: &Job) -> Result<Vec<ReusePair>, Failure> {
        self.finish_text(job)?;
        let dismissed = self.file.dismissed_texts()?;
        let mut pairs = Vec::new();
        for found in self.index.shared_texts()? {
            let pair = self.pair(&found, &dismissed)?;
            pairs.extend((with_dismissed || pair.dismissed.is_none()).then_some(pair));
        }
        Ok(pairs)
    }

    /// The most similar documents of two claims, with the passages they share.
    pub fn reuse_between(&mut self, one: &ClaimId, other: &ClaimId, job: &Job) -> Result<ReuseView, Failure> {
        self.finish_text(job)?;
        let found = self.shared_between(one, other)?;
        let pair = self.pair(&found, &self.file.dismissed_texts()?)?;
        let (one, other) = (self.claim(&found.claim_id)?, self.claim(&found.other)?);
        let document = |claim: &Claim, position: u32| claim.documents.get(position as usize).cloned();
        let both = document(&one, found.position).zip(document(&other, found.other_position));
        let (document, other_document) = both.ok_or_else(|| no_such_pair(&pair.claim_id, &pair.other))?;
        let Shared { words, passages, .. } = reuse::shared(&document.text, &other_document.text);
        let text = |span: Span, text: &str| span.of(text).unwrap_or_default().to_owned();
        let passage = |Passage { one, other, words }: Passage| SharedPassage {
            span: one,
            text: text(one, &document.text),
            other_span: other,
            other_text: text(other, &other_document.text),
            words,
        };
        Ok(ReuseView {
            pair,
            words,
            passages: passages.into_iter().map(passage).collect(),
            document: document.file_name.clone(),
            other_document: other_document.file_name.clone(),
        })
    }

    /// Remembers that the text two claims share is no problem; they are not named beside each other any more.
    pub fn dismiss_reuse(&mut self, one: &ClaimId, other: &ClaimId, reason: &str) -> Result<(), Failure> {
        let reason = reason.to_owned();
        self.record_reuse((one, other), |other| Act::SharedTextDismissed { other, reason })
    }

    /// Takes that back: the pair is named again.
    pub fn reopen_reuse(&mut self, one: &ClaimId, other: &ClaimId, reason: &str) -> Result<(), Failure> {
        let reason = reason.to_owned();
        self.record_reuse((one, other), |other| Act::SharedTextReopened { other, reason })
    }

    fn record_reuse(
        &mut self,
        (one, other): (&ClaimId, &ClaimId),
        act: impl FnOnce(ClaimId) -> Act,
    ) -> Result<(), Failure> {
        if self.actor.role == Role::Trainer {
            return Err(Failure::new(
                FailureKind::Refused,
                "Nothing was recorded.",
                "Only a reviewer or a supervisor says whether shared text is a problem.",
            )
            .hint("Act with --role reviewer."));
        }
        self.finish_text(&Job::silent())?;
        let found = self.shared_between(one, other)?;
        let digest = self.claim(&found.claim_id)?.digest();
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        let subject = Subject { claim_id: &found.claim_id, digest: &digest };
        self.file.record(Some(subject), &act(found.other), &stamp)?;
        Ok(())
    }

    /// The pair as it is kept, the smaller number first.
    fn shared_between(&self, one: &ClaimId, other: &ClaimId) -> Result<SharedText, Failure> {
        let (first, second) = (one.min(other), one.max(other));
        let found = self.index.shared_with(first)?.into_iter().find(|pair| pair.other == *second);
        found.ok_or_else(|| no_such_pair(first, second))
    }

    fn pair(&self, found: &SharedText, dismissed: &[DismissedText]) -> Result<ReusePair, Failure> {
        let same = |text: &&DismissedText| text.claim_id == found.claim_id && text.other == found.other;
        Ok(ReusePair {
            claim_id: found.claim_id.clone(),
            other: found.other.clone(),
            overlap: found.overlap,
            same_customer: self.is_same_customer(&found.claim_id, &found.other)?,
            dismissed: dismissed.iter().find(same).map(|text| text.reason.clone()),
        })
    }

    fn is_same_customer(&self, one: &ClaimId, other: &ClaimId) -> Result<bool, StoreError> {
        let tenant = |id| Ok::<_, StoreError>(self.index.row(id)?.map(|row| row.customer_tenant));
        Ok(tenant(one)? == tenant(other)?)
    }

    /// Adds the claims that share text, with a caution about those of other customers.
    pub(super) fn with_shared_text(&self, mut suggestions: Suggestions) -> Result<Suggestions, Failure> {
        let id = suggestions.claim_id.clone();
        let dismissed = self.file.dismissed_texts()?;
        for found in self.index.shared_with(&id)? {
            let (first, second) = ((&id).min(&found.other), (&id).max(&found.other));
            if dismissed.iter().any(|text| text.claim_id == *first && text.other == *second) {
                continue;
            }
            let same_customer = self.is_same_customer(&id, &found.other)?;
            note(&mut suggestions, &found.other, found.overlap, same_customer);
        }
        Ok(suggestions)
    }

    fn finish_text(&self, job: &Job) -> Result<(), Failure> {
        self.text_task()?.map_or(Ok(()), |task| task.run(job))
    }
}

/// Names a claim that shares text; if it is another customer's, the text may be nobody's own (RC-R3-04).
pub(super) fn note(suggestions: &mut Suggestions, other: &ClaimId, overlap: f64, same_customer: bool) {
    suggestions.near_duplicates.push(NearDuplicate { claim_id: other.clone(), overlap });
    if same_customer {
        return;
    }
    let percent = (overlap * 100.0).round();
    let caution = Caution {
        code: "RC-R3-04".to_owned(),
        text: format!("Claim {other} of another customer has {percent} % of this text, too."),
    };
    let rows = suggestions.cells.iter_mut().filter(|cell| cell.requirement == Requirement::ActivityDetail);
    for row in rows.filter(|row| row.signal != Signal::NotApplicable) {
        row.cautions.push(caution.clone());
    }
}

fn no_such_pair(one: &ClaimId, other: &ClaimId) -> Failure {
    Failure::new(
        FailureKind::NotFound,
        format!("Claims {one} and {other} cannot be compared."),
        "No shared text was found between them.",
    )
    .hint("proofdesk reuse list shows every pair.")
}

/// A document of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paper {
    pub(super) claim_id: ClaimId,
    pub(super) position: u32,
}

/// Whose papers a claim's are: those of one partner family for one customer belong together, and repeating oneself
/// there is no re-use.
#[derive(Default)]
pub(super) struct Owners(HashMap<(String, String), u32>);

impl Owners {
    pub(super) fn of(&mut self, claim: &Claim) -> u32 {
        let partner = &claim.partner;
        let family = partner.global_partner_id.as_ref().unwrap_or(&partner.partner_id);
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry((claim.customer.tenant_id.to_string(), family.clone())).or_insert(next)
    }
}

/// Where the texts of papers come from.
pub(super) type Texts<'a> = dyn FnMut(&Paper) -> Result<String, Failure> + 'a;

/// Compares all papers with each other; of two claims the most similar documents are told.
pub(super) fn find(
    papers: &[(Paper, Fingerprinted)],
    texts: &mut Texts<'_>,
    job: &Job,
) -> Result<Vec<SharedText>, Failure> {
    let documents: Vec<Fingerprinted> = papers.iter().map(|(_, document)| document.clone()).collect();
    let candidates = reuse::candidates(&documents);
    let mut found: BTreeMap<(ClaimId, ClaimId), SharedText> = BTreeMap::new();
    let mut kept: Option<(Paper, String)> = None;
    for (done, pair) in candidates.iter().enumerate() {
        report(job, done, candidates.len())?;
        let paper = |place: usize| papers.get(place).map(|(paper, _)| paper);
        let Some((one, other)) = paper(pair.one).zip(paper(pair.other)) else { continue };
        // Candidates come in the order of the first paper, so its text is read once.
        if kept.as_ref().is_none_or(|(paper, _)| paper != one) {
            kept = Some((one.clone(), texts(one)?));
        }
        let text = kept.as_ref().map_or("", |(_, text)| text);
        let shared = reuse::shared(text, &texts(other)?);
        if shared.is_worth_a_look() {
            keep_best(&mut found, (one, other), shared.overlap);
        }
    }
    Ok(found.into_values().collect())
}

fn keep_best(
    found: &mut BTreeMap<(ClaimId, ClaimId), SharedText>,
    (one, other): (&Paper, &Paper),
    overlap: f64,
) {
    let (one, other) = if one.claim_id <= other.claim_id { (one, other) } else { (other, one) };
    let new = SharedText {
        claim_id: one.claim_id.clone(),
        position: one.position,
        other: other.claim_id.clone(),
        other_position: other.position,
        overlap,
    };
    let key = (one.claim_id.clone(), other.claim_id.clone());
    if found.get(&key).is_none_or(|known| known.overlap < overlap) {
        found.insert(key, new);
    }
}

fn report(job: &Job, done: usize, total: usize) -> Result<(), Cancelled> {
    let progress =
        Progress { stage: "Comparing documents", done: done as u64, total: Some(total as u64), problems: 0 };
    if done.is_multiple_of(64) { job.checkpoint(progress) } else { Ok(()) }
}

/// Compares the papers of a whole snapshot whose fingerprints are kept.
pub(super) fn find_in_snapshot(
    snapshot: &Snapshot,
    kept: &TextBuilder,
    job: &Job,
) -> Result<Vec<SharedText>, Failure> {
    let mut owners = Owners::default();
    let mut owner_of: HashMap<ClaimId, u32> = HashMap::new();
    snapshot.headers(&mut |claim, _| {
        owner_of.insert(claim.claim_id.clone(), owners.of(&claim));
        Ok::<_, StoreError>(())
    })?;
    let mut papers = Vec::new();
    kept.fingerprints(&mut |claim_id, position, bytes| {
        let fingerprint = Fingerprint::from_bytes(bytes);
        if let Some((owner, fingerprint)) = owner_of.get(&claim_id).copied().zip(fingerprint) {
            papers.push((Paper { claim_id, position }, Fingerprinted { owner, fingerprint }));
        }
    })?;
    let mut text = |paper: &Paper| {
        let mut found = String::new();
        snapshot.texts_of(&paper.claim_id, &mut |text| {
            if text.position == paper.position {
                text.text.clone_into(&mut found);
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(found)
    };
    find(&papers, &mut text, job)
}

/// Compares the papers of claims held in memory.
pub(super) fn find_among<'c>(
    claims: impl Iterator<Item = &'c Claim> + Clone,
    job: &Job,
) -> Result<Vec<SharedText>, Failure> {
    let mut owners = Owners::default();
    let mut papers = Vec::new();
    let mut texts: HashMap<(ClaimId, u32), &str> = HashMap::new();
    for claim in claims {
        let owner = owners.of(claim);
        for (position, document) in (0..).zip(&claim.documents) {
            texts.insert((claim.claim_id.clone(), position), &document.text);
            let fingerprint = Fingerprint::of(&document.text);
            papers.push((
                Paper { claim_id: claim.claim_id.clone(), position },
                Fingerprinted { owner, fingerprint },
            ));
        }
    }
    let mut text = |paper: &Paper| {
        let key = (paper.claim_id.clone(), paper.position);
        Ok(texts.get(&key).copied().unwrap_or_default().to_owned())
    };
    find(&papers, &mut text, job)
}
