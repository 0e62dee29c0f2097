use super::formats;
use crate::harness::check;

#[test]
fn plan_is_printed_in_every_format() {
    let question = [
        "storage",
        "--storage",
        "2048",
        "--rate",
        "6000000/month",
        "--duration-ms",
        "280",
        "--memory",
        "4096",
        "--free-tier",
        "lambda",
    ];
    check("plan-storage", &formats("plan-storage", &question));
}
