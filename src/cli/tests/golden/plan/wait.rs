use super::formats;
use crate::harness::{Folder, check};

#[test]
fn plan_is_printed_in_every_format() {
    let question = ["wait", "--rate", "1000000/month", "--seconds", "30"];
    check("plan-wait", &formats("plan-wait", &question));
}

#[test]
fn days_and_other_regions_are_planned() {
    let folder = Folder::new("plan-wait-others");
    let run = |options: &str| {
        let mut args = vec!["plan", "wait", "--rate", "1000000/month"];
        args.extend(options.split(' '));
        folder.run(&args)
    };
    let runs = [
        "--seconds 604800 --memory 1024 --arch arm64 --free-tier lambda --work-ms 32000 --operations 4 --written-kb 109.051904 --kept-days 21",
        "--seconds 30 --region eu-west-1",
        "--seconds -1",
    ];
    check("plan-wait-others", &runs.map(run));
}
