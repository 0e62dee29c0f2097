//! Inputs of any container, packed or not: a reader in; chunks of records out, with what was found out about the input.
//! A kind of container is a file that cuts records out of it ([`lines`], [`events`]); [`open`] chooses between them,
//! once, from the beginning of the input, and the same however the reads cut it.

mod binary;
mod chunk;
mod compression;
mod error;
mod events;
mod facts;
mod lines;
mod open;
mod options;
mod read;
mod recognise;
mod unpack;

pub(crate) use chunk::{CHUNK_BYTES, CHUNK_BYTES_ALONE, Chunk, Note};
pub use compression::Compression;
pub use error::InputError;
pub use open::Input;
pub use options::{Detected, InputKind, Options};
pub use unpack::unpacked;
