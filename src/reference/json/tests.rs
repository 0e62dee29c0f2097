//! Accepted texts beside refused ones, with the error texts.

use super::{Reader, Token};
use crate::text::{shown, units};

fn read(text: &str) -> Result<Vec<String>, String> {
    let units = units(text);
    let mut reader = Reader::new(&units);
    let mut tokens = Vec::new();
    loop {
        if reader.next()? == Token::End {
            return Ok(tokens);
        }
        tokens.push(shown(&reader.text()?));
    }
}

fn refused(text: &str) -> String {
    read(text).expect_err(text)
}

#[test]
fn tokens_keep_number_text_and_resolve_escapes() {
    let text = r#" {"a\u0062":[ -1.50E+3 , "x\/\n" , true, null ] , "c":{} } "#;
    let expected = [
        "{", "ab", "[", "-1.50E+3", "x/\n", "true", "null", "]", "c", "{", "}", "}",
    ];
    assert_eq!(read(text).unwrap(), expected);
}

#[test]
fn errors_of_structure_have_the_texts_of_jackson() {
    assert_eq!(
        refused(r#"{"a":[1,]}"#),
        "Unexpected character (']' (code 93)): expected a valid value \
         (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
    );
    assert_eq!(
        refused(r#"{"a":1,}"#),
        "Unexpected character ('}' (code 125)): was expecting double-quote to start field name"
    );
    assert_eq!(
        refused(r#"[1 2]"#),
        "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries"
    );
    assert_eq!(
        refused(r#"[{]"#),
        "Unexpected close marker ']': expected '}' (for Object starting"
    );
    assert_eq!(
        refused("["),
        "Unexpected end-of-input: expected close marker for Array (start marker"
    );
}

#[test]
fn errors_in_numbers_have_the_texts_of_jackson() {
    assert_eq!(
        refused("[01]"),
        "Invalid numeric value: Leading zeroes not allowed"
    );
    assert_eq!(
        refused("[1.]"),
        "Unexpected character (']' (code 93)) in numeric value: \
         Decimal point not followed by a digit"
    );
    assert_eq!(
        refused("[-"),
        "Unexpected end-of-inputNo digit following sign"
    );
    assert!(read("[0, -0, 0.5, 10]").is_ok());
}

#[test]
fn errors_in_words_have_the_texts_of_jackson() {
    assert!(refused("[nulls]").starts_with("Unrecognized token 'nulls'"));
    assert!(refused("[NaN]").starts_with("Non-standard token 'NaN'"));
    assert!(refused("[-Infinity]").starts_with("Non-standard token '-Infinity'"));
    assert!(read("[null]").is_ok());
}

#[test]
fn limits_are_accepted_and_one_more_is_refused() {
    let digits = |count| format!("[{}]", "1".repeat(count));
    assert!(read(&digits(1000)).is_ok());
    assert!(refused(&digits(1001)).starts_with("Number value length (1001)"));
    let nested = |depth| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(1000)).is_ok());
    assert!(refused(&nested(1001)).starts_with("Document nesting depth (1001)"));
}

#[test]
fn bad_strings_are_noticed_only_when_read_or_skipped() {
    let units = units(r#"{"a":"\x"}"#);
    let mut reader = Reader::new(&units);
    assert_eq!(reader.next(), Ok(Token::ObjectStart));
    assert_eq!(reader.next(), Ok(Token::Name));
    assert_eq!(reader.next(), Ok(Token::String));
    assert!(reader.text().is_err());
}
