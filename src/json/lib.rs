//! Reads JSON: fast for records, and with exact places for configuration.
//! Every record passes through this code, so it has vector kernels, which hold all of the repository's `unsafe`, in `arch`.
//! The scalar kernel there defines the result that every other kernel must give.
//!
//! Records are walked. There are three walks, and `guide` is the part that they share. A text is checked as a whole, also
//! the fields that nobody asks for, but only the fields asked for are handed out. If a kernel of `arch` can confirm that a
//! text is JSON, `checked` walks over its row of tokens. Otherwise `index` finds the tokens, `reader` checks the grammar
//! token by token, and `walk` follows the path trie. A text known to be JSON is not checked: `sketches` finds the marks that
//! lead to its values, and `trusted` follows them.
//!
//! The envelopes around records are read by `outline`, which hands out members as spans and distinguishes a cut text from a
//! broken one. `layout` reads a text by comparing it with one read before, and `unescape` decodes strings. `skim` follows a
//! value through the chunks of a stream.
//!
//! Configuration is read into a `tree`, which keeps spans, repeated keys and the text of numbers.

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
