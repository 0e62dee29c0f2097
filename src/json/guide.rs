//! What every walk does at the values somebody asks for: follows the path trie, numbers the array elements, hands out the
//! fields.

use std::ops::Range;

use crate::escape::unescape_into;
use crate::limits::DEPTH_MAX;
use crate::path_trie::{Key, NodeId, PathId, PathTrie};

/// An array element that fields lie in; elements nest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// The element that holds this one's array; [`ElementId::NONE`] at the outermost.
    pub parent: ElementId,
    /// The array's number within the record.
    pub array: u32,
    /// The element's position in it.
    pub position: u32,
}

/// An index into the elements of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElementId(pub u32);

impl ElementId {
    /// In no array.
    pub const NONE: Self = Self(u32::MAX);
}

/// A leaf on a path that some pattern asks for.
#[derive(Clone, Copy, Debug)]
pub struct Field<'v> {
    /// The path it lies on.
    pub path: PathId,
    /// A string with its quotes and without its escapes (WTF-8); any other scalar as written.
    pub value: &'v [u8],
    /// The innermost array element of an object or array kind that holds the leaf.
    pub element: ElementId,
    /// A key on the way has an empty step: only rules with an empty step of their own see the leaf
    /// (event-ruler 2.0.1, `GenericMachine.isFieldStepUsed`).
    pub behind_empty_step: bool,
    /// Escapes were replaced: the value may hold lone surrogates.
    pub was_escaped: bool,
}

/// What is walked, and from which node of the trie.
#[derive(Clone, Copy, Debug)]
pub struct Root<'r> {
    /// `None`: nobody asks for anything, the text is only checked.
    pub node: Option<NodeId>,
    /// Whether the root may be a list.
    pub list_allowed: bool,
    /// Whether the value has to be the whole text.
    pub whole: bool,
    /// A key of the root object that is not followed.
    pub skipped_key: Option<&'r [u8]>,
}

/// Where in the trie and in the arrays a value stands that somebody asks for.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) node: NodeId,
    pub(super) element: ElementId,
    pub(super) behind_empty_step: bool,
    /// Levels of objects and arrays around it.
    pub(super) depth: usize,
}

impl Place {
    /// That of the value which is the whole text.
    #[inline]
    pub(super) fn root(node: NodeId) -> Self {
        Self {
            node,
            element: ElementId::NONE,
            behind_empty_step: false,
            depth: 0,
        }
    }

    /// A level down; `None`: there are as many as there may be.
    #[inline(always)]
    pub(super) fn inside(self) -> Option<Self> {
        (self.depth < DEPTH_MAX).then_some(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

/// What a guide writes to; reused from text to text.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    unescaped: Vec<u8>,
    key: Vec<u8>,
    /// The elements met in this record, over all its texts.
    pub(super) elements: Vec<Element>,
    arrays: u32,
}

impl Scratch {
    /// Forgets the elements of the record before.
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
    /// Takes a field; answers whether nothing that follows can change the verdict.
    pub(super) emit: &'w mut F,
}

impl<F: FnMut(Field<'_>) -> bool> Guide<'_, F> {
    /// The place of the value of this key, given without its quotes; `None` if nobody asks for it.
    #[inline(always)]
    pub(super) fn below(
        &mut self,
        key: Range<usize>,
        has_escapes: bool,
        place: Place,
        skipped_key: Option<&[u8]>,
    ) -> Option<Place> {
        let mut key = Key::at_start_of(&self.input[key.start..], key.len());
        if has_escapes {
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
            behind_empty_step: place.behind_empty_step || below.by_empty_step,
            ..place
        })
    }

    /// Whether a string has escapes; `backslash_at` is the first backslash of the text.
    #[inline(always)]
    pub(super) fn has_escapes(&self, string: &Range<usize>, backslash_at: Option<usize>) -> bool {
        backslash_at.is_some_and(|at| at < string.end)
            && memchr::memchr(b'\\', &self.input[string.clone()]).is_some()
    }

    /// The number of the next array of the record.
    pub(super) fn new_array(&mut self) -> u32 {
        let array = self.scratch.arrays;
        self.scratch.arrays += 1;
        array
    }

    /// The place of an element that begins with `byte`. One that is an object or an array is a membership of its own;
    /// a scalar has only those around it (event-ruler 2.0.1, `Event.traverseArray`).
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

    /// Hands out the string or other scalar in `value`, if its path is asked for; answers what `emit` does.
    #[inline]
    pub(super) fn leaf(&mut self, place: Place, value: Range<usize>, was_escaped: bool) -> bool {
        let Some(path) = self.trie.path_at(place.node) else {
            return false;
        };
        let mut value = &self.input[value];
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
            behind_empty_step: place.behind_empty_step,
            was_escaped,
        })
    }
}
