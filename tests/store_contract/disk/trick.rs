//! A disk that can be told to fail, to wait, or to say that it is nearly full.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use cairn::store::{Disk, RealDisk};

/// Which call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Apply,
    Flush,
    Sync,
}

/// How it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The call does nothing and answers with an error.
    Error,
    /// The call does its work, and answers with an error all the same.
    ErrorAfterwards,
    Panic,
}

/// What the test and the disk both hold.
#[derive(Clone)]
pub struct Tricks {
    free: Arc<AtomicU64>,
    gate: Arc<(Mutex<bool>, Condvar)>,
    fault: Option<(Call, u32, Fault)>,
}

impl Tricks {
    pub fn none() -> Self {
        Self {
            free: Arc::new(AtomicU64::new(u64::MAX)),
            gate: Arc::default(),
            fault: None,
        }
    }

    /// The `nth` call of a sort fails.
    pub fn failing(call: Call, nth: u32, fault: Fault) -> Self {
        Self {
            fault: Some((call, nth, fault)),
            ..Self::none()
        }
    }

    /// From now on so many bytes are free.
    pub fn set_free(&self, bytes: u64) {
        self.free.store(bytes, Ordering::SeqCst);
    }

    /// From now on a group waits before it is written.
    pub fn shut(&self) {
        *self.gate.0.lock().unwrap() = true;
    }

    /// What waits goes on.
    pub fn open(&self) {
        *self.gate.0.lock().unwrap() = false;
        self.gate.1.notify_all();
    }

    pub fn over(&self, disk: RealDisk) -> Box<dyn Disk> {
        Box::new(TrickDisk {
            disk,
            tricks: self.clone(),
            calls: [0; 3],
        })
    }
}

struct TrickDisk {
    disk: RealDisk,
    tricks: Tricks,
    calls: [u32; 3],
}

impl TrickDisk {
    fn call(
        &mut self,
        call: Call,
        work: impl FnOnce(&mut RealDisk) -> io::Result<()>,
    ) -> io::Result<()> {
        let count = &mut self.calls[call as usize];
        *count += 1;
        match self.tricks.fault {
            Some((at, nth, fault)) if (at, nth) == (call, *count) => match fault {
                Fault::Error => Err(io::Error::other("a fault of the test's")),
                Fault::ErrorAfterwards => {
                    work(&mut self.disk)?;
                    Err(io::Error::other("a fault of the test's"))
                }
                Fault::Panic => panic!("a fault of the test's"),
            },
            _ => work(&mut self.disk),
        }
    }
}

impl Disk for TrickDisk {
    fn apply(&mut self, written: HashMap<Vec<u8>, Option<Vec<u8>>>) -> io::Result<()> {
        let (gate, opened) = &*self.tricks.gate;
        let shut = gate.lock().unwrap();
        drop(opened.wait_while(shut, |shut| *shut).unwrap());
        self.call(Call::Apply, |disk| disk.apply(written))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.call(Call::Flush, Disk::flush)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.call(Call::Sync, Disk::sync)
    }

    fn free_bytes(&self) -> io::Result<u64> {
        let said = self.tricks.free.load(Ordering::SeqCst);
        Ok(self.disk.free_bytes()?.min(said))
    }
}
