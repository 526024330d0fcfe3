//! One program for every chore of the repository.

fn main() {}
