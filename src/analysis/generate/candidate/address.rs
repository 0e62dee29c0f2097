//! Addresses worth trying: the ends of a block, and the addresses before and after it.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::note::Note;
use super::value::Candidate;

/// Returns the candidates of a block of addresses.
pub(super) fn block(text: &str) -> Vec<Candidate> {
    let Some((base, bits)) = text.split_once('/') else {
        return Vec::new();
    };
    let Ok(bits) = bits.parse::<u32>() else {
        return Vec::new();
    };
    if let Ok(base) = base.parse::<Ipv4Addr>() {
        let free = u32::MAX.checked_shr(bits).unwrap_or(0);
        let low = base.to_bits() & !free;
        return ends(
            u128::from(low),
            u128::from(low | free),
            u128::from(u32::MAX),
            |it| {
                u32::try_from(it)
                    .map(|it| Ipv4Addr::from(it).to_string())
                    .ok()
            },
        );
    }
    let Ok(base) = base.parse::<Ipv6Addr>() else {
        return Vec::new();
    };
    let free = u128::MAX.checked_shr(bits).unwrap_or(0);
    let low = base.to_bits() & !free;
    ends(low, low | free, u128::MAX, |it| {
        Some(Ipv6Addr::from(it).to_string())
    })
}

/// Returns the ends of a range and their outer neighbours. `most`: the last of all addresses.
fn ends(
    low: u128,
    high: u128,
    most: u128,
    spelled: impl Fn(u128) -> Option<String>,
) -> Vec<Candidate> {
    let after = (high < most).then(|| high + 1);
    let all = [
        (Some(low), Note::First),
        (after, Note::AfterLast),
        (low.checked_sub(1), Note::BeforeFirst),
        (Some(high), Note::Last),
    ];
    let spelled = all.into_iter().filter_map(|(address, note)| {
        let text = spelled(address?)?;
        Some(Candidate::text(&text, note))
    });
    spelled.collect()
}
