use super::*;
use crate::Outline;

const TEXT: &str = r#"{"k":"0123456789012345678901234567890123456789","n":[10,0,-3,2e5,0.25,true],"é":{"z":"é\n","y":""},"body":"{\"a\":\"ü\\\"\"}","t":1545084650.987}"#;

fn span(text: &str, of: &str) -> Range<usize> {
    let start = text.find(of).unwrap();
    start..start + of.len()
}

fn learned(kernel: Kernel, text: &str, changes: &[(&str, &str)]) -> Layout {
    let mut layout = Layout {
        kernel,
        ..Layout::default()
    };
    let body = span(text, r#"{\"a\":\"ü\\\"\"}"#);
    let marks = [
        span(text, "1545084650.987"),
        body.clone(),
        span(text, "0.25"),
        0..text.len(),
    ];
    layout.learn(text.as_bytes(), &marks, Some(body.start));
    for (from, to) in changes {
        assert!(text.contains(from) || from.is_empty());
        assert!(
            layout.fit(text.replace(from, to).as_bytes()).is_some(),
            "{to}"
        );
    }
    layout
}

/// Checks that both kernels give the same result, and that a text that fits is JSON with the same keys. Returns whether the
/// text fits.
fn check(text: &[u8], [portable, chosen]: [&mut Layout; 2]) -> bool {
    let shown = String::from_utf8_lossy(text);
    let fit = portable.fit(text);
    assert_eq!(fit, chosen.fit(text), "{shown}");
    let Some(fit) = fit else { return false };
    let mut outline = Outline::default();
    let mut keys = Vec::new();
    let loose = fit.ranges[1].start;
    let whole = outline.whole(text, |root| {
        root.object(|key, value| {
            keys.push(key.to_vec());
            match value.first_byte()? {
                b'"' => value.string_unchecked().map(drop),
                _ => value.skip(),
            }
        })
    });
    assert_eq!(whole, Ok(fit.ranges[3].clone()), "{shown}");
    assert_eq!(
        keys,
        [&b"k"[..], b"n", "é".as_bytes(), b"body", b"t"],
        "{shown}"
    );
    assert_eq!(&text[loose - 8..loose], br#""body":""#);
    let body = &text[fit.ranges[1].clone()];
    assert_eq!(fit.has_escapes, body.contains(&b'\\'), "{shown}");
    true
}

#[test]
fn text_that_fits_is_json_with_the_same_keys() {
    let unchanged: Vec<_> = std::iter::repeat_n(("", ""), 40).collect();
    let mut changes = unchanged.clone();
    changes.splice(3..5, [("[10,", "[7,"), ("1545084650.987", "1")]);
    let mut fitting = 0;
    for changes in [&[][..], &unchanged, &changes] {
        let learn = |kernel| learned(kernel, TEXT, changes);
        let layouts = [learn(Kernel::Scalar), learn(Kernel::default())];
        for at in 0..TEXT.len() {
            for byte in *b"\"\\ 019.-e{}[],:a/\x00\x1f\x7f\xc3\xff" {
                let (mut replaced, mut inserted) =
                    (TEXT.as_bytes().to_vec(), TEXT.as_bytes().to_vec());
                replaced[at] = byte;
                inserted.insert(at, byte);
                let removed = [&TEXT.as_bytes()[..at], &TEXT.as_bytes()[at + 1..]].concat();
                for text in [replaced, inserted, removed, TEXT.as_bytes()[..at].to_vec()] {
                    let [mut portable, mut chosen] = layouts.clone();
                    fitting += u32::from(check(&text, [&mut portable, &mut chosen]));
                }
            }
        }
    }
    assert!(fitting > 1_000, "{fitting}");
}

#[test]
fn values_fit_at_any_length_but_numbers_must_be_short() {
    for length in 0..200 {
        let digits_count = length % 20;
        let digits = "1".repeat(digits_count);
        let text = TEXT
            .replace(
                "0123456789012345678901234567890123456789",
                &"s".repeat(length),
            )
            .replace("ü", &r#"ü\""#.repeat(length))
            .replace("1545084650.987", &format!("{digits}.{digits}"));
        let mut layouts =
            [Kernel::Scalar, Kernel::default()].map(|kernel| learned(kernel, TEXT, &[]));
        let [portable, chosen] = &mut layouts;
        let fits = check(text.as_bytes(), [portable, chosen]);
        assert_eq!(fits, (1..16).contains(&digits_count), "{length}");
    }
}

#[test]
fn value_that_never_changes_is_fixed_after_the_watch() {
    let unchanged: Vec<_> = std::iter::repeat_n(("", ""), 40).collect();
    let mut layout = learned(Kernel::default(), TEXT, &unchanged);
    assert_eq!(layout.fit(TEXT.replace("[10,", "[11,").as_bytes()), None);
    assert!(
        layout.fit(TEXT.replace("ü", "x").as_bytes()).is_some(),
        "the loose string is never fixed"
    );
    let place = layout.fit(TEXT.as_bytes()).unwrap().ranges[2].clone();
    assert_eq!(&TEXT[place], "0.25");
}

#[test]
fn texts_that_vary_too_much_are_learned_less_and_less_often() {
    let mut layout = Layout::default();
    let mut learned = 0;
    for number in 0..10_000 {
        let text = format!("{{\"{number}\":1}}");
        assert_eq!(layout.fit(text.as_bytes()), None);
        if layout.is_due() {
            layout.learn(text.as_bytes(), &[], None);
            learned += 1;
        }
    }
    assert!((5..20).contains(&learned), "{learned}");
}

#[test]
fn text_with_more_than_128_values_is_not_learned() {
    let text = |values: usize| format!("{{\"n\":[1{}]}}", ",1".repeat(values - 1));
    for (values, fits) in [(VALUES_MAX, true), (VALUES_MAX + 1, false)] {
        let mut layout = Layout::default();
        layout.learn(text(1).as_bytes(), &[], None);
        layout.learn(text(values).as_bytes(), &[], None);
        assert_eq!(
            layout.fit(text(values).as_bytes()).is_some(),
            fits,
            "{values}"
        );
        assert_eq!(layout.fit(text(1).as_bytes()), None);
    }
}

#[test]
fn ranges_are_right_before_and_after_values_are_fixed() {
    for kernel in [Kernel::Scalar, Kernel::default()] {
        let mut layout = learned(kernel, TEXT, &[]);
        for turn in 0..2 * WATCHED {
            let time = format!("{}.{turn}", "1".repeat(1 + turn as usize % 7));
            let body = "b".repeat(turn as usize % 5);
            let body = format!("{body}\\\\{body}");
            let text = TEXT
                .replace("1545084650.987", &time)
                .replace(r#"{\"a\":\"ü\\\"\"}"#, &body);
            let fit = layout.fit(text.as_bytes());
            let fit = fit.unwrap_or_else(|| panic!("turn {turn}: {text}"));
            let found = fit.ranges.iter().map(|range| &text[range.clone()]);
            assert_eq!(
                found.collect::<Vec<_>>(),
                [&time, &body, "0.25", &text],
                "turn {turn}"
            );
        }
    }
}

/// The example of the module's docs.
#[test]
fn example_is_cut_and_fitted_as_documented() {
    let mut layout = Layout::default();
    let (text, mark) = (br#"{"id":1,"body":"x"}"#, 16..17);
    layout.learn(text, std::slice::from_ref(&mark), None);
    let literals = |layout: &Layout| {
        let pieces = layout.pieces.iter();
        let literals = pieces.map(|piece| &layout.literals[piece.literal.clone()]);
        literals.map(<[u8]>::to_vec).collect::<Vec<_>>()
    };
    assert_eq!(
        literals(&layout),
        [&br#"{"id":"#[..], br#","body":""#, br#""}"#]
    );
    let gaps = layout.pieces.iter().map(|piece| piece.gap);
    assert_eq!(
        gaps.collect::<Vec<_>>(),
        [Gap::Number, Gap::Plain, Gap::End]
    );
    assert_eq!(layout.spans, [0..6, 7..16, 17..19]);
    assert_eq!(layout.places, [[(1, 9), (2, 0)]]);
    let fit = layout.fit(br#"{"id":20.5,"body":"yz"}"#).unwrap();
    assert_eq!(fit.ranges.first(), Some(&(19..21)));
    assert_eq!(layout.starts, [0, 10, 21]);
    layout.learn(text, std::slice::from_ref(&mark), None);
    for turn in 0..WATCHED {
        let text = format!(r#"{{"id":1,"body":"{turn}"}}"#);
        assert!(layout.fit(text.as_bytes()).is_some());
    }
    assert_eq!(literals(&layout), [&br#"{"id":1,"body":""#[..], br#""}"#]);
}
