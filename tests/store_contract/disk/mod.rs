//! What only a store on disk can meet: a disk that fails, is full or is taken; a folder that was
//! left in disorder or is older than it should be.

mod faults;
mod full;
mod opening;
mod queue;
mod trick;
