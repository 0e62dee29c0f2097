//! Recognises a FIFO queue by its messages: SQS gives a `SequenceNumber` only to those. (A `MessageGroupId` alone proves
//! nothing: standard queues with fair queueing have it too. SQS API Reference, `ReceiveMessage`, and SQS Developer Guide,
//! "Amazon SQS fair queues", read 2026-11-30.)

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;
use tidegate::Source;
use tidegate_batch::Outcome;
use tidegate_mapping::{Delivery, MappingOptions, QueueType};

use crate::exit::Reported;
use crate::output::Console;

/// Records that are searched before the search is given up.
const LOOKED_AT_MAX: u32 = 20;

/// Looks for the marks of a FIFO queue as records come.
#[derive(Debug, Default)]
pub(super) struct FifoFinder {
    looked_at: u32,
    mark: Option<&'static str>,
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
    pub(super) fn look(&mut self, source: Source, outcome: &Outcome<'_>) {
        if source != Source::Sqs || self.mark.is_some() || self.looked_at == LOOKED_AT_MAX {
            return;
        }
        self.looked_at += 1;
        let telling = serde_json::from_slice::<Telling<'_>>(outcome.record).ok();
        self.mark = telling.and_then(|it| it.mark());
    }

    /// Returns the mark that was found.
    pub(super) fn found(self) -> Option<&'static str> {
        self.mark
    }
}

impl Telling<'_> {
    fn mark(&self) -> Option<&'static str> {
        let arn = self.arn.as_deref().unwrap_or_default();
        let attributes = self.attributes.as_ref();
        let is_numbered = attributes.is_some_and(|it| it.sequence_number.is_some());
        match () {
            () if arn.ends_with(".fifo") => Some("the name of their queue ends in `.fifo`"),
            () if is_numbered => Some("they have a `SequenceNumber`"),
            () => None,
        }
    }
}

/// How the type of the queue became known before any record was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QueueKnown {
    /// By an option, or by the queue's name in the mapping.
    Stated,
    /// Not at all: standard is only the default.
    Open,
}

/// Returns the delivery from a FIFO queue in place of one from a standard queue, and says so. `None` if the queue's type is
/// stated; a contradiction is said.
pub(super) fn fifo(
    mark: &str,
    known: QueueKnown,
    options: &MappingOptions,
    console: &Console,
) -> Result<Option<Delivery>, Reported> {
    match (options.queue, known) {
        (QueueType::Fifo, _) => return Ok(None),
        (QueueType::Standard, QueueKnown::Stated) => {
            console.warn(format_args!(
                "the records are from a FIFO queue ({mark}), but the mapping reads a standard queue: counted as standard"
            ));
            return Ok(None);
        }
        (QueueType::Standard, QueueKnown::Open) => {}
    }
    let options = MappingOptions {
        queue: QueueType::Fifo,
        ..options.clone()
    };
    match Delivery::new(Source::Sqs, &options) {
        Ok(delivery) => {
            console.say(format_args!(
                "the records are from a FIFO queue ({mark}): estimated as with --fifo"
            ));
            Ok(Some(delivery))
        }
        Err(error) => {
            console.error(error);
            console.help(format_args!("the records are from a FIFO queue ({mark})"));
            Err(Reported)
        }
    }
}
