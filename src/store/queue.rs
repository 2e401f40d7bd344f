//! What may be claimed, in a queue for each sort of delivery. Platforms limit each sort for itself,
//! so that a hundred thousand posts that wait for room hold up no edit and no private answer. A
//! sort for which there is no room is held back as a whole, and then begins with one.

use std::collections::BTreeSet;

use crate::chat::Place;

/// From the first one after it was held back on, the most that are claimed of a sort at a time.
const MOST: usize = 1 << 12;

/// What is limited apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Sort {
    /// What one person sees in a channel: mostly answers.
    Whisper,
    /// A change of what stands.
    Edit,
    /// A first post into a channel.
    ChannelPost,
    /// A first post to one person.
    DirectPost,
    /// A person's home, and questions about a person.
    Home,
}

impl Sort {
    /// All of them, each at its own number.
    pub const ALL: [Self; 5] = [
        Self::Whisper,
        Self::Edit,
        Self::ChannelPost,
        Self::DirectPost,
        Self::Home,
    ];

    /// The sort of what goes to a place, where something stands already or not.
    pub fn of(place: &Place, stands: bool) -> Self {
        match place {
            Place::Channel(_) | Place::Direct(_) if stands => Self::Edit,
            Place::Channel(_) => Self::ChannelPost,
            Place::Direct(_) => Self::DirectPost,
            Place::Whisper(..) => Self::Whisper,
            Place::Home(_) => Self::Home,
        }
    }
}

/// The heads of one sort that are ready: urgent ones (`false`) first, then the stalest.
#[derive(Debug)]
pub(super) struct Queue {
    ready: BTreeSet<(bool, u64)>,
    /// Nothing is claimed before, in milliseconds.
    held_back: i64,
    /// How many may be claimed at a time: one when it was held back, then twice as many each time.
    window: usize,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            ready: BTreeSet::new(),
            held_back: i64::MIN,
            window: MOST,
        }
    }
}

impl Queue {
    /// A head is ready.
    pub fn insert(&mut self, urgent: bool, seq: u64) {
        self.ready.insert((!urgent, seq));
    }

    /// It is not any more.
    pub fn remove(&mut self, urgent: bool, seq: u64) {
        self.ready.remove(&(!urgent, seq));
    }

    /// There is no room before a time. Several are told so at once, each its own time: the first
    /// room counts, and who comes too early is told again.
    pub fn hold_back(&mut self, until: i64) {
        self.held_back = until;
        self.window = 1;
    }

    /// When the first may be claimed.
    pub fn next_claimable(&self) -> Option<i64> {
        (!self.ready.is_empty()).then_some(self.held_back)
    }

    fn has_room(&self, now: i64, taken: usize) -> bool {
        taken < self.window && self.held_back <= now && !self.ready.is_empty()
    }
}

/// Takes heads out of queues in turn, the first queue first.
pub(super) fn in_turn<const N: usize>(queues: &mut [Queue; N], now: i64, room: usize) -> Vec<u64> {
    let mut heads = Vec::new();
    let mut taken = [0; N];
    loop {
        let before = heads.len();
        for (queue, taken) in queues.iter_mut().zip(&mut taken) {
            if heads.len() < room
                && queue.has_room(now, *taken)
                && let Some((_, seq)) = queue.ready.pop_first()
            {
                *taken += 1;
                heads.push(seq);
            }
        }
        if heads.len() == before {
            break;
        }
    }
    for (queue, taken) in queues.iter_mut().zip(taken) {
        if taken == queue.window {
            queue.window = (queue.window * 2).min(MOST);
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> [Queue; 2] {
        let mut queues = [Queue::default(), Queue::default()];
        for seq in 0..100 {
            queues[0].insert(false, seq);
        }
        queues[1].insert(false, 500);
        queues
    }

    #[test]
    fn a_long_queue_holds_no_short_one_up() {
        let mut queues = filled();
        assert_eq!(in_turn(&mut queues, 0, 4), [0, 500, 1, 2]);
    }

    #[test]
    fn after_it_was_held_back_a_sort_begins_with_one() {
        let mut queues = filled();
        queues[0].hold_back(10);
        assert_eq!(in_turn(&mut queues, 9, 100), [500]);
        assert_eq!(queues[0].next_claimable(), Some(10));
        let lots: Vec<usize> = (0..4)
            .map(|_| in_turn(&mut queues, 10, 100).len())
            .collect();
        assert_eq!(lots, [1, 2, 4, 8]);
    }

    #[test]
    fn urgent_ones_come_first() {
        let mut queues = filled();
        queues[0].insert(true, 99_999);
        assert_eq!(in_turn(&mut queues, 0, 1), [99_999]);
    }
}
