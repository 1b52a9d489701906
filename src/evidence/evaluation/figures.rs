//! Shares of cells, and what is computed from them.

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// How many of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many.
    pub hits: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// The share as a number from 0 to 1; `None` of nothing.
    pub fn fraction(self) -> Option<f64> {
        let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        (self.of > 0).then(|| number(self.hits) / number(self.of))
    }

    pub(super) const fn count(&mut self, hit: bool) {
        self.hits += hit as usize;
        self.of += 1;
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self { hits: self.hits + other.hits, of: self.of + other.of }
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Share", 3)?;
        fields.serialize_field("hits", &self.hits)?;
        fields.serialize_field("of", &self.of)?;
        fields.serialize_field("share", &self.fraction().map(rounded))?;
        fields.end()
    }
}

/// Four places: more would only tell apart what is the same.
pub(super) fn rounded(fraction: f64) -> f64 {
    (fraction * 10_000.0).round() / 10_000.0
}

/// Figures about cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellFigures {
    /// Cells with quotes of which one is among the first three candidates: recall@3.
    pub first_three: Share,
    /// Cells with quotes of which one is the first candidate: recall@1.
    pub first: Share,
    /// Judged cells with candidates of which the first is a quote: precision@1.
    pub precision: Share,
    /// Met cells that are `strong`.
    pub strong_met: Share,
    /// Cells not met or unclear that are not `strong`.
    pub strong_not_met: Share,
}

impl CellFigures {
    /// Mean of the two shares about `strong`; the one there is when all cells are of one kind.
    pub fn balanced_accuracy(&self) -> Option<f64> {
        match (self.strong_met.fraction(), self.strong_not_met.fraction()) {
            (Some(met), Some(not_met)) => Some(f64::midpoint(met, not_met)),
            (met, not_met) => met.or(not_met),
        }
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            first_three: self.first_three.and(other.first_three),
            first: self.first.and(other.first),
            precision: self.precision.and(other.precision),
            strong_met: self.strong_met.and(other.strong_met),
            strong_not_met: self.strong_not_met.and(other.strong_not_met),
        }
    }
}

impl Serialize for CellFigures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("CellFigures", 6)?;
        fields.serialize_field("recall_at_3", &self.first_three)?;
        fields.serialize_field("recall_at_1", &self.first)?;
        fields.serialize_field("precision_at_1", &self.precision)?;
        fields.serialize_field("strong_where_met", &self.strong_met)?;
        fields.serialize_field("not_strong_where_not_met", &self.strong_not_met)?;
        fields.serialize_field("balanced_accuracy", &self.balanced_accuracy().map(rounded))?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balanced_accuracy_weighs_both_kinds_alike() {
        let mut figures = CellFigures::default();
        assert_eq!(figures.balanced_accuracy(), None);
        (0..8).for_each(|_| figures.strong_met.count(true));
        assert_eq!(figures.balanced_accuracy(), Some(1.0));
        (0..2).for_each(|_| figures.strong_not_met.count(false));
        assert_eq!(figures.balanced_accuracy(), Some(0.5));
    }
}
