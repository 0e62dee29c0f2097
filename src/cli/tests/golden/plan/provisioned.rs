use super::formats;
use crate::harness::{Folder, check};

#[test]
fn plan_is_printed_in_every_format() {
    let question = [
        "provisioned",
        "--environments",
        "100",
        "--memory",
        "1536",
        "--hours",
        "8",
        "--invocations",
        "500000",
        "--duration-ms",
        "100",
        "--on-demand",
        "2500000",
        "--on-demand-ms",
        "120",
        "--free-tier",
        "lambda",
    ];
    check("plan-provisioned", &formats("plan-provisioned", &question));
}

#[test]
fn warm_months_and_regions_where_it_never_pays_are_planned() {
    let folder = Folder::new("plan-provisioned-regions");
    let run = |options: &str| {
        let mut args = vec!["plan", "provisioned"];
        args.extend(options.split(' '));
        folder.run(&args)
    };
    let runs = [
        "--environments 5 --memory 1024",
        "--rate 10/s --duration-ms 300 --memory 512 --region eu-central-1",
        "--rate 100/s --duration-ms 300 --memory 512 --hours 22x10 --arch arm64",
        "--environments 5 --region cn-north-1",
        "--environments 5 --hours 800",
        "--memory 512",
    ];
    check("plan-provisioned-regions", &runs.map(run));
}
