//! Damaged templates: never a panic, never a range outside the file, and every exact piece is what the file has. The
//! seed is fixed; `TIDEGATE_MUTATIONS` gives another number of mutations.

use crate::places::assert_places;
use crate::rows::fixtures;
use tidegate_fixtures::Rng;

/// How many mutations an ordinary test run makes.
const MUTATIONS: usize = 4_000;

/// Bytes and stretches that mean something in templates.
const STRETCHES: [&str; 40] = [
    "'",
    "\"",
    "''",
    "\\",
    "\\u00e9",
    "\n",
    "\r\n",
    "  ",
    "\t",
    "|",
    ">-",
    "|2+",
    "&a ",
    "*a",
    "<<: *a",
    "!Ref ",
    "!Sub ",
    "!If [",
    "[",
    "]",
    "{",
    "}",
    "${",
    "é",
    "# ",
    ": ",
    "- ",
    "{{resolve:ssm:x}}",
    "${var.x}",
    "$${",
    "%{ if true }",
    "%{ endif }",
    "<<-EOT\n",
    "\nEOT\n",
    "jsonencode(",
    "local.a",
    "[*].b",
    "for x in ",
    " ? 1 : ",
    " = ",
];

fn mutated(text: &str, rng: &mut Rng) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=rng.below(4) {
        let at = rng.index(bytes.len().max(1)).min(bytes.len());
        match rng.below(4) {
            0 => drop(bytes.splice(at..at, rng.pick(&STRETCHES).bytes())),
            1 => {
                let end = (at + rng.index(12)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
            2 if at < bytes.len() => bytes[at] = rng.byte(),
            _ => {
                let end = (at + rng.index(80)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = rng.index(bytes.len().max(1)).min(bytes.len());
                drop(bytes.splice(to..to, copy));
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn damaged_template_never_has_a_wrong_place() {
    let count = std::env::var("TIDEGATE_MUTATIONS").ok();
    let count = count.and_then(|it| it.parse().ok()).unwrap_or(MUTATIONS);
    let fixtures = fixtures();
    let (mut templates, mut filters) = (0, 0);
    for index in 0..count {
        let mut rng = Rng::labelled(21, index as u64);
        let fixture = &fixtures[rng.index(fixtures.len())];
        let text = mutated(&fixture.text, &mut rng);
        if let Ok(Some(template)) = fixture.read(&text) {
            assert_places(&fixture.name, &text, &template);
            templates += 1;
            filters += template
                .entries
                .iter()
                .map(|it| it.filters.len())
                .sum::<usize>();
        }
    }
    assert!(
        templates > count / 8 && filters > count / 4,
        "{templates} {filters}"
    );
}
