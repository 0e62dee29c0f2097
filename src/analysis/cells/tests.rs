use super::*;
use tidegate::{Profile, Rule, inspect};

/// The lists of the field `v` in patterns with these lists.
fn lists(texts: &[&str]) -> Vec<Arc<[Test]>> {
    let list = |text: &&str| {
        let rule = Rule::read(&format!(r#"{{"v":{text}}}"#), Profile::Ruler).unwrap();
        let branches: Vec<_> = inspect::branches(&rule).collect();
        Arc::clone(branches[0][0].tests)
    };
    texts.iter().map(list).collect()
}

fn cells(texts: &[&str], reading: Reading) -> Vec<Cell> {
    let cells = Cells::of(&lists(texts), reading, &Caps::default()).unwrap();
    assert_eq!(cells.walked, Walked::Whole);
    cells.cells
}

/// The values of all cells, without absence.
fn values(texts: &[&str]) -> Vec<String> {
    let cells = cells(texts, Reading::Json).into_iter().skip(1);
    cells
        .map(|cell| cell.value.unwrap_or_else(|| "?".to_owned()))
        .collect()
}

#[test]
fn field_with_a_text_and_a_prefix_has_four_cells() {
    let mut found = values(&[r#"["x"]"#, r#"[{"prefix":"x"}]"#]);
    found.sort();
    assert_eq!(found, [r#""x""#, r#""xz""#, r#""z""#]);
}

#[test]
fn combinations_that_no_string_satisfies_are_not_cells() {
    assert_eq!(
        values(&[r#"[{"prefix":"a"}]"#, r#"[{"prefix":"b"}]"#]).len(),
        3
    );
    assert_eq!(
        values(&[r#"[{"prefix":"ab"}]"#, r#"[{"suffix":"ba"}]"#]).len(),
        4
    );
    assert!(
        values(&[r#"[{"prefix":"ab"}]"#, r#"[{"suffix":"ba"}]"#]).contains(&r#""aba""#.to_owned())
    );
}

#[test]
fn numbers_between_the_ends_of_ranges_are_cells() {
    let found = values(&[
        r#"[{"numeric":[">",5]}]"#,
        r#"[{"numeric":[">",5,"<",7]},{"numeric":[">",7]}]"#,
    ]);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.contains(&"7".to_owned()));
}

#[test]
fn prefix_of_an_address_with_colons_beside_a_block_leaves_a_cell_in_doubt() {
    let found = values(&[
        r#"[{"prefix":"2001:db8:1"}]"#,
        r#"[{"cidr":"2001:db8::/32"}]"#,
    ]);
    assert!(found.len() >= 4, "{found:?}");
}

#[test]
fn prefix_of_a_dotted_address_beside_a_block_leaves_no_cell_in_doubt() {
    let lists = [r#"[{"prefix":"10."}]"#, r#"[{"cidr":"11.0.0.0/8"}]"#];
    let both = |cell: &Cell| cell.lists.has(0) && cell.lists.has(1);
    assert!(!cells(&lists, Reading::Json).iter().any(both));
    let lists = [r#"[{"suffix":".1"}]"#, r#"[{"cidr":"11.0.0.0/31"}]"#];
    let cells = cells(&lists, Reading::Json);
    let value = cells
        .iter()
        .find(|cell| both(cell))
        .and_then(|cell| cell.value.as_deref());
    assert_eq!(value, Some(r#""11.0.0.1""#));
}

#[test]
fn payload_that_is_json_is_not_plain_text() {
    let found = cells(&[r#"["{}"]"#, r#"["x"]"#], Reading::Encoded);
    let plain = |list: usize| {
        let cell = found.iter().find(|cell| cell.lists.has(list)).unwrap();
        cell.plain.clone()
    };
    assert_eq!(plain(0), Plain::Impossible);
    assert_eq!(plain(1), Plain::Known("x".to_owned()));
    let prefixed = cells(&[r#"[{"prefix":"{"}]"#], Reading::Encoded);
    assert!(matches!(
        &prefixed
            .iter()
            .find(|cell| cell.lists.has(0))
            .unwrap()
            .plain,
        Plain::Known(_)
    ));
}

#[test]
fn too_many_text_states_leave_the_cells_incomplete() {
    let caps = Caps {
        text_states: 10,
        ..Caps::default()
    };
    let lists = lists(&[r#"[{"wildcard":"*word*"}]"#, r#"[{"wildcard":"*other*"}]"#]);
    let cells = Cells::of(&lists, Reading::Json, &caps).unwrap();
    assert_eq!(cells.walked, Walked::InPart);
}

/// Lists in which all kinds of conditions overlap.
const LISTS: [&str; 34] = [
    r#"["x"]"#,
    r#"["x","xy"]"#,
    r#"[""]"#,
    r#"["?"]"#,
    r#"["\ud800"]"#,
    r#"[{"prefix":"x"}]"#,
    r#"[{"prefix":"x\""}]"#,
    r#"[{"suffix":"y"}]"#,
    r#"[{"suffix":"\"y"}]"#,
    r#"[{"prefix":""}]"#,
    r#"[{"prefix":{"equals-ignore-case":"Xß"}}]"#,
    r#"[{"suffix":{"equals-ignore-case":"y"}}]"#,
    r#"[{"equals-ignore-case":"xSS"}]"#,
    r#"[{"wildcard":"x*y"}]"#,
    r#"[{"wildcard":"*x*"}]"#,
    r#"[{"wildcard":"10.*"}]"#,
    r#"[{"anything-but":["x","y"]}]"#,
    r#"[{"anything-but":{"prefix":"x"}}]"#,
    r#"[{"anything-but":{"wildcard":"*y"}}]"#,
    r#"[{"anything-but":["?"]}]"#,
    r#"[5,300]"#,
    r#"[9007199254740993]"#,
    r#"[{"anything-but":[5]}]"#,
    r#"[{"numeric":[">",5]}]"#,
    r#"[{"numeric":[">=",5,"<",5.5]}]"#,
    r#"[{"numeric":["<",-0.0]}]"#,
    r#"[true,null]"#,
    r#"[{"exists":true}]"#,
    r#"[{"exists":false}]"#,
    r#"["10.0.0.1"]"#,
    r#"[{"exactly":"10.0.0.1"}]"#,
    r#"[{"cidr":"10.0.0.0/8"}]"#,
    r#"[{"cidr":"2001:db8::/33"},12345678]"#,
    r#"[{"cidr":"0.0.0.0/1"},{"numeric":[">",7]}]"#,
];

/// Values near those of [`LISTS`].
const VALUES: [&str; 52] = [
    r#""x""#,
    r#""xy""#,
    r#""y""#,
    r#""xay""#,
    r#""yx""#,
    r#""""#,
    r#""X""#,
    r#""xß""#,
    r#""XSS""#,
    r#""xSSq""#,
    r#""x\"""#,
    r#""\"y""#,
    r#""x\"q""#,
    r#""?""#,
    r#""\ud800""#,
    r#""\udfff""#,
    r#""x?""#,
    r#""x\ud900""#,
    r#""10.0.0.1""#,
    r#""010.0.0.1""#,
    r#""10.0.0.2""#,
    r#""10.""#,
    r#""9.255.255.255""#,
    r#""11.0.0.0""#,
    r#""::ffff:a00:1""#,
    r#""a00:1::""#,
    r#""a00:1::5""#,
    r#""2001:db8::1""#,
    r#""2001:DB8:0:0:0:0:0:1""#,
    r#""2001:db8:8000::""#,
    r#""::1""#,
    r#""1.2.3.4""#,
    r#""200.1.1.1""#,
    "5",
    "5.0",
    "5e0",
    "5.25",
    "5.5",
    "4",
    "6",
    "300",
    "3e2",
    "-1",
    "0",
    "-0.0",
    "1e400",
    "9007199254740993",
    "9007199254740995",
    "12345678",
    "true",
    "null",
    "false",
];

/// Draws three lists.
fn drawn(rng: &mut tidegate_fixtures::Rng) -> Vec<&'static str> {
    let mut texts: Vec<&str> = (0..3).map(|_| rng.pick(&LISTS)).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Numbers as DynamoDB writes them.
const NUMBERS: [&str; 9] = [
    r#""0""#,
    r#""5""#,
    r#""-1""#,
    r#""5.5""#,
    r#""300""#,
    r#""10""#,
    r#""10.9""#,
    r#""12345678""#,
    r#""1E+40""#,
];

/// Returns how many values have a combination of lists that is not a cell, if only some cells are kept.
fn missed(kept: impl Fn(&Cell) -> bool) -> usize {
    missed_of(Reading::Json, &VALUES, kept)
}

fn missed_of(reading: Reading, values: &[&str], kept: impl Fn(&Cell) -> bool) -> usize {
    let mut rng = tidegate_fixtures::Rng::new(20_261_130);
    let mut missed = 0;
    for _ in 0..400 {
        let texts = drawn(&mut rng);
        let cells = cells(&texts, reading);
        let mut probe = Probe::new(&lists(&texts)).unwrap();
        let known: Vec<&Bits> = cells
            .iter()
            .filter(|cell| kept(cell))
            .map(|cell| &cell.lists)
            .collect();
        let values = values
            .iter()
            .filter(|value| !known.contains(&&probe.of_value(value)));
        missed += values.count();
    }
    missed
}

/// The claim on which proofs rest: the cells leave no value out.
#[test]
fn every_value_is_in_a_cell() {
    assert_eq!(missed(|_| true), 0);
    let texts: Vec<&str> = VALUES
        .into_iter()
        .filter(|it| it.starts_with('"'))
        .collect();
    assert_eq!(missed_of(Reading::Text, &texts, |_| true), 0);
    assert_eq!(missed_of(Reading::Number, &NUMBERS, |_| true), 0);
}

#[test]
fn cells_of_one_kind_have_values_of_that_kind_only() {
    let mut rng = tidegate_fixtures::Rng::new(20_261_130);
    for _ in 0..200 {
        let texts = drawn(&mut rng);
        let values = |reading| {
            let cells = cells(&texts, reading).into_iter().skip(1);
            cells.filter_map(|cell| cell.value).collect::<Vec<_>>()
        };
        let is_text = |value: &String| value.starts_with('"');
        assert!(values(Reading::Text).iter().all(is_text), "{texts:?}");
        let numbers = values(Reading::Number);
        let is_number = |value: &String| value.trim_matches('"').parse::<f64>().is_ok();
        assert!(
            numbers.iter().all(|it| is_text(it) && is_number(it)),
            "{texts:?} {numbers:?}"
        );
    }
}

#[test]
fn missing_cells_are_noticed() {
    let begins = |cell: &Cell, with: &[char]| {
        cell.value
            .as_ref()
            .is_some_and(|value| value.starts_with(with))
    };
    assert!(missed(|cell| !begins(cell, &['"'])) > 0, "strings");
    assert!(
        missed(|cell| !begins(cell, &['5'])) > 0,
        "numbers that begin with 5"
    );
    assert!(
        missed(|cell| !begins(cell, &['9'])) > 0,
        "numbers that compare by their text"
    );
    assert!(
        missed(|cell| cell.value.as_deref() != Some(r#""x""#)) > 0,
        "one text"
    );
    assert!(
        missed(|cell| cell.value.as_deref() != Some(r#""""#)) > 0,
        "the empty text"
    );
}
