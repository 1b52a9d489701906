//! Tests of the `store` layer.

mod attacks;
mod attempts;
mod desk_file;
mod desk_file_crash;
mod desk_file_safety;
mod desk_file_tamper;
mod faults;
mod hostile;
mod index;
mod leases;
mod life_cycle;
mod merging;
mod power_loss;
mod remembering;
mod resolutions;
mod resolutions_crash;
mod snapshot;

use proofdesk::domain::Claim;
use proofdesk::intake::{ClaimSource, Limits, Reading, read};
use proofdesk::store::snapshot::{NewSnapshot, SnapshotMeta, SnapshotWriter};
use std::ops::ControlFlow;
use std::path::Path;

/// The sample claims.
fn sample_claims() -> Vec<Claim> {
    let text = include_str!("../../sample-data/claims.jsonl");
    let mut claims = Vec::new();
    read(&ClaimSource::Text { name: "sample".into(), text }, &Limits::default(), &mut |reading| {
        if let Reading::Claim(claim) = reading {
            claims.push(*claim);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    claims
}

fn new_snapshot() -> NewSnapshot {
    NewSnapshot {
        lineage: "sample".into(),
        title: "Sample claims".into(),
        as_of: "2025-10-01T09:00:00Z".parse().unwrap(),
        practice: true,
        replace: false,
    }
}

/// Builds a sealed snapshot of these claims.
fn build(target: &Path, claims: &[Claim]) -> SnapshotMeta {
    let mut writer = SnapshotWriter::create(target, &new_snapshot()).unwrap();
    for claim in claims {
        writer.add(claim).unwrap();
    }
    writer.finish().unwrap()
}
