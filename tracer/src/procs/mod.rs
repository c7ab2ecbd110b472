//! What /proc tells of processes: threads, names, cgroups, the call a thread is blocked in.
