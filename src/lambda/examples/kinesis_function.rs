//! The function to deploy for Kinesis: the pattern from the environment, one line in the log per payload that matches it.
#![forbid(unsafe_code)]

use lambda_runtime::{Error, run, service_fn};
use tidegate::Source;
use tidegate_lambda::{PayloadFilter, kinesis};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let filter = PayloadFilter::from_environment(Source::Kinesis)?;
    run(service_fn(|event| {
        kinesis::filter_batch(&filter, event, async |payload| {
            println!("{}", String::from_utf8_lossy(payload)); // the work
            Ok(())
        })
    }))
    .await
}
