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
        SIOCGIFCONF(argp: Around(&Custom(&ifconf::IFCONF_BOTH, &Struct(&IFCONF)))) => Int;
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
        SIOCBRADDBR(name: Name(17)) => Int;
        SIOCBRDELBR(name: Name(17)) => Int;
        SIOCBRADDIF(argp: In(&Struct(&IFREQ_OF_INDEX))) => Int;
        SIOCBRDELIF(argp: In(&Struct(&IFREQ_OF_INDEX))) => Int;
    }
    /// Others on sockets, whose argument is a pointer of which nothing more is shown.
    SOCKET [fd, request] {
        SIOCGSTAMP_OLD(argp: Addr) => Int;
        SIOCGSTAMPNS_OLD(argp: Addr) => Int;
        SIOCADDRT(argp: Addr) => Int;
        SIOCDELRT(argp: Addr) => Int;
        SIOCRTMSG(argp: Addr) => Int;
        SIOCSIFLINK(argp: Addr) => Int;
        SIOCGIFMEM(argp: Addr) => Int;
        SIOCSIFMEM(argp: Addr) => Int;
        SIOCSIFPFLAGS(argp: Addr) => Int;
        SIOCGIFPFLAGS(argp: Addr) => Int;
        SIOCDIFADDR(argp: Addr) => Int;
        SIOCGIFCOUNT(argp: Addr) => Int;
        SIOCGIFBR(argp: Addr) => Int;
        SIOCSIFBR(argp: Addr) => Int;
        SIOCETHTOOL(argp: Addr) => Int;
        SIOCGMIIPHY(argp: Addr) => Int;
        SIOCGMIIREG(argp: Addr) => Int;
        SIOCSMIIREG(argp: Addr) => Int;
        SIOCWANDEV(argp: Addr) => Int;
        SIOCGSKNS(argp: Addr) => Int;
        SIOCDARP(argp: Addr) => Int;
        SIOCGARP(argp: Addr) => Int;
        SIOCSARP(argp: Addr) => Int;
        SIOCDRARP(argp: Addr) => Int;
        SIOCGRARP(argp: Addr) => Int;
        SIOCSRARP(argp: Addr) => Int;
        SIOCADDDLCI(argp: Addr) => Int;
        SIOCDELDLCI(argp: Addr) => Int;
        SIOCGIFVLAN(argp: Addr) => Int;
        SIOCSIFVLAN(argp: Addr) => Int;
        SIOCBONDENSLAVE(argp: Addr) => Int;
        SIOCBONDRELEASE(argp: Addr) => Int;
        SIOCBONDSETHWADDR(argp: Addr) => Int;
        SIOCBONDSLAVEINFOQUERY(argp: Addr) => Int;
        SIOCBONDINFOQUERY(argp: Addr) => Int;
        SIOCBONDCHANGEACTIVE(argp: Addr) => Int;
        SIOCSHWTSTAMP(argp: Addr) => Int;
        SIOCGHWTSTAMP(argp: Addr) => Int;
        SIOCGSTAMP_NEW(argp: Addr) => Int;
        SIOCGSTAMPNS_NEW(argp: Addr) => Int;
    }
}
