//! Golden data for the parser of `-e`: what strace makes of many expressions, good and bad.

use super::Failure;
use super::probe::Probe;
use std::fmt::Write as _;
use std::process::Command;

/// Syscall sets. Each ends up with the numbers that it shows, or with strace's complaint.
const TRACE: &str = "
foo foo,read read,foo !foo ?foo ! !, , ,, 1 0 01 600 9999 -1 +1 0x1 1x 4294967296 1@64 1@32 10@x32 600@64 1,2,3 !1 400
%foo %%foo % %all %none %file %process %net %network %signal %ipc %desc %memory %creds %clock %pure %stat %lstat %fstat
%%stat %statfs %fstatfs %%statfs %file,%desc !%file %file@32 ?%foo %stat%stat %%fstat %FILE
file process net network signal ipc desc memory creds clock pure stat lstat fstat statfs fstatfs %file@ %file@x
/ /foo ?/foo !/foo /( /[ /* /) /a{ /a+b( /[z-a] /+ /^open /open$ /^(.*_)?statv?fs /statv?fs|fsstat|ustat /read@32 /read@33
/^read$,write /^[a-m] /. !/^[a-m] /x(@32
read read@64 read@32 read@x32 read@foo read@ @64 @ ?read@foo ?foo@bar read@64@32 read@32@64 read@64,write@32 !read@32
all none !all !none !!read !!!read !!all all,read read,all none,read read,none ?all ?none all@64 all@32 all@x32 none@64 !all@32
all, none, ,none !none, read,!write read, ,read read,,write !read,write ?read !?read ?!read ??foo ?!foo ? ?, READ Read
old_mmap old_select _newselect umount umount2 waitpid waitpid@64 socketcall@64 socketcall mmap mmap2 oldstat
newfstatat fstatat64 rt_tgsigqueueinfo rt_tgsigqueueinfo#64 ioctl ioctl#64 sysctl _sysctl sendfile64 osf_statfs pread pread64 fork
syscall_0x1f4 arc_gettls exit_group exit openat,close set_mempolicy_home_node read=write SYS_read
";

/// Whole expressions. Each ends up accepted or with strace's complaint.
const EXPRESSIONS: &str = "
read !read foo foo=bar =read trace trace=read t=read traces=read T=read TRACE=read %file /read trace=trace !trace=read trace= t=
status=foo status= status=all status=none status=!failed status=1 status=0 status=failed,foo status=!foo status=successful,all
status=FAILED status=?failed status=, status=! status=failed, status=failed,detached status=!successful,failed
status=all,failed status=none,failed status=detached status=unavailable status=unfinished status=all, status st=failed
stat=failed statuses=failed
signal=FOO signal= signal=0 signal=1 signal=64 signal=65 signal=255 signal=256 signal=-1 signal=01 signal=0x1 signal=+1 signal=1x
signal=int signal=sigint signal=Int signal=SIGRT_1 signal=rt_1 signal=SIGRTMIN signal=RTMIN signal=SIGRTMIN+1 signal=SIGRTMAX
signal=SIGIOT signal=CLD signal=POLL signal=IO signal=IO,FOO signal=all signal=none signal=!IO signal=SIGUNUSED
signal=?FOO signal=SIGRT_33 signal=SIGRT_32 signal=SIGRT_0 signal=SIG signal=SIGSIGINT signal=none,INT signal=INT,all signal=,
signal=! signal=!, signal=!!INT signal=!none signals=INT s=INT sig=INT signal
quiet=foo quiet= quiet=attach quiet=attaching quiet=detach quiet=exit quiet=exits quiet=path-resolution
quiet=path_resolution quiet=path quiet=personality quiet=thread-execve quiet=superseded quiet=all quiet=none quiet=!attach
quiet=0 quiet=1 quiet=ATTACH quiet=exit,foo quiet=attach,,exit quiet=, quiet=! quiet=all,exit quiet=none, q=exit silent=exit
silence=exit silents=exit quiets=exit quiet qq=exit
abbrev=foo a=foo abbrev=read a=read abbrev=!foo abbrev=all abbrev=none abbrev verbose=foo v=foo verbose=none v=read
raw=foo x=foo raw=all x=read X=read raw=/x(
read=foo reads=foo r=foo read= read=-1 read=0 read=!3 read=all read=none read=1,foo read=, read=1,2 read=01 read=0x1 read=99999
read=2147483647 read=2147483648 write=foo writes=foo w=foo write=1 writes=1 w=1 reads=1 r=1
decode-fds=foo decode-fd=foo decode-fds= decode-fds=path decode-fds=path,foo decode-fds=PATH decode-fds=!path decode-fds=all
decode-fds=none decode-fds=socket,dev,pidfd decode-fds=1 decode-fds fds=path fd=path decode=path d=path
decode-pids=foo decode-pid=foo decode-pids= decode-pids=comm decode-pids=pidns decode-pids=all decode-pids pids=comm
kvm=foo kvm= kvm=vcpu kvm=VCPU kvm=vcpu,vcpu kvm namespace=new secontexts=full f=read i=read fault inject
";

/// What strace says about one expression, without the name of the program and its hint at `-h`; `None` if it takes it.
fn complaint(expression: &str) -> Result<Option<String>, Failure> {
    let output = Command::new("strace")
        .args(["-o", "/dev/null", "-e", expression, "true"])
        .env("LC_ALL", "C")
        .output()?;
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().next().unwrap_or_default();
    Ok((!output.status.success()).then(|| line.trim_start_matches("strace: ").to_owned()))
}

/// A line for each set: the set, and its complaint or the numbers that it shows of each ABI.
pub(super) fn trace(probe: &Probe) -> Result<String, Failure> {
    let mut text = String::new();
    for set in TRACE.split_whitespace() {
        let expression = format!("trace={set}");
        match complaint(&expression)? {
            Some(complaint) => {
                let _ = writeln!(text, "{set}\t{complaint}");
            }
            None => {
                let mut shown = Vec::new();
                for abi in 0..3 {
                    let calls = probe.calls(abi, &expression)?;
                    shown.push(ranges(calls.into_iter().map(|call| call.nr)));
                }
                let _ = writeln!(text, "{set}\t{}", shown.join("\t"));
            }
        }
    }
    Ok(text)
}

/// A line for each expression: the expression, and `ok` or its complaint.
pub(super) fn expressions() -> Result<String, Failure> {
    let mut text = String::new();
    for expression in EXPRESSIONS.split_whitespace() {
        let complaint = complaint(expression)?.unwrap_or_else(|| "ok".into());
        let _ = writeln!(text, "{expression}\t{complaint}");
    }
    Ok(text)
}

/// `0-2,5`; `-` if there is none.
fn ranges(numbers: impl Iterator<Item = u32>) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    if ranges.is_empty() {
        return "-".into();
    }
    let texts = ranges.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    });
    texts.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_joined() {
        assert_eq!(ranges([0, 1, 2, 5, 7, 8].into_iter()), "0-2,5,7-8");
        assert_eq!(ranges([].into_iter()), "-");
    }
}
