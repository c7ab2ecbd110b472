//! Flags of System V and POSIX interprocess communication.

use crate::decode::macros::flags;
use crate::decode::uapi::*;

flags! {
    /// socketcall(2), of i386
    SOCKETCALL, "", decimal: SYS_SOCKET, SYS_BIND, SYS_CONNECT, SYS_LISTEN, SYS_ACCEPT, SYS_GETSOCKNAME, SYS_GETPEERNAME,
        SYS_SOCKETPAIR, SYS_SEND, SYS_RECV, SYS_SENDTO, SYS_RECVFROM, SYS_SHUTDOWN, SYS_SETSOCKOPT, SYS_GETSOCKOPT,
        SYS_SENDMSG, SYS_RECVMSG, SYS_ACCEPT4, SYS_RECVMMSG, SYS_SENDMMSG;
    /// ipc(2), of i386
    IPCCALL, "", decimal: SEMOP, SEMGET, SEMCTL, SEMTIMEDOP, MSGSND, MSGRCV, MSGGET, MSGCTL, SHMAT, SHMDT, SHMGET, SHMCTL;
    /// semget(2), msgget(2)
    IPC_GET, "": IPC_CREAT, IPC_EXCL, IPC_NOWAIT;
    /// Keys.
    IPC_KEY, "": IPC_PRIVATE;
    /// shmget(2)
    SHM_GET, "": IPC_CREAT, IPC_EXCL, SHM_HUGETLB, SHM_NORESERVE;
    /// shmat(2)
    SHM_AT, "SHM_???": SHM_RDONLY, SHM_RND, SHM_REMAP, SHM_EXEC;
    /// shmctl(2)
    SHM_CTL, "SHM_???": IPC_RMID, IPC_SET, IPC_STAT, IPC_INFO, SHM_STAT, SHM_INFO, SHM_STAT_ANY, SHM_LOCK,
        SHM_UNLOCK;
    /// semctl(2)
    SEM_CTL, "SEM_???": IPC_RMID, IPC_SET, IPC_STAT, IPC_INFO, SEM_STAT, SEM_INFO, SEM_STAT_ANY, GETPID, GETVAL,
        GETALL, GETNCNT, GETZCNT, SETVAL, SETALL;
    /// msgctl(2)
    MSG_CTL, "MSG_???": IPC_RMID, IPC_SET, IPC_STAT, IPC_INFO, MSG_STAT, MSG_INFO, MSG_STAT_ANY;
    /// The kind of the struct, joined with a command.
    IPC_VERSION, "": IPC_64;
    /// semop(2)
    SEM_OP, "SEM_???": SEM_UNDO, IPC_NOWAIT;
    /// msgsnd(2), msgrcv(2)
    MSG_QUEUE, "MSG_???": MSG_NOERROR, MSG_EXCEPT, MSG_COPY, IPC_NOWAIT;
    /// Flags of a POSIX message queue.
    MQ_FLAGS, "O_???": O_CREAT, O_EXCL, O_NOCTTY, O_TRUNC, O_APPEND, O_NONBLOCK, O_SYNC, O_DSYNC, O_DIRECT, O_LARGEFILE,
        O_NOFOLLOW, O_NOATIME, O_CLOEXEC, O_PATH, O_TMPFILE, O_DIRECTORY, FASYNC;
}
