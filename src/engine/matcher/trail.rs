//! The elements of arrays that a leaf lies in.

use tidegate_json::{Element, ElementId};

/// The element and all elements around it, from the inside out.
pub(super) fn trail(elements: &[Element], innermost: ElementId) -> impl Iterator<Item = Element> {
    let mut next = innermost;
    std::iter::from_fn(move || {
        let element = *elements.get(next.0 as usize)?;
        next = element.parent;
        Some(element)
    })
}
