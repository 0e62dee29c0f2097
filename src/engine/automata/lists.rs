//! Lists of small numbers. Most lists have one number; such a list costs four bytes and no second memory access.

/// Set in the id of a list whose length is not 1.
const MANY: u32 = 1 << 31;

/// The id of a list: the number itself if the list has one number, else the place of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListId(u32);

/// The lists whose length is not 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lists {
    /// For each list its length and then its numbers. The empty list is the first.
    numbers: Vec<u32>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { numbers: vec![0] }
    }
}

impl ListId {
    pub(crate) const EMPTY: Self = Self(MANY);

    /// The list of this one number.
    pub(crate) fn one(number: u32) -> Self {
        assert!(number < MANY, "a number of a list is under 2^31");
        Self(number)
    }
}

impl Lists {
    /// Adds a list. Its numbers must be under 2^31.
    pub(crate) fn add(&mut self, list: &[u32]) -> ListId {
        match list {
            [] => ListId::EMPTY,
            [one] => ListId::one(*one),
            many => {
                let place = u32::try_from(self.numbers.len()).expect("fewer than 2^31 numbers");
                let count = u32::try_from(many.len()).expect("fewer than 2^31 numbers");
                self.numbers.push(count);
                self.numbers.extend_from_slice(many);
                assert!(place < MANY, "fewer than 2^31 numbers");
                ListId(MANY | place)
            }
        }
    }

    /// Removes a list if it is the latest.
    pub(crate) fn forget_latest(&mut self, id: ListId) {
        let place = (id.0 & !MANY) as usize;
        if id.0 & MANY != 0 && place > 0 && place + 1 + self.of(&id).len() == self.numbers.len() {
            self.numbers.truncate(place);
        }
    }

    #[inline]
    pub(crate) fn of<'l>(&'l self, id: &'l ListId) -> &'l [u32] {
        if id.0 & MANY == 0 {
            return std::slice::from_ref(&id.0);
        }
        let place = (id.0 & !MANY) as usize;
        let count = self.numbers[place] as usize;
        &self.numbers[place + 1..][..count]
    }

    /// Replaces every number of all lists stored here, and of those lists in `ids` that have one number.
    pub(crate) fn map<'l>(
        &mut self,
        ids: impl IntoIterator<Item = &'l mut ListId>,
        new: impl Fn(u32) -> u32,
    ) {
        for id in ids.into_iter().filter(|id| id.0 & MANY == 0) {
            *id = ListId::one(new(id.0));
        }
        let mut rest = &mut self.numbers[..];
        while let Some((count, rest_after)) = rest.split_first_mut() {
            let (list, others) = rest_after.split_at_mut(*count as usize);
            list.iter_mut().for_each(|number| *number = new(*number));
            rest = others;
        }
    }

    /// Frees unused capacity.
    pub(crate) fn shrink(&mut self) {
        self.numbers.shrink_to_fit();
    }

    /// Heap bytes held.
    pub(crate) fn bytes(&self) -> usize {
        4 * self.numbers.len()
    }
}

/// For each of `count` keys the list of its numbers, sorted and without repeats.
pub(crate) fn filed(count: usize, mut pairs: Vec<(u32, u32)>, lists: &mut Lists) -> Vec<ListId> {
    pairs.sort_unstable();
    pairs.dedup();
    let mut ids = vec![ListId::EMPTY; count];
    let mut list = Vec::new();
    for same in pairs.chunk_by(|a, b| a.0 == b.0) {
        list.clear();
        list.extend(same.iter().map(|(_, number)| *number));
        ids[same[0].0 as usize] = lists.add(&list);
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filed_lists_are_sorted_and_mapped() {
        let mut lists = Lists::default();
        let mut ids = filed(4, vec![(2, 9), (0, 5), (2, 7), (2, 9), (3, 1)], &mut lists);
        let all = |ids: &[ListId], lists: &Lists| {
            let of = |id: &ListId| lists.of(id).to_vec();
            ids.iter().map(of).collect::<Vec<_>>()
        };
        assert_eq!(all(&ids, &lists), [vec![5], vec![], vec![7, 9], vec![1]]);
        lists.map(&mut ids, |number| number + 1);
        assert_eq!(all(&ids, &lists), [vec![6], vec![], vec![8, 10], vec![2]]);
    }
}
