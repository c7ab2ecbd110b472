//! Containers: which cgroup a container's id or name means, learnt from the processes' cgroups.
//!
//! No daemon is asked: the cgroup paths that docker, podman, containerd, CRI-O, LXC and systemd-nspawn give
//! their containers hold the id or the name; docker's and podman's names come from their files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::cgroup::{self, CgroupError};

/// Shorter prefixes of an id are taken for names.
const MIN_PREFIX: usize = 4;

/// Why a word means no container.
#[derive(Debug, thiserror::Error)]
pub enum ContainerError {
    /// Nothing running matches.
    #[error("no running container '{name}'{}", candidates(.known))]
    Unknown {
        /// As given.
        name: String,
        /// What runs.
        known: Vec<String>,
    },
    /// Several match.
    #[error("container '{name}' is ambiguous{}", candidates(.matching))]
    Ambiguous {
        /// As given.
        name: String,
        /// Those that match.
        matching: Vec<String>,
    },
    /// Its cgroup cannot be used.
    #[error(transparent)]
    Cgroup(#[from] CgroupError),
}

fn candidates(names: &[String]) -> String {
    match names {
        [] => " (none is running, as far as /proc/*/cgroup tells)".to_owned(),
        names => format!("; there are: {}", names.join(", ")),
    }
}

#[derive(Debug)]
struct Running {
    id: String,
    name: Option<String>,
    /// Below the mount.
    path: String,
}

impl Running {
    fn shown(&self) -> String {
        let id = if is_hex(&self.id) && self.id.len() > 12 { &self.id[..12] } else { &self.id };
        match &self.name {
            Some(name) => format!("{name} ({id})"),
            None => id.to_owned(),
        }
    }
}

/// The directory of the cgroup of the container that `name` means: its id, the start of it, or its name.
pub fn resolve(root: &Path, name: &str) -> Result<PathBuf, ContainerError> {
    let running = running(root);
    let exact: Vec<&Running> =
        running.iter().filter(|c| c.id == name || c.name.as_deref() == Some(name)).collect();
    let prefix =
        |c: &&Running| name.len() >= MIN_PREFIX && is_hex(name) && is_hex(&c.id) && c.id.starts_with(name);
    let matching = if exact.is_empty() { running.iter().filter(prefix).collect() } else { exact };
    let shown = |of: &[&Running]| of.iter().map(|c| c.shown()).collect();
    match matching.as_slice() {
        [one] => Ok(cgroup::find(root, Path::new(&one.path))?.path),
        [] => Err(ContainerError::Unknown {
            name: name.to_owned(),
            known: shown(&running.iter().collect::<Vec<_>>()),
        }),
        several => Err(ContainerError::Ambiguous { name: name.to_owned(), matching: shown(several) }),
    }
}

fn running(root: &Path) -> Vec<Running> {
    let names = names(root);
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(root.join("proc")).into_iter().flatten().flatten() {
        let pid = entry.file_name();
        if !pid.to_str().is_some_and(|pid| pid.bytes().all(|b| b.is_ascii_digit())) {
            continue;
        }
        // It may have ended since.
        let Ok(text) = fs::read_to_string(entry.path().join("cgroup")) else { continue };
        let version2 = text.lines().find_map(|line| line.strip_prefix("0::"));
        found.extend(version2.into_iter().flat_map(containers));
    }
    found.into_iter().map(|(path, id)| Running { name: names.get(&id).cloned(), id, path }).collect()
}

/// The containers in a cgroup path, the outer first: path and id of each.
fn containers(path: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (mut end, mut parent) = (0, "");
    for part in path.split('/') {
        end += part.len() + 1;
        if let Some(id) = container_id(parent, part) {
            found.push((path[..end - 1].to_owned(), id));
        }
        parent = part;
    }
    found
}

/// The id or name in one part of a cgroup path.
fn container_id(parent: &str, part: &str) -> Option<String> {
    let scope = part.strip_suffix(".scope");
    let full_id = |word: &str| word.len() == 64 && is_hex(word);
    if let Some(scope) = scope {
        let id =
            ["docker-", "libpod-", "cri-containerd-", "crio-"].iter().find_map(|p| scope.strip_prefix(p));
        if let Some(id) = id {
            return full_id(id).then(|| id.to_owned());
        }
        return scope.strip_prefix("machine-").map(unescape);
    }
    if let Some(name) = part.strip_prefix("lxc.payload.") {
        return Some(name.to_owned());
    }
    if let Some(name) = part.strip_prefix("systemd-nspawn@").and_then(|p| p.strip_suffix(".service")) {
        return Some(unescape(name));
    }
    match parent {
        "lxc" => (!part.is_empty()).then(|| part.to_owned()),
        // docker and kubelet without systemd: /docker/ID, /kubepods/burstable/podUID/ID.
        _ => {
            let id = part.strip_prefix("libpod-").unwrap_or(part);
            let below =
                matches!(parent, "docker" | "libpod_parent" | "machine.slice") || parent.contains("pod");
            (below && full_id(id)).then(|| id.to_owned())
        }
    }
}

fn is_hex(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// systemd writes a dash in a unit's name as `\x2d`.
fn unescape(name: &str) -> String {
    name.replace("\\x2d", "-")
}

/// Names by id, as far as docker's and podman's files may be read.
fn names(root: &Path) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let json = |path: &Path| -> Option<Value> { serde_json::from_slice(&fs::read(path).ok()?).ok() };
    for entry in fs::read_dir(root.join("var/lib/docker/containers")).into_iter().flatten().flatten() {
        let Some(config) = json(&entry.path().join("config.v2.json")) else { continue };
        if let (Some(id), Some(name)) = (config["ID"].as_str(), config["Name"].as_str()) {
            names.insert(id.to_owned(), name.trim_start_matches('/').to_owned());
        }
    }
    let podman = root.join("var/lib/containers/storage/overlay-containers/containers.json");
    for entry in json(&podman).as_ref().and_then(Value::as_array).into_iter().flatten() {
        if let (Some(id), Some(name)) = (entry["id"].as_str(), entry["names"][0].as_str()) {
            names.insert(id.to_owned(), name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(digits: &str) -> String {
        format!("{digits}{}", "0".repeat(64 - digits.len()))
    }

    fn machine(cgroups: &[String]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a directory");
        for (pid, path) in cgroups.iter().enumerate() {
            let proc = root.path().join(format!("proc/{}", pid + 100));
            fs::create_dir_all(&proc).expect("a process");
            fs::write(proc.join("cgroup"), format!("4:memory:/old\n0::{path}\n")).expect("its cgroup");
            fs::create_dir_all(root.path().join(format!("sys/fs/cgroup{path}"))).expect("the cgroup");
        }
        fs::create_dir_all(root.path().join("proc")).expect("proc");
        fs::write(root.path().join("proc/mounts"), "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n")
            .expect("mounts");
        root
    }

    #[test]
    fn every_runtime_is_known() {
        let hex = id("abc123");
        for (path, want) in [
            (format!("/system.slice/docker-{hex}.scope"), hex.as_str()),
            (format!("/docker/{hex}/init"), &hex),
            (format!("/machine.slice/libpod-{hex}.scope/container"), &hex),
            (format!("/kubepods.slice/kubepods-pod1.slice/cri-containerd-{hex}.scope"), &hex),
            (format!("/kubepods/burstable/pod12-34/{hex}"), &hex),
            ("/lxc.payload.web/system.slice".to_owned(), "web"),
            ("/machine.slice/systemd-nspawn@deb.service/payload".to_owned(), "deb"),
            ("/machine.slice/machine-qemu\\x2d1.scope".to_owned(), "qemu-1"),
        ] {
            let ids: Vec<String> = containers(&path).into_iter().map(|(_, id)| id).collect();
            assert_eq!(ids, [want], "{path}");
        }
        for path in ["/", "/user.slice/session-1.scope", "/system.slice/docker.service", "/docker/buildkit"] {
            assert!(containers(path).is_empty(), "{path}");
        }
    }

    #[test]
    fn ids_prefixes_and_names_resolve() {
        let (one, two) = (id("abcd1"), id("abcd2"));
        let root = machine(&[
            format!("/docker/{one}/sub"),
            format!("/system.slice/docker-{two}.scope"),
            "/a".to_owned(),
        ]);
        let config = root.path().join("var/lib/docker/containers").join(&two);
        fs::create_dir_all(&config).expect("docker's folder");
        fs::write(config.join("config.v2.json"), format!(r#"{{"ID":"{two}","Name":"/web"}}"#))
            .expect("a config");

        let found = |name: &str| resolve(root.path(), name).map_err(|error| error.to_string());
        assert!(found("abcd1").is_ok_and(|path| path.ends_with(format!("docker/{one}"))));
        assert!(found(&one).is_ok());
        assert!(found("web").is_ok_and(|path| path.ends_with(format!("docker-{two}.scope"))));
        let both = "abcd10000000, web (abcd20000000)";
        assert_eq!(found("abcd"), Err(format!("container 'abcd' is ambiguous; there are: {both}")));
        assert_eq!(found("abc"), Err(format!("no running container 'abc'; there are: {both}")));
        assert_eq!(
            resolve(machine(&[]).path(), "x").map_err(|error| error.to_string()),
            Err("no running container 'x' (none is running, as far as /proc/*/cgroup tells)".to_owned())
        );
    }
}
