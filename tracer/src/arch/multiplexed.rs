//! Calls of i386 that are made by the number of another one, socketcall(2) or ipc(2). Which of them a call is,
//! its first argument tells; that is left to whoever has the arguments.

use tracer_common::abi::Abi;

const SOCKETCALL: u32 = 102;
const IPC: u32 = 117;

/// In the order of linux/net.h, Linux 6.1.
const OF_SOCKETCALL: &str = "socket bind connect listen accept getsockname getpeername socketpair send recv sendto \
    recvfrom shutdown setsockopt getsockopt sendmsg recvmsg accept4 recvmmsg sendmmsg";

/// In the order of linux/ipc.h, Linux 6.1.
const OF_IPC: &str = "semop semget semctl semtimedop msgsnd msgrcv msgget msgctl shmat shmdt shmget shmctl";

/// Names of the calls that an ABI makes by the number of another call, and that number.
pub fn multiplexed(abi: Abi) -> impl Iterator<Item = (&'static str, u32)> {
    let (of_socketcall, of_ipc) = if abi == Abi::I386 { (OF_SOCKETCALL, OF_IPC) } else { ("", "") };
    let with = |nr| move |name| (name, nr);
    of_socketcall.split_whitespace().map(with(SOCKETCALL)).chain(of_ipc.split_whitespace().map(with(IPC)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arch::call_name;

    #[test]
    fn i386_alone_has_them() {
        let calls: Vec<_> = multiplexed(Abi::I386).collect();
        assert_eq!(calls.len(), 32);
        assert!(calls.contains(&("connect", SOCKETCALL)) && calls.contains(&("shmat", IPC)));
        assert_eq!((&*call_name(Abi::I386, SOCKETCALL), &*call_name(Abi::I386, IPC)), ("socketcall", "ipc"));
        assert_eq!(multiplexed(Abi::X86_64).count(), 0);
    }
}
