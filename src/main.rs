//! Hands arguments, standard output and standard error to the library.

fn main() {}
