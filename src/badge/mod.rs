//! Badges as files that somebody can keep and show elsewhere: an Open Badges 3.0 credential,
//! signed, as one line of text (a VC-JWT). What lives here is how it is made and how it is
//! verified; nothing of who earned what, and not where the key lies.

mod credential;
mod did;
mod token;

pub use token::{Signer, Unverified, Verified, verify};

#[cfg(test)]
mod tests;
