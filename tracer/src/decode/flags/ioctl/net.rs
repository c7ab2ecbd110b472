//! Flags of requests of ioctl(2) on network devices.

use crate::decode::macros::flags;
use crate::decode::uapi::*;

flags! {
    /// netdevice(7), ifr_flags
    IFF, "IFF_???": IFF_UP, IFF_BROADCAST, IFF_DEBUG, IFF_LOOPBACK, IFF_POINTOPOINT, IFF_NOTRAILERS, IFF_RUNNING, IFF_NOARP,
        IFF_PROMISC, IFF_ALLMULTI, IFF_MASTER, IFF_SLAVE, IFF_MULTICAST, IFF_PORTSEL, IFF_AUTOMEDIA, IFF_DYNAMIC, IFF_LOWER_UP,
        IFF_DORMANT, IFF_ECHO;
}
