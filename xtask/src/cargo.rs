//! Starting cargo and other programs from a program that cargo has started, and where things are: what cargo built, what
//! is installed. What a toolchain must hold for the BPF programs is left to ebpf-build.

use std::env;
use std::ffi::{OsStr, OsString};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The whole workspace but the BPF programs, which are not for the host. Whoever names fewer packages builds with other
/// features, and so builds anew.
pub(crate) const HOST: [&str; 3] = ["--workspace", "--exclude", "tracer-ebpf"];

/// The cargo that runs us, at the root of the workspace.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Programs that cargo has made: names, paths.
pub(crate) struct Built(Vec<(String, PathBuf)>);

impl Built {
    pub(crate) fn program(&self, name: &str) -> Result<PathBuf> {
        let found = self.0.iter().find(|it| it.0 == name);
        found.map(|it| it.1.clone()).with_context(|| format!("cargo built no program named {name}"))
    }
}

/// Runs `cargo ARGS` and gives the programs that it made.
pub(crate) fn build(args: &[&str]) -> Result<Built> {
    let mut cargo = cargo();
    cargo.args(args).arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit());
    let output = cargo.output().context("cannot start cargo")?;
    if !output.status.success() {
        bail!("`cargo {}` failed: {}", args.join(" "), output.status);
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let program = |line: &str| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let path = message["executable"].as_str()?.into();
        Some((message["target"]["name"].as_str()?.to_owned(), path))
    };
    Ok(Built(messages.lines().filter_map(program).collect()))
}

/// The folder of the workspace's Cargo.toml.
pub(crate) fn root() -> &'static Path {
    ebpf_build::workspace()
}

/// The target directory that we were built in.
pub(crate) fn target_dir() -> PathBuf {
    let program = env::current_exe().unwrap_or_default();
    ebpf_build::target_dir(&program)
}

/// Runs a program, and fails when it fails.
pub(crate) fn check(command: &mut Command) -> Result<()> {
    let name = Path::new(command.get_program()).display().to_string();
    let status = command.status().with_context(|| format!("cannot start {name}"))?;
    if !status.success() {
        let arguments: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
        bail!("`{name} {}` failed: {status}", arguments.join(" "));
    }
    Ok(())
}

/// What a program prints, if it succeeds.
pub(crate) fn output(command: &mut Command) -> Option<Vec<u8>> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// The full path of a program, if it is installed: also of one that only administrators have in their PATH.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let is_program =
        |it: &PathBuf| it.metadata().is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0);
    env::split_paths(&path)
        .chain(["/usr/sbin", "/sbin"].map(PathBuf::from))
        .map(|it| it.join(program))
        .find(is_program)
}

/// Whether a program is installed.
pub(crate) fn has(program: &str) -> bool {
    which(program).is_some()
}

/// Takes from a command's environment what `cargo run` put there, so that a program that we start (and one
/// that it traces) finds the user's: a library path searched by ld.so would show up in every trace.
pub(crate) fn forget_cargo(command: &mut Command) {
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_of_cargo_run) {
            command.env_remove(name);
        }
    }
    if let Some(path) = env::var_os("LD_LIBRARY_PATH") {
        match without_build_directories(&path, &target_dir()) {
            Some(path) => command.env("LD_LIBRARY_PATH", path),
            None => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
}

fn is_of_cargo_run(name: &str) -> bool {
    matches!(name, "CARGO" | "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "OUT_DIR")
        || matches!(name, "RUST_RECURSION_COUNT" | "RUSTUP_TOOLCHAIN" | "RUSTUP_TOOLCHAIN_SOURCE")
        || name.starts_with("CARGO_PKG_")
}

fn without_build_directories(path: &OsStr, target_dir: &Path) -> Option<OsString> {
    let is_users = |it: &PathBuf| {
        !it.starts_with(target_dir) && !it.join("rustlib").is_dir() && !it.iter().any(|it| it == "rustlib")
    };
    let rest: Vec<_> = env::split_paths(path).filter(is_users).collect();
    if rest.is_empty() { None } else { env::join_paths(rest).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_users_library_directories_stay() {
        let clean = |path: &str| without_build_directories(path.as_ref(), Path::new("/src/target"));
        let of_cargo = "/src/target/debug/deps:/r/toolchains/1/lib/rustlib/x86_64-unknown-linux-gnu/lib";
        assert_eq!(clean(of_cargo), None);
        assert_eq!(clean(&format!("{of_cargo}:/opt/lib:/srv/lib")), Some("/opt/lib:/srv/lib".into()));
    }

    #[test]
    fn the_users_cargo_settings_stay() {
        assert!(is_of_cargo_run("CARGO_PKG_NAME"));
        assert!(is_of_cargo_run("RUSTUP_TOOLCHAIN"));
        for name in ["CARGO_HOME", "CARGO_TARGET_DIR", "RUSTFLAGS", "RUSTUP_HOME"] {
            assert!(!is_of_cargo_run(name), "{name} goes");
        }
    }
}
