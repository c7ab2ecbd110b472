//! The command line: what was typed (`args`), what it means (`options`), how the program ends (`exit`).
