//! Reads the bytes of one record of any source as strict JSON, without building a tree. A record that has the layout of
//! the one before is read by comparison with it ([`opener`]). Any other record is read token by token, which also finds
//! what is wrong with a damaged one. The members of a source's records are described in `source`; `marks` distinguishes
//! records from other objects.

pub(crate) mod arrival;
pub(crate) mod envelope;
pub(crate) mod keys;
pub(crate) mod marks;
pub(crate) mod opener;

pub(crate) use arrival::instant_ms;
pub(crate) use envelope::Envelope;
pub(crate) use opener::Opener;
