use super::super::glob::{self, Glob};
use super::super::{Effort, TermId};
use super::index::Member;
use super::keys::SHAPES_MAX;
use super::*;

/// Builds an index of these wildcards, and checks that it finds the same wildcards in each value as trying each one.
fn check(patterns: &[String], values: &[String]) -> Globs {
    let globs: Vec<Glob> = patterns
        .iter()
        .map(|text| Glob::new(&text.split('*').collect::<Vec<_>>()))
        .collect();
    let mut terms = GlobTerms::default();
    for (glob, n) in globs.iter().zip(0..) {
        terms.intern(glob, TermId(n));
    }
    let index = Globs::new(&terms);
    let mut scratch = GlobScratch::default();
    for value in values {
        let value = format!("\"{value}\"");
        let mut got = Vec::new();
        index.find(
            value.as_bytes(),
            &mut scratch,
            &mut Effort::default(),
            |term| got.push(term.0),
        );
        got.sort_unstable();
        let fits =
            |(n, glob): (u32, &Glob)| glob::matches(glob.text(), value.as_bytes()).then_some(n);
        let mut want: Vec<u32> = (0..).zip(&globs).filter_map(fits).collect();
        want.dedup_by_key(|n| &patterns[*n as usize]);
        assert_eq!(got, want, "{value}");
    }
    index
}

/// All texts of the letters a and b up to this length.
fn two_letters(length_max: u32) -> Vec<String> {
    let of_length = |length: u32| {
        (0..1u32 << length).map(move |bits| {
            let letter = |bit| if bits >> bit & 1 == 1 { 'a' } else { 'b' };
            (0..length).map(letter).collect()
        })
    };
    (0..=length_max).flat_map(of_length).collect()
}

fn combinations(heads: &[&str], middles: &[&str], tails: &[&str]) -> Vec<String> {
    let mut patterns = Vec::new();
    for head in heads {
        for middle in middles {
            for tail in tails {
                patterns.push(format!("\"{head}*{tail}\""));
                patterns.push(format!("\"{head}*{middle}a*{tail}\""));
                patterns.push(format!("\"{head}*{middle}b*a*{tail}\""));
            }
        }
    }
    patterns.sort();
    patterns.dedup();
    patterns
}

/// The terms found in a string.
fn found(index: &Globs, value: &str) -> Vec<u32> {
    let (mut scratch, mut effort) = (GlobScratch::default(), Effort::default());
    let mut terms = Vec::new();
    index.find(value.as_bytes(), &mut scratch, &mut effort, |term| {
        terms.push(term.0);
    });
    terms.sort_unstable();
    terms
}

#[test]
fn example_of_filing_is_true() {
    let texts = [
        "img/*.png",
        "*error*",
        "*warn*",
        "*timeout*",
        "*user*login*",
        "*user*logout*",
    ];
    let index = check(
        &texts.map(|text| format!("\"{text}\"")),
        &["img/a.png".to_owned()],
    );
    assert_eq!(index.shapes, [(5, 5)]);
    assert_eq!((index.pair_groups.len(), index.tries.len()), (1, 0));
    let mut groups = [0; 2];
    for member in index.middle_groups.iter().flat_map(|id| index.lists.of(id)) {
        groups[usize::from(matches!(Member::unpack(*member), Member::Lone(_)))] += 1;
    }
    assert_eq!(groups, [2, 3], "middles to verify, lone middles");
    assert_eq!(found(&index, "\"user 7: login error\""), [1, 4]);
}

#[test]
fn example_of_a_trie_is_true() {
    let letters = ["a", "b", "c", "d", "e"];
    let of_first = |x| letters.map(|y| format!("\"*{x}*{y}*\""));
    let patterns = letters.map(of_first).concat();
    let index = check(&patterns, &["cab".to_owned()]);
    assert_eq!(
        (index.pair_groups.len(), index.tries.len()),
        (1, 1 + 5 + 25)
    );
    let texts = found(&index, "\"cab\"")
        .into_iter()
        .map(|n| &patterns[n as usize][..]);
    assert!(texts.eq(["\"*a*b*\"", "\"*c*a*\"", "\"*c*b*\""]));
}

const TEXTS: [&str; 6] = ["", "a", "b", "ab", "ba", "aab"];

#[test]
fn wildcards_are_found_as_by_trying_each() {
    let index = check(&combinations(&TEXTS, &TEXTS, &TEXTS), &two_letters(9));
    assert!(index.tries.len() > 0 && !index.middles.is_empty());
}

#[test]
fn few_wildcards_of_a_key_form_no_trie() {
    let index = check(
        &combinations(&["a"], &["ab", "ba"], &["", "b"]),
        &two_letters(8),
    );
    assert_eq!(index.tries.len(), 0);
}

#[test]
fn middles_that_contain_an_end_are_not_lone() {
    let patterns = ["ab", "\"", "b\"", "bb", "aab", "bba"].map(|text| format!("\"*{text}*\""));
    let mut values = two_letters(5);
    values.extend(["\"", "b\"", "\"b", "ab\"ab"].map(str::to_owned));
    let index = check(&patterns, &values);
    let groups = index.middle_groups.iter();
    let members = groups.flat_map(|group| index.lists.of(group));
    let lone = members.filter(|member| matches!(Member::unpack(**member), Member::Lone(_)));
    assert_eq!(lone.count(), 4);
}

#[test]
fn ends_are_cut_if_they_have_many_lengths() {
    let a = |count: usize| "a".repeat(count);
    let mut patterns = Vec::new();
    for head in 0..20 {
        for tail in 0..20 {
            patterns.push(format!("\"{}*{}\"", a(head), a(tail)));
            patterns.push(format!("\"{}*b*{}\"", a(head), a(tail)));
        }
    }
    let mut values: Vec<String> = (0..45).map(a).collect();
    values.extend((0..45).map(|n| format!("{}b{}", a(n), a(44 - n))));
    let index = check(&patterns, &values);
    assert!(index.shapes.len() <= SHAPES_MAX);
    assert!(index.texts.bytes() > 0 && index.tries.len() > 0);
}

#[test]
fn roots_with_many_parts_look_up_the_parts_met() {
    let letters: Vec<char> = ('a'..='z').collect();
    let mut patterns = Vec::new();
    for a in &letters {
        for b in &letters {
            patterns.push(format!("\"*{a}*{b}*\""));
        }
    }
    let values = ["", "abc", "cba", "zzay", "hello"].map(str::to_owned);
    check(&patterns, &values);
}
