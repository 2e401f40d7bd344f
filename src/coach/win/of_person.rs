//! The wins in which somebody is named, as her own home page shows them.

use super::press::WinId;
use super::record::Win;
use crate::chat::PersonId;
use crate::coach::desk::Desk;
use crate::coach::privacy;
use crate::state::Undecided;

/// So many of the latest are looked at: some she told of others, some do not stand any more.
const LOOKED_AT: usize = 12;

/// The latest wins that stand and in which somebody is named, the newest first, at most so many.
pub(in crate::coach) fn naming(
    desk: &Desk<'_>,
    person: &PersonId,
    most: usize,
) -> Result<Vec<(WinId, Win)>, Undecided> {
    let noted = privacy::wins_noted(desk, person)?;
    let mut noted: Vec<WinId> = noted.iter().filter_map(|id| WinId::read(id)).collect();
    // A name is less the later the win was told, in whichever channel.
    noted.sort_by(|one, other| one.name.cmp(&other.name));
    noted.truncate(LOOKED_AT);
    let keys: Vec<_> = noted.iter().map(Win::key).collect();
    desk.want(&keys)?;
    let mut wins = Vec::new();
    for id in noted {
        let win = Win::read(desk, &id)?;
        let win = win.filter(|win| win.stands() && win.names(person));
        wins.extend(win.map(|win| (id, win)));
    }
    wins.truncate(most);
    Ok(wins)
}
