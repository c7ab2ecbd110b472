// Makes calls for strace to name. Nothing of it reaches the kernel's syscalls: a seccomp filter answers each
// call but exit_group with an error, after strace has seen it.
//
//   probe calls ABI     calls every number from 0 to 600, with arguments 1 to 6
//   probe errnos        fails with every errno from 1 to 4095, one call of personality(2) each
//   probe signals ABI   names every signal from 0 to 130 in the second argument of kill(2)
//   probe ioctls FILE [1]   makes the requests of ioctl(2) that the file lists, and those from 0 to 65535; with 1 as i386
//
// ABI is 0 for x86_64, 1 for i386 (int 0x80), 2 for x32.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#define X32_BIT 0x40000000L
#define NR_EXIT_GROUP 231
#define ARCH_X86_64 0xC000003E

static long native(long nr, long first, long second) {
	long result;
	register long r10 __asm__("r10") = 4, r8 __asm__("r8") = 5, r9 __asm__("r9") = 6;
	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(nr), "D"(first), "S"(second), "d"(3L), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

static long compat(long nr, long first, long second) {
	long result;
	__asm__ volatile("push %%rbp\n\tmov $6, %%ebp\n\tint $0x80\n\tpop %%rbp"
			 : "=a"(result)
			 : "a"(nr), "b"(first), "c"(second), "d"(3L), "S"(4L), "D"(5L)
			 : "r8", "r9", "r10", "r11", "memory");
	return result;
}

static void call(int abi, long nr, long first, long second) {
	if (abi == 1)
		compat(nr, first, second);
	else
		native(abi == 2 ? nr | X32_BIT : nr, first, second);
}

static int deny(int by_argument) {
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH_X86_64, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NR_EXIT_GROUP, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
		BPF_STMT(BPF_ALU | BPF_OR | BPF_K, SECCOMP_RET_ERRNO),
		by_argument ? (struct sock_filter)BPF_STMT(BPF_RET | BPF_A, 0)
			    : (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 38),
	};
	struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

#define REQUESTS 200000
static long requests[REQUESTS];

// Reads requests, after those that need no list.
static int read_requests(const char *path) {
	int count = 0x10000;
	for (int i = 0; i < count; i++)
		requests[i] = i;
	FILE *file = fopen(path, "r");
	if (!file)
		return 0;
	while (count < REQUESTS && fscanf(file, "%ld", &requests[count]) == 1)
		count++;
	fclose(file);
	return count;
}

int main(int argc, char **argv) {
	const char *what = argc > 1 ? argv[1] : "";
	int count = strcmp(what, "ioctls") == 0 ? read_requests(argv[2]) : 0;
	int abi = argc > 2 ? atoi(argv[2]) : 0;
	if (deny(strcmp(what, "errnos") == 0))
		return 2;
	if (strcmp(what, "calls") == 0) {
		// uretprobe and uprobe, 335 and 336, raise SIGILL before seccomp is asked.
		for (long nr = 0; nr <= 600; nr++)
			if (abi != 0 || (nr != NR_EXIT_GROUP && nr != 335 && nr != 336))
				call(abi, nr, 1, 2);
	} else if (strcmp(what, "errnos") == 0) {
		for (long number = 1; number <= 4095; number++)
			native(135, number, 0);
	} else if (strcmp(what, "signals") == 0) {
		for (long number = 0; number <= 130; number++)
			call(abi, abi == 1 ? 37 : 62, 1, number);
	}
	for (int i = 0; i < count; i++)
		call(argc > 3, argc > 3 ? 54 : 16, -1, requests[i]);
	native(NR_EXIT_GROUP, 0, 0);
}
