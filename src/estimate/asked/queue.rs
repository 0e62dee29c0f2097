//! Recognises a FIFO queue by its messages: SQS gives a `SequenceNumber` only to those. (A `MessageGroupId` alone proves
//! nothing: standard queues with fair queueing have it too. SQS API Reference, `ReceiveMessage`, and SQS Developer Guide,
//! "Amazon SQS fair queues", read 2026-11-30.)

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use tidegate::Source;
use tidegate_batch::Outcome;
use tidegate_mapping::{Delivery, MappingError, MappingOptions, QueueType};

use super::build::{Asked, QueueKnown};

/// Records that are searched before the search is given up.
const LOOKED_AT_MAX: u32 = 20;

/// Looks for the marks of a FIFO queue as records come.
#[derive(Clone, Debug, Default)]
pub struct FifoFinder {
    looked_at: u32,
    mark: Option<FifoMark>,
}

/// The sign by which a FIFO queue is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FifoMark {
    /// Its name, in the records.
    Name,
    /// A number that only its messages have.
    SequenceNumber,
}

impl std::fmt::Display for FifoMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Name => "the name of their queue ends in `.fifo`",
            Self::SequenceNumber => "they have a `SequenceNumber`",
        })
    }
}

/// What records say about their queue, beside what was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueFound {
    /// Nothing new.
    AsStated,
    /// It is FIFO, and the request is now for one.
    Fifo(FifoMark),
    /// It is FIFO, but the mapping reads a standard queue. The request stays as it is.
    Contradicted(FifoMark),
}

/// The members of a message that tell the type of its queue.
#[derive(Deserialize)]
struct Telling<'r> {
    #[serde(borrow, default, rename = "eventSourceARN")]
    arn: Option<Cow<'r, str>>,
    #[serde(default)]
    attributes: Option<Attributes>,
}

#[derive(Deserialize)]
struct Attributes {
    #[serde(default, rename = "SequenceNumber")]
    sequence_number: Option<IgnoredAny>,
}

impl FifoFinder {
    /// Looks at the next record, unless a mark was found or enough records were looked at.
    pub fn look(&mut self, source: Source, outcome: &Outcome<'_>) {
        if source != Source::Sqs || self.mark.is_some() || self.looked_at == LOOKED_AT_MAX {
            return;
        }
        self.looked_at += 1;
        let telling = serde_json::from_slice::<Telling<'_>>(outcome.record).ok();
        self.mark = telling.and_then(|it| it.mark());
    }

    /// Returns the mark that was found.
    #[must_use]
    pub const fn found(&self) -> Option<FifoMark> {
        self.mark
    }
}

impl Telling<'_> {
    fn mark(&self) -> Option<FifoMark> {
        let arn = self.arn.as_deref().unwrap_or_default();
        let attributes = self.attributes.as_ref();
        let is_numbered = attributes.is_some_and(|it| it.sequence_number.is_some());
        match () {
            () if arn.ends_with(".fifo") => Some(FifoMark::Name),
            () if is_numbered => Some(FifoMark::SequenceNumber),
            () => None,
        }
    }
}

impl Asked {
    /// Takes a queue whose type is not stated for FIFO if its records have the mark of one.
    ///
    /// # Errors
    /// A FIFO queue can't have these settings.
    pub fn settle_queue(&mut self, found: Option<FifoMark>) -> Result<QueueFound, MappingError> {
        let Some(mark) = found else {
            return Ok(QueueFound::AsStated);
        };
        match (self.options.queue, self.queue) {
            (QueueType::Fifo, _) => return Ok(QueueFound::AsStated),
            (QueueType::Standard, QueueKnown::Stated) => return Ok(QueueFound::Contradicted(mark)),
            (QueueType::Standard, QueueKnown::Open) => {}
        }
        let options = MappingOptions {
            queue: QueueType::Fifo,
            ..self.options.clone()
        };
        self.request.delivery = Delivery::new(self.route.source(), &options)?;
        self.remarks.push(format!(
            "the queue is taken to be FIFO: the records say so ({mark})"
        ));
        Ok(QueueFound::Fifo(mark))
    }
}
