//! Records for the tests, as each source hands them over.

/// Returns an SQS record with this body.
pub(crate) fn sqs(body: &str) -> String {
    let body = body.replace('\\', "\\\\").replace('"', "\\\"");
    format!(r#"{{"messageId":"m-1","body":"{body}","attributes":{{}},"eventSource":"aws:sqs"}}"#)
}

/// Returns a Kinesis record with this payload.
pub(crate) fn kinesis(payload: &str) -> String {
    format!(
        r#"{{"kinesis":{{"partitionKey":"p","data":"{}"}},"eventSource":"aws:kinesis"}}"#,
        base64(payload.as_bytes())
    )
}

/// Returns the lines, each with its line break.
pub(crate) fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Returns the bytes in standard base64, padded.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let sextet = (bits >> (18 - 6 * at)) & 63;
            out.push(if at <= chunk.len() {
                char::from(ALPHABET[sextet as usize])
            } else {
                '='
            });
        }
    }
    out
}
