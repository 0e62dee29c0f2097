//! A JSON object, written member by member.

use tidegate_json::{Flaw, OutlineValue, quote};

/// Copies an object, its keys as `name` has them.
pub(super) fn rename(
    object: &mut OutlineValue<'_>,
    writer: &mut Writer<'_>,
    name: fn(&[u8]) -> &[u8],
) -> Result<(), Flaw> {
    let copied = object.object(|key, value| {
        writer.json(name(key), value.text()?);
        Ok(())
    });
    copied.map(drop)
}

/// Writes an object to the end of a buffer.
pub(super) struct Writer<'o> {
    out: &'o mut Vec<u8>,
    next: u8,
}

impl<'o> Writer<'o> {
    pub(super) const fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out, next: b'{' }
    }

    /// A member whose value is JSON.
    pub(super) fn json(&mut self, key: &[u8], value: &[u8]) -> &mut Self {
        self.key(key).extend_from_slice(value);
        self
    }

    /// A member that is a string.
    pub(super) fn text(&mut self, key: &[u8], value: &[u8]) -> &mut Self {
        quote(value, self.key(key));
        self
    }

    /// A member that is the base64 of a text.
    pub(super) fn base64(&mut self, key: &[u8], value: &[u8]) -> &mut Self {
        let out = self.key(key);
        out.push(b'"');
        base64_simd::STANDARD.encode_append(value, out);
        out.push(b'"');
        self
    }

    /// A member that is an object.
    pub(super) fn object(&mut self, key: &[u8], write: impl FnOnce(&mut Writer<'_>)) -> &mut Self {
        let mut inner = Writer::new(self.key(key));
        write(&mut inner);
        inner.end();
        self
    }

    /// Ends the object.
    pub(super) fn end(&mut self) {
        if self.next == b'{' {
            self.out.push(b'{');
        }
        self.out.push(b'}');
    }

    fn key(&mut self, key: &[u8]) -> &mut Vec<u8> {
        self.out.push(std::mem::replace(&mut self.next, b','));
        quote(key, self.out);
        self.out.push(b':');
        self.out
    }
}
