//! JSON bytes in, tokens, fields and trees out: everything that reads JSON at speed or with places lives here.
//! Every record passes through this code, so it holds the vector kernels and all of the repository's `unsafe`, in `arch`.
//! The scalar kernel there defines the result that every other kernel has to give.
//!
//! The whole text is checked to be JSON, asked-for or not; a field nobody asked for is checked but not built.
//! Where a kernel of `arch` can tell that a text is JSON, `checked` walks over its tokens in a row. Else `index` finds the
//! tokens, `reader` checks the grammar token by token, `walk` follows the path trie. A text known to be JSON is not checked:
//! `sketches` finds what leads to its values, `trusted` follows that. `guide` is what all walks do at a value asked for.
//! For the envelopes around records, `outline` hands out members as spans and tells a cut text from a broken one, `layout`
//! compares a text with one read before, and `unescape` decodes strings. `skim` follows a value through the chunks of a
//! stream. Configuration is read into a `tree` that keeps spans, repeats and number text.

mod arch;
mod checked;
mod error;
mod escape;
mod flaw;
mod guide;
mod index;
mod invalid;
mod layout;
pub mod limits;
mod outline;
mod path_trie;
mod quote;
mod raw_string;
mod reader;
mod scalars;
mod sketches;
mod skim;
mod span;
mod spelling;
mod tree;
mod trusted;
mod unescape;
mod walk;

pub use error::{Error, ErrorKind};
pub use flaw::Flaw;
pub use guide::{Element, ElementId, Field, Root};
pub use invalid::{Invalid, InvalidKind};
pub use layout::{Fit, Layout};
pub use outline::{Outline, OutlineValue, Value};
pub use path_trie::{Below, Key, NodeId, PathId, PathTrie, has_empty_step};
pub use quote::quote;
pub use raw_string::RawString;
pub use scalars::is_scalar;
pub use skim::{Kept, Restart, Skim, Step};
pub use span::Span;
pub use tree::{Json, JsonKind, Member, source_offset};
pub use unescape::Unescaper;
pub use walk::{Trust, Walker};
