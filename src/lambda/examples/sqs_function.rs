//! The function to deploy for SQS: the pattern from the environment, one line in the log per message that matches it.
#![forbid(unsafe_code)]

use lambda_runtime::{Error, run, service_fn};
use tidegate::Source;
use tidegate_lambda::{PayloadFilter, sqs};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let filter = PayloadFilter::from_environment(Source::Sqs)?;
    run(service_fn(|event| {
        sqs::filter_batch(&filter, event, async |body| {
            println!("{body}"); // the work
            Ok(())
        })
    }))
    .await
}
