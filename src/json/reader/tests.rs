use super::*;
use crate::scalars::scalar_length;

/// Returns the end of the number or literal that is the first token of `text`; `None` if it is neither.
fn scalar_end(text: &str) -> Option<usize> {
    let mut index = Index::default();
    index.build(text.as_bytes());
    let mut reader = Reader::new(text.as_bytes(), &index, Lengths::Bounded);
    let token = reader.token();
    reader.scalar(token).ok()
}

#[test]
fn numbers_end_at_the_same_length_wherever_they_stand() {
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
            // The masks are read far beyond the number; the bytes there are allowed after a number.
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
