//! The keys by which a form of record is known, and how closely an object keeps to them.

use super::keys::{Keys, Mark};

/// The keys of a form of record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marks {
    /// The key of the payload; one of them is enough.
    pub(crate) payload: &'static [Mark],
    /// Keys that hardly stand in anything else.
    pub(crate) own: &'static [&'static str],
    /// Keys that it may have, and other things, too.
    pub(crate) others: &'static [&'static str],
}

/// How closely an object keeps to the keys of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// It is something else.
    No,
    /// It has keys of the form, but no payload.
    Remote,
    /// It has the payload, and others that the form hasn't: it may be such a record, or merely look like one.
    Doubtful,
    /// It has the payload and nothing but keys of the form, though none that only the form has.
    Loose,
    /// It has several keys that only the form has, but no payload.
    WithoutPayload,
    /// It is such a record.
    Sure,
}

impl Marks {
    /// How closely `keys` keep to these.
    pub(crate) fn fit(&self, keys: &Keys) -> Fit {
        let has_payload = self.payload.iter().any(|mark| keys.has(mark));
        let own = self.own.iter().filter(|key| keys.contains(key)).count();
        let strangers = keys.strangers(|key| self.knows(key));
        match (has_payload, own) {
            (true, 1..) if strangers == 0 => Fit::Sure,
            (true, 2..) => Fit::Sure,
            (false, 3..) => Fit::WithoutPayload,
            (true, 0) if strangers == 0 => Fit::Loose,
            (true, 0 | 1) => Fit::Doubtful,
            (false, 2) => Fit::Remote,
            (false, 0 | 1) => Fit::No,
        }
    }

    /// Whether a key is one of these.
    pub(crate) fn knows(&self, key: &[u8]) -> bool {
        let listed = self.own.iter().chain(self.others);
        let payload = self.payload.iter().map(|mark| &mark.key);
        listed.chain(payload).any(|known| known.as_bytes() == key)
    }
}
