//! Suggestions of the evidence engine: computed off the desk's thread, kept in the index, never judged.

use super::{Desk, Failure, FailureKind};
use crate::domain::{Checklist, Claim, ClaimId, Digest, Hasher, Seat, Suggestions};
use crate::evidence::explain::Explanation;
use crate::evidence::timeline::DatedLine;
use crate::evidence::{ENGINE, Engine};
use crate::policy::{Chosen, Edition};
use crate::rules;
use crate::store::index::SuggestionKey;
use std::sync::Arc;

/// The work of suggesting for one claim; it needs no desk and can run on any thread.
#[derive(Clone)]
pub struct SuggestTask {
    engine: Arc<Engine>,
    claim: Arc<Claim>,
    rows: Checklist,
    digest: Digest,
}

impl SuggestTask {
    /// The claim it is about.
    pub fn claim_id(&self) -> &ClaimId {
        &self.claim.claim_id
    }

    /// Does the work.
    pub fn run(&self) -> Suggested {
        Suggested { suggestions: self.engine.suggest(&self.claim, &self.rows), digest: self.digest }
    }
}

/// What a task found, ready to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    /// The suggestions.
    pub suggestions: Suggestions,
    digest: Digest,
}

/// Suggestions that are there, or the work to get them.
pub enum Suggesting {
    /// They were kept from before.
    Kept(Box<Suggestions>),
    /// They have to be computed.
    Task(SuggestTask),
}

impl Desk {
    /// The suggestions for a claim, or the task that computes them.
    pub fn suggesting(&mut self, id: &ClaimId) -> Result<Suggesting, Failure> {
        let claim = self.claim(id)?;
        let Chosen { edition, .. } = self.editions.for_claim(&claim);
        let mut rows = rules::checklist(&claim, &edition);
        rows.kinds = self.file.checklist_marks(id, Seat::First)?.kinds;
        let digest = digest_as_read(&claim, &rows);
        if let Some(kept) = self.index.suggestions(&self.kept_under(digest))? {
            return Ok(Suggesting::Kept(Box::new(self.with_shared_text(kept)?)));
        }
        let engine = self.engine(&edition)?;
        Ok(Suggesting::Task(SuggestTask { engine, claim, rows, digest }))
    }

    /// Keeps what a task found and completes it with what the claim shares with others.
    pub fn keep_suggestions(&mut self, found: Suggested) -> Result<Suggestions, Failure> {
        self.index.put_suggestions(&self.kept_under(found.digest), &found.suggestions)?;
        self.with_shared_text(found.suggestions)
    }

    /// The suggestions for a claim, computed on this thread when they are not kept yet.
    pub fn suggestions(&mut self, id: &ClaimId) -> Result<Suggestions, Failure> {
        match self.suggesting(id)? {
            Suggesting::Kept(suggestions) => Ok(*suggestions),
            Suggesting::Task(task) => self.keep_suggestions(task.run()),
        }
    }

    /// The suggestions for a claim and how they came about; computed anew.
    pub fn explain(&mut self, id: &ClaimId) -> Result<Explanation, Failure> {
        let claim = self.claim(id)?;
        let Chosen { edition, .. } = self.editions.for_claim(&claim);
        let mut rows = rules::checklist(&claim, &edition);
        rows.kinds = self.file.checklist_marks(id, Seat::First)?.kinds;
        let mut explanation = self.engine(&edition)?.explain(&claim, &rows);
        explanation.suggestions = self.with_shared_text(explanation.suggestions)?;
        Ok(explanation)
    }

    /// The lines of a claim's papers that date the customer's acknowledgement or the work.
    pub(super) fn dated_lines(&mut self, id: &ClaimId) -> Result<Vec<DatedLine>, Failure> {
        let claim = self.claim(id)?;
        let Chosen { edition, .. } = self.editions.for_claim(&claim);
        let mut rows = rules::checklist(&claim, &edition);
        rows.kinds = self.file.checklist_marks(id, Seat::First)?.kinds;
        Ok(self.engine(&edition)?.timeline(&claim, &rows))
    }

    fn engine(&mut self, edition: &Edition) -> Result<Arc<Engine>, Failure> {
        if let Some(engine) = self.engines.get(&edition.id) {
            return Ok(Arc::clone(engine));
        }
        let engine = Arc::new(compiled(edition)?);
        self.engines.insert(edition.id.clone(), Arc::clone(&engine));
        Ok(engine)
    }

    /// Under which content, engine and policy suggestions hold.
    fn kept_under(&self, digest: Digest) -> SuggestionKey<'_> {
        SuggestionKey { digest, engine: ENGINE, edition: &self.policy }
    }
}

/// What tells this content, read with these kinds of documents, from any other.
fn digest_as_read(claim: &Claim, rows: &Checklist) -> Digest {
    if rows.kinds.is_empty() {
        return claim.digest();
    }
    let mut content = Hasher::new("proofdesk-claim-as-read-v1");
    content.field(claim.digest().as_bytes());
    for (document, kind) in &rows.kinds {
        content.field(document.as_bytes()).field(kind.word().as_bytes());
    }
    content.finish()
}

/// The engine of an edition.
pub(super) fn compiled(edition: &Edition) -> Result<Engine, Failure> {
    Engine::new(edition).map_err(|error| {
        Failure::new(
            FailureKind::Data,
            format!("The patterns of edition {} cannot be used.", edition.title),
            error.to_string(),
        )
        .hint("Correct signals.toml of that edition.")
    })
}
