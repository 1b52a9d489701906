//! Who may release a held decision, and who may open a released one again (F11, M10).

use super::{Guard, Waiver};
use crate::domain::{Actor, Decision, Role};

/// What objects to releasing a decision before its hold runs out: it is somebody else's, in the hands of no
/// supervisor.
pub fn release_guard(decision: &Decision, actor: &Actor) -> Option<Guard> {
    if decision.actor.name == actor.name || actor.role == Role::Supervisor {
        return None;
    }
    let text = format!(
        "The decision on claim {} is {}'s: its author or a supervisor releases it early.",
        decision.claim_id, decision.actor.name
    );
    Some(Guard { rule: "DEC-07".into(), text, waiver: Waiver::Only(Role::Supervisor) })
}

/// What objects to opening a released decision again: a missing reason, or somebody else's decision in the hands of no
/// supervisor.
pub fn reopening_guard(decision: &Decision, actor: &Actor, reason: &str) -> Option<Guard> {
    if decision.actor.name != actor.name && actor.role != Role::Supervisor {
        let text =
            format!("The decision is {}'s: its author or a supervisor opens it again.", decision.actor.name);
        return Some(Guard { rule: "DEC-07".into(), text, waiver: Waiver::Only(Role::Supervisor) });
    }
    let text = "Opening a released decision again needs a reason.".to_owned();
    needs_reason(reason).then_some(Guard { rule: "DEC-07".into(), text, waiver: Waiver::AnyoneWithReason })
}

/// What objects to finding a first decision procedurally wrong: a missing reason, or the person who made it. The author
/// opens a decision again instead; *void* is a finding of somebody else.
pub fn voiding_guard(decision: &Decision, actor: &Actor, reason: &str) -> Option<Guard> {
    if decision.actor.name == actor.name {
        let text = "The decision is your own: open it again instead. Somebody else finds it void.".to_owned();
        return Some(Guard { rule: "M10".into(), text, waiver: Waiver::Never });
    }
    let text = "Finding a decision void needs a reason.".to_owned();
    needs_reason(reason).then_some(Guard { rule: "M10".into(), text, waiver: Waiver::AnyoneWithReason })
}

fn needs_reason(reason: &str) -> bool {
    reason.trim().is_empty()
}
