//! Reads inputs in any container, compressed or not, and cuts them into chunks of records. Each kind of input is
//! described by a file in `containers`; `recognise` chooses one of them, once, from the beginning of the input,
//! independent of how the reads cut it. Two files cut records out: [`lines`] and [`events`]. Records that are not laid
//! out as a function gets them are rewritten first, by `rewrite`.

mod aggregate;
mod ahead;
mod binary;
mod chunk;
mod compression;
mod containers;
mod decision;
mod document;
mod error;
mod events;
mod first_value;
mod foreign_text;
mod head;
mod in_document;
mod kind;
mod lines;
mod logged;
mod look;
mod names;
mod open;
mod options;
mod other_output;
mod program_text;
mod read;
mod readings;
mod recognise;
mod refuse;
mod rewrite;
mod rows;
mod text_line;
mod tool_text;
mod unfiltered;
mod unpack;
mod watch;

pub(crate) use chunk::{CHUNK_BYTES, CHUNK_BYTES_ALONE, Chunk, Note};
pub use compression::Compression;
pub use error::InputError;
pub use foreign_text::ForeignText;
pub use kind::InputKind;
pub use names::UnknownInputKind;
pub use open::Input;
pub use options::{Detected, Options, Throughput};
pub use other_output::OtherOutput;
pub(crate) use recognise::{Recognised, recognised_records};
pub(crate) use rewrite::{Rewriter, Rewriting};
pub(crate) use rows::Rows;
pub use unfiltered::Unfiltered;
pub use unpack::unpacked;
pub(crate) use watch::Watch;
