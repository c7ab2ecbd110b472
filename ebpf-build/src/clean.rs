//! The environment of a nested cargo: the user's, without what the outer cargo put into it.
//!
//! An outer cargo tells a build script its own flags, target, wrapper and package. A nested one would take
//! them for the user's wishes and build the wrong thing, or wait for a jobserver that is not its own.

use std::env;
use std::process::Command;

/// Of the `CARGO*` variables, the ones that say where cargo gets things from and how it talks.
const KEPT: [&str; 7] = [
    "CARGO_HOME",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTRIES_",
    "CARGO_REGISTRY_",
    "CARGO_SOURCE_",
    "CARGO_TERM_",
];

/// Variables by which an outer cargo or rustup steers a compiler, whatever they are set to.
const PREFIXES: [&str; 6] = ["CARGO", "RUSTC", "RUSTDOC", "RUSTFLAGS", "CLIPPY_", "DEP_"];

/// The rest of what a build script is told, by name.
const NAMES: [&str; 11] = [
    "RUSTUP_TOOLCHAIN",
    "RUST_RECURSION_COUNT",
    "TARGET",
    "HOST",
    "OUT_DIR",
    "OPT_LEVEL",
    "DEBUG",
    "PROFILE",
    "NUM_JOBS",
    "MAKEFLAGS",
    "MFLAGS",
];

/// Takes the outer cargo's variables from a command's environment.
pub fn clean_environment(command: &mut Command) {
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_outer) {
            command.env_remove(name);
        }
    }
}

fn is_outer(name: &str) -> bool {
    NAMES.contains(&name)
        || PREFIXES.iter().any(|it| name.starts_with(it)) && !KEPT.iter().any(|it| name.starts_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_go_and_sources_stay() {
        for name in [
            "CARGO",
            "CARGO_TARGET_DIR",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_MAKEFLAGS",
            "CARGO_BUILD_TARGET",
            "CARGO_PKG_NAME",
            "RUSTC",
            "RUSTC_WORKSPACE_WRAPPER",
            "RUSTFLAGS",
            "RUSTUP_TOOLCHAIN",
        ] {
            assert!(is_outer(name), "{name} stays");
        }
        for name in ["CARGO_HOME", "CARGO_NET_OFFLINE", "CARGO_HTTP_CAINFO", "RUSTUP_HOME", "PATH", "HOME"] {
            assert!(!is_outer(name), "{name} goes");
        }
    }
}
