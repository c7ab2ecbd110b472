//! How the BPF object is built: one nested cargo, shared by tracer's build.rs and `cargo xtask ebpf`.
//!
//! There are two routes to a compiler for `bpfel-unknown-none` (see [`Route`]), and one linker for both. What
//! is missing is told with its remedy; installing it is left to `cargo xtask setup`. No dependency: this is
//! compiled before anything else.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

mod clean;
mod find;
mod strip;

pub use clean::clean_environment;
pub use find::{LINKER, Route, Toolchain, find_linker, pinned_channel, target_dir, tools_dir, workspace};
pub use strip::hide_debug_sections;

/// The target that the programs are compiled for.
pub const TARGET: &str = "bpfel-unknown-none";

/// Chooses the route when it is set to `1` or `2`; else the first that is ready is taken.
pub const ROUTE_VARIABLE: &str = "TRACER_BPF_ROUTE";

/// The profile in Cargo.toml that the programs are compiled with.
const PROFILE: &str = "bpf";

/// The architectures whose registers the programs know.
const ARCHITECTURES: [&str; 2] = ["x86_64", "aarch64"];

/// Why there is no object.
#[derive(Debug)]
pub enum Error {
    /// Neither route (or not the one asked for) has its compiler.
    NoToolchain(Option<Route>),
    /// No bpf-linker in any of the places.
    NoLinker(Vec<PathBuf>),
    /// The programs know nothing of this architecture's registers.
    Architecture(String),
    /// [`ROUTE_VARIABLE`] is neither 1 nor 2.
    Route(OsString),
    /// The nested cargo could not be started.
    Cargo(PathBuf, std::io::Error),
    /// The nested cargo failed; it has said why.
    Failed(Route),
}

impl std::error::Error for Error {}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const REMEDY: &str = "run `cargo xtask setup`, which installs what is missing";
        match self {
            Self::NoToolchain(Some(route)) => {
                write!(f, "the BPF programs cannot be built: {} is not there; {REMEDY}", route.needs())
            }
            Self::NoToolchain(None) => write!(
                f,
                "the BPF programs cannot be built: neither {} nor {} is there; {REMEDY}",
                Route::Rustup.needs(),
                Route::Debian.needs()
            ),
            Self::NoLinker(places) => {
                write!(f, "the BPF programs cannot be linked: no bpf-linker in ")?;
                for place in places {
                    write!(f, "{}, ", place.display())?;
                }
                write!(f, "nor in PATH; {REMEDY}")
            }
            Self::Architecture(arch) => {
                write!(f, "tracer runs on {}, not on {arch}", ARCHITECTURES.join(" and "))
            }
            Self::Route(value) => {
                write!(f, "{ROUTE_VARIABLE} is {}, but there are only 1 and 2", value.display())
            }
            Self::Cargo(cargo, error) => write!(f, "cannot start {}: {error}", cargo.display()),
            Self::Failed(route) => write!(
                f,
                "the BPF programs do not compile ({route}); `cargo xtask ebpf` shows the messages alone"
            ),
        }
    }
}

/// What to build, and how.
#[derive(Debug)]
pub struct Request {
    /// The target directory of the outer build. Ours is `bpf` below it.
    pub target_dir: PathBuf,
    /// The architecture of the kernel that will run the programs, as in `CARGO_CFG_TARGET_ARCH`.
    pub arch: String,
    /// `None`: the first route that is ready.
    pub route: Option<Route>,
    /// Whether the nested cargo tells nothing but errors.
    pub quiet: bool,
}

/// What was built.
#[derive(Debug)]
pub struct Object {
    /// The ELF file.
    pub path: PathBuf,
    /// The route it took.
    pub route: Route,
    /// The linker that made it.
    pub linker: PathBuf,
}

/// The route that [`ROUTE_VARIABLE`] asks for.
pub fn route_from_environment() -> Result<Option<Route>, Error> {
    match env::var_os(ROUTE_VARIABLE) {
        None => Ok(None),
        Some(value) if value.is_empty() => Ok(None),
        Some(value) => value.to_str().and_then(|it| it.parse().ok()).map(Some).ok_or(Error::Route(value)),
    }
}

