//! The parts of the manual that belong to no single option. They end `--help` and the manual pages. Each paragraph is
//! one long line: help is wrapped to the terminal, and roff fills lines by itself.

macro_rules! filters {
    () => {
        "Filters: a filter document is a pattern object, a list of pattern objects or of pattern texts, a \
         FilterCriteria as the Lambda API has it, alone or under `FilterCriteria`, or what the AWS CLI prints of \
         mappings, rules and pipes (get-event-source-mapping, list-event-source-mappings, describe-rule, list-rules, \
         describe-pipe), which also gives the source. FILE#NAME picks one of several: a mapping by its UUID or its \
         function, a rule or a pipe by its name. A filter may have a `Name` beside its `Pattern`. The filters of all -f \
         and -e are alternatives, numbered from 1 in the order typed. An event source mapping takes 5 filters, or 10 \
         after a quota increase; a bus takes any number of rules."
    };
}

macro_rules! inputs {
    () => {
        "Inputs: the form of an input is detected once, from its first value, and printed on stderr: Lambda events of \
         the source (their records are taken one by one), what AWS's and Kafka's tools print, or records or payloads, \
         one a line. --input help lists the forms. gzip, zstd and bzip2 are recognised. Several inputs are read as \
         one, in the order typed. An input that can't be read, or that ends inside a record, is reported and makes the \
         exit code 2; the records before the cut are counted."
    };
}

macro_rules! findings {
    () => {
        "Findings: problems of the filters are printed on stderr before anything is read: a code, the place in the \
         file, one sentence, and the corrected filter where there is one. A code that begins with E means that AWS \
         refuses the pattern; every command then ends with exit code 2. A code that begins with L is about a filter \
         that AWS accepts. --pedantic also shows infos; --allow CODE silences a code. With --deny CODE or --deny \
         warnings, a finding ends the command before it reads (exit code 2 of match, 1 of the others). Some findings \
         need records: they come from the first 1,000, are printed after reading, and with --deny lead to \
         the same exit code. `tidegate --explain CODE` says what a code means."
    };
}

pub(super) const COMPILE: &str = concat!(
    filters!(),
    "\n\n",
    findings!(),
    "\n\n",
    "Exit code: 0; 1 if a finding is an error or denied; 2 if AWS would refuse a filter."
);

pub(super) const LINT: &str = concat!(
    "Files: a file that is named is always read. In a directory, files ending in .json, .yaml, .yml, .template and .tf \
     are looked at, without those that git ignores and those in node_modules, .aws-sam, .terraform, .serverless, target \
     and asset.*; such a file may hold no filter. A file of patterns does not say where its records come from: \
     NAME.cases.jsonl beside NAME.json does, or the keys at the patterns' roots, or --source. If nothing does, the \
     rules about the source's fields are not run, and a line says so.",
    "\n\n",
    "Comments: `# tidegate: ignore L0206 (why)` silences findings on its line, or on the next line that is not a \
     comment; in languages whose comments begin with //, so does `// tidegate: ignore L0206`.",
    "\n\n",
    "Corrections: --fix writes those that are safe: AWS accepts the filter afterwards, and it means what it said. \
     --unsafe-fixes also writes those that guess, such as moving a field under `body`. Only the bytes of a pattern that \
     change are replaced. --diff prints the changes and leaves the files alone.",
    "\n\n",
    "Exit code: 0 without errors and warnings, 1 with some, 2 if a path can't be read."
);

pub(super) const MATCH: &str = concat!(
    filters!(),
    "\n\n",
    findings!(),
    "\n\n",
    inputs!(),
    "\n\n",
    "Output: --dispositions and --format jsonl write objects with the keys index (over all inputs, from 0), id (the \
     record's own; left out if it has none), disposition (delivered, filtered, dropped, unreadable), reason (null for \
     delivered and filtered), filters (the numbers of those that deliver it) and assumed (what tidegate assumes about \
     the record because AWS does not say; usually left out). --format json writes only the counts, with the schema \
     tidegate.match/v1. --invert does not write records that are too large to be held (unreadable: too-large).",
    "\n\n",
    "Exit code: 0 if a record was delivered, 1 if none was, 2 on an error or a denied finding. --invert, --count and \
     bad records do not change it."
);

