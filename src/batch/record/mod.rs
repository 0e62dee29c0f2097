//! The bytes of one record, of any source, walked as strict JSON without building anything. The engine's scanner reads
//! what is as it should be, or compares it with the record before ([`opener`]); what it refuses, the cursor reads again
//! and judges. What a source's records look like stands in `source`.

pub(crate) mod arrival;
pub(crate) mod cursor;
pub(crate) mod envelope;
pub(crate) mod members;
pub(crate) mod opener;
pub(crate) mod text;

pub(crate) use arrival::instant_ms;
pub(crate) use cursor::{Cursor, Flaw, Value};
pub(crate) use envelope::Envelope;
pub(crate) use opener::{Opener, flaw};
pub(crate) use text::quote;
