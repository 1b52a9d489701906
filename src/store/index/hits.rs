//! Claims whose documents hold a word or a phrase.
//!
//! The full text knows which documents hold all words of a phrase; whether the words stand one after the other is
//! read in the documents themselves, so an answer is exact.

use super::open::Index;
use super::text::CLAIM_OF_ROW;
use super::words::Phrase;
use crate::domain::ClaimId;
use crate::store::StoreError;
use crate::store::snapshot::Snapshot;
use rusqlite::params;
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

/// Answers found so far, each in its slot of the temporary table.
#[derive(Default)]
pub(super) struct Hits {
    slots: HashMap<String, Slot>,
    /// Claims that were searchable when they were found.
    texts_done: u64,
    next: i64,
}

impl Hits {
    /// A number no slot had before, so that a failed answer leaves nothing in the way of the next one.
    const fn take_number(&mut self) -> i64 {
        self.next += 1;
        self.next
    }
}

/// Where an answer is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) number: i64,
    /// Whether there were more candidates than are looked at.
    pub(super) cut: bool,
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
            self.connection.execute_batch("DELETE FROM temp.hit").map_err(self.refused("search"))?;
            hits.slots.clear();
            hits.texts_done = done;
            self.counted.take();
        }
        Ok(())
    }

    fn keep_matches(&self, slot: i64, phrase: &Phrase) -> Result<(), StoreError> {
        let insert =
            format!("INSERT OR IGNORE INTO temp.hit SELECT ?1, {CLAIM_OF_ROW} FROM text WHERE text MATCH ?2");
        self.connection
            .prepare_cached(&insert)
            .and_then(|mut insert| insert.execute(params![slot, phrase.fts()]))
            .map(drop)
            .map_err(self.refused("search"))
    }

    /// Keeps the candidates whose documents hold the phrase; true when there were too many.
    fn keep_verified(
        &self,
        slot: i64,
        phrase: &Phrase,
        texts: &dyn DocumentTexts,
    ) -> Result<bool, StoreError> {
        let candidates = self.candidates(phrase)?;
        let refused = self.refused("search");
        let mut insert =
            self.connection.prepare_cached("INSERT INTO temp.hit VALUES (?1, ?2)").map_err(&refused)?;
        for number in candidates.iter().take(PHRASE_CANDIDATES) {
            let Ok(id) = ClaimId::parse(&format!("{number:07}")) else { continue };
            let mut found = false;
            texts.each_text(&id, &mut |text| found = found || phrase.occurs_in(text))?;
            if found {
                insert.execute(params![slot, number]).map_err(&refused)?;
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