pub(super) const EXPLAIN: &str = concat!(
    filters!(),
    "\n\n",
    findings!(),
    "\n\n",
    inputs!(),
    "\n\n",
    "Trees: each row is a field of the pattern: whether it is satisfied, the value found (`absent` if there is none; \
     `+2` means two more values), the list wanted, and why it fails. Nested keys that lead to a single field are \
     joined with dots. The alternatives of `$or` are shown nearest first; if there are three or more, all but the \
     nearest take one line each. The verdict is always that of `match`. Control characters are shown as escapes.",
    "\n\n",
    "Repair: the explanation of a filtered record ends with the pattern that would have matched, if a single edit is \
     enough: a key spelled or placed as the record has it, another list of values, or one condition less. The \
     pattern was compiled and run on the record. It shows what this record needs, not what the filter should be.",
    "\n\n",
    "--shrink leaves out members and elements, of the payload, too, as long as the record has the same fate, the same filters \
     deliver it, and the same fields fail with the same values. It tries at most 5,000 smaller records for each.",
    "\n\n",
    "Near: a filtered record is one condition away if it would be delivered without a single field of the filter. A \
     record with several such fields counts once in the sum and under each of them. Fields that find their values in \
     different elements of a list are counted together.",
    "\n\n",
    "Output: all inputs are read to the end for the counts, except with --record. --format json writes one document, \
     with the schema tidegate.explain/v1.",
    "\n\n",
    "Exit code: 0; 1 if a finding is denied; 2 on an error. A --record that does not exist is an error; the others \
     are explained nevertheless."
);

pub(super) const DIFF: &str = concat!(
    "Filters: OLD and NEW are files of filters, as for -f of `match`, or JSON text. FILE#NAME picks a mapping, a rule or a \
     pipe. `-` reads stdin, and a shell's <(git show main:filters.json) works, too.",
    "\n\n",
    "Decision: equivalent, narrower, wider, different or unknown. It is about NEW: narrower means that NEW delivers \
     only records that OLD delivers, and not all of them. It is proven for records without lists of objects. Records with \
     lists of objects are decided separately, and shown only if that decision differs: AWS looks for an absent field in \
     all elements of a list. Records with dotted or repeated keys are left out.",
    "\n\n",
    "Records: a record shown below `only OLD` is one that the source can send and that OLD alone delivers. Both sides have \
     judged it. With INPUT, every record is judged by both sides; those that change are counted, and the first ones shown.",
    "\n\n",
    "Templates: without #NAME, all mappings, rules and pipes of two templates are matched by name and compared, with their \
     settings. An INPUT belongs to the only one that reads its source; INPUT#NAME names one of several (-#NAME for stdin).",
    "\n\n",
    "Month: with --rate, the invocations and the cost of a month are shown for both sides. They are estimated from the same \
     records, as `tidegate estimate` does it, with the settings of the template or of the options.",
    "\n\n",
    findings!(),
    "\n\n",
    "Output: --format md is made for a comment on a pull request. --format json has the schema tidegate.diff/v1; for two \
     whole templates tidegate.diff-templates/v1.",
    "\n\n",
    "Exit code: 0 if the filters are equivalent, also for records with lists of objects; 1 if they are not, if that could not \
     be decided, or if a finding is denied; 2 on an error."
);

pub(super) const GEN: &str = concat!(
    "Goals: first a match of each alternative of each filter, then for each condition a record that it alone refuses, then \
     for each value of a list a record that matches by it alone; then the forms of the payload (JSON, plain text, not UTF-8, \
     null), bounds and types (just beside a bound, one character more or less, other case, absent, null, a number as a \
     string), lists, lists of objects, and misses. Further records are drawn at random. `no record:` names a match, a condition \
     or a value for which there is no record, with the reason.",
    "\n\n",
    "Records: whole records of the source, as Lambda or the bus gets them; fields that every record has are never left out, \
     and have the type that they always have. Filters of a template are taken as for -f of `match`. --like keeps the first record of a \
     file, byte by byte, and changes only what the filters read.",
    "\n\n",
    "Cases: a row of --cases has `id`, `source`, `pattern` or `filter`, `event`, `expect` and `why`. With -f, `filter` is the \
     name of the file without its directory: keep the rows beside it.",
    "\n\n",
    findings!(),
    "\n\n",
    "Exit code: 0; 1 if a finding is denied; 2 on an error."
);

