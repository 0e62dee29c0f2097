//! The results of rows: counts, misses and compared texts in; a document for people or one of JSON out.

use serde::Serialize;
use tidegate_estimate::FilterFinding;
use tidegate_figures::counted;
use tidegate_report::{Block, Document, Note, NoteKind, Section};

use super::error_text::{self, Comparison};
use super::expect::Answer;
use super::row::{Apart, Row};

/// The results so far.
#[derive(Default)]
pub(super) struct Results {
    passed: u64,
    misses: Vec<Miss>,
    jvm_dependent: ApartRows,
    unverified: ApartRows,
    aws_texts: Texts,
    ruler_texts: Texts,
}

/// A row that did not get what it expected.
#[derive(Serialize)]
struct Miss {
    /// File and line of the row.
    place: String,
    id: String,
    expected: String,
    got: String,
    why: String,
    /// Explain's tree for its record; `None` if there is none to explain.
    #[serde(skip_serializing_if = "Option::is_none")]
    tree: Option<String>,
}

/// Rows that are run and not counted.
#[derive(Default, Serialize)]
struct ApartRows {
    as_expected: u64,
    otherwise: Vec<Miss>,
}

/// Error texts compared.
#[derive(Default, Serialize)]
struct Texts {
    equal: u64,
    different: Vec<Difference>,
}

#[derive(Serialize)]
struct Difference {
    id: String,
    theirs: String,
    ours: Option<String>,
}

#[derive(Serialize)]
struct Written<'r> {
    schema: &'static str,
    passed: u64,
    failed: u64,
    misses: &'r [Miss],
    apart: ApartDocument<'r>,
    error_texts: ErrorTexts<'r>,
    findings: Vec<FilterFinding>,
}

#[derive(Serialize)]
struct ApartDocument<'r> {
    jvm_dependent: &'r ApartRows,
    unverified: &'r ApartRows,
}

#[derive(Serialize)]
struct ErrorTexts<'r> {
    aws: &'r Texts,
    ruler: &'r Texts,
}

impl Results {
    /// Takes in what a row got; `place` is its file and line, `tree` makes explain's tree of it.
    pub(super) fn add(
        &mut self,
        row: &Row,
        answer: &Answer,
        place: String,
        tree: impl FnOnce() -> Option<String>,
    ) {
        let miss = (!row.expected.holds(answer)).then(|| Miss {
            place,
            tree: tree(),
            id: row.id.clone(),
            expected: row.expected.to_string(),
            got: answer.to_string(),
            why: answer.why(),
        });
        match (row.apart, miss) {
            (Some(Apart::JvmDependent), miss) => self.jvm_dependent.add(miss),
            (Some(Apart::Unverified), miss) => self.unverified.add(miss),
            (None, Some(miss)) => self.misses.push(miss),
            (None, None) => self.passed += 1,
        }
        for comparison in error_text::compare(row, answer) {
            let texts = if comparison.whose == "AWS" {
                &mut self.aws_texts
            } else {
                &mut self.ruler_texts
            };
            texts.add(&row.id, comparison);
        }
    }

    /// Whether no row was run.
    pub(super) fn is_empty(&self) -> bool {
        self.passed + self.failed() + self.jvm_dependent.total() + self.unverified.total() == 0
    }

    /// Counted rows that did not get what they expected.
    pub(super) fn failed(&self) -> u64 {
        self.misses.len() as u64
    }

    /// Misses first, what is reported apart next, the counts in the last line. `shown`: the differences of error texts
    /// that are listed.
    pub(super) fn document(&self, shown: Differences) -> Document {
        let mut blocks = misses("FAIL", &self.misses);
        blocks.extend(
            self.jvm_dependent
                .blocks("the answer depends on the version of Java"),
        );
        let unverified = "AWS's guides say so, and nobody has confirmed it";
        blocks.extend(self.unverified.blocks(unverified));
        blocks.extend(self.aws_texts.blocks("AWS", shown));
        blocks.extend(self.ruler_texts.blocks("event-ruler", shown));
        let counts = format!("{} passed, {} failed", self.passed, self.failed());
        blocks.push(Block::Text(counts));
        Document {
            sections: vec![Section::new("rows", "Rows", blocks)],
            ..Document::default()
        }
    }

    /// The schema `tidegate.test/v1`.
    pub(super) fn json(&self, findings: Vec<FilterFinding>) -> String {
        let document = Written {
            schema: "tidegate.test/v1",
            passed: self.passed,
            failed: self.failed(),
            misses: &self.misses,
            apart: ApartDocument {
                jvm_dependent: &self.jvm_dependent,
                unverified: &self.unverified,
            },
            error_texts: ErrorTexts {
                aws: &self.aws_texts,
                ruler: &self.ruler_texts,
            },
            findings,
        };
        tidegate_report::json(&document)
    }
}

/// Which differences of error texts are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Differences {
    /// All.
    Listed,
    /// None; they are counted.
    Counted,
}

/// Each miss on a line, and below it the tree of its record.
fn misses(word: &'static str, misses: &[Miss]) -> Vec<Block> {
    let blocks = misses.iter().flat_map(|miss| {
        let line = Note::new(word, NoteKind::Named, [miss.to_string()]);
        let tree = miss.tree.iter().flat_map(|tree| tree.lines());
        let tree = tree.map(|line| Block::Text(format!("  {line}")));
        [Block::Notes(vec![line])].into_iter().chain(tree)
    });
    blocks.collect()
}

impl std::fmt::Display for Miss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} {}: expected {}, got {}: {}",
            self.place, self.id, self.expected, self.got, self.why
        )
    }
}

impl ApartRows {
    fn add(&mut self, miss: Option<Miss>) {
        match miss {
            None => self.as_expected += 1,
            Some(miss) => self.otherwise.push(miss),
        }
    }

    fn total(&self) -> u64 {
        self.as_expected + self.otherwise.len() as u64
    }

    /// The rows that did not get what they expected, and the counts; nothing if no row is apart.
    fn blocks(&self, why: &str) -> Vec<Block> {
        if self.total() == 0 {
            return Vec::new();
        }
        let counts = format!(
            "apart: {}, not counted ({why}): {} as expected, {} otherwise",
            counted(self.total(), "row"),
            self.as_expected,
            self.otherwise.len()
        );
        let mut blocks = misses("apart", &self.otherwise);
        blocks.push(Block::Text(counts));
        blocks
    }
}

impl Texts {
    fn add(&mut self, id: &str, comparison: Comparison) {
        if comparison.is_equal() {
            self.equal += 1;
        } else {
            let Comparison { theirs, ours, .. } = comparison;
            self.different.push(Difference {
                id: id.to_owned(),
                theirs,
                ours,
            });
        }
    }

    /// How many texts are equal, and before that those that are not, if they are asked for.
    fn blocks(&self, whose: &str, shown: Differences) -> Vec<Block> {
        let total = self.equal + self.different.len() as u64;
        if total == 0 {
            return Vec::new();
        }
        let different = match shown {
            Differences::Listed => &self.different[..],
            Differences::Counted => &[],
        };
        let different = different.iter().map(|it| it.told(whose));
        let different = Note::new("text", NoteKind::Named, different);
        let counts = format!("{} of {total} error texts equal to {whose}'s", self.equal);
        vec![Block::Notes(vec![different]), Block::Text(counts)]
    }
}

impl Difference {
    fn told(&self, whose: &str) -> String {
        let Self { id, theirs, ours } = self;
        let ours = ours.as_deref().unwrap_or("no words of our own");
        format!("{id}: {whose} says {theirs:?}, we say {ours:?}")
    }
}
