//! Requests on network devices, sockets and bridges.

use crate::decode::custom::ifconf;
use crate::decode::layout::*;
use crate::decode::macros::variants;
use crate::decode::uapi::*;

variants! {
    /// Network devices, by a socket (netdevice(7)).
    NET [fd, request] {
        SIOCSPGRP(argp: In(&Int)) => Int;
        SIOCGPGRP(argp: Out(&Int)) => Int;
        SIOCATMARK(argp: Out(&Int)) => Int;
        SIOCGIFENCAP(argp: Out(&Int)) => Int;
        SIOCSIFENCAP(argp: In(&Int)) => Int;
        SIOCOUTQNSD(argp: Out(&Int)) => Int;
        SIOCGIFNAME(argp: Fills(&Struct(&IFREQ_GET_NAME))) => Int;
        SIOCGIFCONF(argp: Fills(&Custom(&ifconf::IFCONF_BOTH, &Struct(&IFCONF)))) => Int;
        SIOCGIFFLAGS(argp: Fills(&Struct(&IFREQ_GET_FLAGS))) => Int;
        SIOCSIFFLAGS(argp: In(&Struct(&IFREQ_FLAGS))) => Int;
        SIOCGIFADDR(argp: Fills(&Struct(&IFREQ_GET_ADDR))) => Int;
        SIOCSIFADDR(argp: In(&Struct(&IFREQ_ADDR))) => Int;
        SIOCGIFDSTADDR(argp: Fills(&Struct(&IFREQ_GET_DSTADDR))) => Int;
        SIOCSIFDSTADDR(argp: In(&Struct(&IFREQ_DSTADDR))) => Int;
        SIOCGIFBRDADDR(argp: Fills(&Struct(&IFREQ_GET_BRDADDR))) => Int;
        SIOCSIFBRDADDR(argp: In(&Struct(&IFREQ_BRDADDR))) => Int;
        SIOCGIFNETMASK(argp: Fills(&Struct(&IFREQ_GET_NETMASK))) => Int;
        SIOCSIFNETMASK(argp: In(&Struct(&IFREQ_NETMASK))) => Int;
        SIOCGIFMETRIC(argp: Fills(&Struct(&IFREQ_GET_METRIC))) => Int;
        SIOCSIFMETRIC(argp: In(&Struct(&IFREQ_METRIC))) => Int;
        SIOCGIFMTU(argp: Fills(&Struct(&IFREQ_GET_MTU))) => Int;
        SIOCSIFMTU(argp: In(&Struct(&IFREQ_MTU))) => Int;
        SIOCSIFNAME(argp: In(&Struct(&IFREQ_NEWNAME))) => Int;
        SIOCGIFHWADDR(argp: Fills(&Struct(&IFREQ_GET_HWADDR))) => Int;
        SIOCSIFHWADDR(argp: In(&Struct(&IFREQ_HWADDR))) => Int;
        SIOCGIFSLAVE(argp: Fills(&Struct(&IFREQ_GET_SLAVE))) => Int;
        SIOCSIFSLAVE(argp: In(&Struct(&IFREQ_SLAVE))) => Int;
        SIOCADDMULTI(argp: In(&Struct(&IFREQ_HWADDR))) => Int;
        SIOCDELMULTI(argp: In(&Struct(&IFREQ_HWADDR))) => Int;
        SIOCSIFHWBROADCAST(argp: In(&Struct(&IFREQ_HWADDR))) => Int;
        SIOCGIFINDEX(argp: Fills(&Struct(&IFREQ_GET_INDEX))) => Int;
        SIOCGIFTXQLEN(argp: Fills(&Struct(&IFREQ_GET_QLEN))) => Int;
        SIOCSIFTXQLEN(argp: In(&Struct(&IFREQ_QLEN))) => Int;
        SIOCGIFMAP(argp: Fills(&Struct(&IFREQ_GET_MAP))) => Int;
        SIOCSIFMAP(argp: In(&Struct(&IFREQ_MAP))) => Int;
        SIOCBRADDBR(argp: Name(17)) => Int;
        SIOCBRDELBR(argp: Name(17)) => Int;
        SIOCBRADDIF(argp: In(&Struct(&IFREQ_OF_INDEX))) => Int;
        SIOCBRDELIF(argp: In(&Struct(&IFREQ_OF_INDEX))) => Int;
    }
}
