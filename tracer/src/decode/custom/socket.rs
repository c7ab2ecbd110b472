//! What a socket or a process behind a descriptor is called: `TCP:[127.0.0.1:80->127.0.0.1:50000]`, `pid:7`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use tracer_common::segment::{self, File, Socket};

use crate::decode::flags::NETLINK_PROTOCOL;
use crate::decode::style::{HexStrings, Style};
use crate::decode::text::{Text, quoted};
use crate::decode::walk::Walk;

/// Protocols whose sockets bear their names; those of others are called `socket`.
const NAMED: [&str; 11] = [
    "TCP",
    "UDP",
    "UDP-Lite",
    "RAW",
    "TCPv6",
    "UDPv6",
    "UDPLITEv6",
    "RAWv6",
    "UNIX",
    "UNIX-STREAM",
    "NETLINK",
];

/// From the segments of kind `FILE` and `SOCKET` of one descriptor: its name, if it is a socket or stands for a process.
pub fn name(file: &[u8], socket: &[u8], style: &Style) -> Option<Vec<u8>> {
    let (file, protocol) = File::parse(file)?;
    let (socket, path) = Socket::parse(socket)?;
    if u32::from(file.mode) & libc::S_IFMT != libc::S_IFSOCK {
        return (socket.family == 0).then(|| {
            let mut name = format!("pid:{}", socket.peer).into_bytes();
            Text::new(&mut name, style, true).comm(socket.peer as u32);
            name
        });
    }
    let protocol = protocol.strip_suffix(&[0]).unwrap_or(protocol);
    let protocol = NAMED.iter().find(|name| name.as_bytes() == protocol)?;
    let inode = file.inode;
    let inside = match i32::from(socket.family) {
        libc::AF_INET | libc::AF_INET6 => addresses(&socket).map(String::into_bytes),
        libc::AF_NETLINK if socket.netlink_port != 0 => {
            let name = NETLINK_PROTOCOL.name_of(u64::from(socket.protocol), 16)?;
            let name = name.strip_prefix("NETLINK_").unwrap_or(name);
            Some(format!("{name}:{}", socket.netlink_port).into_bytes())
        }
        libc::AF_UNIX => Some(own(inode, &socket, path)),
        _ => None,
    };
    let inside = inside.unwrap_or_else(|| inode.to_string().into_bytes());
    Some([protocol.as_bytes(), b":[", &inside, b"]"].concat())
}

/// The protocol of a descriptor's socket, if it is one of netlink(7).
pub fn netlink(walk: &Walk<'_>, fd: u32) -> Option<u16> {
    let (socket, _) = Socket::parse(walk.of_kind(segment::SOCKET, u64::from(fd))?)?;
    (i32::from(socket.family) == libc::AF_NETLINK).then_some(socket.protocol)
}

/// The addresses of both ends, as far as there are any.
fn addresses(socket: &Socket) -> Option<String> {
    // The protocol of raw sockets stands where others have their port.
    if socket.port == 0 || i32::from(socket.protocol) == libc::IPPROTO_ICMP {
        return None;
    }
    let address = |bytes: [u8; 16], port: u16| {
        let ip = match i32::from(socket.family) {
            libc::AF_INET => IpAddr::V4(Ipv4Addr::new(bytes[0], bytes[1], bytes[2], bytes[3])),
            _ => IpAddr::V6(Ipv6Addr::from(bytes)),
        };
        SocketAddr::new(ip, port).to_string()
    };
    let mut text = address(socket.address, socket.port);
    if socket.peer_port != 0 {
        text += "->";
        text += &address(socket.peer_address, u16::from_be(socket.peer_port));
    }
    Some(text)
}

/// Of a socket of the machine's own: its inode, that of the other end, its name.
fn own(inode: u64, socket: &Socket, path: &[u8]) -> Vec<u8> {
    let mut text = inode.to_string().into_bytes();
    if socket.peer != 0 {
        text.extend(format!("->{}", socket.peer).into_bytes());
    }
    if !path.is_empty() {
        text.push(b',');
        let path = match path.strip_prefix(&[0]) {
            Some(name) => {
                text.push(b'@');
                name
            }
            None => path.split(|byte| *byte == 0).next().unwrap_or_default(),
        };
        quoted(&mut text, path, HexStrings::Never);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(protocol: &str, socket: Socket, path: &[u8]) -> String {
        let mut file = 7_u64.to_ne_bytes().to_vec();
        file.extend([0; 12]);
        file.extend((libc::S_IFSOCK as u16 | 0o777).to_ne_bytes());
        file.extend([0; 2]);
        file.extend(protocol.as_bytes());
        file.push(0);
        let mut bytes = socket.peer.to_ne_bytes().to_vec();
        bytes.extend(socket.address);
        bytes.extend(socket.peer_address);
        bytes.extend(socket.netlink_port.to_ne_bytes());
        for short in [socket.family, socket.protocol, socket.port, socket.peer_port] {
            bytes.extend(short.to_ne_bytes());
        }
        bytes.extend((path.len() as u32).to_ne_bytes());
        bytes.extend(path);
        let name = name(&file, &bytes, &Style::default()).unwrap_or_else(|| b"socket".to_vec());
        String::from_utf8_lossy(&name).into_owned()
    }

    #[test]
    fn sockets_are_told_by_their_ends() {
        let mut address = [0; 16];
        address[..4].copy_from_slice(&[127, 0, 0, 1]);
        let bound = Socket { family: 2, protocol: 6, port: 80, address, ..Socket::default() };
        assert_eq!(told("TCP", bound, b""), "TCP:[127.0.0.1:80]");
        let peer_port = 5000_u16.to_be();
        let connected = Socket { peer_address: address, peer_port, ..bound };
        assert_eq!(told("TCP", connected, b""), "TCP:[127.0.0.1:80->127.0.0.1:5000]");
        assert_eq!(told("TCP", Socket { port: 0, ..bound }, b""), "TCP:[7]");
        let six = Socket { family: 10, address: [0; 16], ..bound };
        assert_eq!(told("TCPv6", six, b""), "TCPv6:[[::]:80]");
    }

    #[test]
    fn own_sockets_are_told_by_inodes_and_names() {
        let plain = Socket { family: 1, ..Socket::default() };
        assert_eq!(told("UNIX", plain, b""), "UNIX:[7]");
        assert_eq!(told("UNIX-STREAM", Socket { peer: 9, ..plain }, b""), "UNIX-STREAM:[7->9]");
        assert_eq!(told("UNIX-STREAM", plain, b"/run/x\0"), "UNIX-STREAM:[7,\"/run/x\"]");
        assert_eq!(told("UNIX", plain, b"\0name"), "UNIX:[7,@\"name\"]");
    }

    #[test]
    fn others_are_told_as_far_as_they_are_known() {
        let netlink = Socket { family: 16, netlink_port: 5, ..Socket::default() };
        assert_eq!(told("NETLINK", netlink, b""), "NETLINK:[ROUTE:5]");
        assert_eq!(told("NETLINK", Socket { netlink_port: 0, ..netlink }, b""), "NETLINK:[7]");
        assert_eq!(told("PACKET", Socket { family: 17, ..netlink }, b""), "socket");
    }
}
