//! How often a mention is what the trainer says, class by class.

use super::figures::rounded;
use crate::domain::Mention;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use std::collections::BTreeMap;

/// Counts of wanted and found mentions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MentionFigures(BTreeMap<(Mention, Mention), u32>);

/// Figures of one class.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ClassFigures {
    /// The class.
    pub mention: Mention,
    /// Workloads the trainer puts into it.
    pub wanted: u32,
    /// Workloads found to be in it.
    pub found: u32,
    /// Both.
    pub agreed: u32,
    /// Harmonic mean of precision and recall.
    pub f1: f64,
}

impl MentionFigures {
    pub(super) fn count(&mut self, wanted: Mention, found: Mention) {
        *self.0.entry((wanted, found)).or_default() += 1;
    }

    /// Figures of each class that occurs.
    pub fn classes(&self) -> Vec<ClassFigures> {
        let sum = |counts: &dyn Fn(Mention, Mention) -> bool| {
            self.0.iter().filter(|((wanted, found), _)| counts(*wanted, *found)).map(|(_, n)| n).sum::<u32>()
        };
        let class = |&class: &Mention| {
            let (wanted, found) = (sum(&|wanted, _| wanted == class), sum(&|_, found| found == class));
            let agreed = sum(&|wanted, found| wanted == class && found == class);
            let f1 = f64::from(2 * agreed) / f64::from((wanted + found).max(1));
            (wanted + found > 0).then_some(ClassFigures { mention: class, wanted, found, agreed, f1 })
        };
        Mention::ALL.iter().filter_map(class).collect()
    }

    /// Mean of F1 over the classes that occur; `None` when no workload was mentioned by either side.
    pub fn macro_f1(&self) -> Option<f64> {
        let classes = self.classes();
        let count = u32::try_from(classes.len()).ok().filter(|count| *count > 0)?;
        Some(classes.iter().map(|class| class.f1).sum::<f64>() / f64::from(count))
    }
}

impl Serialize for MentionFigures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut classes = self.classes();
        for class in &mut classes {
            class.f1 = rounded(class.f1);
        }
        let mut fields = serializer.serialize_struct("MentionFigures", 2)?;
        fields.serialize_field("macro_f1", &self.macro_f1().map(rounded))?;
        fields.serialize_field("classes", &classes)?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_nobody_speaks_of_does_not_count() {
        let mut figures = MentionFigures::default();
        assert_eq!(figures.macro_f1(), None);
        figures.count(Mention::Described, Mention::Described);
        assert_eq!(figures.macro_f1(), Some(1.0));
        figures.count(Mention::Absent, Mention::Described);
        let f1: Vec<(Mention, f64)> =
            figures.classes().iter().map(|class| (class.mention, class.f1)).collect();
        assert_eq!(f1, [(Mention::Described, 2.0 / 3.0), (Mention::Absent, 0.0)]);
    }
}
