//! What the members of a record say about its place in the source; and hashes of keys, by which places are compared.

use crate::record::{Cursor, Flaw};

/// Where a record stands, as far as the members walked over say.
#[derive(Debug)]
pub(crate) struct Place<'r> {
    record: &'r [u8],
    /// When it reached its source, in milliseconds since 1970.
    pub(crate) arrival_ms: Option<i64>,
    /// What decides its shard or message group.
    pub(crate) lane_key: Option<u64>,
    /// The shard, message group or partition it was read from.
    pub(crate) line_key: Option<u64>,
}

impl<'r> Place<'r> {
    pub(crate) const fn new(record: &'r [u8]) -> Self {
        Self {
            record,
            arrival_ms: None,
            lane_key: None,
            line_key: None,
        }
    }

    /// The lane is that of the value that stands here, of any form, as it is written.
    pub(super) fn lane(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Flaw> {
        cursor.peek()?;
        let start = cursor.offset();
        cursor.value()?;
        self.lane_key = Some(hash(&self.record[start..cursor.offset()]));
        Ok(())
    }

    /// The lane is that of the member `wanted` of the object that stands here, if it is one.
    pub(super) fn lane_of_member(
        &mut self,
        cursor: &mut Cursor<'_>,
        wanted: &[u8],
    ) -> Result<(), Flaw> {
        if cursor.peek()? != b'{' {
            return cursor.value().map(drop);
        }
        cursor.object(|key, cursor| {
            if key == wanted {
                return self.lane(cursor);
            }
            cursor.value().map(drop)
        })
    }
}

/// FNV-1a, 64 bits: the same on every machine and in every release, so that a seeded replay is too.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
