//! What is remembered while one source is read: notes to give, unknown fields and claim ids already seen.

use super::Limits;
use super::attachment::Folder;
use crate::domain::ClaimId;
use std::collections::HashSet;

/// The memory of one source.
pub(super) struct Context<'a> {
    pub(super) limits: &'a Limits,
    /// Where documents given by `path` may lie; `None` when they must be inline.
    pub(super) folder: Option<Folder>,
    notes: Vec<String>,
    unknown: HashSet<String>,
    claims: SeenClaims,
}

impl<'a> Context<'a> {
    pub(super) fn new(limits: &'a Limits, folder: Option<Folder>) -> Self {
        Self { limits, folder, notes: Vec::new(), unknown: HashSet::new(), claims: SeenClaims::default() }
    }

    /// Remembers something odd about the line at hand.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        // A hostile line must not fill memory with remarks about itself.
        const MOST: usize = 50;
        if self.notes.len() < MOST {
            self.notes.push(text.into());
        }
    }

    /// Takes the notes of the line at hand.
    pub(super) fn take_notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// Notes fields nobody knows, each name once for the whole source.
    pub(super) fn unknown_fields(&mut self, names: Vec<String>) {
        const MOST: usize = 200;
        for name in names {
            if self.unknown.len() < MOST && self.unknown.insert(name.clone()) {
                self.note(format!("The field {name} is not known and was left out."));
            }
        }
    }

    /// Remembers a claim id; false when it was there before.
    pub(super) fn first_time(&mut self, id: &ClaimId) -> bool {
        self.claims.insert(id)
    }
}

/// Claim ids seen so far: one bit for each number of seven digits, allocated as they occur.
#[derive(Default)]
struct SeenClaims(Vec<u64>);

impl SeenClaims {
    fn insert(&mut self, id: &ClaimId) -> bool {
        let number: usize = id.as_str().parse().unwrap_or_default();
        let (word, bit) = (number / 64, 1_u64 << (number % 64));
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0.get_mut(word).is_some_and(|seen| {
            let new = *seen & bit == 0;
            *seen |= bit;
            new
        })
    }
}
