//! Numbers that share their 32 bits with a flag, each a type with named constructors and getters.
//! Matching reads lists of them for every term of every record, so four bytes each keep more of a program in the cache.
//!
//! [`PackedCheck`] and [`PackedFiled`] are kept in [`Lists`](crate::automata::Lists), which need the highest bit for
//! themselves. These two therefore have their flag in the lowest bit; the other two have it in the highest.

use crate::automata::TermId;
use tidegate_json::PathId;

/// Packed numbers are less than this: one bit is for the flag, one for the id of a list.
pub(super) const NUMBERS_END: u32 = 1 << 30;

/// The flag of a [`PackedPath`] and of a [`PackedEnd`].
const HIGHEST: u32 = 1 << 31;

/// The index of a conjunction that must be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BranchId(pub(crate) u32);

/// A check of a clause:
///
/// | bits 31 to 1 | bit 0 | is |
/// |---|---|---|
/// | the number of a term | 0 | [`StoredCheck::Term`] |
/// | 0 | 1 | [`StoredCheck::AnyLeaf`] |
/// | the place of an exclusion, plus 1 | 1 | [`StoredCheck::Exclusion`] |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PackedCheck(u32);

/// A [`PackedCheck`], unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StoredCheck {
    /// A leaf must have this term.
    Term(TermId),
    /// Any leaf satisfies the check.
    AnyLeaf,
    /// A leaf must have none of the terms in the list at this index of `Plan::excluded`.
    Exclusion(usize),
}

impl PackedCheck {
    pub(super) const ANY_LEAF: Self = Self(1);

    pub(super) fn term(term: TermId) -> Self {
        Self(term.0 << 1)
    }

    /// `place` is an index into `Plan::excluded`.
    pub(super) fn exclusion(place: u32) -> Self {
        Self((place + 1) << 1 | 1)
    }

    /// The check that a list stores as this number.
    #[inline]
    pub(super) fn of_number(number: u32) -> Self {
        Self(number)
    }

    /// The number that a list stores for it.
    pub(super) fn number(self) -> u32 {
        self.0
    }

    #[inline]
    pub(super) fn unpack(self) -> StoredCheck {
        match (self.0 & 1, self.0 >> 1) {
            (0, term) => StoredCheck::Term(TermId(term)),
            (_, 0) => StoredCheck::AnyLeaf,
            (_, after) => StoredCheck::Exclusion(after as usize - 1),
        }
    }

    /// Its term; `None` for the other kinds of checks.
    pub(super) fn as_term(self) -> Option<TermId> {
        match self.unpack() {
            StoredCheck::Term(term) => Some(term),
            StoredCheck::AnyLeaf | StoredCheck::Exclusion(_) => None,
        }
    }
}

/// The consequence of meeting a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filed {
    /// The rule matches.
    Rule(u32),
    /// This conjunction must be verified.
    Branch(BranchId),
}

/// A [`Filed`]: bits 31 to 1 are the number of the rule or of the branch; bit 0 is 1 for a rule, 0 for a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PackedFiled(u32);

impl PackedFiled {
    pub(super) fn rule(rule: u32) -> Self {
        Self(rule << 1 | 1)
    }

    pub(super) fn branch(branch: BranchId) -> Self {
        Self(branch.0 << 1)
    }

    /// The entry that a list stores as this number.
    #[inline]
    pub(super) fn of_number(number: u32) -> Self {
        Self(number)
    }

    /// The number that a list stores for it.
    pub(super) fn number(self) -> u32 {
        self.0
    }

    #[inline]
    pub(super) fn unpack(self) -> Filed {
        match self.0 & 1 {
            1 => Filed::Rule(self.0 >> 1),
            _ => Filed::Branch(BranchId(self.0 >> 1)),
        }
    }
}

/// Whether a clause is satisfied by a path without a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    Fails,
    Satisfies,
}

/// The path of a clause: bits 30 to 0 are its number; bit 31 is 1 if its absence satisfies the clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PackedPath(u32);

impl PackedPath {
    pub(super) fn new(path: PathId, absence: Absence) -> Self {
        match absence {
            Absence::Fails => Self(path.0),
            Absence::Satisfies => Self(path.0 | HIGHEST),
        }
    }

    #[inline]
    pub(super) fn path(self) -> PathId {
        PathId(self.0 & !HIGHEST)
    }

    #[inline]
    pub(super) fn absence(self) -> Absence {
        match self.0 & HIGHEST {
            0 => Absence::Fails,
            _ => Absence::Satisfies,
        }
    }
}

/// Whether a rule sees fields below empty steps: it does if one of its own paths has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EmptySteps {
    Hidden,
    Seen,
}

/// Where the clauses of a branch end: bits 30 to 0 are the index after its last clause; bit 31 is 1 if its rule sees
/// fields below empty steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PackedEnd(u32);

impl PackedEnd {
    pub(super) fn new(end: u32, empty_steps: EmptySteps) -> Self {
        match empty_steps {
            EmptySteps::Hidden => Self(end),
            EmptySteps::Seen => Self(end | HIGHEST),
        }
    }

    #[inline]
    pub(super) fn end(self) -> usize {
        (self.0 & !HIGHEST) as usize
    }

    #[inline]
    pub(super) fn empty_steps(self) -> EmptySteps {
        match self.0 & HIGHEST {
            0 => EmptySteps::Hidden,
            _ => EmptySteps::Seen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest and the largest number that can be packed.
    const ENDS: [u32; 2] = [0, NUMBERS_END - 1];

    #[test]
    fn packed_checks_and_filed_numbers_unpack_unchanged_and_fit_a_list() {
        let check = |check: PackedCheck| {
            assert!(check.number() < HIGHEST);
            PackedCheck::of_number(check.number()).unpack()
        };
        let filed = |filed: PackedFiled| {
            assert!(filed.number() < HIGHEST);
            PackedFiled::of_number(filed.number()).unpack()
        };
        assert_eq!(check(PackedCheck::ANY_LEAF), StoredCheck::AnyLeaf);
        for number in ENDS {
            let (term, branch) = (TermId(number), BranchId(number));
            assert_eq!(check(PackedCheck::term(term)), StoredCheck::Term(term));
            assert_eq!(filed(PackedFiled::rule(number)), Filed::Rule(number));
            assert_eq!(filed(PackedFiled::branch(branch)), Filed::Branch(branch));
        }
        // The places of exclusions are counted from 1, so the largest place is one less.
        for place in [0, NUMBERS_END - 2] {
            let stored = check(PackedCheck::exclusion(place));
            assert_eq!(stored, StoredCheck::Exclusion(place as usize));
        }
    }

    #[test]
    fn packed_paths_and_ends_unpack_with_their_flags() {
        for number in ENDS {
            for absence in [Absence::Fails, Absence::Satisfies] {
                let packed = PackedPath::new(PathId(number), absence);
                assert_eq!((packed.path().0, packed.absence()), (number, absence));
            }
            for steps in [EmptySteps::Hidden, EmptySteps::Seen] {
                let packed = PackedEnd::new(number, steps);
                assert_eq!(
                    (packed.end(), packed.empty_steps()),
                    (number as usize, steps)
                );
            }
        }
    }
}