pub(super) const TEST: &str = concat!(
    "Rows: a row is a JSON object on a line. Its keys are `id`; `dialect` (eventbridge, ruler, pipes, \
     testeventpattern-api, esm-sqs, esm-kinesis, esm-dynamodb, esm-kafka, esm-mq) or `source` (as --source); \
     `pattern`, or `filter` with the name of a file beside the row's file, or neither in NAME.cases.jsonl, whose \
     filters are in NAME.json; `event`; and `expect`. Pattern and event are JSON values, or strings that hold their \
     text.",
    "\n\n",
    "For a source the event is a record, a payload, or a Lambda event with one record; which of them is detected as \
     `match` does, or given by `input` (record, payload, event). For a dialect esm-* it is a record.",
    "\n\n",
    "`expect` is match, no_match, valid_pattern, invalid_pattern or invalid_event; for sources also delivered, \
     filtered, dropped, dropped:REASON, unreadable or unreadable:REASON. match means delivered; no_match means \
     filtered or dropped.",
    "\n\n",
    "Rows with `jvm_dependent`, and rows whose `authority` is aws-docs-unverified, are run and counted apart. \
     `aws_error` and `ruler_error` are compared with tidegate's texts, and counted apart.",
    "\n\n",
    "Formats: --format junit writes a suite for each file and a case for each row: misses are failures, rows that \
     can't be run are errors, and rows counted apart are skipped. --format github writes workflow commands, which \
     GitHub shows beside the row; rows counted apart that differ are notices. --format json has the schema \
     tidegate.test/v1.",
    "\n\n",
    "First file: --init FILTER writes NAME.cases.jsonl beside the filter NAME.json, and never overwrites a file. PATH \
     then names records, read as `match` reads them (`-` is stdin). For each outcome, the three smallest records that \
     differ become rows; outcomes differ by reason and by the filter that delivers. Each row is run before it \
     is written, so `tidegate test` passes on the file. Without PATH the records are made up for the --source.",
    "\n\n",
    "Redacted: --redact takes keys joined with dots: from the top of the payload (customer.email), as the filter has \
     them (body.customer.email), or from the top of the record (messageAttributes.phone). Lists need no key of their \
     own. All values of a named field are replaced: text by `redacted-` and a hash, digits by as many digits, numbers \
     by numbers, true by false. Equal values stay equal within a file; the key of the hash is random and not kept. A \
     record whose outcome depends on a replaced value becomes no row. A warning names fields such as email, phone or \
     card, and values that are mail addresses, unless --redact names them.",
    "\n\n",
    findings!(),
    "\n\n",
    "Filter files that rows name are checked for findings. Patterns in rows are not: rows may test wrong patterns on \
     purpose.",
    "\n\n",
    "Exit code: 0 if all rows pass, 1 if some fail or a finding is denied, 2 if a row is malformed, a file can't be \
     read, or there are no rows. With --init: 0 if the file is written, 1 if a finding is denied, 2 otherwise."
);

