//! How the BPF object is built.
