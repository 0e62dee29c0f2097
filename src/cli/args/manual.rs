//! The parts of the manual that no single option tells. They end `--help` and the manual pages. Each paragraph is one
//! long line: help is wrapped to the terminal, and roff fills lines by itself.

macro_rules! filters {
    () => {
        "Filters: a filter document is one pattern object; a list of pattern objects or of their texts; or a \
         FilterCriteria as the Lambda API has it, alone or under `FilterCriteria`; or what the AWS CLI prints of \
         mappings, rules and pipes (get-event-source-mapping, list-event-source-mappings, describe-rule, list-rules, \
         describe-pipe), which also says the source. FILE#NAME picks one of several: a mapping by its UUID or its \
         function, a rule or a pipe by its name. Beside a `Pattern` a `Name` may stand. The filters of all -f and -e are \
         alternatives, numbered from 1 in the order typed. An event source mapping takes 5 filters, 10 after a quota \
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

macro_rules! findings {
    () => {
        "Findings: what there is to say about the filters is said before anything is read, with a code, the place in \
         the file, and the filter as it should be. Codes that begin with E are of patterns that AWS refuses, and end \
         every command (exit code 2). Those that begin with L are of filters that AWS accepts. --pedantic shows infos, \
         too; --allow CODE silences a finding; --deny CODE and --deny warnings end the command (exit code 2 of match, \
         1 of the others). Some rest on the first 1,000 records: they are said at the end and stop nothing. `tidegate --explain CODE` \
         says what a code means."
    };
}

pub(super) const COMPILE: &str = concat!(
    filters!(),
    "\n\n",
    findings!(),
    "\n\n",
    "Exit code: 0; 1 if a finding is an error or denied; 2 if AWS would refuse a filter."
);

pub(super) const MATCH: &str = concat!(
    filters!(),
    "\n\n",
    findings!(),
    "\n\n",
    inputs!(),
    "\n\n",
    "Output: --dispositions and --format jsonl write objects with the keys index (over all inputs, from 0), \
     id (the record's own; left out if it has none), disposition (delivered, filtered, dropped, unreadable), reason \
     (null for the first two), filters (the numbers of those that deliver it) and assumed (what is assumed about the \
     record where AWS does not say; else left out). --format json writes the counts alone, schema tidegate.match/v1. A record that is too large to be \
     held (unreadable: too-large) is not written by --invert.",
    "\n\n",
    "Exit code: 0 if a record was delivered, 1 if none was, 2 on an error. --invert and --count do not change it; a \
     bad record does not either."
);

pub(super) const EXPLAIN: &str = concat!(
    filters!(),
    "\n\n",
    findings!(),
    "\n\n",
    inputs!(),
    "\n\n",
    "Trees: each row is a field of the pattern: satisfied or not, the value found (`absent` if there is none; `+2` \
     stands for two more), the list wanted, and why it fails. Steps that lead to one field are written as one, with \
     dots. The alternatives of `$or` are shown nearest first; of three and more, all but the nearest are one line \
     each. The verdict is that of `match`; only the phrases guess. Control characters are shown as escapes.",
    "\n\n",
    "Repair: an explanation of a filtered record ends with the pattern that would have matched, if a single edit is \
     enough: a key spelled or placed as the record has it, another list of values, or one condition less. It was \
     compiled and run on the record. It says what the record needs, not what the filter should be.",
    "\n\n",
    "Near: a filtered record is one condition away if there is a field of an alternative without which it would be \
     delivered. A record with several such fields counts once in the sum and under each of them. Fields that find \
     their values in different elements of a list are counted together.",
    "\n\n",
    "Output: all inputs are read to the end for the counts, but for --record. --format json writes one document, \
     schema tidegate.explain/v1.",
    "\n\n",
    "Exit code: 0, or 2 on an error, which a --record that does not exist is too (those that do are explained)."
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
    "Formats: --format junit writes a suite for each file and a case for each row: misses are failures, rows that can't \
     be run are errors, rows counted apart are skipped. --format github writes workflow commands, which GitHub shows \
     beside the row; rows apart that did not get what they expect are notices. --format json has the schema \
     tidegate.test/v1.",
    "\n\n",
    "First file: --init FILTER writes NAME.cases.jsonl beside the filter NAME.json, and never over a file. PATH is then \
     the records, read as `match` reads them (`-` is stdin). For each fate that they meet, the smallest three that \
     differ become rows; each filter that delivers has rows of its own. Each row is run before it is written, so \
     `tidegate test` passes on the file. Without PATH the records are made up, and --source says what of.",
    "\n\n",
    "Redacted: --redact takes keys with dots between them, from the top of the payload (customer.email), as the filter \
     has them (body.customer.email), or from the top of the record (messageAttributes.phone). Lists are passed \
     through. Values in a field that is named are all replaced: text by `redacted-` and a hash, digits by as many \
     digits, numbers by numbers, true by false. Equal values stay equal within a file; the key of the hash is random and \
     kept nowhere. A record whose fate depends on a replaced value becomes no row. Fields with names such as email, \
     phone or card, and values that are an address of mail, are named in a warning if --redact doesn't name them.",
    "\n\n",
    findings!(),
    "\n\n",
    "Filter files that rows name are looked at for findings; patterns in rows are not, for rows try what is wrong, too.",
    "\n\n",
    "Exit code: 0 if all rows pass, 1 if some fail, 2 if a row is malformed, a file can't be read, or there are no rows. \
     Of --init: 0 if the file is written, 1 if a finding is denied, else 2."
);

pub(super) const ESTIMATE: &str = concat!(
    filters!(),
    "\n\n",
    findings!(),
    "\n\n",
    inputs!(),
    "\n\n",
    "Period: with --rate, or where the records say when they arrived, a month of 30 days is counted and priced. \
     Otherwise the counts are for the records read, and no money is printed: a sample says nothing about a month.",
    "\n\n",
    "Levels: low is the fewest invocations there can be, full batches of delivered records; high is one invocation for \
     every delivered record. expected has AWS filter before it batches, conservative has it batch before it filters; \
     AWS's guide no longer says which. Avoided and saved compare each level with the count expected without filters.",
    "\n\n",
    "Replay: a stretch of the stream runs through a model of the mapping: shards are polled once a second (DynamoDB: four \
     times), SQS pollers receive ten messages at a time and grow in number while messages wait, batches are held open \
     for the window, a failed batch is tried again. --arrivals recorded takes the records' own times, stretched to \
     --rate if there is one; random draws them from --seed; backlog has every read find a full batch, which the closed \
     form 1 - (1 - p)^n counts. A sample in which nothing is delivered is counted with 3 of its records delivered: \
     more can't be ruled out at 95 %.",
    "\n\n",
    "Without a period, records are taken in groups of n = min(batch size, records), in the order read. Unfiltered, each \
     group is one invocation. Filtered: low is delivered / n, rounded up; expected counts the groups that hold a \
     delivered record; high is delivered, but no more than there are groups. A record that can't be read has its place \
     in a group and is not delivered. On EventBridge each event is one invocation per rule that matches it; \
     unfiltered, every rule matches every event. The interval of the delivered share is Wilson's, at 95 %.",
    "\n\n",
    "Prices: exact decimals, every line rounded to the cent and then added. --prices lays a file over the built-in \
     prices: one of your own, in the form of the built-in one, or the public price file of AWS's offer AWSLambda. A \
     region without a price says so. Free tiers are off unless --free-tier says that they are left for this function.",
    "\n\n",
    "Mapping: --mapping reads what `aws lambda get-event-source-mapping` prints: settings, source, region, and the \
     filters where no -f or -e is typed.",
    "\n\n",
    "Exit code: 0; 1 if --fail-under asks for more than is saved; 2 if an option, a filter or an input is bad, or no \
     record was read: half a sample gives no estimate."
);

pub(super) const PLAN: &str = concat!(
    "Figures: each has a name, a value, how to check it by hand, and the rule, price or assumption it rests on. \
     Probabilities are floating point, shown to four significant digits; money is exact decimals, each line rounded to \
     the cent and then added. A month is 30 days, 720 hours.",
    "\n\n",
    "Output: --format json writes one document, schema tidegate.plan/v1 (src/plan/schema/plan.v1.json). Keys of \
     figures and tables stay.",
    "\n\n",
    "Exit code: 0, or 2 on an error."
);

pub(super) const CONCURRENCY: &str = concat!(
    "Chance: the share that is throttled is Erlang's loss formula B, which holds for invocations at random and for any \
     distribution of durations. What finds no free environment is lost to a direct caller; queues, streams and \
     asynchronous events try again, so there the plan also says how many wait and how long (Erlang's formula C).",
    "\n\n",
    "Account: a function is served no more than 10 requests a second for each environment it may use, however short \
     they are. 100 environments of the account stay unreserved. A function gains 1,000 environments every 10 seconds; \
     an SQS mapping starts with 5 and gains 300 a minute, up to 1,250 or its maximum concurrency; a stream has one \
     batch in flight for each shard, times the parallelization factor.",
    "\n\n",
    "Filter: --estimate takes the load over time from a replay, before and after the filter: `tidegate estimate ... \
     --format json | tidegate plan concurrency --estimate -`."
);

pub(super) const PROVISIONED: &str = concat!(
    "Break-even: a GB-s costs P kept ready and R when it runs there, D on demand; both cost the same at a use of \
     P / (D - R). That is 60 % in us-east-1 and above 100 % in a third of the regions, where provisioned concurrency \
     is bought for latency alone. The table of regions is computed from the prices in force, --prices included.",
    "\n\n",
    "Load: --rate or --invocations with --duration-ms says what is used and, by Erlang's formula B, what spills over \
     to run on demand. Time enabled is rounded up to five minutes. The free tier of run time does not apply to what \
     runs on provisioned environments."
);

pub(super) const COLD_START: &str = concat!(
    "Probability: an invocation starts cold if no environment is idle. A single environment that goes after an idle \
     time t would give e^-(rate x t); overlapping invocations add to it. The share is therefore simulated, from --seed, \
     and has its interval at 95 %.",
    "\n\n",
    "Cost: initialisation is billed as run time since 2025-08-01. With --snapstart the snapshot kept and its restores \
     are priced in its place."
);

pub(super) const WAIT: &str = "Ways: asleep, the function is billed for the wait. A standard workflow takes two transitions, into its Wait state \
     and out of it, and a second invocation. An express workflow is billed while it waits, and runs at most five \
     minutes. A durable function is suspended: an operation, the state that it writes and keeps, and a second invocation.";

pub(super) const MEMORY: &str = concat!(
    "Logs: a container is recognised by what it holds: lines as Lambda writes them, text or JSON, with or without the \
     time and stream that exports and `aws logs tail` put before them; JSON of `aws logs filter-log-events`, \
     `get-log-events` and `get-query-results`, of subscriptions and of the Telemetry API; CSV and JSON of Logs Insights, \
     with @message or with @duration, @billedDuration and @memorySize. A report that can't be read is counted and named.",
    "\n\n",
    "Curve: time = waiting + computing / vCPUs, 1,769 MB being one vCPU, fitted by least squares of relative errors. \
     Invocations that failed or timed out are left out. Means, cheapest, fastest and balanced are those of AWS Lambda \
     Power Tuning; the request is added to the cost.",
    "\n\n",
    "Billing: the log says whether durations were rounded up to 1 ms or 100 ms, and whether initialisation was billed; \
     cost is by today's rules all the same."
);

pub(super) const RETRIES: &str = concat!(
    "Attempts: events are tried twice more, after 1 and 2 minutes; messages until maxReceiveCount, a visibility timeout \
     apart; records of streams and topics until they succeed or expire, while their shard waits. Attempts that fail by \
     chance, a share f of them, make (1 - f^R) / (1 - f) of one, R being the most there are.",
    "\n\n",
    "Share: a counted share, as 3/1000, has its Wilson interval at 95 %, and so has what follows from it."
);

pub(super) const RECURSION: &str = concat!(
    "Bucket: a notification has a prefix and a suffix. A key can meet both the notification's and those of what is \
     written unless neither prefix begins the other, or neither suffix ends the other. LOOP: every key written does. \
     LIKELY: some do. GUARDED: none can.",
    "\n\n",
    "Output: with --source and a filter, the inputs are what the function writes. LOOP: an output is delivered. GUARDED: \
     none is, for these samples; what the sample leaves open is told. UNCERTAIN: some could not be read.",
    "\n\n",
    "Detection: AWS stops a chain of about 16 invocations by way of SQS, SNS and S3, not of streams, tables, buses and \
     topics of Kafka; it bounds the depth, not the breadth."
);

pub(super) const RECONCILE: &str = concat!(
    "Metrics: PolledEventCount, FilteredOutEventCount, InvokedEventCount (of the mapping, which needs MetricsConfig: \
     EventCount), Invocations and Duration (of the function), as sums; a Duration whose label says average is weighed \
     with the invocations. A metric is known by its label, or by its id.",
    "\n\n",
    "Order: AWS does not say whether batches are filled before or after filtering. The estimate has both, as \
     conservative and expected; the records of a real invocation show which it is, where the two differ."
);
