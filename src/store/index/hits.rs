//! Claims whose documents hold a word or a phrase.
//!
//! The full text knows which documents hold all words of a phrase; whether the words stand one after the other is
//! read in the documents themselves, so an answer is exact. Each answer is a temporary table of claims.

use super::open::Index;
use super::text::CLAIM_OF_ROW;
use super::words::Phrase;
use crate::domain::ClaimId;
use crate::store::StoreError;
use crate::store::snapshot::Snapshot;
use std::collections::HashMap;

/// Claims in which a phrase is looked for at most; more is not what a person asks for.
pub const PHRASE_CANDIDATES: usize = 20_000;
/// Answers kept before all are forgotten.
const KEPT: usize = 16;

/// Where the texts of documents come from.
pub trait DocumentTexts {
    /// Hands over the text of each document of a claim.
    fn each_text(&self, id: &ClaimId, on: &mut dyn FnMut(&str)) -> Result<(), StoreError>;
}

impl DocumentTexts for Snapshot {
    fn each_text(&self, id: &ClaimId, on: &mut dyn FnMut(&str)) -> Result<(), StoreError> {
        self.texts_of(id, &mut |text| {
            on(text.text);
            Ok(())
        })
    }
}

/// Answers found so far.
#[derive(Default)]
pub(super) struct Hits {
    slots: HashMap<String, Slot>,
    /// Claims that were searchable when they were found.
    texts_done: u64,
    next: u32,
}

impl Hits {
    /// A number no answer had before, so that a failed one leaves nothing in the way of the next.
    const fn take_number(&mut self) -> u32 {
        self.next += 1;
        self.next
    }
}

/// Where an answer is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    number: u32,
    /// Whether there were more candidates than are looked at.
    pub(super) cut: bool,
}

impl Slot {
    /// The table of its claims.
    pub(super) fn table(self) -> String {
        table(self.number)
    }
}

fn table(number: u32) -> String {
    format!("temp.hit_{number}")
}

impl Index {
    /// The slot that holds the claims for a question; `None` when it has no word, so nothing matches.
    pub(super) fn hits(&self, question: &str, texts: &dyn DocumentTexts) -> Result<Option<Slot>, StoreError> {
        let Some(phrase) = Phrase::parse(question) else { return Ok(None) };
        self.forget_stale()?;
        if let Some(slot) = self.hits.borrow().slots.get(question) {
            return Ok(Some(*slot));
        }
        let number = self.hits.borrow_mut().take_number();
        self.connection
            .execute_batch(&format!("CREATE TEMP TABLE hit_{number} (claim INTEGER PRIMARY KEY) STRICT"))
            .map_err(self.refused("search"))?;
        let cut = if phrase.is_one_word() {
            self.keep_matches(number, &phrase)?;
            false
        } else {
            self.keep_verified(number, &phrase, texts)?
        };
        let slot = Slot { number, cut };
        self.hits.borrow_mut().slots.insert(question.to_owned(), slot);
        Ok(Some(slot))
    }

    /// Answers found before more texts could be searched, and all of them when there are many.
    fn forget_stale(&self) -> Result<(), StoreError> {
        let done = self.text_state()?.done;
        let mut hits = self.hits.borrow_mut();
        if hits.texts_done != done || hits.slots.len() >= KEPT {
            for (_, slot) in hits.slots.drain() {
                let drop = format!("DROP TABLE {}", slot.table());
                self.connection.execute_batch(&drop).map_err(self.refused("search"))?;
            }
            hits.texts_done = done;
            self.counted.take();
        }
        Ok(())
    }

    fn keep_matches(&self, number: u32, phrase: &Phrase) -> Result<(), StoreError> {
        let insert = format!(
            "INSERT OR IGNORE INTO {} SELECT {CLAIM_OF_ROW} FROM text WHERE text MATCH ?1",
            table(number)
        );
        self.connection
            .prepare(&insert)
            .and_then(|mut insert| insert.execute([phrase.fts()]))
            .map(drop)
            .map_err(self.refused("search"))
    }

    /// Keeps the candidates whose documents hold the phrase; true when there were too many.
    fn keep_verified(
        &self,
        number: u32,
        phrase: &Phrase,
        texts: &dyn DocumentTexts,
    ) -> Result<bool, StoreError> {
        let candidates = self.candidates(phrase)?;
        let refused = self.refused("search");
        let insert = format!("INSERT INTO {} VALUES (?1)", table(number));
        let mut insert = self.connection.prepare(&insert).map_err(&refused)?;
        for claim in candidates.iter().take(PHRASE_CANDIDATES) {
            let Ok(id) = ClaimId::parse(&format!("{claim:07}")) else { continue };
            let mut found = false;
            texts.each_text(&id, &mut |text| found = found || phrase.occurs_in(text))?;
            if found {
                insert.execute([claim]).map_err(&refused)?;
            }
        }
        Ok(candidates.len() > PHRASE_CANDIDATES)
    }

    fn candidates(&self, phrase: &Phrase) -> Result<Vec<u32>, StoreError> {
        let refused = self.refused("search");
        let select = format!(
            "SELECT DISTINCT {CLAIM_OF_ROW} FROM text WHERE text MATCH ?1 LIMIT {}",
            PHRASE_CANDIDATES + 1
        );
        let mut statement = self.connection.prepare_cached(&select).map_err(&refused)?;
        let numbers = statement.query_map([phrase.fts()], |row| row.get(0)).map_err(&refused)?;
        numbers.collect::<Result<_, _>>().map_err(&refused)
    }
}
