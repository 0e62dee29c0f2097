//! The bytes of one record, of any source, walked as strict JSON without building anything. A record is compared with the
//! layout of the one before ([`opener`]); if it is laid out otherwise, it is read by its tokens, which also tell what is
//! wrong with it. What a source's records look like stands in `source`; `marks` tells records from other things.

pub(crate) mod arrival;
pub(crate) mod envelope;
pub(crate) mod keys;
pub(crate) mod marks;
pub(crate) mod opener;

pub(crate) use arrival::instant_ms;
pub(crate) use envelope::Envelope;
pub(crate) use opener::Opener;
