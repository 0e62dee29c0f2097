//! Collects the results of rows (counts, misses and compared texts), and writes them for people or as JSON.

use std::fmt::{Display, Formatter, Result as FmtResult};

use serde::{Serialize, Serializer};
use tidegate_estimate::FilterFinding;
use tidegate_figures::counted;
use tidegate_report::{Block, Document, Note, NoteKind, Section};

use super::error_text::{self, Comparison};
use super::expect::Answer;
use super::place::Place;
use super::row::{Apart, Row};

/// Why the rows of [`Results::jvm_dependent`] are not counted.
pub(super) const JVM_DEPENDENT: &str = "the answer depends on the version of Java";
/// Why the rows of [`Results::unverified`] are not counted.
pub(super) const UNVERIFIED: &str = "stated in AWS's guides, not confirmed";

/// The results so far.
#[derive(Default)]
pub(super) struct Results {
    /// The rows that got what they expected.
    pub(super) passes: Vec<Pass>,
    pub(super) misses: Vec<Miss>,
    /// Rows and files that could not be run.
    pub(super) broken: Vec<Broken>,
    pub(super) jvm_dependent: ApartRows,
    pub(super) unverified: ApartRows,
    aws_texts: Texts,
    ruler_texts: Texts,
}

/// A row that got what it expected.
pub(super) struct Pass {
    pub(super) place: Place,
    pub(super) id: String,
}

/// A row or a file that could not be run.
pub(super) struct Broken {
    pub(super) place: Place,
    pub(super) why: String,
}

/// A row that did not get what it expected.
#[derive(Serialize)]
pub(super) struct Miss {
    /// File and line of the row.
    pub(super) place: Place,
    pub(super) id: String,
    pub(super) expected: String,
    pub(super) got: String,
    pub(super) why: String,
    /// Explain's tree for its record; `None` if there is none to explain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tree: Option<String>,
}

/// Rows that are run and not counted.
#[derive(Default, Serialize)]
pub(super) struct ApartRows {
    #[serde(serialize_with = "number")]
    pub(super) as_expected: Vec<Pass>,
    pub(super) otherwise: Vec<Miss>,
}

/// Writes how many there are.
fn number<S: Serializer>(rows: &[Pass], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(rows.len() as u64)
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
    /// Adds the answer to a row; `place` is its file and line, `tree` makes explain's tree of it.
    pub(super) fn add(
        &mut self,
        row: &Row,
        answer: &Answer,
        place: Place,
        tree: impl FnOnce() -> Option<String>,
    ) {
        let id = row.id.clone();
        let (passes, misses) = match row.apart {
            Some(Apart::JvmDependent) => self.jvm_dependent.lists(),
            Some(Apart::Unverified) => self.unverified.lists(),
            None => (&mut self.passes, &mut self.misses),
        };
        if row.expected.holds(answer) {
            passes.push(Pass { place, id });
        } else {
            misses.push(Miss {
                place,
                tree: tree(),
                id,
                expected: row.expected.to_string(),
                got: answer.to_string(),
                why: answer.why(),
            });
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

    /// Returns whether no row was run.
    pub(super) fn is_empty(&self) -> bool {
        self.passed() + self.failed() + self.jvm_dependent.total() + self.unverified.total() == 0
    }

    /// Returns the number of counted rows that got what they expected.
    pub(super) fn passed(&self) -> u64 {
        self.passes.len() as u64
    }

    /// Returns the number of counted rows that did not get what they expected.
    pub(super) fn failed(&self) -> u64 {
        self.misses.len() as u64
    }

    /// Returns the text: misses first, then the rows and texts that are reported apart, and the counts in the last
    /// line. `shown`: the differences of error texts that are listed.
    pub(super) fn document(&self, shown: Differences) -> Document {
        let mut blocks = misses("FAIL", &self.misses);
        blocks.extend(self.jvm_dependent.blocks(JVM_DEPENDENT));
        blocks.extend(self.unverified.blocks(UNVERIFIED));
        blocks.extend(self.aws_texts.blocks("AWS", shown));
        blocks.extend(self.ruler_texts.blocks("event-ruler", shown));
        blocks.push(Block::Text(self.counts()));
        Document {
            sections: vec![Section::new("rows", "Rows", blocks)],
            ..Document::default()
        }
    }

    /// Returns the last line of the text.
    pub(super) fn counts(&self) -> String {
        format!("{} passed, {} failed", self.passed(), self.failed())
    }

    /// Returns the results as JSON, by the schema `tidegate.test/v1`.
    pub(super) fn json(&self, findings: Vec<FilterFinding>) -> String {
        let document = Written {
            schema: "tidegate.test/v1",
            passed: self.passed(),
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

/// Returns each miss on a line, and below it the tree of its record.
fn misses(word: &'static str, misses: &[Miss]) -> Vec<Block> {
    let blocks = misses.iter().flat_map(|miss| {
        let line = Note::new(word, NoteKind::Named, [miss.to_string()]);
        let tree = miss.tree.iter().flat_map(|tree| tree.lines());
        let tree = tree.map(|line| Block::Text(format!("  {line}")));
        [Block::Notes(vec![line])].into_iter().chain(tree)
    });
    blocks.collect()
}

impl Miss {
    /// Returns the expected and the actual outcome in one line.
    pub(super) fn told(&self) -> String {
        let Self { expected, got, .. } = self;
        format!("expected {expected}, got {got}: {}", self.why)
    }
}

impl Display for Miss {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        write!(f, "{} {}: {}", self.place, self.id, self.told())
    }
}

impl ApartRows {
    fn lists(&mut self) -> (&mut Vec<Pass>, &mut Vec<Miss>) {
        (&mut self.as_expected, &mut self.otherwise)
    }

    fn total(&self) -> u64 {
        (self.as_expected.len() + self.otherwise.len()) as u64
    }

    /// Returns the rows that did not get what they expected, and the counts; nothing if no row is apart.
    fn blocks(&self, why: &str) -> Vec<Block> {
        if self.total() == 0 {
            return Vec::new();
        }
        let counts = format!(
            "apart: {}, not counted ({why}): {} as expected, {} otherwise",
            counted(self.total(), "row"),
            self.as_expected.len(),
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

    /// Returns the differing texts, if they are asked for, and then the number of equal ones.
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
