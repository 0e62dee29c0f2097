//! Serves one contestant of this program as a separate process; `contestants/remote.rs` describes the protocol.

use std::hint::black_box;
use std::io::{BufRead, Write};
use std::path::Path;
use std::rc::Rc;

use crate::clock::{measure, resident_bytes};
use crate::contestant::{Contestant, Refusal};
use crate::records::Records;
use crate::work::{Form, Shape, Work};

/// Replies to each line until its input ends.
pub(crate) fn serve(contestant: &mut dyn Contestant) -> std::io::Result<()> {
    let mut work = None;
    for line in std::io::stdin().lock().lines() {
        let answer = match answer(contestant, &mut work, &line?) {
            Ok(answer) => format!("ok {answer}"),
            Err(refusal) => refusal.replace('\n', " "),
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn answer(
    contestant: &mut dyn Contestant,
    work: &mut Option<Work>,
    line: &str,
) -> Result<String, Refusal> {
    match line.split(' ').collect::<Vec<_>>()[..] {
        ["records", file] => {
            let records = Records::load(Path::new(file));
            *work = Some(bare(records.map_err(|error| error.to_string())?));
            Ok(String::new())
        }
        ["patterns", file] => {
            let work = work.as_mut().ok_or("no records")?;
            let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
            work.patterns = text.lines().map(str::to_owned).collect();
            drop(text);
            let before = resident_bytes("self");
            let (prepared, cost) = measure(|| contestant.prepare(work));
            prepared?;
            let bytes = resident_bytes("self").saturating_sub(before);
            Ok(format!("{} {bytes}", cost.cpu.as_nanos()))
        }
        [ask @ ("count" | "time"), from, to] => {
            let work = work.as_ref().ok_or("no records")?;
            let number = |text: &str| text.parse().map_err(|_| "not a number".to_owned());
            let counts = contestant.count(work, &(number(from)?..number(to)?))?;
            if ask == "time" {
                black_box(counts);
                return Ok(String::new());
            }
            let words: Vec<String> = counts.iter().map(u64::to_string).collect();
            Ok(words.join(" "))
        }
        _ => Err(format!("unknown line `{line}`")),
    }
}

fn bare(records: Records) -> Work {
    Work {
        name: String::new(),
        about: String::new(),
        timed: records.len(),
        records: Rc::new(records),
        shape: Shape::Lot,
        form: Form::Bare,
        patterns: Vec::new(),
        expected: None,
        in_one_element: false,
    }
}
