//! Who may take a decision back (DEC-07).

use super::{Guard, Waiver};
use crate::domain::{Actor, Decision, Role};

/// What objects to a withdrawal: a missing reason, or somebody else's decision in the hands of no supervisor.
pub fn withdrawal_guard(decision: &Decision, actor: &Actor, reason: &str) -> Option<Guard> {
    let own = decision.actor.name == actor.name;
    let (text, waiver) = if !own && actor.role != Role::Supervisor {
        let text =
            format!("The decision is {}'s: its author or a supervisor withdraws it.", decision.actor.name);
        (text, Waiver::Only(Role::Supervisor))
    } else if reason.trim().is_empty() {
        ("A withdrawal needs a reason.".to_owned(), Waiver::AnyoneWithReason)
    } else {
        return None;
    };
    Some(Guard { rule: "DEC-07".into(), text, waiver })
}
