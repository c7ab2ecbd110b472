//! Interprocess communication: shared memory, semaphores and queues of System V, queues of POSIX.

use super::creates;
use crate::decode::custom::ipc::MSGBUF;
use crate::decode::custom::{signal, word};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;
use crate::decode::uapi::*;

syscalls! {
    shmget(key: Show32(word::key), size: Size, shmflg: Show32(word::shm_get)) => Int;
    shmat(shmid: Int, shmaddr: Addr, shmflg: Flags(&SHM_AT)) => Addr;
    shmdt(shmaddr: Addr) => Int;
    shmctl(shmid: Int, cmd: Show32(word::shm_command), buf: Addr) => Int, by cmd & 0xffff_ffff {
        IPC_STAT(buf: Out(&Struct(&SHMID))) => Int;
        SHM_STAT(buf: Out(&Struct(&SHMID))) => Int;
        SHM_STAT_ANY(buf: Out(&Struct(&SHMID))) => Int;
        IPC_SET(buf: In(&Struct(&SHMID_SET))) => Int;
        IPC_INFO(buf: Out(&Struct(&SHMINFO))) => Int;
        SHM_INFO(buf: Out(&Struct(&SHM_USAGE))) => Int;
    };
    semget(key: Show32(word::key), nsems: Int, semflg: Show32(word::ipc_get)) => Int;
    semop(semid: Int, sops: In(&Array(&Struct(&SEMBUF), Arg(nsops))), nsops: Uint) => Int;
    semtimedop(semid: Int, sops: In(&Array(&Struct(&SEMBUF), Arg(nsops))), nsops: Uint,
        timeout: In(&Struct(&TIMESPEC))) => Int;
    semctl(semid: Int, semnum: Int, cmd: Show32(word::sem_command), arg: Addr) => Int, by cmd & 0xffff_ffff {
        IPC_STAT(arg: Out(&Struct(&SEMID))) => Int;
        SEM_STAT(arg: Out(&Struct(&SEMID))) => Int;
        SEM_STAT_ANY(arg: Out(&Struct(&SEMID))) => Int;
        IPC_SET(arg: In(&Struct(&SEMID_SET))) => Int;
        IPC_INFO(arg: Out(&Struct(&SEMINFO))) => Int;
        SEM_INFO(arg: Out(&Struct(&SEMINFO))) => Int;
    };
    msgget(key: Show32(word::key), msgflg: Show32(word::ipc_get)) => Int;
    msgsnd(msqid: Int, msgp: In(&Custom(&MSGBUF, &Bytes(ArgPlus(msgsz, 8)))), msgsz: Size,
        msgflg: Flags(&MSG_QUEUE)) => Int;
    msgrcv(msqid: Int, msgp: Out(&Custom(&MSGBUF, &Bytes(ArgPlus(msgsz, 8)))), msgsz: Size, msgtyp: Long,
        msgflg: Flags(&MSG_QUEUE)) => Int;
    msgctl(msqid: Int, cmd: Show32(word::msg_command), buf: Addr) => Int, by cmd & 0xffff_ffff {
        IPC_STAT(buf: Out(&Struct(&MSQID))) => Int;
        MSG_STAT(buf: Out(&Struct(&MSQID))) => Int;
        MSG_STAT_ANY(buf: Out(&Struct(&MSQID))) => Int;
        IPC_SET(buf: In(&Struct(&MSQID_SET))) => Int;
        IPC_INFO(buf: Out(&Struct(&MSGINFO))) => Int;
        MSG_INFO(buf: Out(&Struct(&MSGINFO))) => Int;
    };

    mq_open(name: Path, oflag: Flags(&OPEN), mode: When(oflag, creates, &Octal16), attr: In(&Struct(&MQ_ATTR))) => Fd;
    mq_unlink(name: Path) => Int;
    mq_timedsend(mqdes: Fd, msg_ptr: In(&Bytes(Arg(msg_len))), msg_len: Size, msg_prio: Uint,
        abs_timeout: In(&Struct(&TIMESPEC))) => Int;
    mq_timedreceive(mqdes: Fd, msg_ptr: Out(&Bytes(Ret)), msg_len: Size, msg_prio: Out(&Uint),
        abs_timeout: In(&Struct(&TIMESPEC))) => Int;
    mq_notify(mqdes: Fd, sevp: In(&Custom(&signal::SIGEVENT, &Struct(&SIGEVENT_START)))) => Int;
    mq_getsetattr(mqdes: Fd, newattr: In(&Struct(&MQ_ATTR)), oldattr: Out(&Struct(&MQ_ATTR))) => Int;
}