pub(super) const ESTIMATE: &str = concat!(
    filters!(),
    "\n\n",
    findings!(),
    "\n\n",
    inputs!(),
    "\n\n",
    "Period: with --rate, or if the records say when they arrived, a month of 30 days is counted and priced. \
     Otherwise the counts are for the records read, and no money is printed: a sample without times says nothing \
     about a month.",
    "\n\n",
    "Levels: low is the fewest invocations possible, full batches of delivered records; high is one invocation for \
     each delivered record. expected assumes that AWS filters before it batches, conservative that it batches before \
     it filters; AWS's guide no longer says which. Avoided and saved compare each level with the count expected \
     without filters.",
    "\n\n",
    "Replay: a stretch of the stream runs through a model of the mapping: shards are polled once a second (DynamoDB: \
     four times), SQS pollers receive ten messages at a time and grow in number while messages wait, batches are held \
     open for the window, and a failed batch is tried again. --arrivals recorded takes the records' own times, \
     stretched to --rate if it is given; random draws them from --seed; backlog assumes that every read finds a full \
     batch, which the closed form 1 - (1 - p)^n counts. If no record of the sample is delivered, 3 are counted as \
     delivered: the sample can't rule that out at 95 %.",
    "\n\n",
    "Without a period, records are taken in groups of n = min(batch size, records), in the order read. Unfiltered, \
     each group is one invocation. Filtered: low is delivered / n, rounded up; expected counts the groups that hold a \
     delivered record; high is the number delivered, but at most the number of groups. A record that can't be read \
     takes its place in a group and is not delivered. On EventBridge each event is one invocation for each rule that \
     matches it; unfiltered, every rule matches every event. The interval of the delivered share is Wilson's, at 95 %.",
    "\n\n",
    "Prices: exact decimals; every line is rounded to the cent, then they are added. --prices reads a file whose \
     prices replace the built-in ones: your own, in the form of the built-in file, or AWS's public price file of the \
     offer AWSLambda. A region without a price is named. Free tiers are not used unless --free-tier says that this \
     function has them.",
    "\n\n",
    "Mapping: --mapping reads what `aws lambda get-event-source-mapping` prints: settings, source, region, and the \
     filters if no -f or -e is typed.",
    "\n\n",
    "Exit code: 0; 1 if --fail-under, --min-delivered or --max-deleted fails, or a finding is denied; 2 if an option, \
     a filter or an input is bad, or no record was read. There is no estimate from half an input."
);

pub(super) const PLAN: &str = concat!(
    "Figures: each has a name, a value, how to check it by hand, and the rule, price or assumption it rests on. \
     Probabilities are floating point, shown to four significant digits. Money is exact decimals: each line is \
     rounded to the cent, then they are added. A month is 30 days, 720 hours.",
    "\n\n",
    "Output: --format json writes one document, with the schema tidegate.plan/v1 (src/plan/schema/plan.v1.json). The \
     keys of figures and tables do not change.",
    "\n\n",
    "Exit code: 0, or 2 on an error."
);

pub(super) const CONCURRENCY: &str = concat!(
    "Chance: the share that is throttled is Erlang's loss formula B, which holds for invocations at random times and \
     any distribution of durations. If no environment is free, a direct caller gets an error; queues, streams and \
     asynchronous events try again, so for them the plan also says how many wait and how long (Erlang's formula C).",
    "\n\n",
    "Account: a function gets at most 10 requests a second for each environment it may use, however short they are, \
     except from asynchronous events. The need is the larger of that for chance and that for this limit. 100 environments of the account stay \
     unreserved. A function gains 1,000 environments every 10 seconds; an SQS \
     mapping starts with 5 and gains 300 a minute, up to 1,250 or its maximum concurrency; a stream has one batch in \
     flight for each shard, times the parallelization factor. Records that wait in a source are not throttled.",
    "\n\n",
    "Comparison: --compare puts the same number of environments side by side, reserved and provisioned: what is \
     throttled, runs on demand, starts cold and costs. It adds measured cold starts by package size and network.",
    "\n\n",
    "Filter: --estimate takes the load over time from a replay, before and after the filter: `tidegate estimate ... \
     --format json | tidegate plan concurrency --estimate -`."
);

pub(super) const PROVISIONED: &str = concat!(
    "Break-even: a GB-s costs P to keep ready and R to run there, or D on demand; both cost the same at a use of P / \
     (D - R). D is the mean on-demand price of the run time that the environments take over, so it falls with the price \
     tiers, and the break-even rises. In the first tier it is 60 % in us-east-1 and above 100 % in a third of the regions, where provisioned concurrency is \
     bought only for latency. The table of regions is computed from the prices in use, including --prices.",
    "\n\n",
    "Load: --rate or --invocations with --duration-ms says how much is used and, by Erlang's formula B, how much runs \
     on demand because all are busy. Time enabled is rounded up to five minutes. The free tier of run time does not \
     apply to provisioned environments."
);

