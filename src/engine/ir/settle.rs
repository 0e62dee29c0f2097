//! Adapts addresses and numbers in the same list to each other: event-ruler looks both up in one machine, so each
//! changes what the other matches.

use super::leaf_test::{AddressTest, Test};

/// The tests of one list, adapted to each other. Sets in the address tests whether they read numbers as digits: they do
/// unless the list compares numbers by value. If the list has numbers that spell an address, adds address tests for these (event-ruler 2.0.1,
/// `ByteMachine.transitionOn`: an address is looked up as its hex digits among all literals of the list).
pub(super) fn settled(mut tests: Vec<Test>) -> Vec<Test> {
    let has_number = tests.iter().any(Test::is_numeric);
    let spelled: Vec<Test> = tests.iter().filter_map(address_spelled).collect();
    for test in &mut tests {
        if let Test::Address(address) = test {
            address.reads_numbers = !has_number;
        }
    }
    tests.extend(spelled);
    tests
}

/// Whether the tests of a list have to be adapted to each other.
pub(super) fn has_address(tests: &[Test]) -> bool {
    tests.iter().any(|test| matches!(test, Test::Address(_)))
}

fn address_spelled(test: &Test) -> Option<Test> {
    let Test::Literal(text) = test else {
        return None;
    };
    if !matches!(text.len(), 8 | 32) || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digits: Box<[u8]> = text.iter().map(|digit| digit - b'0').collect();
    Some(Test::Address(AddressTest {
        low: digits.clone(),
        high: digits,
        whole: true,
        reads_numbers: false,
    }))
}
