//! IP addresses and ranges of addresses, compared by hexadecimal digits as in event-ruler.
//!
//! In: the text of an address or of a CIDR block. Out: 8 digits (IPv4) or 32 (IPv6), and ranges over them. Invariant: a
//! range compares digits from the left and never the number of digits, so a range of one family can hold addresses of
//! the other.
//!
//! Follows event-ruler 2.0.1 (CIDR.java, Constants.java:33-34, ByteMachine.java:1150-1330) and the
//! address literals of `java.net.InetAddress`.

/// The longest IPv4 literal that Java reads, in characters.
const V4_CHARS_MAX: usize = 15;

/// A range of addresses; each bound is 8 or 32 upper-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IpRange {
    bottom: Vec<u8>,
    top: Vec<u8>,
    open_bottom: bool,
    open_top: bool,
}

impl IpRange {
    /// The range that an exact string stands for if it is an address (CIDR.java:82-112).
    pub(crate) fn of_address(text: &str) -> Option<Self> {
        let digits = digits(text)?;
        let mut neighbour = digits.clone();
        let last = neighbour.last_mut()?;
        let is_highest = *last == b'F';
        *last = match *last {
            b'F' => b'E',
            b'9' => b'A',
            digit => digit + 1,
        };
        let (bottom, top) = if is_highest {
            (neighbour, digits)
        } else {
            (digits, neighbour)
        };
        Some(IpRange {
            bottom,
            top,
            open_bottom: is_highest,
            open_top: !is_highest,
        })
    }

    /// The range of a CIDR block. Host bits are ignored, and a block of a single address is refused
    /// (CIDR.java:126-152).
    pub(crate) fn of_block(block: &str) -> Result<Self, String> {
        let mut parts: Vec<&str> = block.split('/').collect();
        while parts.len() > 1 && parts.last() == Some(&"") {
            parts.pop();
        }
        let [address, bits] = parts[..] else {
            return Err("Malformed CIDR, one '/' required".to_owned());
        };
        let bits: i32 = in_ascii(bits)
            .parse()
            .map_err(|_| "Malformed CIDR, mask bits must be an integer".to_owned())?;
        let bits = usize::try_from(bits)
            .map_err(|_| "Malformed CIDR, mask bits must not be negative".to_owned())?;
        let address = operand(address)?;
        match (address.len(), bits) {
            (4, 32..) => return Err("IPv4 mask bits must be < 32".to_owned()),
            (16, 128..) => return Err("IPv6 mask bits must be < 128".to_owned()),
            _ => {}
        }
        Ok(IpRange {
            bottom: hex(&masked(&address, bits, Fill::Zeros)),
            top: hex(&masked(&address, bits, Fill::Ones)),
            open_bottom: false,
            open_top: false,
        })
    }

    /// Whether some leading part of `form` decides that it is in this range: it lies strictly between the leading parts
    /// of both bounds that have as many digits, or equals a whole closed bound. The rest of `form` is not read.
    pub(crate) fn holds(&self, form: &[u8]) -> bool {
        (1..=form.len().min(self.bottom.len())).any(|count| {
            let start = &form[..count];
            let is_whole = count == self.bottom.len();
            let is_bound = (start == self.bottom && !self.open_bottom)
                || (start == self.top && !self.open_top);
            is_hex(start)
                && (start > &self.bottom[..count] && start < &self.top[..count]
                    || is_whole && is_bound)
        })
    }
}

/// The zero of each row of ten digits in Unicode 16.0's basic plane, as UTF-16 units. Java 25's `Character.digit` reads
/// these (run 2026-11-30). All other digits are two units each, and Java does not read them.
const DIGIT_ROWS: [u16; 37] = [
    0x0030, 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6,
    0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80,
    0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
    0xff10,
];

/// Replaces digits of any script by ASCII digits, because Java's Integer.parseInt reads them (CIDR.java:139).
fn in_ascii(number: &str) -> String {
    number.chars().map(ascii_digit).collect()
}

fn ascii_digit(letter: char) -> char {
    let unit = u16::try_from(u32::from(letter)).unwrap_or(0);
    for zero in DIGIT_ROWS {
        if (zero..zero + 10).contains(&unit) {
            return char::from(b'0' + (unit - zero) as u8);
        }
    }
    letter
}

/// The hexadecimal digits of an address, or `None` if `text` is not one.
pub(crate) fn digits(text: &str) -> Option<Vec<u8>> {
    address(text).map(|bytes| hex(&bytes))
}

fn operand(text: &str) -> Result<Vec<u8>, String> {
    if !looks_like_v4(text) && !looks_like_v6(text) {
        return Err(format!("Nonstandard IP address: {text}"));
    }
    address(text).ok_or_else(|| format!("Invalid IP address: {text}"))
}

fn address(text: &str) -> Option<Vec<u8>> {
    if looks_like_v4(text) {
        v4(text)
    } else if looks_like_v6(text) {
        v6(text).map(unmapped)
    } else {
        None
    }
}

