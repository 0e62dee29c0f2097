//! Every goal of a suite that some record reaches, the suite reaches: for small filters, no record of all combinations of a
//! few values reaches a goal that the suite gave up.

use tidegate::{Profile, Source};
use tidegate_analysis::{Caps, Order, Suite, generate};
use tidegate_batch::{Disposition, Filters, RecordForm};
use tidegate_fixtures::Rng;

/// Values of lists, of which some make others idle.
const VALUES: [&str; 14] = [
    r#""x""#,
    r#""y""#,
    r#""xy""#,
    r#"{"prefix":"x"}"#,
    r#"{"suffix":"y"}"#,
    r#"{"anything-but":["x"]}"#,
    r#"{"anything-but":{"prefix":"x"}}"#,
    r#"{"wildcard":"*"}"#,
    r#"{"numeric":[">",1]}"#,
    r#"{"numeric":["<=",5]}"#,
    "5",
    "true",
    r#"{"exists":true}"#,
    r#"{"exists":false}"#,
];

/// Values of records; `None`: the field is absent.
const OF_RECORDS: [Option<&str>; 11] = [
    None,
    Some(r#""x""#),
    Some(r#""y""#),
    Some(r#""xy""#),
    Some(r#""z""#),
    Some(r#""""#),
    Some("1"),
    Some("3"),
    Some("5"),
    Some("true"),
    Some("null"),
];

const FIELDS: [&str; 2] = ["a", "b"];

type Lists = Vec<(&'static str, Vec<&'static str>)>;

fn lists(rng: &mut Rng) -> Lists {
    let lists = FIELDS.map(|field| {
        let count = 1 + rng.index(3);
        (field, (0..count).map(|_| rng.pick(&VALUES)).collect())
    });
    match rng.per_mille(300) {
        true => lists[..1].to_vec(),
        false => lists.to_vec(),
    }
}

fn pattern(lists: &Lists) -> String {
    let lists = lists.iter();
    let lists = lists.map(|(field, values)| format!("\"{field}\":[{}]", values.join(",")));
    format!("{{\"body\":{{{}}}}}", lists.collect::<Vec<_>>().join(","))
}

/// Returns the filter; `None` if AWS refuses it.
fn compiled(lists: &Lists) -> Option<Filters> {
    let text = pattern(lists);
    Filters::compile(Source::Sqs, Profile::Service(Source::Sqs), &[&text]).ok()
}

/// Returns a message for each combination of values.
fn messages() -> Vec<String> {
    let mut bodies = vec![Vec::new()];
    for field in FIELDS {
        let longer = bodies.iter().flat_map(|members: &Vec<String>| {
            OF_RECORDS.map(|value| {
                let member =
                    value.map(|value| format!("\\\"{field}\\\":{}", value.replace('"', "\\\"")));
                members.iter().cloned().chain(member).collect()
            })
        });
        bodies = longer.collect();
    }
    let bodies = bodies.iter();
    bodies
        .map(|members| {
            format!(
                "{{\"messageId\":\"m\",\"body\":\"{{{}}}\"}}",
                members.join(",")
            )
        })
        .collect()
}

/// Returns which messages the filter delivers: all, if it has no lists.
fn delivered(lists: &Lists, messages: &[String]) -> Option<Vec<bool>> {
    if lists.is_empty() {
        return Some(vec![true; messages.len()]);
    }
    let mut judge = compiled(lists)?.judge();
    let delivers = messages.iter().map(|message| {
        let judged = judge.judge(message.as_bytes(), RecordForm::Record);
        judged.disposition == Disposition::Delivered
    });
    Some(delivers.collect())
}

/// Returns the messages that reach a goal that the suite gave up.
fn reaching<'m>(goal: &str, lists: &Lists, messages: &'m [String]) -> Option<Vec<&'m String>> {
    let whole = delivered(lists, messages)?;
    let reached: Vec<bool> = if goal == "a match of filter 1" {
        whole
    } else if let Some(field) = goal
        .strip_prefix("a record that filter 1 refuses by body.")
        .and_then(|rest| rest.strip_suffix(" alone"))
    {
        let rest = lists.iter().filter(|(name, _)| *name != field).cloned();
        let rest = delivered(&rest.collect(), messages)?;
        rest.iter()
            .zip(&whole)
            .map(|(rest, whole)| *rest && !whole)
            .collect()
    } else {
        let (field, value) = goal
            .strip_prefix("a match of filter 1 by body.")
            .and_then(|rest| rest.strip_suffix(" alone"))?
            .split_once(' ')?;
        let with = |keep: &dyn Fn(&str) -> bool| -> Lists {
            let lists = lists.iter().map(|(name, values)| {
                let kept = values.iter().filter(|it| *name != field || keep(it));
                (*name, kept.copied().collect())
            });
            lists.collect()
        };
        let others = with(&|it| it != value);
        let alone = delivered(&with(&|it| it == value), messages)?;
        let is_only = others.iter().any(|(_, values)| values.is_empty());
        let others = match is_only {
            true => vec![false; messages.len()],
            false => delivered(&others, messages)?,
        };
        alone
            .iter()
            .zip(&others)
            .map(|(alone, others)| *alone && !others)
            .collect()
    };
    let reached = messages.iter().zip(reached).filter(|(_, it)| *it);
    Some(reached.map(|(message, _)| message).collect())
}

fn suite(filters: &Filters) -> Suite {
    let order = Order {
        count: 300,
        seed: 1,
        kind: None,
        like: None,
    };
    generate(filters, order, &Caps::default()).unwrap()
}

#[test]
fn every_goal_that_a_record_reaches_is_reached() {
    let messages = messages();
    let (mut given_up, mut judged) = (0, 0);
    for index in 0..400 {
        let mut rng = Rng::labelled(20_261_130, index);
        let mut lists = lists(&mut rng);
        for (_, values) in &mut lists {
            values.sort_unstable();
            values.dedup();
        }
        let Some(filters) = compiled(&lists) else {
            continue;
        };
        for unreached in suite(&filters).unreached {
            given_up += 1;
            let Some(reaching) = reaching(&unreached.goal, &lists, &messages) else {
                continue;
            };
            judged += 1;
            assert!(
                reaching.is_empty(),
                "{} given up, but {} reaches it: {}",
                unreached.goal,
                reaching[0],
                pattern(&lists)
            );
        }
    }
    assert!(
        judged > 100 && judged * 4 > given_up,
        "{judged} of {given_up}"
    );
}
