//! What two people said about the same cases, counted: one row for each answer of the first, one column for each
//! answer of the second.

/// Counts of pairs of answers over a fixed list of possible answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossTable {
    categories: usize,
    /// Row by row.
    counts: Vec<u32>,
}

impl CrossTable {
    /// Counts pairs of answers. A pair with an answer that is not among the possible ones is left out.
    pub fn of<T: PartialEq>(possible: &[T], pairs: impl IntoIterator<Item = (T, T)>) -> Self {
        let mut table = Self { categories: possible.len(), counts: vec![0; possible.len() * possible.len()] };
        let place = |answer: &T| possible.iter().position(|known| known == answer);
        for (first, second) in pairs {
            let at = place(&first).zip(place(&second)).map(|(row, column)| row * table.categories + column);
            if let Some(count) = at.and_then(|at| table.counts.get_mut(at)) {
                *count = count.saturating_add(1);
            }
        }
        table
    }

    /// A table that was counted elsewhere, row by row; `None` unless it is square.
    pub fn counted(rows: &[&[u32]]) -> Option<Self> {
        let categories = rows.len();
        let square = rows.iter().all(|row| row.len() == categories);
        square.then(|| Self { categories, counts: rows.concat() })
    }

    /// Number of possible answers.
    pub const fn categories(&self) -> usize {
        self.categories
    }

    /// Number of pairs.
    pub fn pairs(&self) -> u32 {
        self.counts.iter().fold(0, |sum: u32, count| sum.saturating_add(*count))
    }

    /// Number of pairs with this answer of the first and that of the second.
    pub fn count(&self, first: usize, second: usize) -> u32 {
        let inside = first < self.categories && second < self.categories;
        let at = first * self.categories + second;
        self.counts.get(at).copied().filter(|_| inside).unwrap_or_default()
    }

    /// Number of pairs with the same answer twice.
    pub fn agreed(&self) -> u32 {
        (0..self.categories).map(|at| self.count(at, at)).sum()
    }

    /// The same with the two people exchanged.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let turned = (0..self.categories)
            .flat_map(|row| (0..self.categories).map(move |column| (column, row)))
            .map(|(row, column)| self.count(row, column));
        Self { categories: self.categories, counts: turned.collect() }
    }

    /// The table as shares of all pairs; `None` when there are no pairs.
    pub(super) fn shares(&self) -> Option<Shares> {
        let pairs = f64::from(self.pairs());
        if pairs == 0.0 {
            return None;
        }
        let cells: Vec<f64> = self.counts.iter().map(|count| f64::from(*count) / pairs).collect();
        let of = |one_of: &dyn Fn(usize, usize) -> usize| -> Vec<f64> {
            let sum = |fixed| (0..self.categories).filter_map(|at| cells.get(one_of(fixed, at))).sum();
            (0..self.categories).map(sum).collect()
        };
        let first = of(&|row, column| row * self.categories + column);
        let second = of(&|column, row| row * self.categories + column);
        Some(Shares { pairs, categories: self.categories, cells, first, second })
    }
}

/// A table as shares.
pub(super) struct Shares {
    pub(super) pairs: f64,
    pub(super) categories: usize,
    cells: Vec<f64>,
    /// How often the first person gave each answer.
    pub(super) first: Vec<f64>,
    /// How often the second did.
    pub(super) second: Vec<f64>,
}

impl Shares {
    /// Every cell with its row and column.
    pub(super) fn cells(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let width = self.categories.max(1);
        self.cells.iter().enumerate().map(move |(at, share)| (at / width, at % width, *share))
    }

    /// The cells in which both gave the same answer.
    pub(super) fn diagonal(&self) -> impl Iterator<Item = (usize, f64)> {
        self.cells().filter(|(row, column, _)| row == column).map(|(row, _, share)| (row, share))
    }

    /// Share of pairs with the same answer twice.
    pub(super) fn agreed(&self) -> f64 {
        self.diagonal().map(|(_, share)| share).sum()
    }
}

/// An entry of a list of shares; nothing where there is none.
pub(super) fn at(shares: &[f64], place: usize) -> f64 {
    shares.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_by_row_and_column() {
        let table = CrossTable::of(&['a', 'b'], [('a', 'a'), ('a', 'b'), ('a', 'b'), ('b', 'x')]);
        assert_eq!((table.count(0, 0), table.count(0, 1), table.count(1, 0)), (1, 2, 0));
        assert_eq!((table.pairs(), table.agreed()), (3, 1), "an unknown answer is left out");
        assert_eq!(table.transposed().count(1, 0), 2);
        assert_eq!(table.count(0, 2), 0, "beyond the table there is nothing");
    }

    #[test]
    fn a_table_that_is_not_square_is_none() {
        assert_eq!(CrossTable::counted(&[&[1, 2], &[3]]), None);
        assert_eq!(CrossTable::counted(&[&[1, 2], &[3, 4]]).unwrap().pairs(), 10);
    }
}
