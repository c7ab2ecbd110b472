//! The rows as a whole: every syscall has one, they agree with what the kernel tells of itself (tracefs, BTF), their plans fit
//! into the programs' limits, and docs/syscalls.md is made from them.

#![allow(clippy::print_stdout, reason = "tests talk to whoever runs them")]

mod btf;
mod describe;
mod docs;
mod layouts;
mod plans;
mod rows;
