//! The known name nearest to one that is not known, for errors.

/// The name that differs from `wanted` in the fewest characters, if it differs in a third of them at most.
pub(super) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = wanted.chars().count().min(100) / 3;
    let distances = names.map(|name| (distance(wanted, name), name));
    let (distance, name) = distances.min()?;
    (distance <= limit).then_some(name)
}

/// Levenshtein distance of the first 100 characters.
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
    fn near_and_far() {
        let names = ["us-east-1", "us-east-2", "eu-west-1"];
        let near = |wanted| nearest(wanted, names.into_iter());
        assert_eq!(near("us-esat-1"), Some("us-east-1"));
        assert_eq!(near("eu-west1"), Some("eu-west-1"));
        assert_eq!(near("mars"), None);
        assert_eq!(near(""), None);
    }
}
