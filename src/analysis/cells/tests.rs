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
