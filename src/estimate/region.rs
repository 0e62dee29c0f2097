//! The region of the records, for their prices: AWS writes it into each record of an event.

use serde::Deserialize;
use tidegate::Source;
use tidegate_batch::{Outcome, arn_region};

/// Records that are searched before the search is given up.
const LOOKED_AT_MAX: u32 = 20;

/// Looks for the region as records come.
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, Input, Options, evaluate};
/// use tidegate_estimate::RegionFinder;
/// let filters = Filters::compile(Source::Sqs, Profile::Service(Source::Sqs), &[])?;
/// let options = Options::default();
/// let input = Input::open(&br#"{"body":"x","awsRegion":"eu-west-1"}"#[..], Source::Sqs, &options)?;
/// let mut finder = RegionFinder::default();
/// evaluate(&filters, input, &options, &mut |outcome| {
///     finder.look(Source::Sqs, &outcome);
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(finder.found().as_deref(), Some("eu-west-1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct RegionFinder {
    looked_at: u32,
    region: Option<String>,
}

/// The members of a record that name its region. An event of EventBridge has `region` only.
#[derive(Deserialize)]
struct Telling<'r> {
    #[serde(borrow, default, rename = "awsRegion")]
    aws_region: Option<&'r str>,
    #[serde(borrow, default, rename = "eventSourceARN")]
    arn: Option<&'r str>,
    #[serde(borrow, default)]
    region: Option<&'r str>,
}

impl RegionFinder {
    /// Looks at the next record, unless the region is known or enough records were looked at.
    pub fn look(&mut self, source: Source, outcome: &Outcome<'_>) {
        if self.region.is_some() || self.looked_at == LOOKED_AT_MAX {
            return;
        }
        self.looked_at += 1;
        let telling = serde_json::from_slice::<Telling<'_>>(outcome.record);
        let region = telling.ok().and_then(|telling| match source {
            Source::EventBridge => telling.region,
            Source::Sqs | Source::Kinesis | Source::DynamoDb | Source::Kafka | Source::Mq => {
                let of_arn = telling.arn.and_then(arn_region);
                telling.aws_region.or(of_arn)
            }
        });
        self.region = region.filter(|it| is_region(it)).map(str::to_owned);
    }

    /// Returns the region; `None` if no record looked at names one.
    #[must_use]
    pub fn found(self) -> Option<String> {
        self.region
    }
}

/// Returns whether the text has the form of `eu-central-1`.
fn is_region(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let (last, names) = match parts.as_slice() {
        [names @ .., last] => (*last, names),
        [] => return false,
    };
    let is_name = |name: &&str| !name.is_empty() && name.bytes().all(|it| it.is_ascii_lowercase());
    names.len() >= 2
        && names.iter().all(is_name)
        && !last.is_empty()
        && last.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_region;

    #[test]
    fn regions_are_recognised_among_other_words() {
        for region in ["us-east-1", "us-gov-west-1", "ap-southeast-5"] {
            assert!(is_region(region), "{region}");
        }
        for other in [
            "",
            "north",
            "us-east",
            "a-1",
            "us--1",
            "us-east-1a",
            "EU-west-1",
        ] {
            assert!(!is_region(other), "{other}");
        }
    }
}
