//! Structs of requests of ioctl(2) on network devices (netdevice(7); include/uapi/linux/if.h).

use crate::decode::custom::{ifconf, network, sockaddr};
use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// What a device's flags are: to be filled in.
    IFREQ_GET_FLAGS = ifreq { ifr_name: Chars(16), ifr_flags: Filled(&Flags16(&IFF)) } 40;
    /// Its flags.
    IFREQ_FLAGS = ifreq { ifr_name: Chars(16), ifr_flags: Flags16(&IFF) } 40;
    /// Its address: to be filled in.
    IFREQ_GET_ADDR = ifreq { ifr_name: Chars(16), ifr_addr: Filled(&Custom(&sockaddr::SOCKADDR, &Raw(16))) } 40;
    /// Its address.
    IFREQ_ADDR = ifreq { ifr_name: Chars(16), ifr_addr: Custom(&sockaddr::SOCKADDR, &Raw(16)) } 40;
    /// The other end's address: to be filled in.
    IFREQ_GET_DSTADDR = ifreq { ifr_name: Chars(16), ifr_dstaddr: Filled(&Custom(&sockaddr::SOCKADDR, &Raw(16))) } 40;
    /// The other end's address.
    IFREQ_DSTADDR = ifreq { ifr_name: Chars(16), ifr_dstaddr: Custom(&sockaddr::SOCKADDR, &Raw(16)) } 40;
    /// The address for all: to be filled in.
    IFREQ_GET_BRDADDR = ifreq { ifr_name: Chars(16), ifr_broadaddr: Filled(&Custom(&sockaddr::SOCKADDR, &Raw(16))) } 40;
    /// The address for all.
    IFREQ_BRDADDR = ifreq { ifr_name: Chars(16), ifr_broadaddr: Custom(&sockaddr::SOCKADDR, &Raw(16)) } 40;
    /// The network's mask: to be filled in.
    IFREQ_GET_NETMASK = ifreq { ifr_name: Chars(16), ifr_netmask: Filled(&Custom(&sockaddr::SOCKADDR, &Raw(16))) } 40;
    /// The network's mask.
    IFREQ_NETMASK = ifreq { ifr_name: Chars(16), ifr_netmask: Custom(&sockaddr::SOCKADDR, &Raw(16)) } 40;
    /// Its metric: to be filled in.
    IFREQ_GET_METRIC = ifreq { ifr_name: Chars(16), ifr_metric: Filled(&Int) } 40;
    /// Its metric.
    IFREQ_METRIC = ifreq { ifr_name: Chars(16), ifr_metric: Int } 40;
    /// Its largest packet: to be filled in.
    IFREQ_GET_MTU = ifreq { ifr_name: Chars(16), ifr_mtu: Filled(&Int) } 40;
    /// Its largest packet.
    IFREQ_MTU = ifreq { ifr_name: Chars(16), ifr_mtu: Int } 40;
    /// Its index: to be filled in.
    IFREQ_GET_INDEX = ifreq { ifr_name: Chars(16), ifr_ifindex: Filled(&Int) } 40;
    /// Its queue's length: to be filled in.
    IFREQ_GET_QLEN = ifreq { ifr_name: Chars(16), ifr_qlen: Filled(&Int) } 40;
    /// Its queue's length.
    IFREQ_QLEN = ifreq { ifr_name: Chars(16), ifr_qlen: Int } 40;
    /// Its new name.
    IFREQ_NEWNAME = ifreq { ifr_name: Chars(16), ifr_newname: Chars(16) } 40;
    /// The device behind it: to be filled in.
    IFREQ_GET_SLAVE = ifreq { ifr_name: Chars(16), ifr_slave: Filled(&Chars(16)) } 40;
    /// The device behind it.
    IFREQ_SLAVE = ifreq { ifr_name: Chars(16), ifr_slave: Chars(16) } 40;
    /// Its hardware address: to be filled in.
    IFREQ_GET_HWADDR = ifreq { ifr_name: Chars(16), ifr_hwaddr: Filled(&Struct(&HWADDR)) } 40;
    /// Its hardware address.
    IFREQ_HWADDR = ifreq { ifr_name: Chars(16), ifr_hwaddr: Struct(&HWADDR) } 40;
    /// `struct sockaddr` of hardware
    HWADDR = sockaddr { sa_family: Enum16(&HARDWARE), sa_data: Custom(&network::HARDWARE_ADDRESS, &Raw(14)) };
    /// Where its memory is: to be filled in.
    IFREQ_GET_MAP = ifreq { ifr_name: Chars(16), ifr_map @ 16: Filled(&Struct(&IFMAP)) } 40;
    /// Where its memory is.
    IFREQ_MAP = ifreq { ifr_name: Chars(16), ifr_map @ 16: Struct(&IFMAP) } 40;
    /// include/uapi/linux/if.h
    IFMAP = ifmap {
        mem_start: Hex,
        mem_end: Hex,
        base_addr: Hex16,
        irq: Hex8,
        dma: Hex8,
        port: Hex8,
    };
    /// The name of the device with an index: to be filled in.
    IFREQ_GET_NAME = ifreq { ifr_ifindex @ 16: Int, ifr_name @ 0: Filled(&Chars(16)) } 40;
    /// The device with an index.
    IFREQ_OF_INDEX = ifreq { ifr_ifindex @ 16: Uint } 40;
    /// include/uapi/linux/if.h
    IFCONF = ifconf { ifc_len: Int, ifc_buf @ 8: Ptr(&Custom(&ifconf::DEVICES, &Bytes(Field(ifc_len)))) };
    /// One device of a list of 32-bit programs.
    IFREQ_LISTED_32 = compat_ifreq { ifr_name: Chars(16), ifr_addr: Custom(&sockaddr::SOCKADDR, &Raw(16)) } 32;
    /// One device of a list.
    IFREQ_LISTED = ifreq { ifr_name: Chars(16), ifr_addr: Custom(&sockaddr::SOCKADDR, &Raw(16)) } 40;
}
