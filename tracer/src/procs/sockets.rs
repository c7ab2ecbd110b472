//! What sockets are connected to, from the tables in /proc/PID/net. Shown as strace's -yy does.

use std::fmt::Write as _;
use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use hashbrown::HashMap;

/// The tables with addresses, and what their sockets are called.
const TABLES: [(&str, &str); 4] = [("tcp", "TCP"), ("tcp6", "TCPv6"), ("udp", "UDP"), ("udp6", "UDPv6")];

/// As many sockets are remembered.
const MAX_KNOWN: usize = 1 << 16;

/// Sockets by inode.
#[derive(Debug)]
pub struct Sockets {
    root: PathBuf,
    known: HashMap<u64, String>,
    /// May the tables be read in this turn? On a machine with many connections, that takes milliseconds.
    may_read: bool,
}

impl Sockets {
    /// Reads below this root.
    pub fn new(root: PathBuf) -> Self {
        Self { root, known: HashMap::new(), may_read: true }
    }

    /// Begins a turn, in which the tables may be read once.
    pub fn turn(&mut self) {
        self.may_read = true;
    }

    /// What a socket of a process is: `Some(None)` if the tables do not tell, `None` if they may not be asked now.
    pub fn describe(&mut self, tgid: u32, inode: u64) -> Option<Option<Vec<u8>>> {
        if !self.known.contains_key(&inode) {
            if !std::mem::take(&mut self.may_read) {
                return None;
            }
            self.read(tgid);
        }
        // An inode is used again, and a socket connects: what is told once is remembered by whoever asked.
        Some(self.known.remove(&inode).map(String::into_bytes))
    }

    fn read(&mut self, tgid: u32) {
        if self.known.len() > MAX_KNOWN {
            self.known.clear();
        }
        let read = |table: &str| fs::read_to_string(self.root.join(format!("proc/{tgid}/net/{table}")));
        for (table, name) in TABLES {
            let text = read(table).unwrap_or_default();
            self.known.extend(text.lines().skip(1).filter_map(|line| internet(line, name)));
        }
        // Names of unix sockets may hold any byte.
        let path = self.root.join(format!("proc/{tgid}/net/unix"));
        let text = fs::read(path).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        self.known.extend(text.lines().skip(1).filter_map(unix));
    }
}

/// `0: 0100007F:1F90 0100007F:C350 01 ... INODE ...` (net/ipv4/tcp_ipv4.c, `get_tcp4_sock`).
fn internet(line: &str, name: &str) -> Option<(u64, String)> {
    let mut words = line.split_ascii_whitespace().skip(1);
    let (local, remote) = (address(words.next()?)?, address(words.next()?)?);
    let inode = words.nth(6)?.parse().ok().filter(|inode| *inode != 0)?;
    let mut text = format!("{name}:[{local}");
    if remote.port() != 0 {
        let _ = write!(text, "->{remote}");
    }
    text.push(']');
    Some((inode, text))
}

/// Words of the machine's byte order, a port in hex.
fn address(text: &str) -> Option<SocketAddr> {
    let (host, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let word = |at: usize| u32::from_str_radix(host.get(8 * at..8 * at + 8)?, 16).ok().map(u32::to_ne_bytes);
    let ip = match host.len() {
        8 => IpAddr::V4(Ipv4Addr::from(word(0)?)),
        32 => {
            let words = [word(0)?, word(1)?, word(2)?, word(3)?].concat();
            IpAddr::V6(Ipv6Addr::from(<[u8; 16]>::try_from(words).ok()?))
        }
        _ => return None,
    };
    Some(SocketAddr::new(ip, port))
}

/// `0000...: 00000002 00000000 00010000 0001 01 INODE /path` (net/unix/af_unix.c, `unix_seq_show`).
fn unix(line: &str) -> Option<(u64, String)> {
    let mut words = line.split_ascii_whitespace();
    let inode = words.nth(6)?.parse().ok()?;
    let path = words.next().map(|path| format!(",{path}")).unwrap_or_default();
    Some((inode, format!("UNIX:[{inode}{path}]")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_tables_are_read() {
        let line =
            "   1: 0100007F:18EB 0100007F:C350 01 00000000:00000000 02:0000 00000000     0        0 4242 2 0";
        assert_eq!(internet(line, "TCP"), Some((4242, "TCP:[127.0.0.1:6379->127.0.0.1:50000]".to_owned())));
        let line =
            "   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:0000 00000000     0        0 17 1 0";
        assert_eq!(internet(line, "TCP"), Some((17, "TCP:[0.0.0.0:80]".to_owned())));
        let loopback = "00000000000000000000000001000000:0016";
        assert_eq!(address(loopback).map(|it| it.to_string()).as_deref(), Some("[::1]:22"));
        let line = "0000000000000000: 00000002 00000000 00010000 0001 01 555 /run/x.sock";
        assert_eq!(unix(line), Some((555, "UNIX:[555,/run/x.sock]".to_owned())));
    }

    #[test]
    fn other_lines_are_not() {
        for line in [
            "",
            "x",
            "0: x:1 y:2 01 a b c d e 1",
            "0: 0100:18EB 01:1 01 a b c d e 1",
            "0: é:1 é:1 a b c d e f 1",
        ] {
            assert_eq!(internet(line, "TCP"), None, "{line}");
            assert_eq!(unix(line), None, "{line}");
        }
    }
}
