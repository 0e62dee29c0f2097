//! Samples of parts of a stream, put together: a cluster reads the parts at the same time, each into a sample that can be
//! written with serde and sent.
//!
//! Counts, times, sizes and shards are the same as if one sample had taken all records, as long as no sample has had to leave
//! rows out. Two things depend on neighbours and are counted for each part by itself: groups of a sample without times, and
//! requests that carry several messages of a queue.

use std::num::NonZeroU32;

use super::{BLOCK_MS, ROWS_MAX, Row, Sample, Totals, is_block_kept};

impl Sample {
    /// Returns a sample for a part of a stream of about `records` records. Of a long stream, every part leaves out the same
    /// seconds, so that together they keep no more rows than one sample does.
    ///
    /// ```
    /// use std::num::NonZeroU32;
    /// use tidegate_estimate::Sample;
    /// let batch_size = NonZeroU32::new(100).unwrap();
    /// let mut first = Sample::of_part(batch_size, 1_000_000);
    /// first.merge(Sample::of_part(batch_size, 1_000_000));
    /// ```
    #[must_use]
    pub fn of_part(batch_size: NonZeroU32, records: u64) -> Self {
        let mut sample = Self::new(batch_size);
        while records >> sample.left_out_bits > ROWS_MAX as u64 {
            sample.left_out_bits += 1;
        }
        sample
    }

    /// Adds the records of `next`, the part of the stream that follows.
    pub fn merge(&mut self, mut next: Self) {
        self.model.merge(&next.model);
        if !self.lines.fits(&next.lines) {
            self.share_lines();
            next.share_lines();
        }
        let numbers = self.numbers_of(&next);
        let bits = self.left_out_bits.max(next.left_out_bits);
        if bits > self.left_out_bits {
            self.left_out_bits = bits;
            let mut rows = std::mem::take(&mut self.rows);
            rows.retain(|row| self.is_timed_row_kept(*row));
            self.rows = rows;
        }
        self.totals.merge(&next.totals);
        for mut row in next.rows {
            if self.is_timed_row_kept(row) {
                row.renumber(&numbers);
                self.rows.push(row);
            }
            if self.rows.len() == ROWS_MAX {
                self.leave_out();
            }
        }
    }

    /// Returns the number here of each line of another sample, by its number there; none if lines share numbers, which are the
    /// same everywhere.
    fn numbers_of(&mut self, next: &Self) -> Vec<u32> {
        let keys = next.lines.keys().into_iter();
        keys.map(|key| self.line(key)).collect()
    }

    /// Returns whether a row belongs to a block that is kept. A row without a time was chosen by its number before.
    fn is_timed_row_kept(&self, row: Row) -> bool {
        let block = row.arrival_ms().map(|ms| ms.div_euclid(BLOCK_MS));
        block.is_none_or(|block| is_block_kept(block.cast_unsigned(), self.left_out_bits))
    }
}

impl Totals {
    fn merge(&mut self, next: &Self) {
        self.read += next.read;
        self.timed += next.timed;
        self.on_lines += next.on_lines;
        self.payload_bytes += next.payload_bytes;
        self.invocation_bytes += next.invocation_bytes;
        self.sizes.merge(&next.sizes);
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use tidegate::{Profile, Source};
    use tidegate_batch::{Filters, Input, Options, evaluate};

    use super::super::{LINES_MAX, RowParts};
    use super::*;

    const BATCH_SIZE: NonZeroU32 = NonZeroU32::new(10).unwrap();

    /// Returns the sample of records with these numbers; each third record is delivered.
    fn sample(numbers: std::ops::Range<u64>, mut sample: Sample) -> Sample {
        let kafka = Source::Kafka;
        let pattern = r#"{"value":{"n":[0]}}"#;
        let filters = Filters::compile(kafka, Profile::Service(kafka), &[pattern]).unwrap();
        let lines: String = numbers
            .map(|n| {
                let value = ["eyJuIjowfQ==", "eyJuIjoxfQ==", "eyJuIjoyfQ=="][(n % 3) as usize];
                let (partition, time) = (n % 7, 1_790_000_000_000 + n * 40);
                format!("{{\"topic\":\"t\",\"partition\":{partition},\"offset\":{n},\"timestamp\":{time},\"value\":\"{value}\"}}\n")
            })
            .collect();
        let options = Options::default();
        let input = Input::open(lines.as_bytes(), kafka, &options).unwrap();
        evaluate(&filters, input, &options, &mut |outcome| {
            sample.push(kafka, &outcome);
            ControlFlow::Continue(())
        })
        .unwrap();
        sample
    }

    #[test]
    fn parts_together_equal_the_whole() {
        let whole = sample(0..3_000, Sample::new(BATCH_SIZE));
        // All of them are whole requests and groups of up to ten records.
        for cut in [0, 2_520, 3_000] {
            let mut parts = sample(0..cut, Sample::new(BATCH_SIZE));
            parts.merge(sample(cut..3_000, Sample::new(BATCH_SIZE)));
            assert_eq!(parts.rows, whole.rows, "cut at {cut}");
            assert_eq!(parts.totals, whole.totals, "cut at {cut}");
            assert_eq!(parts.lines, whole.lines, "cut at {cut}");
            assert_eq!(parts.model.finish(), whole.model.finish(), "cut at {cut}");
        }
    }

    #[test]
    fn parts_of_a_long_stream_keep_the_same_seconds() {
        let long = ROWS_MAX as u64 * 3;
        let mut parts = sample(0..1_000, Sample::of_part(BATCH_SIZE, long));
        parts.merge(sample(1_000..3_000, Sample::of_part(BATCH_SIZE, long)));
        let whole = sample(0..3_000, Sample::of_part(BATCH_SIZE, long));
        assert_eq!((parts.left_out_bits, parts.totals.read), (2, 3_000));
        assert!(!whole.rows.is_empty() && whole.rows.len() < 2_000);
        assert_eq!(parts.rows, whole.rows);
    }

    /// Returns a sample of a record of each of these message groups.
    fn of_groups(groups: std::ops::Range<u64>) -> Sample {
        let mut sample = Sample::new(BATCH_SIZE);
        for key in groups {
            let line = Some(sample.line(key * 7));
            sample.rows.push(Row::new(RowParts {
                line,
                ..RowParts::default()
            }));
        }
        sample
    }

    #[test]
    fn groups_beyond_the_bound_share_numbers_in_parts_as_in_the_whole() {
        let most = u64::from(LINES_MAX);
        let own = of_groups(0..most);
        assert_eq!(
            (own.lines.count() as u64, own.lines.keys().len() as u64),
            (most, most)
        );
        let whole = of_groups(0..most + 20_000);
        assert_eq!(
            (whole.lines.count() as u64, whole.lines.keys().len()),
            (most, 0)
        );
        assert!(whole.rows.iter().all(|row| row.line() < Some(LINES_MAX)));
        for cut in [1, most / 2, most + 10_000] {
            let mut parts = of_groups(0..cut);
            parts.merge(of_groups(cut..most + 20_000));
            assert!(
                parts.rows == whole.rows && parts.lines == whole.lines,
                "cut at {cut}"
            );
        }
    }
}
