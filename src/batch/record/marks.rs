//! The keys by which a form of record is recognised, and how well the keys of an object fit them. Each source and each
//! kind of container states its own `Marks`. Recognition then picks the form that fits best.

use super::keys::{Keys, Mark};

/// The keys of a form of record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marks {
    /// The keys that the payload may have; one of them is enough.
    pub(crate) payload: &'static [Mark],
    /// Keys that are rare in anything else.
    pub(crate) own: &'static [&'static str],
    /// Keys that the form may have, but that are common elsewhere.
    pub(crate) others: &'static [&'static str],
}

/// How well the keys of an object fit those of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// It is something else.
    No,
    /// It has keys of the form, but no payload.
    Remote,
    /// It has the payload, and also keys that the form does not have. It may be such a record, or merely look like one.
    Doubtful,
    /// It has the payload and only keys of the form, but none of the rare ones.
    Loose,
    /// It has several of the rare keys, but no payload.
    WithoutPayload,
    /// It is such a record.
    Sure,
}

impl Marks {
    /// Returns how well `keys` fit these.
    pub(crate) fn fit(&self, keys: &Keys) -> Fit {
        let has_payload = self.payload.iter().any(|mark| keys.has(mark));
        let own = self.own.iter().filter(|key| keys.contains(key)).count();
        let strangers = keys.strangers(|key| self.knows(key));
        match (has_payload, own) {
            // A payload of another type, such as a body that is an object, may be a record that was written by hand.
            (false, 1 | 2) if strangers == 0 && self.names_payload(keys) => Fit::Doubtful,
            (true, 1..) if strangers == 0 => Fit::Sure,
            (true, 2..) => Fit::Sure,
            (false, 3..) => Fit::WithoutPayload,
            (true, 0) if strangers == 0 => Fit::Loose,
            (true, 0 | 1) => Fit::Doubtful,
            (false, 2) => Fit::Remote,
            (false, 0 | 1) => Fit::No,
        }
    }

    /// Returns whether a key of the payload is there, whatever its value is.
    fn names_payload(&self, keys: &Keys) -> bool {
        self.payload.iter().any(|mark| keys.contains(mark.key))
    }

    /// Returns whether `key` is one of these.
    pub(crate) fn knows(&self, key: &[u8]) -> bool {
        let listed = self.own.iter().chain(self.others);
        let payload = self.payload.iter().map(|mark| &mark.key);
        listed.chain(payload).any(|known| known.as_bytes() == key)
    }
}
