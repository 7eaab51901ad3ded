//! A set of small numbers as bits: closures over tens of thousands of functions stay small and quick.

/// Members are indexes below the capacity given at the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BitSet {
    words: Vec<u64>,
}

impl BitSet {
    pub(crate) fn with_capacity(bits: usize) -> Self {
        BitSet { words: vec![0; bits.div_ceil(64)] }
    }

    /// Adds a member; one beyond the capacity is a bug of the caller.
    pub(crate) fn insert(&mut self, index: usize) {
        self.words[index / 64] |= 1 << (index % 64);
    }

    pub(crate) fn contains(&self, index: usize) -> bool {
        self.words.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    pub(crate) fn union_with(&mut self, other: &BitSet) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub(crate) fn is_subset(&self, other: &BitSet) -> bool {
        self.words.iter().zip(&other.words).all(|(word, all)| word & !all == 0)
    }

    /// Members in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::BitSet;

    #[test]
    fn members_come_in_order() {
        let mut set = BitSet::with_capacity(130);
        for index in [129, 3, 64] {
            set.insert(index);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), [3, 64, 129]);
        assert!(set.contains(64) && !set.contains(65) && !set.contains(4000));
    }

    #[test]
    fn union_holds_both() {
        let (mut left, mut right) = (BitSet::with_capacity(70), BitSet::with_capacity(70));
        left.insert(1);
        right.insert(69);
        assert!(!right.is_subset(&left));
        left.union_with(&right);
        assert!(right.is_subset(&left) && !left.is_empty());
    }
}
