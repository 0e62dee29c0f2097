use crate::harness::{Folder, check};

#[test]
fn formats() {
    let folder = Folder::new("plan-concurrency");
    let runs = ["text", "md", "json"].map(|format| {
        folder.run(&[
            "plan",
            "concurrency",
            "--rate",
            "500/s",
            "--duration-ms",
            "200",
            "--format",
            format,
        ])
    });
    check("plan-concurrency", &runs);
}
