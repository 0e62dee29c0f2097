//! What the members of a record say about its place in the source; and hashes of keys, by which places are compared.

use tidegate_json::{Flaw, OutlineValue};

/// Where a record stands, as far as the members walked over say.
#[derive(Debug, Default)]
pub(crate) struct Place {
    /// When it reached its source, in milliseconds since 1970.
    pub(crate) arrival_ms: Option<i64>,
    /// What decides its shard or message group.
    pub(crate) lane_key: Option<u64>,
    /// The shard, message group or partition it was read from.
    pub(crate) line_key: Option<u64>,
}

impl Place {
    /// The lane is that of the value that stands here, of any form, as it is written.
    pub(super) fn lane(&mut self, value: &mut OutlineValue<'_>) -> Result<(), Flaw> {
        self.lane_key = Some(hash(value.text()?));
        Ok(())
    }

    /// The lane is that of the member `wanted` of the object that stands here, if it is one.
    pub(super) fn lane_of_member(
        &mut self,
        value: &mut OutlineValue<'_>,
        wanted: &[u8],
    ) -> Result<(), Flaw> {
        if value.first_byte()? != b'{' {
            return value.skip();
        }
        let object = value.object(|key, value| {
            if key == wanted {
                return self.lane(value);
            }
            value.skip()
        });
        object.map(drop)
    }
}

/// FNV-1a, 64 bits: the same on every machine and in every release, so that a seeded replay is too.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
