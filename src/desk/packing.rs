//! Between desks: what is recorded here leaving as a pack, and the packs of other desks merged into it.
//!
//! A pack holds the record as it is stored, so it is as confidential as the desk file: the file appears whole or not at
//! all, readable by its owner only, never over another one. Merging changes nothing that was recorded here; what two
//! desks decided apart from each other becomes a double review.

use super::export::to_new_file;
use super::{Changes, Desk, Done, Failure, FailureKind};
use crate::domain::Act;
use crate::store::StoreError;
use crate::store::desk_file::{DecisionFilter, Head, Pack, Stamp};
use serde::Serialize;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

/// What a new pack holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackedDesk {
    /// Identity of this desk.
    pub desk: String,
    /// The newest event of this desk that is in it.
    pub head: Head,
    /// Events, those of merged desks included.
    pub events: u64,
    /// Identities of all desks in it.
    pub desks: Vec<String>,
}

/// A pack that was merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MergedPack {
    /// The file.
    pub file: PathBuf,
    /// Identity of the desk that made it.
    pub desk: String,
    /// Identities of all desks in it.
    pub desks: Vec<String>,
    /// Events that were not here before.
    pub new_events: u64,
    /// Events that were here already.
    pub already: u64,
}

impl Desk {
    /// Writes the record of this desk and of those it merged to a new file, or to the stream; of this desk only what
    /// follows event `since`. As with every export, the desk notes that something left it.
    pub fn export_pack(
        &mut self,
        since: Option<u64>,
        to: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<PackedDesk, Failure> {
        self.refuse_while_blind()?;
        self.release_due()?;
        let Some(path) = to else {
            self.record_pack("-")?;
            let pack = self.file.pack(since)?;
            let broken = |error: std::io::Error| {
                Failure::new(FailureKind::Data, "The export broke off.", error.to_string())
            };
            pack.write(out).map_err(broken)?;
            return packed(&pack);
        };
        let pack = self.file.pack(since)?;
        to_new_file(path, |out| pack.write(out))?;
        self.record_pack(&path.file_name().unwrap_or_default().to_string_lossy())?;
        packed(&pack)
    }

    /// Merges a pack: all of it, or nothing and the failure says why and what to do. The same pack again changes
    /// nothing.
    pub fn merge_pack(&mut self, file: &Path) -> Result<Done<MergedPack>, Failure> {
        let what = || format!("{} was not merged.", file.display());
        let told = |error: StoreError| Failure::from(error).while_doing(what());
        let opened = File::open(file).map_err(StoreError::io("open it", file)).map_err(told)?;
        let pack = Pack::read(&mut BufReader::new(opened)).map_err(StoreError::Pack).map_err(told)?;
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        let merge = self.file.merge(&pack, &stamp).map_err(told)?;
        let merged = MergedPack {
            file: file.to_owned(),
            desk: pack.desk().to_owned(),
            desks: pack.desks().map(str::to_owned).collect(),
            new_events: merge.new_events,
            already: merge.already,
        };
        self.work.forget();
        Ok(Done { value: merged, changes: Changes { queue: true, claim: true, views: false } })
    }

    /// A pack holds what whoever sits in a blind seat must not see.
    fn refuse_while_blind(&self) -> Result<(), Failure> {
        if self.hidden_claims()?.is_empty() {
            return Ok(());
        }
        let why = "A pack holds first reviews, and you sit in the blind seat of a claim.";
        Err(Failure::new(FailureKind::Refused, "The record was not exported.", why)
            .hint("Sign the second look first, or let somebody else export the pack."))
    }

    fn record_pack(&mut self, target: &str) -> Result<(), Failure> {
        let decisions = self.file.decisions_of_all_desks(&DecisionFilter::default())?.len() as u64;
        let act = Act::Exported { target: target.to_owned(), decisions, personal_data: false };
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        self.file.record(None, &act, &stamp)?;
        Ok(())
    }
}

fn packed(pack: &Pack) -> Result<PackedDesk, Failure> {
    let head = pack.head().ok_or_else(|| {
        Failure::new(FailureKind::Internal, "The pack is empty.", "It holds not even this desk.")
    })?;
    Ok(PackedDesk {
        desk: pack.desk().to_owned(),
        head,
        events: pack.events(),
        desks: pack.desks().map(str::to_owned).collect(),
    })
}
