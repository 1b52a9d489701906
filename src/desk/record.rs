//! The record of the desk: what leaves it, and whether it is whole.

use super::export::{self, ExportOptions, ExportedDecision};
use super::reviewing::state;
use super::{Desk, Failure, FailureKind};
use crate::domain::{Act, Decision};
use crate::store::desk_file::{DecisionFilter, Stamp, VerifyReport};
use std::io::Write;
use std::path::Path;

impl Desk {
    /// Writes the decisions to a stream and returns how many there were. The export itself is recorded first: no
    /// record, no export.
    pub fn export(&mut self, options: ExportOptions, out: &mut dyn Write) -> Result<u64, Failure> {
        let decisions = self.exported(options)?;
        self.record_export("-", options, decisions.len())?;
        export::write(&decisions, options.format, out)
            .map_err(|error| Failure::new(FailureKind::Data, "The export broke off.", error.to_string()))?;
        Ok(decisions.len() as u64)
    }

    /// Writes the decisions to a new file and returns how many there were.
    pub fn export_to(&mut self, options: ExportOptions, path: &Path) -> Result<u64, Failure> {
        let decisions = self.exported(options)?;
        let target = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        export::to_new_file(path, |out| export::write(&decisions, options.format, out))?;
        self.record_export(&target, options, decisions.len())?;
        Ok(decisions.len() as u64)
    }

    /// Decisions of others that are in force, for training to compare with; without those this person may not see.
    /// They stay in this program, so it is no export.
    pub fn decisions_of_others(&self) -> Result<Vec<Decision>, Failure> {
        let hidden = self.hidden_claims()?;
        let in_force = DecisionFilter { in_force: true, ..DecisionFilter::default() };
        let all = self.file.decisions(&in_force)?.into_iter().map(|found| found.decision);
        let of_others = |decision: &Decision| decision.actor.name != self.actor.name;
        Ok(all.filter(of_others).filter(|decision| !hidden.contains(&decision.claim_id)).collect())
    }

    /// Recomputes the chain of the desk and compares what it holds with what its events say.
    pub fn verify(&mut self) -> Result<VerifyReport, Failure> {
        Ok(self.file.verify(None)?)
    }

    fn exported(&mut self, options: ExportOptions) -> Result<Vec<ExportedDecision>, Failure> {
        self.release_due()?;
        let released = options.released.then_some(true);
        let filter = DecisionFilter { in_force: !options.withdrawn, released, ..DecisionFilter::default() };
        let mut decisions = Vec::new();
        let hidden = self.hidden_claims()?;
        for found in self.file.decisions(&filter)? {
            if hidden.contains(&found.decision.claim_id) {
                continue;
            }
            let contacts = if options.personal_data { self.contacts(&found.decision.claim_id) } else { None };
            let (partner_contact, customer_contact) = contacts.unzip();
            decisions.push(ExportedDecision {
                seq: found.seq,
                event_hash: found.hash,
                withdrawn: found.withdrawn.is_some(),
                state: state(&found),
                decision: found.decision,
                partner_contact,
                customer_contact,
            });
        }
        Ok(decisions)
    }

    /// Contacts of the claim, when this snapshot still holds it.
    fn contacts(&mut self, id: &crate::domain::ClaimId) -> Option<(String, String)> {
        let claim = self.claim(id).ok()?;
        let person = |name: &str, address: &str| format!("{name} <{address}>");
        Some((
            person(&claim.partner.contact_name, &claim.partner.contact_email),
            person(&claim.customer.contact_name, &claim.customer.contact_email),
        ))
    }

    fn record_export(
        &mut self,
        target: &str,
        options: ExportOptions,
        decisions: usize,
    ) -> Result<(), Failure> {
        let act = Act::Exported {
            target: target.to_owned(),
            decisions: decisions as u64,
            personal_data: options.personal_data,
        };
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        self.file.record(None, &act, &stamp)?;
        Ok(())
    }
}
