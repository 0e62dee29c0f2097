//! Finds the known name most similar to an unknown one, for "did you mean" in error messages.

/// Returns the name that differs from `wanted` in the fewest characters; `None` if it differs in more than a third of them.
pub(super) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = wanted.chars().count().min(100) / 3;
    let distances = names.map(|name| (distance(wanted, name), name));
    let (distance, name) = distances.min()?;
    (distance <= limit).then_some(name)
}

/// Returns the Levenshtein distance of the first 100 characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(100).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().take(100).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similar_name_is_found_and_a_different_one_is_not() {
        let names = ["us-east-1", "us-east-2", "eu-west-1"];
        let near = |wanted| nearest(wanted, names.into_iter());
        assert_eq!(near("us-esat-1"), Some("us-east-1"));
        assert_eq!(near("eu-west1"), Some("eu-west-1"));
        assert_eq!(near("mars"), None);
        assert_eq!(near(""), None);
    }
}
