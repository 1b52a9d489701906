//! A set of an edition's signals by their places in its list.

/// Which signals; a copy is four machine words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct SignalSet([u64; WORDS]);

const WORDS: usize = 4;
const BITS: usize = 64;

impl SignalSet {
    /// Places it can hold; a higher place is never in it.
    pub(super) const SIZE: usize = WORDS * BITS;

    /// Takes a place in.
    pub(super) const fn add(&mut self, at: usize) {
        let [a, b, c, d] = &mut self.0;
        let word = match at / BITS {
            0 => a,
            1 => b,
            2 => c,
            3 => d,
            _ => return,
        };
        *word |= 1 << (at % BITS);
    }

    /// Whether a place is in it.
    pub(super) const fn holds(self, at: usize) -> bool {
        let mut place = Self([0; WORDS]);
        place.add(at);
        self.meets(place)
    }

    /// Whether the two sets have a place in common.
    pub(super) const fn meets(self, other: Self) -> bool {
        let (mut mine, mut theirs) = (self.0.as_slice(), other.0.as_slice());
        // `zip` is not there yet for what has to be known at compile time.
        while let ([one, rest @ ..], [other, others @ ..]) = (mine, theirs) {
            if *one & *other != 0 {
                return true;
            }
            (mine, theirs) = (rest, others);
        }
        false
    }
}

impl FromIterator<usize> for SignalSet {
    fn from_iter<I: IntoIterator<Item = usize>>(places: I) -> Self {
        let mut set = Self::default();
        places.into_iter().for_each(|at| set.add(at));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set: SignalSet = [0, 63, 64, 255, 256].into_iter().collect();
        let held: Vec<usize> = (0..400).filter(|at| set.holds(*at)).collect();
        assert_eq!(held, [0, 63, 64, 255]);
        assert!(set.meets([255].into_iter().collect()));
        assert!(!set.meets([1, 65].into_iter().collect()));
    }
}
