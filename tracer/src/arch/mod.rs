//! Numbers and names of each ABI: syscalls, errnos, signals. Generated tables and their look-up.
