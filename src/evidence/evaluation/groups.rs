//! Groups of claims that belong together: found, missed, and found where there are none.

use super::{Case, Figure, Share};
use crate::domain::ClaimId;
use serde::Serialize;
use std::collections::BTreeSet;

/// Figures about groups of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GroupFigures {
    /// Groups of the answers that were found, member by member.
    pub found: Share,
    /// Groups that were found and are none.
    pub false_groups: usize,
}

type Group = BTreeSet<ClaimId>;

/// Compares groups. Only claims with an answer count, so that a group is never false because nobody was asked about
/// its other members. `None` when the answers know no group.
pub(super) fn compare(
    figure: Figure,
    expected: &BTreeSet<Group>,
    found: &BTreeSet<Group>,
    answered: &Group,
) -> (Option<GroupFigures>, Vec<Case>) {
    let expected = answered_part(expected, answered);
    if expected.is_empty() {
        return (None, Vec::new());
    }
    let found = answered_part(found, answered);
    let share = Share { hits: expected.intersection(&found).count(), of: expected.len() };
    let wrong: Vec<&Group> = found.difference(&expected).collect();
    let missed = expected.difference(&found).filter_map(|group| case(figure, group, true));
    let cases = missed.chain(wrong.iter().filter_map(|group| case(figure, group, false))).collect();
    (Some(GroupFigures { found: share, false_groups: wrong.len() }), cases)
}

fn answered_part(groups: &BTreeSet<Group>, answered: &Group) -> BTreeSet<Group> {
    let part = |group: &Group| group.intersection(answered).cloned().collect::<Group>();
    groups.iter().map(part).filter(|group| group.len() > 1).collect()
}

fn case(figure: Figure, group: &Group, wanted: bool) -> Option<Case> {
    let names = group.iter().map(ClaimId::as_str).collect::<Vec<_>>().join(" ");
    let (wanted, found) = if wanted { (names, String::new()) } else { (String::new(), names) };
    let claim_id = group.first()?.clone();
    Some(Case { figure, claim_id, requirement: None, workload: None, wanted, found })
}
