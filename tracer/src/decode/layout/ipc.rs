//! Structs of System V and POSIX interprocess communication.

use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// include/uapi/asm-generic/ipcbuf.h
    IPC_PERM = ipc64_perm {
        uid @ 4: Uid, gid @ 8: Uid, mode @ 20: Octal, key @ 0: Uint, cuid @ 12: Uid, cgid @ 16: Uid,
    } 48;
    /// What IPC_SET takes of it
    IPC_PERM_SET = ipc64_perm { uid @ 4: Uid, gid @ 8: Uid, mode @ 20: Octal } 48;
    /// include/uapi/asm-generic/shmbuf.h
    SHMID = shmid64_ds {
        shm_perm: Struct(&IPC_PERM), shm_segsz: Ulong, shm_cpid @ 80: Pid, shm_lpid @ 84: Pid, shm_nattch @ 88: Ulong,
        shm_atime @ 56: Ulong, shm_dtime @ 64: Ulong, shm_ctime @ 72: Ulong,
    } 112;
    /// What IPC_SET takes of it
    SHMID_SET = shmid64_ds { shm_perm: Struct(&IPC_PERM_SET) } 112;
    /// include/uapi/asm-generic/shmbuf.h
    SHMINFO = shminfo64 { shmmax: Ulong, shmmin: Ulong, shmmni: Ulong, shmseg: Ulong, shmall: Ulong } 72;
    /// include/uapi/linux/shm.h
    SHM_USAGE = shm_info {
        used_ids: Int, shm_tot: Ulong, shm_rss: Ulong, shm_swp: Ulong, swap_attempts: Ulong, swap_successes: Ulong,
    };
    /// arch/x86/include/uapi/asm/sembuf.h
    #[cfg(not(target_arch = "aarch64"))]
    SEMID = semid64_ds {
        sem_perm: Struct(&IPC_PERM), sem_otime @ 48: Ulong, sem_ctime @ 64: Ulong, sem_nsems @ 80: Ulong,
    } 104;
    /// include/uapi/asm-generic/sembuf.h
    #[cfg(target_arch = "aarch64")]
    SEMID = semid64_ds {
        sem_perm: Struct(&IPC_PERM), sem_otime @ 48: Ulong, sem_ctime @ 56: Ulong, sem_nsems @ 64: Ulong,
    } 88;
    /// What IPC_SET takes of it
    SEMID_SET = semid64_ds { sem_perm: Struct(&IPC_PERM_SET) } 104;
    /// include/uapi/linux/sem.h
    SEMINFO = seminfo {
        semmap: Int, semmni: Int, semmns: Int, semmnu: Int, semmsl: Int, semopm: Int, semume: Int, semusz: Int,
        semvmx: Int, semaem: Int,
    };
    /// include/uapi/linux/sem.h
    SEMBUF = sembuf { sem_num: U16, sem_op: I16, sem_flg: Flags16(&SEM_OP) };
    /// include/uapi/asm-generic/msgbuf.h
    MSQID = msqid64_ds {
        msg_perm: Struct(&IPC_PERM), msg_stime: Ulong, msg_rtime: Ulong, msg_ctime: Ulong, msg_qnum @ 80: Ulong,
        msg_qbytes @ 88: Ulong, msg_lspid @ 96: Pid, msg_lrpid @ 100: Pid,
    } 120;
    /// What IPC_SET takes of it
    MSQID_SET = msqid64_ds { msg_perm: Struct(&IPC_PERM_SET), msg_qbytes @ 88: Ulong } 120;
    /// include/uapi/linux/msg.h
    MSGINFO = msginfo {
        msgpool: Int, msgmap: Int, msgmax: Int, msgmnb: Int, msgmni: Int, msgssz: Int, msgtql: Int, msgseg: U16,
    } 32;
    /// include/uapi/linux/mqueue.h
    MQ_ATTR = mq_attr { mq_flags: Flags64(&MQ_FLAGS), mq_maxmsg: Long, mq_msgsize: Long, mq_curmsgs: Long } 64;
}
