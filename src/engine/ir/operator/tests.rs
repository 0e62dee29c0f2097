//! Checks which operators are refused, with AWS's messages and our help.

use crate::{Error, Profile, Rule, Source};

fn lower(pattern: &str, profile: Profile) -> Result<(), Error> {
    Rule::read(pattern, profile).map(drop)
}

fn refused(operator: &str) -> Error {
    let pattern = format!("{{\"a\":[{operator}]}}");
    lower(&pattern, Profile::Service(Source::EventBridge)).expect_err(operator)
}

/// The messages that event-ruler 2.0.1's `JsonRuleCompiler.check` returned (2026-11-26).
#[test]
fn refused_operators_have_the_messages_of_aws() {
    for (operator, reason) in [
        (r#"{"Prefix":"x"}"#, "Unrecognized match type Prefix"),
        (r#"{"prefix":1}"#, "prefix match pattern must be a string"),
        (r#"{"suffix":[]}"#, "suffix match pattern must be a string"),
        (r#"{"prefix":{}}"#, "Prefix expression name not found"),
        (
            r#"{"prefix":{"wildcard":"x"}}"#,
            "Unsupported prefix pattern: wildcard",
        ),
        (
            r#"{"prefix":{"equals-ignore-case":1}}"#,
            "equals-ignore-case match pattern must be a string",
        ),
        (
            r#"{"prefix":{"equals-ignore-case":"x","a":1}}"#,
            "Only one key allowed in match expression",
        ),
        (
            r#"{"equals-ignore-case":1}"#,
            "equals-ignore-case match pattern must be a string",
        ),
        (
            r#"{"wildcard":1}"#,
            "wildcard match pattern must be a string",
        ),
        (
            r#"{"wildcard":"a**"}"#,
            "Consecutive wildcard characters at pos 2",
        ),
        (
            r#"{"wildcard":"a\\x"}"#,
            "Invalid escape character at pos 2",
        ),
        (
            r#"{"exists":1}"#,
            "exists match pattern must be either true or false.",
        ),
        (
            r#"{"exists":"true"}"#,
            "exists match pattern must be either true or false.",
        ),
        (r#"{"cidr":1}"#, "prefix match pattern must be a string"),
        (r#"{"cidr":"10.0.0.0"}"#, "Malformed CIDR, one '/' required"),
        (r#"{"cidr":"10.0.0.0/33"}"#, "IPv4 mask bits must be < 32"),
        (
            r#"{"cidr":"10.0.0.0/x"}"#,
            "Malformed CIDR, mask bits must be an integer",
        ),
        (r#"{"cidr":"10.0.0/8"}"#, "Nonstandard IP address: 10.0.0"),
        (r#"{"cidr":"::/129"}"#, "IPv6 mask bits must be < 128"),
        (r#"{"numeric":1}"#, "Value of numeric must be an array."),
        (r#"{"numeric":[]}"#, "Invalid member in numeric match: ]"),
        (
            r#"{"numeric":["=>",1]}"#,
            "Unrecognized numeric range operator: =>",
        ),
        (r#"{"numeric":["="]}"#, "Value of equals must be numeric"),
        (
            r#"{"numeric":["=",1,2]}"#,
            "Too many elements in numeric expression",
        ),
        (
            r#"{"numeric":[">",1,">",2]}"#,
            "Bad numeric range operator: >",
        ),
        (
            r#"{"numeric":["<",1,"<",2]}"#,
            "Too many elements in numeric expression",
        ),
        (
            r#"{"numeric":[">",2,"<",1]}"#,
            "Bottom must be less than top",
        ),
        (r#"{"numeric":[">",1,"<"]}"#, "Value of < must be numeric"),
        (
            r#"{"numeric":[">",1,"<",2,3]}"#,
            "Too many terms in numeric range expression",
        ),
        (
            r#"{"numeric":["=","x"]}"#,
            "Value of equals must be numeric",
        ),
        (
            r#"{"anything-but":true}"#,
            "Value of anything-but must be an array or single string/number value.",
        ),
        (
            r#"{"anything-but":[true]}"#,
            "Inside anything but list, start|null|boolean is not supported.",
        ),
        (
            r#"{"anything-but":[]}"#,
            "Inside anything but list, either all values are number or string, mixed type is not supported",
        ),
        (
            r#"{"anything-but":["a",1]}"#,
            "Inside anything but list, either all values are number or string, mixed type is not supported",
        ),
        (
            r#"{"anything-but":{}}"#,
            "Anything-But expression name not found",
        ),
        (
            r#"{"anything-but":{"x":1}}"#,
            "Unsupported anything-but pattern: x",
        ),
        (
            r#"{"anything-but":{"prefix":1}}"#,
            "prefix/suffix match pattern must be a string",
        ),
        (
            r#"{"anything-but":{"prefix":""}}"#,
            "Null prefix/suffix not allowed",
        ),
        (
            r#"{"anything-but":{"wildcard":1}}"#,
            "wildcard match pattern must be a string",
        ),
        (
            r#"{"anything-but":{"wildcard":["x*",1]}}"#,
            "wildcard match pattern must be a string",
        ),
        (
            r#"{"anything-but":{"equals-ignore-case":true}}"#,
            "Value of anything-but must be an array or single string/number value.",
        ),
        (
            r#"{"anything-but":{"equals-ignore-case":[1]}}"#,
            "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
        ),
        (
            r#"{"prefix":"x","suffix":"y"}"#,
            "Only one key allowed in match expression",
        ),
        (
            r#"{"numeric":["=",1],"a":1}"#,
            "Too many elements in numeric expression",
        ),
        (
            r#"{"exists":true,"a":1}"#,
            "Only one key allowed in match expression",
        ),
        (
            r#"{"wildcard":"x","a":1}"#,
            "Only one key allowed in match expression",
        ),
        (
            r#"{"cidr":"10.0.0.0/8","a":1}"#,
            "Only one key allowed in match expression",
        ),
        (
            r#"{"anything-but":"x","a":1}"#,
            "Too many elements in numeric expression",
        ),
        (
            r#"{"equals-ignore-case":"x","a":1}"#,
            "Only one key allowed in match expression",
        ),
        (r#"{}"#, "Match expression name not found"),
        (
            r#"{"numeric":[true,1]}"#,
            "Invalid member in numeric match: true",
        ),
        (
            r#"{"numeric":[[],1]}"#,
            "Invalid member in numeric match: [",
        ),
        (
            r#"{"numeric":[null,1]}"#,
            "Invalid member in numeric match: null",
        ),
        (
            r#"{"numeric":[{},1]}"#,
            "Invalid member in numeric match: {",
        ),
        (r#"{"numeric":[1,1]}"#, "Invalid member in numeric match: 1"),
        (
            r#"{"numeric":[">",1,true,2]}"#,
            "Bad value in numeric range: true",
        ),
        (
            r#"{"numeric":[">",1,"x",2]}"#,
            "Bad numeric range operator: x",
        ),
        (
            r#"{"numeric":[">",1,[],2]}"#,
            "Bad value in numeric range: [",
        ),
        (
            r#"{"numeric":[">",1,null,2]}"#,
            "Bad value in numeric range: null",
        ),
        (
            r#"{"numeric":[">",1,{},2]}"#,
            "Bad value in numeric range: {",
        ),
        (
            r#"{"anything-but":{"prefix":"x","suffix":"y"}}"#,
            "Too many elements in numeric expression",
        ),
        (
            r#"{"anything-but":{"equals-ignore-case":"x","suffix":"y"}}"#,
            "Too many elements in numeric expression",
        ),
        (
            r#"[1]"#,
            "Match value must be String, number, true, false, or null",
        ),
        (r#"{"exactly":1}"#, "exact match pattern must be a string"),
        (
            r#"{"anything-but":{"wildcard":["x**",1]}}"#,
            "wildcard match pattern must be a string",
        ),
        (
            r#"{"anything-but":{"prefix":["",1]}}"#,
            "Null prefix/suffix not allowed",
        ),
        (
            r#"{"anything-but":{"prefix":["x",1]}}"#,
            "prefix/suffix match pattern must be a string",
        ),
        (
            r#"{"anything-but":{"wildcard":["x",[]]}}"#,
            "wildcard match pattern must be a string",
        ),
        (
            r#"{"anything-but":{"equals-ignore-case":["x",true]}}"#,
            "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
        ),
        (
            r#"{"anything-but":{"suffix":["",true]}}"#,
            "Null prefix/suffix not allowed",
        ),
        (
            r#"{"cidr":"10.0.0.0//24"}"#,
            "Malformed CIDR, one '/' required",
        ),
        (r#"{"cidr":"//"}"#, "Malformed CIDR, one '/' required"),
        (
            r#"{"cidr":"10.0.0.0/-1"}"#,
            "Malformed CIDR, mask bits must not be negative",
        ),
        (
            r#"{"cidr":"10.0.0.256/8"}"#,
            "Invalid IP address: 10.0.0.256",
        ),
        (r#"{"cidr":"10.0.0.0/32"}"#, "IPv4 mask bits must be < 32"),
        (r#"{"cidr":"::/128"}"#, "IPv6 mask bits must be < 128"),
        (r#"{"numeric":["<","x"]}"#, "Value of < must be numeric"),
        (r#"{"numeric":["<=","x"]}"#, "Value of <= must be numeric"),
        (r#"{"numeric":[">=","x"]}"#, "Value of >= must be numeric"),
        (r#"{"numeric":[">","x"]}"#, "Value of > must be numeric"),
    ] {
        assert_eq!(refused(operator).aws_message(), Some(reason), "{operator}");
    }
}

#[test]
fn operators_in_capitals_get_help_with_their_spelling() {
    let help = |operator| refused(operator).help_text().unwrap_or_default().to_owned();
    let lower = "did you mean equals-ignore-case? operators are written in lower case";
    assert_eq!(help(r#"{"Equals-Ignore-Case":"x"}"#), lower);
    let names = "the operators are prefix, suffix, equals-ignore-case, anything-but, numeric, cidr, wildcard, exists";
    assert_eq!(help(r#"{"starts-with":"x"}"#), names);
}

#[test]
fn blocks_of_one_address_get_help_with_the_form() {
    let help = |operator| refused(operator).help_text().unwrap_or_default().to_owned();
    assert!(help(r#"{"cidr":"10.0.0.0/32"}"#).contains("write the address itself"));
    assert!(help(r#"{"cidr":"10.0.0/8"}"#).contains("10.0.0.0/"));
}

/// The messages that event-ruler 2.0.1's `Machine` returned. It falls back to an older compiler if a `$or` is malformed
/// (2026-11-26).
#[test]
fn malformed_or_has_the_messages_of_the_older_compiler() {
    let beside = |operator: &str| {
        let pattern = format!("{{\"$or\":[1],\"a\":[{operator}]}}");
        lower(&pattern, Profile::Ruler)
    };
    for (operator, reason) in [
        (
            r#"{"anything-but":{"prefix":["x"]}}"#,
            "prefix/suffix match pattern must be a string",
        ),
        (
            r#"{"anything-but":{"prefix":1}}"#,
            "prefix/suffix match pattern must be a string",
        ),
        (
            r#"{"anything-but":{"suffix":[]}}"#,
            "prefix/suffix match pattern must be a string",
        ),
        (
            r#"{"anything-but":{"prefix":"x","a":1}}"#,
            "Only one key allowed in match expression",
        ),
        (
            r#"{"anything-but":{"prefix":"","a":1}}"#,
            "Null prefix/suffix not allowed",
        ),
        (
            r#"{"anything-but":{"prefix":""},"b":1}"#,
            "Null prefix/suffix not allowed",
        ),
        (
            r#"{"anything-but":{"prefix":"x"},"b":1}"#,
            "Only one key allowed in match expression",
        ),
        (
            r#"{"anything-but":"x","b":1}"#,
            "Too many elements in numeric expression",
        ),
        (
            r#"{"anything-but":{"equals-ignore-case":[1]}}"#,
            "Inside anything-but/ignore-case list, number|start|null|boolean is not supported.",
        ),
        (
            r#"{"anything-but":{"equals-ignore-case":["x",true]}}"#,
            "Inside anything-but/ignore-case list, number|start|null|boolean is not supported.",
        ),
        (
            r#"{"anything-but":{"equals-ignore-case":1}}"#,
            "Inside anything-but/ignore-case list, number|start|null|boolean is not supported.",
        ),
        (
            r#"{"anything-but":{"wildcard":"x"}}"#,
            "Unsupported anything-but pattern: wildcard",
        ),
        (
            r#"{"anything-but":{"x":1}}"#,
            "Unsupported anything-but pattern: x",
        ),
        (
            r#"{"anything-but":{}}"#,
            "Anything-But expression name not found",
        ),
        (
            r#"{"prefix":{"wildcard":"x"}}"#,
            "Unsupported prefix pattern: wildcard",
        ),
    ] {
        let refused = beside(operator).expect_err(operator);
        assert_eq!(refused.aws_message(), Some(reason), "{operator}");
    }
    for operator in [
        r#"{"anything-but":{"prefix":"x"}}"#,
        r#"{"anything-but":{"equals-ignore-case":["x"]}}"#,
    ] {
        assert_eq!(beside(operator), Ok(()), "{operator}");
    }
}

#[test]
fn operators_are_printed_as_they_were_read() {
    for operator in [
        r#""x\u0001\"é""#,
        r#""\ud83d""#,
        "5",
        "5.0",
        "-0e+07",
        "12345678901234567890123",
        "true",
        "null",
        r#"{"exactly":"10.0.0.1"}"#,
        r#"{"prefix":"\ud83d"}"#,
        r#"{"prefix":{"equals-ignore-case":"aB"}}"#,
        r#"{"suffix":""}"#,
        r#"{"suffix":{"equals-ignore-case":"aB"}}"#,
        r#"{"equals-ignore-case":"aB"}"#,
        r#"{"wildcard":"a\\**\\\\"}"#,
        r#"{"numeric":["=",5.0]}"#,
        r#"{"numeric":["<",5e0]}"#,
        r#"{"numeric":["<=",5]}"#,
        r#"{"numeric":[">",-0.50,"<=",5]}"#,
        r#"{"numeric":[">=",-1E1,"<",5]}"#,
        r#"{"cidr":"010.1.1.1/+8//"}"#,
        r#"{"cidr":"::/3"}"#,
        r#"{"exists":true}"#,
        r#"{"exists":false}"#,
        r#"{"anything-but":"x"}"#,
        r#"{"anything-but":["y","x","x"]}"#,
        r#"{"anything-but":5.0}"#,
        r#"{"anything-but":[6,5.0]}"#,
        r#"{"anything-but":{"prefix":"x"}}"#,
        r#"{"anything-but":{"suffix":["y","x"]}}"#,
        r#"{"anything-but":{"equals-ignore-case":[]}}"#,
        r#"{"anything-but":{"wildcard":["\\**","a"]}}"#,
    ] {
        let rule = Rule::read(
            &format!("{{\"a\":[{operator}]}}"),
            Profile::Service(Source::EventBridge),
        )
        .unwrap();
        let wanted = rule.branches()[0].clauses[0].wanted.to_string();
        assert_eq!(wanted, format!("[{operator}]"));
    }
}

#[test]
fn pipes_refusal_names_the_missing_operator() {
    let message = |operator: &str| {
        let pattern = format!("{{\"a\":[{operator}]}}");
        let refused = lower(&pattern, Profile::Pipes(Source::Sqs)).unwrap_err();
        assert_eq!(refused.code(), crate::Code::NotInProfile, "{operator}");
        refused.message().to_owned()
    };
    let wildcard = "EventBridge Pipes has no wildcard";
    assert_eq!(message(r#"{"wildcard":"x"}"#), wildcard);
    assert_eq!(message(r#"{"wildcard":{"prefix":"x"}}"#), wildcard);
    let inside = message(r#"{"anything-but":{"prefix":"x"}}"#);
    assert!(inside.ends_with("an operator inside anything-but"));
    assert_eq!(
        lower(
            r#"{"a":[{"anything-but":["x"]}]}"#,
            Profile::Pipes(Source::Sqs)
        ),
        Ok(())
    );
}
