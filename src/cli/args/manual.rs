//! The parts of the manual that no single option tells. They end `--help` and the manual pages. Each paragraph is one
//! long line: help is wrapped to the terminal, and roff fills lines by itself.

macro_rules! filters {
    () => {
        "Filters: a filter document is one pattern object; a list of pattern objects or of their texts; or a \
         FilterCriteria as the Lambda API has it, alone, under `FilterCriteria`, or inside an answer of \
         get-event-source-mapping. Beside a `Pattern` a `Name` may stand. The filters of all -f and -e are \
         alternatives, numbered from 0 in the order typed. An event source mapping takes 5 filters, 10 after a quota \
         increase; a bus any number of rules."
    };
}

macro_rules! inputs {
    () => {
        "Inputs: what an input holds is decided once, by its first value, and said on stderr: Lambda events of the \
         source (their records are taken one by one), records, or payloads, one a line. gzip and zstd are recognised. \
         Several inputs are read as one, in the order typed. One that can't be read is reported, and makes the exit \
         code 2."
    };
}

pub(super) const FILTERS: &str = filters!();

pub(super) const MATCH: &str = concat!(
    filters!(),
    "\n\n",
    inputs!(),
    "\n\n",
    "Output: --dispositions and --format jsonl write objects with the keys index (over all inputs, from 0), \
     disposition (delivered, filtered, dropped, unreadable), reason (null for the first two) and filters (those that \
     deliver it). --format json writes the counts alone, schema tidegate.match/v1. A record that is too large to be \
     held (unreadable: too-large) is not written by --invert.",
    "\n\n",
    "Exit code: 0 if a record was delivered, 1 if none was, 2 on an error. --invert and --count do not change it; a \
     bad record does not either."
);

pub(super) const EXPLAIN: &str = concat!(
    filters!(),
    "\n\n",
    inputs!(),
    "\n\n",
    "Trees: each row is a field of the pattern: satisfied or not, the value found (`absent` if there is none; `+2` \
     stands for two more), the list wanted, and why it fails. Steps that lead to one field are written as one, with \
     dots. The alternatives of `$or` are shown nearest first; of three and more, all but the nearest are one line \
     each. The verdict is that of `match`; only the phrases guess. Control characters are shown as escapes.",
    "\n\n",
    "Near: a filtered record is one condition away if there is a field of an alternative without which it would be \
     delivered. A record with several such fields counts once in the sum and under each of them. Fields that find \
     their values in different elements of a list are counted together.",
    "\n\n",
    "Output: all inputs are read to the end for the counts, but for --record. --format json writes one document, \
     schema tidegate.explain/v1.",
    "\n\n",
    "Exit code: 0, or 2 on an error, which a --record that does not exist is too."
);

pub(super) const TEST: &str = concat!(
    "Rows: a row is a JSON object on a line, with `id`; `dialect` (eventbridge, ruler, pipes, testeventpattern-api, \
     esm-sqs, esm-kinesis, esm-dynamodb, esm-kafka, esm-mq) or `source` (as --source); `pattern`, or `filter`, a file \
     beside the row's, or neither in NAME.cases.jsonl, which goes with NAME.json; `event`; `expect`. Pattern and event \
     are text (a JSON string) or JSON; then their text is what is written in the file.",
    "\n\n",
    "For a source the event is a record, a payload, or a Lambda event with one record, as `match` would recognise it, \
     or as `input` (record, payload, event) says. For a dialect esm-* it is a record.",
    "\n\n",
    "`expect` is match, no_match, valid_pattern, invalid_pattern or invalid_event; for sources also delivered, \
     filtered, dropped, dropped:REASON, unreadable or unreadable:REASON. match is delivered; no_match is filtered or \
     dropped.",
    "\n\n",
    "Rows with `jvm_dependent`, and those whose `authority` is aws-docs-unverified, are run and counted apart. \
     `aws_error` and `ruler_error` are compared with our texts, and counted apart too.",
    "\n\n",
    "Exit code: 0 if all rows pass, 1 if some fail, 2 if a row is malformed, a file can't be read, or there are no rows."
);

pub(super) const ESTIMATE: &str = concat!(
    filters!(),
    "\n\n",
    inputs!(),
    "\n\n",
    "Model: records are taken in groups of n = min(batch size, records), in the order read. Unfiltered, each group is \
     one invocation. Filtered: low is delivered / n, rounded up; expected counts the groups that hold a delivered \
     record; high is delivered, but no more than there are groups. Avoided: low is unfiltered low less filtered high, \
     high is unfiltered high less filtered low. A record that can't be read has its place in a group and is not \
     delivered. On EventBridge each event is one invocation per rule that matches it; unfiltered, every rule matches \
     every event. The interval of the delivered share is Wilson's, at 95 %.",
    "\n\n",
    "Exit code: 0, or 2 if an option, a filter or an input is bad, or no record was read: half a sample gives no \
     estimate."
);