pub(super) const COLD_START: &str = concat!(
    "Probability: an invocation starts cold if no environment is idle. A single environment that AWS removes after an \
     idle time t would give e^-(rate x t); overlapping invocations add to it. The share is therefore simulated, from \
     --seed, and has its interval at 95 %. If a simulation would take too long, a formula is used that is within a tenth \
     of it.",
    "\n\n",
    "Cost: initialisation is billed as run time since 2025-08-01. With --snapstart, the plan prices the stored \
     snapshot and its restores instead."
);

pub(super) const WAIT: &str = "Ways: asleep, the function is billed for the wait. A standard workflow takes two transitions, into its Wait state \
     and out of it, and a second invocation. An express workflow is billed while it waits, and runs at most five \
     minutes. A durable function is suspended: an operation, the state that it writes and keeps, and a second invocation. \
     The state is kept for the wait and, by AWS's default, for 14 days after the end.";

pub(super) const MEMORY: &str = concat!(
    "Logs: a container is recognised by what it holds: lines as Lambda writes them, text or JSON, with or without the \
     time and stream that exports and `aws logs tail` put before them; JSON of `aws logs filter-log-events`, \
     `get-log-events` and `get-query-results`, of subscriptions and of the Telemetry API; CSV and JSON of Logs Insights, \
     with @message or with @duration, @billedDuration and @memorySize. A report that can't be read is counted and named.",
    "\n\n",
    "Curve: time = waiting + computing / vCPUs, 1,769 MB being one vCPU, fitted by least squares of relative errors. \
     Invocations that failed or timed out are left out. Means, cheapest, fastest and balanced are those of AWS Lambda \
     Power Tuning, over the measured sizes that leave a fifth of headroom above the memory used; the request is added to \
     the cost.",
    "\n\n",
    "Without a log: --memory and --duration-ms give the range for other sizes, from a function that only waits to one \
     that computes on all of its vCPUs.",
    "\n\n",
    "Billing: the log says whether durations were rounded up to 1 ms or 100 ms, and whether initialisation was \
     billed; the cost always follows today's rules."
);

pub(super) const RETRIES: &str = concat!(
    "Attempts: events are tried twice more, after 1 and 2 minutes; messages until maxReceiveCount, a visibility \
     timeout apart; records of streams and topics until they succeed or expire, while their shard waits. If a share f \
     of the attempts fails by chance and there are at most R of them, an invocation takes (1 - f^R) / (1 - f) \
     attempts on average.",
    "\n\n",
    "Batches: with --batch-size, a batch fails if any of its records fails. All of them run again, unless the batch is \
     split (--bisect) or the function reports which records failed (--report-item-failures); a table compares these. \
     maxReceiveCount of a queue counts all receives, the first one too.",
    "\n\n",
    "Share: a counted share, such as 3/1000, has a Wilson interval at 95 %, and so has everything computed from it."
);

pub(super) const RECURSION: &str = concat!(
    "Bucket: a notification has a prefix and a suffix, and so has what the function writes. A key can meet both \
     unless neither prefix begins the other, or neither suffix ends the other. LOOP: every key written triggers the \
     function. LIKELY: some do. GUARDED: none can.",
    "\n\n",
    "Output: with --source and a filter, the inputs are what the function writes. LOOP: an output is delivered. \
     GUARDED: none of these samples is; the plan says what they leave open. UNCERTAIN: some could not be read.",
    "\n\n",
    "Detection: AWS stops a chain of about 16 invocations through SQS, SNS and S3, but not through streams, tables, \
     buses and Kafka topics. It limits the depth of a loop, not its breadth."
);

pub(super) const RECONCILE: &str = concat!(
    "Metrics: PolledEventCount, FilteredOutEventCount, InvokedEventCount (of the mapping, which needs MetricsConfig: \
     EventCount), Invocations and Duration (of the function), as sums; a Duration whose label says average is weighed \
     with the invocations. A metric is known by its label, or by its id.",
    "\n\n",
    "Order: AWS does not say whether it fills batches before or after filtering. The estimate has both, as \
     conservative and expected; if they differ, the records of a real invocation show which it is."
);
