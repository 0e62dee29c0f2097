//! Keys that are paths: `$.detail.state`, `items[0].id`.

/// Returns whether a key is a JSONPath.
pub(crate) fn is_path(key: &str) -> bool {
    let is_position = |at: &str| {
        at.split_once(']')
            .is_some_and(|(inner, _)| inner == "*" || inner.bytes().all(|it| it.is_ascii_digit()))
    };
    key == "$" || key.starts_with("$.") || key.split('[').skip(1).any(is_position)
}

/// Returns the names that a path leads through; positions in lists are left out.
pub(crate) fn steps(path: &str) -> Vec<&str> {
    let names = path.split('.').filter(|name| *name != "$");
    names
        .map(|name| name.split('[').next().unwrap_or(name))
        .collect()
}
