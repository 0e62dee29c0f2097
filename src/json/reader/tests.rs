use super::*;

#[test]
fn literals_and_numbers_have_lengths() {
    for (text, length) in [
        ("true", Some(4)),
        ("false", Some(5)),
        ("null", Some(4)),
        ("falsetto", Some(5)),
        ("-12.5e+3,", Some(8)),
        ("0", Some(1)),
        ("01", Some(1)),
        ("fals", None),
        ("nul", None),
        ("tru", None),
        ("-", None),
        ("1.", None),
        ("1e", None),
        (".5", None),
        ("\"a\"", None),
        ("", None),
    ] {
        assert_eq!(scalar_length(text.as_bytes()), length, "{text}");
    }
    let longest = "7".repeat(NUMBER_DIGITS_MAX);
    assert_eq!(scalar_length(longest.as_bytes()), Some(NUMBER_DIGITS_MAX));
    let longer = longest + "7";
    assert_eq!(scalar_length(longer.as_bytes()), None);
    assert!(has_too_many_digits(longer.as_bytes()) && !has_too_many_digits(b"-x"));
}

/// Where the number or literal ends that is the first token of `text`; `None`: it is neither.
fn scalar_end(text: &str) -> Option<usize> {
    let mut index = Index::default();
    index.build(text.as_bytes());
    let mut reader = Reader::new(text.as_bytes(), &index);
    let token = reader.token();
    reader.scalar(token).ok()
}

#[test]
fn numbers_end_alike_wherever_they_stand() {
    let digits = |count: usize| "7".repeat(count);
    let mut numbers = vec![
        "0".into(),
        "-0.0".into(),
        "01".into(),
        "-".into(),
        "1.".into(),
    ];
    for count in (1..12).chain(58..70) {
        numbers.push(digits(count));
        numbers.push(format!("-{}.{}", digits(count), digits(1)));
        numbers.push(format!("0.{}", digits(count)));
        numbers.push(format!("{}.{}e-1", digits(count), digits(70 - count)));
    }
    for number in &numbers {
        let length = scalar_length(number.as_bytes()).filter(|&length| length == number.len());
        for lead in 0..70 {
            // What may stand behind a number stands far behind it, too.
            let text = format!("{:lead$}{number}{}", "", ",".repeat(200));
            assert_eq!(
                scalar_end(&text),
                length.map(|length| lead + length),
                "{text}"
            );
            let ill = format!("{:lead$}{number}x,,", "");
            assert_eq!(scalar_end(&ill), None, "{ill}");
        }
    }
}