fn looks_like_v4(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 4
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn looks_like_v6(text: &str) -> bool {
    text.contains(':')
        && text
            .bytes()
            .all(|byte| byte == b':' || byte.is_ascii_hexdigit())
}

/// Reads four decimal numbers up to 255. Leading zeros are allowed and never mean octal.
fn v4(text: &str) -> Option<Vec<u8>> {
    if text.len() > V4_CHARS_MAX {
        return None;
    }
    text.split('.').map(|part| part.parse().ok()).collect()
}

/// Reads eight groups, or up to seven and one `::`. A group may have any number of digits; its value is at most FFFF.
fn v6(text: &str) -> Option<Vec<u8>> {
    let (before, after) = match text.split_once("::") {
        None => return groups(text).filter(|bytes| bytes.len() == 16),
        Some((_, after)) if after.contains("::") => return None,
        Some((before, after)) => (groups(before)?, groups(after)?),
    };
    let missing = 16usize.checked_sub(before.len() + after.len())?;
    if missing == 0 {
        return None;
    }
    Some([before, vec![0; missing], after].concat())
}

fn groups(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    if text.is_empty() {
        return Some(bytes);
    }
    for group in text.split(':') {
        let significant = group.trim_start_matches('0');
        let value = match significant {
            "" if group.is_empty() => return None,
            "" => 0,
            _ => u16::from_str_radix(significant, 16).ok()?,
        };
        bytes.extend(value.to_be_bytes());
    }
    Some(bytes)
}

/// Replaces an IPv4-mapped IPv6 address by the IPv4 address, as Java does.
fn unmapped(bytes: Vec<u8>) -> Vec<u8> {
    match bytes.strip_prefix(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]) {
        Some(v4) => v4.to_vec(),
        None => bytes,
    }
}

/// The bits that replace those after a prefix.
#[derive(Clone, Copy)]
enum Fill {
    Zeros,
    Ones,
}

/// `address` with every bit after the first `bits` replaced.
fn masked(address: &[u8], bits: usize, fill: Fill) -> Vec<u8> {
    let filler = match fill {
        Fill::Zeros => 0,
        Fill::Ones => 1,
    };
    let keep = |index: usize, bit: usize| index * 8 + bit < bits;
    (0..address.len())
        .map(|index| {
            (0..8).fold(0, |byte, bit| {
                let own = address[index] >> (7 - bit) & 1;
                byte << 1 | if keep(index, bit) { own } else { filler }
            })
        })
        .collect()
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    digits.into_bytes()
}

fn is_hex(form: &[u8]) -> bool {
    form.iter()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        digits(text).map(|digits| String::from_utf8(digits).unwrap())
    }

    #[test]
    fn v4_literals_are_read_as_digits() {
        assert_eq!(read("10.0.0.1").as_deref(), Some("0A000001"));
        assert_eq!(read("010.000.00.01").as_deref(), Some("0A000001"));
        for not_an_address in [
            "1.2.3",
            "1.2.3.256",
            "1.2.3.4.5",
            "1.2.3.",
            "0000000000001.2.3.4",
        ] {
            assert_eq!(read(not_an_address), None, "{not_an_address}");
        }
    }

    #[test]
    fn v6_literals_are_read_as_digits() {
        let one = "0".repeat(31) + "1";
        for spelling in ["::1", "0::01", "0:0:0:0:0:0:0:00001"] {
            assert_eq!(read(spelling).as_deref(), Some(one.as_str()), "{spelling}");
        }
        assert_eq!(read("::ffff:a00:1").as_deref(), Some("0A000001"));
        assert!(read("1:2:3:4:5:6:7::").is_some());
        for not_an_address in [
            ":",
            ":::",
            "1:",
            ":1",
            "1::2::3",
            "12345::",
            "1:2:3:4::5:6:7:8",
            "1:2:3:4:5:6:7:8:9",
            "::ffff:10.0.0.1",
            "::1%0",
            "[::1]",
            "12:30",
        ] {
            assert_eq!(read(not_an_address), None, "{not_an_address}");
        }
    }

    #[test]
    fn blocks_hold_their_addresses_or_are_refused() {
        let block = IpRange::of_block("10.0.0.77/24").unwrap();
        assert!(block.holds(b"0A0000FF"));
        assert!(block.holds(b"0A000000"));
        assert!(!block.holds(b"0A000100"));
        assert!(IpRange::of_block("10.0.0.0/+08//").is_ok());
        assert_eq!(IpRange::of_block("10.0.0.77/２٤"), Ok(block));
        let refused = |block| IpRange::of_block(block).unwrap_err();
        assert_eq!(refused("10.0.0.0/32"), "IPv4 mask bits must be < 32");
        assert_eq!(refused("::1/128"), "IPv6 mask bits must be < 128");
        assert_eq!(refused("::ffff:a00:0/104"), "IPv4 mask bits must be < 32");
        assert_eq!(refused("10.0.0.0/"), "Malformed CIDR, one '/' required");
        assert_eq!(
            refused("10.0.0.0/-1"),
            "Malformed CIDR, mask bits must not be negative"
        );
        assert_eq!(refused("10.0.0/8"), "Nonstandard IP address: 10.0.0");
        assert_eq!(refused("10.0.0.256/8"), "Invalid IP address: 10.0.0.256");
    }

    #[test]
    fn ranges_hold_addresses_of_the_other_family() {
        let all_v4 = IpRange::of_block("0.0.0.0/0").unwrap();
        assert!(all_v4.holds(&digits("::").unwrap()));
        let all_v6 = IpRange::of_block("::/0").unwrap();
        assert!(all_v6.holds(b"01020304"));
        assert!(!all_v6.holds(b"00000000"));
    }

    #[test]
    fn address_is_a_range_of_one() {
        for (address, neighbour) in [("10.0.0.15", "10.0.0.14"), ("10.0.0.9", "10.0.0.10")] {
            let range = IpRange::of_address(address).unwrap();
            assert!(range.holds(&digits(address).unwrap()));
            assert!(!range.holds(&digits(neighbour).unwrap()));
        }
        assert!(
            IpRange::of_address("10.0.0.1")
                .unwrap()
                .holds(&digits("a00:1::5").unwrap())
        );
        assert_eq!(IpRange::of_address("10.0.0"), None);
    }
}
