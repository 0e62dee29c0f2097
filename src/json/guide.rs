//! The part that all walks share: at each value that a pattern asks for, it follows the path trie, numbers the array
//! elements, and hands out the fields.

use std::ops::Range;

use crate::escape::unescape_into;
use crate::limits::DEPTH_MAX;
use crate::path_trie::{Key, NodeId, PathId, PathTrie};
use crate::spelling::Spelling;

/// An element of an array, itself an object or an array, that fields lie in. Elements nest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// The element that this one's array lies in; [`ElementId::NONE`] if there is none.
    pub parent: ElementId,
    /// The array's number within the record.
    pub array: u32,
    /// The element's position in the array.
    pub position: u32,
}

/// An index into the elements of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElementId(pub u32);

impl ElementId {
    /// The id for "in no array".
    pub const NONE: Self = Self(u32::MAX);
}

/// A leaf on a path that some pattern asks for.
#[derive(Clone, Copy, Debug)]
pub struct Field<'v> {
    /// The path it lies on.
    pub path: PathId,
    /// A string with its quotes and without its escapes (WTF-8); any other scalar as written.
    pub value: &'v [u8],
    /// The innermost [`Element`] that the leaf lies in.
    pub element: ElementId,
    /// Whether a key on the way has an empty step. Then only rules with an empty step of their own see the leaf
    /// (event-ruler 2.0.1, `GenericMachine.isFieldStepUsed`).
    pub after_empty_step: bool,
    /// Whether escapes were decoded; then the value may hold lone surrogates.
    pub was_escaped: bool,
}

/// How a text is walked: which root value is allowed, and from which node of the trie the walk starts.
#[derive(Clone, Copy, Debug)]
pub struct Root<'r> {
    /// The node to start from; `None` if nobody asks for anything, so that the text is only checked.
    pub node: Option<NodeId>,
    /// Whether the root may be a list.
    pub list_allowed: bool,
    /// Whether the value has to be the whole text.
    pub whole: bool,
    /// A key of the root object whose value is skipped.
    pub skipped_key: Option<&'r [u8]>,
}

/// The place, in the trie and in the arrays, of a value that somebody asks for.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) node: NodeId,
    pub(super) element: ElementId,
    pub(super) after_empty_step: bool,
    /// How many objects and arrays are around the value.
    pub(super) depth: usize,
}

impl Place {
    /// The place of the root value.
    #[inline]
    pub(super) fn root(node: NodeId) -> Self {
        Self {
            node,
            element: ElementId::NONE,
            after_empty_step: false,
            depth: 0,
        }
    }

    /// The place one level down; `None` if the limit is reached.
    #[inline(always)]
    pub(super) fn inside(self) -> Option<Self> {
        (self.depth < DEPTH_MAX).then_some(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

/// The memory that a guide writes to; reused from text to text.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    unescaped: Vec<u8>,
    key: Vec<u8>,
    /// The elements found in this record so far, in all its texts.
    pub(super) elements: Vec<Element>,
    arrays: u32,
}

impl Scratch {
    /// Removes the elements of the previous record.
    #[inline]
    pub(super) fn reset(&mut self) {
        self.elements.clear();
        self.arrays = 0;
    }
}

pub(super) struct Guide<'w, F> {
    pub(super) trie: &'w PathTrie,
    pub(super) input: &'w [u8],
    pub(super) scratch: &'w mut Scratch,
    /// Takes a field. Returns `true` once no later field can change the verdict.
    pub(super) emit: &'w mut F,
}

impl<F: FnMut(Field<'_>) -> bool> Guide<'_, F> {
    /// Returns the place of the value of `key`, a range without the quotes; `None` if nobody asks for the value.
    #[inline(always)]
    pub(super) fn below(
        &mut self,
        key: Range<usize>,
        spelling: Spelling,
        place: Place,
        skipped_key: Option<&[u8]>,
    ) -> Option<Place> {
        let mut key = Key::at_start_of(&self.input[key.start..], key.len());
        if spelling == Spelling::Escaped {
            self.scratch.key.clear();
            unescape_into(key.bytes(), &mut self.scratch.key);
            key = Key::new(&self.scratch.key);
        }
        if skipped_key == Some(key.bytes()) {
            return None;
        }
        let below = self.trie.child(place.node, key)?;
        Some(Place {
            node: below.node,
            after_empty_step: place.after_empty_step || below.by_empty_step,
            ..place
        })
    }

    /// How a string is spelled; `backslash_at` is the first backslash of the text.
    #[inline(always)]
    pub(super) fn spelling(&self, string: &Range<usize>, backslash_at: Option<usize>) -> Spelling {
        let has_escapes = backslash_at.is_some_and(|at| at < string.end)
            && memchr::memchr(b'\\', &self.input[string.clone()]).is_some();
        match has_escapes {
            true => Spelling::Escaped,
            false => Spelling::Plain,
        }
    }

    /// Returns the number of the next array of the record.
    pub(super) fn new_array(&mut self) -> u32 {
        let array = self.scratch.arrays;
        self.scratch.arrays += 1;
        array
    }

    /// Returns the place of an element that begins with `byte`. An element that is an object or an array gets an
    /// [`Element`] of its own; a scalar only has those around it (event-ruler 2.0.1, `Event.traverseArray`).
    #[inline]
    pub(super) fn element_place(
        &mut self,
        byte: u8,
        place: Place,
        array: u32,
        position: u32,
    ) -> Place {
        if !matches!(byte, b'{' | b'[') {
            return place;
        }
        let elements = &mut self.scratch.elements;
        let id = u32::try_from(elements.len()).unwrap_or(u32::MAX - 1);
        elements.push(Element {
            parent: place.element,
            array,
            position,
        });
        Place {
            element: ElementId(id),
            ..place
        }
    }

    /// Hands out the scalar at `value` if its path is asked for. Returns what `emit` returns, else `false`.
    #[inline]
    pub(super) fn leaf(&mut self, place: Place, value: Range<usize>, spelling: Spelling) -> bool {
        let Some(path) = self.trie.path_at(place.node) else {
            return false;
        };
        let mut value = &self.input[value];
        let was_escaped = spelling == Spelling::Escaped;
        if was_escaped {
            let unescaped = &mut self.scratch.unescaped;
            unescaped.clear();
            unescape_into(value, unescaped);
            value = unescaped;
        }
        (self.emit)(Field {
            path,
            value,
            element: place.element,
            after_empty_step: place.after_empty_step,
            was_escaped,
        })
    }
}