/// Builds the object.
pub fn build(request: &Request) -> Result<Object, Error> {
    if !ARCHITECTURES.contains(&request.arch.as_str()) {
        return Err(Error::Architecture(request.arch.clone()));
    }
    let toolchain = match request.route {
        Some(route) => Toolchain::find(route),
        None => Toolchain::find(Route::Rustup).or_else(|| Toolchain::find(Route::Debian)),
    }
    .ok_or(Error::NoToolchain(request.route))?;
    let linker = find_linker(&request.target_dir).map_err(Error::NoLinker)?;
    let target_dir = request.target_dir.join("bpf").join(toolchain.route.name()).join(&request.arch);
    let artifacts = target_dir.join(TARGET).join(PROFILE);
    forget_older_than(&linker, &artifacts);

    let mut cargo = Command::new(&toolchain.cargo);
    clean_environment(&mut cargo);
    cargo
        .current_dir(workspace())
        .env("RUSTC", &toolchain.rustc)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_ENCODED_RUSTFLAGS", flags(&request.arch, &linker))
        .args(["build", "--package", "tracer-ebpf", "--bin", "tracer-ebpf", "--profile", PROFILE])
        .args(["--target", TARGET, "--target-dir"])
        .arg(&target_dir);
    if toolchain.route == Route::Rustup {
        cargo.arg("-Zbuild-std=core");
    }
    if request.quiet {
        cargo.arg("--quiet");
    }
    let status = cargo.status().map_err(|error| Error::Cargo(toolchain.cargo, error))?;
    if !status.success() {
        return Err(Error::Failed(toolchain.route));
    }
    Ok(Object { path: artifacts.join("tracer-ebpf"), route: toolchain.route, linker })
}

/// The compiler's flags, as `CARGO_ENCODED_RUSTFLAGS` wants them: they replace what a user's own
/// configuration says, which is meant for the host.
fn flags(arch: &str, linker: &Path) -> OsString {
    let values = ARCHITECTURES.map(|it| format!("\"{it}\"")).join(", ");
    let mut linker_flag = OsString::from("-Clinker=");
    linker_flag.push(linker);
    let flags = [
        format!("--cfg=bpf_target_arch=\"{arch}\"").into(),
        format!("--check-cfg=cfg(bpf_target_arch, values({values}))").into(),
        linker_flag,
        // 32-bit arithmetic and jumps: every kernel that the programs run on has them (since 5.1).
        "-Ctarget-cpu=v3".into(),
        // Without BTF the kernel refuses the programs: "missing btf func_info".
        "-Clink-arg=--btf".into(),
    ];
    flags.join(OsStr::new("\x1f"))
}

/// Makes cargo link again when the linker is newer than the object: it compares only the linker's path.
fn forget_older_than(linker: &Path, artifacts: &Path) {
    let modified = |path: &Path| path.metadata().and_then(|it| it.modified()).ok();
    if let (Some(linker), Some(object)) = (modified(linker), modified(&artifacts.join("tracer-ebpf")))
        && linker > object
    {
        // Nothing is lost if this fails but a new link.
        let _ = std::fs::remove_dir_all(artifacts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_separated_as_cargo_wants_them() {
        let flags = flags("aarch64", Path::new("/opt/with space/bpf-linker"));
        let flags: Vec<_> = flags.to_str().unwrap().split('\x1f').collect();
        assert_eq!(flags[0], "--cfg=bpf_target_arch=\"aarch64\"");
        assert_eq!(flags[1], "--check-cfg=cfg(bpf_target_arch, values(\"x86_64\", \"aarch64\"))");
        assert_eq!(flags[2], "-Clinker=/opt/with space/bpf-linker");
        assert_eq!(flags[4], "-Clink-arg=--btf");
    }

    #[test]
    fn every_lack_names_its_remedy() {
        for error in [
            Error::NoToolchain(None),
            Error::NoToolchain(Some(Route::Debian)),
            Error::NoLinker(vec!["/x/tools/bin".into()]),
        ] {
            assert!(error.to_string().contains("`cargo xtask setup`"), "{error}");
        }
    }

    #[test]
    fn an_unknown_architecture_is_refused_before_anything_is_sought() {
        let request =
            Request { target_dir: "/nowhere".into(), arch: "riscv64".into(), route: None, quiet: true };
        let error = build(&request).unwrap_err().to_string();
        assert_eq!(error, "tracer runs on x86_64 and aarch64, not on riscv64");
    }
}
