//! Inputs that are not plain files, files that change while they are read, and signals in the middle: the output is
//! whole lines, and the messages about it are true.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

use crate::harness::Folder;
use crate::records::sqs;

const ARGS: [&str; 5] = ["match", "--source", "sqs", "-f", "filters.json"];

/// Far more than pipes and buffers hold.
const MANY: usize = 60_000;

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("filters.json", r#"[{"body":{"kind":["order"]}}]"#);
    folder
}

fn delivered() -> String {
    sqs(r#"{"kind":"order"}"#) + "\n"
}

fn filtered() -> String {
    sqs(r#"{"kind":"other"}"#) + "\n"
}

fn start(folder: &Folder, input: &str) -> Child {
    let mut command = folder.command(&[&ARGS[..], &[input]].concat());
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn run(name: &str, arguments: &[&str]) {
    let status = Command::new(name).args(arguments).status().unwrap();
    assert!(status.success(), "{name} {arguments:?}");
}

#[test]
fn fifo_is_read_to_its_end() {
    let folder = folder("interruptions-fifo");
    let fifo = folder.path("fifo");
    run("mkfifo", &[fifo.to_str().unwrap()]);
    let child = start(&folder, "fifo");
    // Opening it waits for the reader.
    let mut writer = OpenOptions::new().write(true).open(&fifo).unwrap();
    for line in [delivered(), filtered(), delivered()] {
        writer.write_all(line.as_bytes()).unwrap();
    }
    drop(writer);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        delivered().repeat(2)
    );
    assert!(said.contains("3 records read: 2 delivered"), "{said}");
}

#[test]
fn fifo_nobody_writes_to_is_given_up_at_a_signal() {
    let folder = folder("interruptions-waiting");
    run("mkfifo", &[folder.path("fifo").to_str().unwrap()]);
    // The first input says that the signals are watched by now.
    folder.write("first.ndjson", delivered());
    let mut command = folder.command(&[&ARGS[..], &["first.ndjson", "fifo"]].concat());
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut first = String::new();
    said.read_line(&mut first).unwrap();
    assert!(first.starts_with("first.ndjson: "), "{first}");
    run("kill", &["-TERM", &child.id().to_string()]);
    let (output, mut rest) = (child.wait_with_output().unwrap(), String::new());
    said.read_to_string(&mut rest).unwrap();
    assert_eq!(output.status.code(), Some(143), "{rest}");
    assert!(rest.contains("interrupted by SIGTERM"), "{rest}");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.is_empty() || printed == delivered(), "{printed}");
}

#[test]
fn links_that_lead_nowhere_are_named() {
    let folder = folder("interruptions-links");
    std::os::unix::fs::symlink("loop", folder.path("loop")).unwrap();
    std::os::unix::fs::symlink("gone", folder.path("dangling")).unwrap();
    folder.write("good.ndjson", delivered());
    let run = folder.run(&[&ARGS[..], &["loop", "dangling", "good.ndjson"]].concat());
    assert_eq!(
        (run.code, run.stdout()),
        (Some(2), delivered().as_str()),
        "{}",
        run.stderr
    );
    for name in ["loop", "dangling"] {
        assert!(
            run.stderr.contains(&format!("error: can't read {name}: ")),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn file_that_shrinks_is_cut_where_it_now_ends() {
    let folder = folder("interruptions-shrinking");
    folder.write("many.ndjson", delivered().repeat(MANY));
    let mut child = start(&folder, "many.ndjson");
    let mut out = BufReader::new(child.stdout.take().unwrap());
    // The test reads one line and then stops, so the binary has not read most of the file yet.
    let mut printed = String::new();
    out.read_line(&mut printed).unwrap();
    File::options()
        .write(true)
        .open(folder.path("many.ndjson"))
        .unwrap()
        .set_len(1)
        .unwrap();
    out.read_to_string(&mut printed).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("many.ndjson is cut off"), "{said}");
    let lines = whole_lines(&printed);
    assert!(lines < MANY, "all of {lines} lines");
    assert!(said.contains(" records read: "), "{said}");
}

/// Returns the number of lines; each has to be the delivered record.
fn whole_lines(printed: &str) -> usize {
    let lines = printed.len() / delivered().len();
    assert!(
        printed == delivered().repeat(lines),
        "{lines} lines and something else"
    );
    lines
}

fn check_signal(signal: &str, code: i32) {
    let folder = folder(&format!("interruptions-{signal}"));
    let mut child = start(&folder, "-");
    let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    // The thread writes until the reader closes the pipe.
    let writer = std::thread::spawn(move || {
        let many = delivered().repeat(1000);
        while stdin.write_all(many.as_bytes()).is_ok() {}
    });
    let (mut out, mut printed) = (BufReader::new(stdout), String::new());
    out.read_line(&mut printed).unwrap();
    run("kill", &[&format!("-{signal}"), &child.id().to_string()]);
    out.read_to_string(&mut printed).unwrap();
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(
        said.contains(&format!("error: interrupted by SIG{signal}")),
        "{said}"
    );
    let lines = whole_lines(&printed).to_string();
    let counted = said.replace(',', "");
    assert!(
        counted.contains(&format!("\n{lines} records read: {lines} delivered")),
        "{lines}: {said}"
    );
}

#[test]
fn interrupt_leaves_whole_lines_and_their_count() {
    check_signal("INT", 130);
}

#[test]
fn termination_leaves_whole_lines_and_their_count() {
    check_signal("TERM", 143);
}

#[test]
fn interrupted_estimate_is_not_printed() {
    let folder = folder("interruptions-estimate");
    let args = ["estimate", "--source", "sqs", "-f", "filters.json", "-"];
    let mut command = folder.command(&args);
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(delivered().repeat(10).as_bytes()).unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut first = String::new();
    said.read_line(&mut first).unwrap();
    run("kill", &["-INT", &child.id().to_string()]);
    let output = child.wait_with_output().unwrap();
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert_eq!(output.status.code(), Some(130), "{rest}");
    assert!(
        output.stdout.is_empty() && rest.contains("no estimate"),
        "{rest}"
    );
    drop(stdin);
}

#[cfg(target_os = "linux")]
#[test]
fn full_disk_is_an_error_for_every_command() {
    let folder = folder("interruptions-full");
    folder.write("records.ndjson", delivered().repeat(10));
    for command in ["explain", "estimate", "match"] {
        let args = [
            command,
            "--source",
            "sqs",
            "-f",
            "filters.json",
            "records.ndjson",
        ];
        let args = if command == "explain" {
            [&args[..], &["--record", "1"]].concat()
        } else {
            args.to_vec()
        };
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = folder
            .command(&args)
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{command}: {said}");
        assert!(said.contains("can't write to stdout"), "{command}: {said}");
    }
    assert!(fs::exists(folder.path("records.ndjson")).unwrap());
}

/// `--invert` writes exactly the records that `match` does not write, and the counts say so.
#[test]
fn filter_and_its_complement_add_up() {
    let folder = folder("interruptions-complement");
    let lines: Vec<String> = (0..500_usize)
        .map(|number| match number * number % 7 {
            0 | 2 => delivered(),
            1 => format!("{number} no record\n"),
            _ => filtered().replace("m-1", &number.to_string()),
        })
        .collect();
    folder.write("mixed.ndjson", lines.concat());
    let run = |more: &[&str]| folder.run(&[&ARGS[..], &["mixed.ndjson"], more].concat());
    let (plain, inverted) = (run(&[]), run(&["--invert"]));
    let mut all: Vec<&str> = plain
        .stdout()
        .lines()
        .chain(inverted.stdout().lines())
        .collect();
    let mut expected: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    all.sort_unstable();
    expected.sort_unstable();
    assert_eq!(all, expected);
    let counts = [run(&["--count"]), run(&["--count", "--invert"])];
    let counts = counts.map(|run| run.stdout().trim().parse::<usize>().unwrap());
    assert_eq!(
        counts,
        [
            plain.stdout().lines().count(),
            inverted.stdout().lines().count()
        ]
    );
    assert!(counts[0] > 100 && counts[1] > 100, "{counts:?}");
}
