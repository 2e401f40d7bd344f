//! If-then plans: what a commitment leaves behind ([`plan`]), how it comes back on its day, and
//! the list of those that are open.

mod plan;

pub(super) use plan::{Plan, keep};
