use super::*;
use crate::scalars::scalar_length;

/// Where the number or literal ends that is the first token of `text`; `None`: it is neither.
fn scalar_end(text: &str) -> Option<usize> {
    let mut index = Index::default();
    index.build(text.as_bytes());
    let mut reader = Reader::new(text.as_bytes(), &index, Lengths::Bounded);
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
