//! Every dependency comes from the registry: a git or foreign source cannot be reviewed by its version.

use std::path::Path;

use super::Finding;

/// Checks the text of Cargo.lock.
pub(super) fn check(lock: &str) -> Vec<Finding> {
    let sources =
        lock.lines().enumerate().filter_map(|(index, it)| Some((index, it.strip_prefix("source = ")?)));
    sources
        .filter(|(_, it)| !(it.starts_with("\"registry+") && it.ends_with("/crates.io-index\"")))
        .map(|(index, it)| {
            Finding::new(Path::new("Cargo.lock"), index + 1, format!("{it} is not the registry of crates"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_registry_passes() {
        let lock = "name = \"a\"\nsource = \"registry+https://x/crates.io-index\"\n\
                    name = \"b\"\nsource = \"git+https://x/b\"\nsource = \"registry+https://x/other-index\"\n";
        let lines: Vec<_> = check(lock).iter().map(|it| it.line).collect();
        assert_eq!(lines, [4, 5]);
    }
}
