//! The library is compiled in; a changed file of it is a reason to build again.

fn main() {
    println!("cargo::rerun-if-changed=prompts");
}
