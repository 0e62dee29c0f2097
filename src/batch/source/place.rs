//! The place of a record in its source: arrival time, and the keys of its shard or group. Each source's file fills in a
//! `Place` from the members that it knows. Keys are kept as hashes, which are only compared with each other.

use tidegate_json::{Flaw, OutlineValue};

/// The place of a record, as far as the members read so far say.
#[derive(Debug, Default)]
pub(crate) struct Place {
    /// When it reached its source, in milliseconds since 1970.
    pub(crate) arrival_ms: Option<i64>,
    /// The hash of the key that decides its shard or message group, or the partition number.
    pub(crate) lane_key: Option<u64>,
    /// The hash of the shard or message group that it was read from, or the partition number.
    pub(crate) line_key: Option<u64>,
}

impl Place {
    /// Takes the value as the lane's key: its text as written, of any type.
    pub(super) fn lane(&mut self, value: &mut OutlineValue<'_>) -> Result<(), Flaw> {
        self.lane_key = Some(hash(value.text()?));
        Ok(())
    }

    /// Takes the member `wanted` of the value as the lane's key, if the value is an object.
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

/// Returns the 64-bit FNV-1a hash. It is the same on every machine and in every release, so a seeded replay is too.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
