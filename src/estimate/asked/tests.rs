use tidegate_batch::Route;
use tidegate_mapping::{MappingError, MappingFile, QueueType};
use tidegate_price::{Architecture, PriceBook};

use super::*;
use crate::model::Known;
use crate::request::Arrivals;

const MAPPING: &str = r#"{"EventSourceArn": "arn:aws:sqs:eu-west-1:1:orders", "BatchSize": 50,
    "MaximumBatchingWindowInSeconds": 5, "ScalingConfig": {"MaximumConcurrency": 20}}"#;

fn sqs() -> Route {
    "sqs".parse().unwrap()
}

fn asked(given: &EstimateOptions, today: Today) -> Result<Asked, AskedError> {
    Asked::new(sqs(), given, today, PriceBook::built_in())
}

fn of_file() -> Today {
    Today {
        mapping: MappingFile::read(MAPPING, None).unwrap(),
        ..Today::default()
    }
}

#[test]
fn given_settings_override_those_of_today() {
    let mut given = EstimateOptions::default();
    let as_today = asked(&given, of_file()).unwrap();
    assert_eq!(as_today.batch_size().get(), 50);
    given.mapping.batch_size = Some(7);
    given.function.memory_mb = Some(256);
    let today = Today {
        function: FunctionToday {
            memory_mb: Some(512),
            storage_mb: Some(1_024),
            architecture: Some("arm64".to_owned()),
            reserved: Some(0),
        },
        ..of_file()
    };
    let asked = asked(&given, today).unwrap();
    assert_eq!(asked.batch_size().get(), 7);
    assert_eq!(asked.options.window_seconds, Some(5));
    let pricing = asked.request.pricing.as_ref().unwrap();
    assert_eq!((pricing.memory_mb, pricing.storage_mb), (256, 1_024));
    assert_eq!(pricing.rates.architecture(), Architecture::Arm64);
    assert_eq!(asked.request.reserved, None);
}

#[test]
fn region_is_that_of_the_mapping_or_of_the_records_or_a_guess() {
    let none = EstimateOptions::default();
    let region = |mut asked: Asked, found: Option<&str>| {
        asked.settle_region(found.map(str::to_owned));
        let pricing = asked.request.pricing.as_ref().unwrap();
        let region = pricing.rates.region().to_owned();
        (region, asked.region_known, asked.guesses.len())
    };
    let stated = asked(&none, of_file()).unwrap();
    let of_mapping = ("eu-west-1".to_owned(), Known::Stated, 1);
    assert_eq!(region(stated, Some("us-west-2")), of_mapping);
    let open = asked(&none, Today::default()).unwrap();
    let of_records = ("us-west-2".to_owned(), Known::Records, 1);
    assert_eq!(region(open.clone(), Some("us-west-2")), of_records);
    let guessed = ("us-east-1".to_owned(), Known::Guessed, 2);
    assert_eq!(region(open.clone(), Some("xx-nowhere-1")), guessed);
    assert_eq!(region(open, None), guessed);
}

#[test]
fn records_settle_only_a_queue_that_nobody_named() {
    let none = EstimateOptions::default();
    let mark = Some(FifoMark::Name);
    let mut open = asked(&none, Today::default()).unwrap();
    assert_eq!(open.settle_queue(None), Ok(QueueFound::AsStated));
    assert_eq!(
        open.settle_queue(mark),
        Ok(QueueFound::Fifo(FifoMark::Name))
    );
    let mut stated = asked(&none, of_file()).unwrap();
    let contradicted = QueueFound::Contradicted(FifoMark::Name);
    assert_eq!(stated.settle_queue(mark), Ok(contradicted));
    let mut fifo = EstimateOptions::default();
    fifo.mapping.queue = QueueType::Fifo;
    let mut fifo = asked(&fifo, Today::default()).unwrap();
    assert_eq!(fifo.settle_queue(mark), Ok(QueueFound::AsStated));
    let mut windowed = EstimateOptions::default();
    windowed.mapping.window_seconds = Some(5);
    let mut windowed = asked(&windowed, Today::default()).unwrap();
    assert_eq!(windowed.settle_queue(mark), Err(MappingError::Fifo));
}

#[test]
fn settings_that_no_request_can_have_are_refused() {
    let refused = |change: fn(&mut EstimateOptions)| {
        let mut given = EstimateOptions::default();
        change(&mut given);
        asked(&given, Today::default()).unwrap_err()
    };
    let backlog = refused(|given| given.load.arrivals = Arrivals::Backlog);
    assert_eq!(backlog, AskedError::NeedsRate);
    let region = refused(|given| given.function.region = Some("eu-wast-1".to_owned()));
    assert!(matches!(region, AskedError::Prices(_)), "{region:?}");
    let batch = refused(|given| given.mapping.batch_size = Some(0));
    assert_eq!(batch, AskedError::Mapping(MappingError::BatchSize(0)));
    let written = Today {
        function: FunctionToday {
            architecture: Some("mips".to_owned()),
            ..FunctionToday::default()
        },
        ..Today::default()
    };
    let refused = asked(&EstimateOptions::default(), written).unwrap_err();
    assert!(
        matches!(refused, AskedError::Architecture(_)),
        "{refused:?}"
    );
}
