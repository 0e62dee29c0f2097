//! The known name nearest to one that is not known, for "did you mean".

/// Most edits between a word and the name suggested for it.
const DISTANCE_MAX: usize = 2;

/// Returns the name that `word` was probably meant to be: equal except for case, `-` and `_`, or at most two edits away
/// and by fewer edits than half of its letters. `None` if no name is that near.
///
/// ```
/// use tidegate::nearest;
/// let names = ["prefix", "suffix", "equals-ignore-case"];
/// assert_eq!(nearest("prefxi", &names), Some("prefix"));
/// assert_eq!(nearest("equalsIgnoreCase", &names), Some("equals-ignore-case"));
/// assert_eq!(nearest("regex", &names), None);
/// ```
#[must_use]
pub fn nearest<'n>(word: &str, names: &[&'n str]) -> Option<&'n str> {
    let own = folded(word);
    let same = names.iter().find(|name| folded(name) == own);
    if let Some(same) = same {
        return Some(same);
    }
    let length = word.chars().count();
    let most = DISTANCE_MAX.min(length.saturating_sub(1) / 2);
    let near = names
        .iter()
        .filter(|name| name.chars().count().abs_diff(length) <= most);
    let distances = near.map(|name| (distance(word, name), *name));
    let (distance, name) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= most).then_some(name)
}

fn folded(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, '-' | '_' | ' '));
    letters.flat_map(char::to_lowercase).collect()
}

/// The number of insertions, removals, replacements and swaps of neighbours that lead from one to the other. Only the
/// first 100 letters of `word` are compared, because names are short.
fn distance(word: &str, name: &str) -> usize {
    let word: Vec<char> = word.chars().take(100).collect();
    let name: Vec<char> = name.chars().collect();
    let mut rows = vec![(0..=name.len()).collect::<Vec<usize>>()];
    for i in 1..=word.len() {
        let mut row = vec![i];
        for j in 1..=name.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(word[i - 1] != name[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && word[i - 1] == name[j - 2] && word[i - 2] == name[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[word.len()][name.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["body", "exists", "anything-but"];
        assert_eq!(nearest("Body", &names), Some("body"));
        assert_eq!(nearest("bdoy", &names), Some("body"));
        assert_eq!(nearest("exist", &names), Some("exists"));
        assert_eq!(nearest("ANYTHING_BUT", &names), Some("anything-but"));
        for far in ["", "b", "bo", "state", "key"] {
            assert_eq!(nearest(far, &names), None, "{far}");
        }
    }
}
