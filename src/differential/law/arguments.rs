//! A text is read as each of the files and arguments that `estimate` and `match` accept. Nothing panics, every refusal
//! has a message, and accepted text can be used.

use std::fmt::Display;
use std::str::FromStr;
use std::sync::LazyLock;

use tidegate::Source;
use tidegate_batch::Route;
use tidegate_batch::criteria::Criteria;
use tidegate_figures::{HandlerDuration, Rate};
use tidegate_fixtures::generate::{Unstructured, damaged, seeded};
use tidegate_mapping::{Delivery, MappingFile};
use tidegate_price::{Architecture, PriceBook};
use tidegate_reference::Dialect;

use crate::answer::Answer;
use crate::case::{Case, Difference, Seen};

const NAME: &str = "estimate_args";

/// Examples of the files and arguments; seeded cases are damaged copies.
const MODELS: [&str; 9] = [
    include_str!("../../../filters/mappings/books.json"),
    include_str!("../../../filters/examples/two-books.json"),
    r#"{"EventSourceMappings":[{"EventSourceArn":"arn:aws:kinesis:eu-west-1:1:stream/s","BatchSize":10,
"ParallelizationFactor":2,"MaximumRetryAttempts":-1,"BisectBatchOnFunctionError":true,
"ProvisionedPollerConfig":{"MinimumPollers":1,"MaximumPollers":9},"FilterCriteria":{"Filters":[{"Pattern":"{\"data\":{\"a\":[1]}}"}]}}]}"#,
    r#"{"as_of":"2026-10-01","source":"x","grade":"A","prices":{"eu-west-1":{"requests_per_million":0.18,
"logs_per_gb":[{"up_to":10000,"price":0.57},{"price":"0.25"}]}}}"#,
    r#"{"offerCode":"AWSLambda","publicationDate":"2026-10-01T00:00:00Z","products":{"S":{"sku":"S","attributes":
{"group":"AWS-Lambda-Requests","regionCode":"eu-west-1"}}},"terms":{"OnDemand":{"S":{"S.J":{"priceDimensions":{"S.J.6":
{"beginRange":"0","endRange":"Inf","unit":"Requests","pricePerUnit":{"USD":"0.0000002000"}}}}}}}}"#,
    "400.5/s",
    "50+10.25/record",
    "eventbridge",
    "arm64",
];

static BOOK: LazyLock<PriceBook> = LazyLock::new(PriceBook::built_in);

/// Makes a case from UTF-8 text; other bytes are not a case.
pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let text = std::str::from_utf8(bytes).ok()?;
    let case = Case::of(
        Dialect::EventBridge,
        String::new(),
        text.as_bytes().to_vec(),
    );
    Some(Case {
        patterns: Vec::new(),
        ..case
    })
}

/// Returns a damaged copy of an example.
pub(super) fn seed(seed: u64, index: u64) -> Vec<u8> {
    let model = MODELS[usize::try_from(index).unwrap_or(0) % MODELS.len()];
    let mut bytes = model.as_bytes().to_vec();
    damaged(&mut Unstructured::new(&seeded(seed, index)), &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned().into_bytes()
}

/// Counts a match if any reader accepts the text.
pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let Ok(text) = std::str::from_utf8(&case.event) else {
        return Ok(case.seen(Answer::InvalidEvent("")));
    };
    let checks = [
        word::<Rate>(text),
        word::<HandlerDuration>(text),
        word::<Source>(text),
        word::<Route>(text),
        word::<Architecture>(text),
        check_rate(text),
        check_mapping(text),
        check_prices(text),
        check_criteria(text),
    ];
    let mut is_accepted = false;
    for check in checks {
        match check {
            Ok(accepted) => is_accepted |= accepted,
            Err(flaw) => {
                return Err(case.difference(
                    NAME,
                    flaw,
                    "a usable value, or a message that says why not",
                ));
            }
        }
    }
    let answer = if is_accepted {
        Answer::Match
    } else {
        Answer::NoMatch
    };
    Ok(case.seen(answer))
}

/// Whether the text is accepted, or the flaw that breaks the law.
type Checked = Result<bool, String>;

fn refused(reader: &str, error: impl Display) -> Checked {
    let words = error.to_string();
    match words.trim().is_empty() {
        true => Err(format!("{reader} gives no message")),
        false => Ok(false),
    }
}

fn word<T>(text: &str) -> Checked
where
    T: FromStr,
    T::Err: Display,
{
    match text.parse::<T>() {
        Ok(_) => Ok(true),
        Err(error) => refused(std::any::type_name::<T>(), error),
    }
}

fn check_rate(text: &str) -> Checked {
    match text.parse::<Rate>() {
        Ok(rate) if Rate::of_month(rate.per_month()) != rate => {
            Err(format!("{rate:?} is out of range"))
        }
        read => Ok(read.is_ok()),
    }
}

/// Checks that the settings of a mapping file give a mapping, or an error with a message.
fn check_mapping(text: &str) -> Checked {
    match MappingFile::read(text, None) {
        Err(error) => refused("a mapping file", error),
        Ok(file) => {
            let sources = file
                .origin
                .map_or(Source::ALL.to_vec(), |source| vec![source]);
            for source in sources {
                if let Err(error) = Delivery::new(source, &file.options) {
                    refused("a mapping", error)?;
                }
            }
            Ok(true)
        }
    }
}

fn check_prices(text: &str) -> Checked {
    match BOOK.clone().with_file(text, "prices.json") {
        Err(error) => refused("a price file", error),
        Ok(book) => {
            let regions: Vec<String> = book.regions().map(str::to_owned).collect();
            for region in regions {
                if let Err(error) = book.rates(&region, Architecture::Arm64) {
                    refused("a region's prices", error)?;
                }
            }
            Ok(true)
        }
    }
}

fn check_criteria(text: &str) -> Checked {
    match Criteria::read(text, None) {
        Err(error) => refused("criteria", error),
        // Text that is not a list of filters counts as one pattern, so success shows nothing about the text.
        Ok(_) => Ok(false),
    }
}
