//! IP address literals, read as Java reads the texts that event-ruler's address filter lets through.

/// The longest text that Java accepts as a four-part address, in characters.
const V4_CHARS_MAX: usize = 15;

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotAddress {
    /// It does not look like an address (event-ruler 2.0.1, `Constants.IPv4_REGEX`, `IPv6_REGEX`).
    Other,
    /// It looks like an address, but Java refuses it.
    Malformed,
}

/// The hex digits (0 to 15) of an address. There is room for 32 digits; the first `count` are in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    room: [u8; 32],
    count: usize,
}

impl std::ops::Deref for Digits {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.room[..self.count]
    }
}

/// The digits of an address literal: 8 for a four-byte address, 32 for a sixteen-byte address. `None` if the text is
/// not an address.
pub(crate) fn digits(text: &[u8]) -> Option<Digits> {
    read(text).ok()
}

pub(super) fn read(text: &[u8]) -> Result<Digits, NotAddress> {
    if text.iter().all(|&b| b.is_ascii_digit() || b == b'.') {
        return read_v4(text);
    }
    if text.contains(&b':') && text.iter().all(|&b| b.is_ascii_hexdigit() || b == b':') {
        return read_v6(text).ok_or(NotAddress::Malformed);
    }
    Err(NotAddress::Other)
}

fn read_v4(text: &[u8]) -> Result<Digits, NotAddress> {
    if text
        .split(|&b| b == b'.')
        .filter(|part| !part.is_empty())
        .count()
        != 4
        || text.iter().filter(|&&b| b == b'.').count() != 3
    {
        return Err(NotAddress::Other);
    }
    if text.len() > V4_CHARS_MAX {
        return Err(NotAddress::Malformed);
    }
    let mut bytes = [0; 4];
    for (byte, part) in bytes.iter_mut().zip(text.split(|&b| b == b'.')) {
        let value = part
            .iter()
            .fold(0u64, |v, &digit| v * 10 + u64::from(digit - b'0'));
        *byte = u8::try_from(value).map_err(|_| NotAddress::Malformed)?;
    }
    Ok(spread(&bytes))
}

/// Reads groups of any number of digits with a value of 16 bits, and at most one `::`. A v4-mapped address becomes the
/// four-byte one (java.net `IPAddressUtil`, `InetAddress.getByName`).
fn read_v6(text: &[u8]) -> Option<Digits> {
    let groups = match memchr::memmem::find(text, b"::") {
        Some(gap) => {
            let mut groups = Groups::read(&text[..gap])?;
            let tail = Groups::read(&text[gap + 2..])?;
            if groups.count + tail.count > 7 {
                return None;
            }
            let tail = &tail.values[..tail.count];
            groups.values[8 - tail.len()..].copy_from_slice(tail);
            groups
        }
        None => Groups::read(text).filter(|groups| groups.count == 8)?,
    };
    let mut bytes = [0; 16];
    for (pair, group) in bytes.chunks_exact_mut(2).zip(groups.values) {
        pair.copy_from_slice(&group.to_be_bytes());
    }
    match bytes {
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, v4 @ ..] => Some(spread(&v4)),
        _ => Some(spread(&bytes)),
    }
}

/// Up to eight 16-bit groups. The groups from `count` on are 0.
struct Groups {
    values: [u16; 8],
    count: usize,
}

impl Groups {
    /// Reads groups separated by single colons. An empty text has no groups.
    fn read(text: &[u8]) -> Option<Self> {
        let mut groups = Self {
            values: [0; 8],
            count: 0,
        };
        if text.is_empty() {
            return Some(groups);
        }
        for group in text.split(|&byte| byte == b':') {
            *groups.values.get_mut(groups.count)? = group_value(group)?;
            groups.count += 1;
        }
        Some(groups)
    }
}

fn group_value(digits: &[u8]) -> Option<u16> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0u16, |value, &digit| {
        let digit = char::from(digit).to_digit(16)?;
        value
            .checked_mul(16)?
            .checked_add(u16::try_from(digit).ok()?)
    })
}

fn spread(bytes: &[u8]) -> Digits {
    let mut digits = Digits {
        room: [0; 32],
        count: 2 * bytes.len(),
    };
    for (pair, byte) in digits.room.chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&[byte >> 4, byte & 0xf]);
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_have_the_same_digits() {
        for same in [
            &[
                "10.0.0.1",
                "010.0.0.1",
                "10.0.0.01",
                "::ffff:a00:1",
                "::FFFF:0a00:1",
            ][..],
            &["2001:db8::1", "2001:0DB8:0:0:0:0:0:1", "2001:00000db8::1"],
            &["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
            &["255.255.255.255", "::ffff:ffff:ffff"],
        ] {
            let read: Vec<_> = same.iter().map(|text| digits(text.as_bytes())).collect();
            assert!(
                read[0].is_some() && read.iter().all(|d| *d == read[0]),
                "{same:?}"
            );
        }
        assert_eq!(digits(b"::").map(|d| d.len()), Some(32));
    }

    #[test]
    fn texts_that_are_not_addresses_have_no_digits() {
        for text in [
            "",
            "1",
            "1.2.3",
            "1.2.3.256",
            "1.2.3.4.5",
            "1..2.3",
            "0000000001.2.3.4",
            ":",
            ":::",
            "1:",
            ":1",
            "12345::",
            "1:2:3:4::5:6:7:8",
            "1:2:3:4:5:6:7::8",
            "::1%0",
            "[::1]",
            "::ffff:1.2.3.4",
            "12:30",
            "1::2::3",
        ] {
            assert_eq!(digits(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn malformed_addresses_differ_from_other_texts() {
        for (text, why) in [
            ("1.2.3", NotAddress::Other),
            ("fe80", NotAddress::Other),
            ("a:zz", NotAddress::Other),
            ("1.2.3.256", NotAddress::Malformed),
            ("0000000001.2.3.4", NotAddress::Malformed),
            ("1:2", NotAddress::Malformed),
        ] {
            assert_eq!(read(text.as_bytes()), Err(why), "{text}");
        }
    }
}
