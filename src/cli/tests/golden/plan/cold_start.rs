use super::formats;
use crate::harness::{Folder, check};

#[test]
fn plan_is_printed_in_every_format() {
    let question = [
        "cold-start",
        "--rate",
        "36/h",
        "--duration-ms",
        "500",
        "--memory",
        "1024",
        "--delivered",
        "10%",
    ];
    check("plan-cold-start", &formats("plan-cold-start", &question));
}

#[test]
fn schedules_snapshots_and_stated_shares_are_planned() {
    let folder = Folder::new("plan-cold-start-others");
    let run = |options: &str| {
        let mut args = vec!["plan", "cold-start"];
        args.extend(options.split(' '));
        folder.run(&args)
    };
    let runs = [
        "--rate 4/h --duration-ms 500 --regular",
        "--rate 10000/h --duration-ms 2000 --memory 1024 --cold-share 1% --snapstart --hours 744",
        "--rate 10000/h --duration-ms 2000 --memory 1024 --cold-share 1% --init-ms 463.512 --hours 744",
        "--rate 10000/h --duration-ms 2000 --snapstart --region eu-west-1 --cold-share 1%",
        "--rate 10000/h --duration-ms 2000 --idle 0",
    ];
    check("plan-cold-start-others", &runs.map(run));
}
