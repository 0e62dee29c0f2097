//! The payloads of all records in the units by which AWS bills them. Each record is rounded up by itself: the mean of
//! many small records and a few large ones says nothing about either.

use serde::{Deserialize, Serialize};
use tidegate_mapping::simulate::RECEIVE_MAX;
use tidegate_price::bill::{async_requests, payload_units};

use crate::request::ratio::ratio;

/// Sums over all records of a sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::request) struct Sizes {
    records: u64,
    bytes: u64,
    together: [Together; RECEIVE_MAX as usize],
    /// 64 KB units of events that AWS charges for: those of its own services are free.
    custom_units: u64,
    /// Requests of asynchronous invocations with these records.
    requests: u64,
    delivered: u64,
    delivered_requests: u64,
    /// 64 KB units of the delivered records.
    delivered_units: u64,
    /// Units of 25 KB, by which Kinesis counts what is put.
    put_units: u64,
    /// Kilobytes of 1,024 bytes, by which Kinesis counts what on-demand streams take in.
    kilobytes: u64,
}

/// Bytes of a PUT payload unit (Kinesis Data Streams pricing page).
const PUT_UNIT_BYTES: u64 = 25 * 1_024;

/// 64 KB units of the records, if a request carries a number of consecutive ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Together {
    units: u64,
    /// Bytes of the request that is not full yet.
    open_bytes: u64,
}

/// A record, as far as it is billed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sized {
    pub(super) bytes: u64,
    pub(super) is_delivered: bool,
    /// Whether it is an event of one of AWS's own services.
    pub(super) is_of_aws: bool,
}

impl Sizes {
    /// Adds the sizes of records that follow. A request that these do not fill counts as it is.
    pub(super) fn merge(&mut self, next: &Self) {
        for (count, (mine, theirs)) in (1..).zip(self.together.iter_mut().zip(&next.together)) {
            if !self.records.is_multiple_of(count) && next.records > 0 {
                mine.units += payload_units(mine.open_bytes).max(1);
                mine.open_bytes = 0;
            }
            mine.units += theirs.units;
            mine.open_bytes += theirs.open_bytes;
        }
        self.records += next.records;
        self.bytes += next.bytes;
        self.custom_units += next.custom_units;
        self.requests += next.requests;
        self.delivered += next.delivered;
        self.delivered_requests += next.delivered_requests;
        self.delivered_units += next.delivered_units;
        self.put_units += next.put_units;
        self.kilobytes += next.kilobytes;
    }

    pub(super) fn add(&mut self, record: Sized) {
        self.records += 1;
        self.bytes += record.bytes;
        for (count, together) in (1..).zip(&mut self.together) {
            together.open_bytes += record.bytes;
            if self.records.is_multiple_of(count) {
                together.units += payload_units(std::mem::take(&mut together.open_bytes));
            }
        }
        if !record.is_of_aws {
            self.custom_units += payload_units(record.bytes);
        }
        let requests = async_requests(record.bytes.div_ceil(1_024));
        self.requests += requests;
        if record.is_delivered {
            self.delivered += 1;
            self.delivered_requests += requests;
            self.delivered_units += payload_units(record.bytes);
        }
        self.put_units += record.bytes.div_ceil(PUT_UNIT_BYTES).max(1);
        self.kilobytes += record.bytes.div_ceil(1_024);
    }

    /// The 64 KB units above one for each request, if a month's records are carried by this many requests.
    pub(in crate::request) fn units_above_one(&self, records: u64, requests: u64) -> u64 {
        let requests = requests.max(1);
        let count = (records.saturating_add(requests / 2) / requests).clamp(1, RECEIVE_MAX.into());
        let carried = self.records / count;
        let together = usize::try_from(count).ok();
        let together = together.and_then(|count| self.together.get(count - 1));
        let units = together.map_or(0, |it| it.units);
        match carried {
            0 => {
                let bytes = ratio(self.bytes, count, self.records.max(1));
                (payload_units(bytes) - 1).saturating_mul(records / count)
            }
            carried => ratio(units - carried, records, carried * count),
        }
    }

