//! Every spelling of a workload, ready to be looked up.
//!
//! Claims, screens, templates and proof spell workloads differently (WKL-01). Lookup here is for claimed names:
//! letter case, blanks and dashes do not matter. Finding names inside running text is the evidence engine's task.

use super::specs::Workload;
use std::collections::HashMap;

/// From a folded spelling to the place of the workload in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct WorkloadNames(HashMap<String, usize>);

impl WorkloadNames {
    /// Collects the spellings; where two workloads share one, the first keeps it (the loader reports it).
    pub(super) fn new(workloads: &[Workload]) -> Self {
        let mut names = HashMap::new();
        for (at, workload) in workloads.iter().enumerate() {
            for spelling in spellings(workload) {
                names.entry(fold(spelling)).or_insert(at);
            }
        }
        Self(names)
    }

    /// Finds a claimed name. `AZURE ADVANCED THREAT PROTECTION (AATP)` is found through both of its halves, but only
    /// when they mean the same workload.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let folded = fold(name);
        self.0.get(&folded).copied().or_else(|| {
            let (long, short) = folded.strip_suffix(')')?.rsplit_once('(')?;
            let at = self.0.get(long.trim())?;
            (self.0.get(short.trim()) == Some(at)).then_some(*at)
        })
    }
}

/// Name, aliases and abbreviation of a workload.
pub(super) fn spellings(workload: &Workload) -> impl Iterator<Item = &str> {
    std::iter::once(workload.name.as_str())
        .chain(workload.aliases.iter().map(String::as_str))
        .chain(workload.abbreviation.as_deref())
}

/// A spelling without the differences that never matter.
pub(super) fn fold(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Up to six capitals and digits that stand for a name the catalogue does not have.
pub(super) fn abbreviate(name: &str) -> String {
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let letters: String = match words.as_slice() {
        [] => return "?".to_owned(),
        [word] => (*word).to_owned(),
        words => words.iter().filter_map(|word| word.chars().next()).collect(),
    };
    letters.to_uppercase().chars().take(6).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_abbreviated_to_its_initials() {
        assert_eq!(abbreviate("Contoso Widget Pro 9"), "CWP9");
        assert_eq!(abbreviate("widgets"), "WIDGET");
        assert_eq!(abbreviate("  "), "?");
    }

    #[test]
    fn letter_case_blanks_and_dashes_do_not_matter() {
        assert_eq!(
            fold("Dynamics 365 \u{2013}  Additional\u{a0}Production"),
            "dynamics 365 - additional production"
        );
    }
}
