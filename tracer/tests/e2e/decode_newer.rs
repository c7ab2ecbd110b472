//! Calls that are younger than the strace that lines are compared with: they are shown as it would show them.

use crate::need_root;
use crate::run::{fixture, run, tracer};

/// What the calls of `decode-file-newer` look like, without their results: those depend on the kernel.
const LINES: &[&str] = &[
    "cachestat(-1, {off=0, len=4096}, NULL, 0)",
    "fchmodat2(-1, \"a path\", 04755, AT_SYMLINK_NOFOLLOW)",
    "statmount({size=24, mnt_ns_fd=0, mnt_id=0x1234, param=STATMOUNT_SB_BASIC|STATMOUNT_FS_TYPE}, NULL, 0, 0x1)",
    "listmount({size=24, mnt_ns_fd=0, mnt_id=0xffffffffffffffff, param=0x7}, NULL, 0, LISTMOUNT_REVERSE)",
    "setxattrat(-1, \"a path\", AT_EMPTY_PATH, \"user.key\", {value=\"value\", size=5, flags=XATTR_CREATE}, 16)",
    "getxattrat(-1, \"a path\", 0, \"user.key\", {value=NULL, size=5, flags=0}, 16)",
    "listxattrat(-1, \"a path\", 0, NULL, 0)",
    "removexattrat(-1, \"a path\", AT_SYMLINK_NOFOLLOW, \"user.key\")",
    "open_tree_attr(-1, \"a path\", OPEN_TREE_CLONE, {attr_set=MOUNT_ATTR_RDONLY, attr_clr=MOUNT_ATTR_NOSUID, \
     propagation=MS_PRIVATE, userns_fd=3}, 32)",
    "file_getattr(-1, \"a path\", NULL, 24, 0)",
    "file_setattr(-1, \"a path\", {fa_xflags=FS_XFLAG_NODUMP, fa_extsize=0, fa_nextents=5, fa_projid=0, \
     fa_cowextsize=0}, 24, AT_SYMLINK_NOFOLLOW)",
];

#[test]
fn newer_calls_on_files_are_decoded() {
    need_root!();
    let finished = run(tracer().args([&fixture(), "decode-file-newer"]));
    assert!(finished.status.success(), "{}", finished.stderr);
    for expected in LINES {
        let shown = finished
            .stderr
            .lines()
            .any(|line| line.strip_prefix(expected).is_some_and(|rest| rest.trim_start().starts_with("= ")));
        assert!(shown, "{expected}\nis not in\n{}", finished.stderr);
    }
}