    /// The 64 KB units of a month's events that AWS charges for.
    pub(in crate::request) fn custom_units(&self, events: u64) -> u64 {
        ratio(self.custom_units, events, self.records.max(1))
    }

    /// The 64 KB units of this many delivered records; of any, if none was delivered.
    pub(in crate::request) fn delivered_units(&self, records: u64) -> u64 {
        match self.delivered {
            0 => self.custom_units(records),
            delivered => ratio(self.delivered_units, records, delivered),
        }
    }

    /// The PUT payload units of a month's records.
    pub(in crate::request) fn put_units(&self, records: u64) -> u64 {
        ratio(self.put_units, records, self.records.max(1))
    }

    /// The bytes of a month's records, each rounded up to whole kilobytes.
    pub(in crate::request) fn bytes_in_kilobytes(&self, records: u64) -> u64 {
        ratio(self.kilobytes, records, self.records.max(1)).saturating_mul(1_024)
    }

    /// The bytes of a month's records.
    pub(in crate::request) fn bytes(&self, records: u64) -> u64 {
        ratio(self.bytes, records, self.records.max(1))
    }

    /// The requests of this many asynchronous invocations, with any of the records.
    pub(in crate::request) fn requests(&self, invocations: u64) -> u64 {
        ratio(self.requests, invocations, self.records.max(1))
    }

    /// The requests of this many asynchronous invocations with delivered records; with any, if none was delivered.
    pub(in crate::request) fn delivered_requests(&self, invocations: u64) -> u64 {
        match self.delivered {
            0 => self.requests(invocations),
            delivered => ratio(self.delivered_requests, invocations, delivered),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KB: u64 = 1_024;

    fn sizes(records: &[(u64, bool)]) -> Sizes {
        let mut sizes = Sizes::default();
        for &(bytes, is_delivered) in records {
            sizes.add(Sized {
                bytes,
                is_delivered,
                is_of_aws: false,
            });
        }
        sizes
    }

    #[test]
    fn each_record_is_rounded_up_by_itself() {
        // 1 KB and 129 KB: 1 + 3 units. The mean of 65 KB would be 2 + 2 as well, but 1 KB and 63 KB are 1 + 1, and
        // nine records of 1 KB beside one of 640 KB are 9 + 10, where the mean of 64.9 KB would say 20.
        let mixed: Vec<_> = (0..10)
            .map(|at| (if at == 0 { 640 * KB } else { KB }, true))
            .collect();
        assert_eq!(sizes(&mixed).custom_units(10), 19);
        assert_eq!(sizes(&mixed).custom_units(1_000), 1_900);
        assert_eq!(sizes(&[(KB, true), (63 * KB, true)]).custom_units(2), 2);
        assert_eq!(sizes(&[(KB, true), (129 * KB, true)]).custom_units(2), 4);
    }

    #[test]
    fn request_with_several_records_is_rounded_up_once() {
        let large = sizes(&[(200 * KB, true); 20]);
        // Alone: 3.125, so 4 units. Ten together: 31.25, so 32 units, 31 of them above the one of the request.
        assert_eq!(large.units_above_one(1_000, 1_000), 3_000);
        assert_eq!(large.units_above_one(1_000, 100), 3_100);
        // A sample with fewer records than a request carries.
        assert_eq!(
            sizes(&[(200 * KB, true); 3]).units_above_one(1_000, 100),
            3_100
        );
        assert_eq!(
            sizes(&[(100, true); 20]).units_above_one(1_000, 1_000_000),
            0
        );
    }

    #[test]
    fn asynchronous_requests_are_those_of_the_delivered_records() {
        // 256 KB are one request, 257 KB two, 1,024 KB thirteen.
        let sizes = sizes(&[(256 * KB, false), (257 * KB, false), (1_024 * KB, true)]);
        assert_eq!(sizes.requests(3), 16);
        assert_eq!(sizes.delivered_requests(2), 26);
    }
}
