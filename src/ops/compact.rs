//! `cairn compact`: the store is written anew, so that of what was deleted no byte is left in it.

use std::sync::Arc;

use clap::Args;

use super::OpsError;
use super::command::tell;
use super::counting::count;
use super::stopped::{DataArgs, engine_over, open_stopped};
use crate::store::compact as write_anew;

/// What `cairn compact` takes.
#[derive(Args, Clone, Debug, Default)]
pub struct CompactArgs {
    #[command(flatten)]
    from: DataArgs,
}

/// Runs `cairn compact` on the folder of a stopped Cairn.
///
/// # Errors
/// A sentence that says what to do. The store is as it was then.
pub async fn compact(args: CompactArgs) -> Result<(), OpsError> {
    let folder = args.from.folder_with_data()?;
    // Whom an older copy of the data brought back goes first.
    let store = Arc::new(open_stopped(&args.from, false)?);
    if !store.to_erase_again().is_empty() {
        let again = engine_over(&args.from, &store).await;
        if let Err(error) = again {
            store.close().await;
            return Err(error);
        }
    }
    store.close().await;
    drop(store);
    let done = write_anew(&folder)?;
    let rows = count(done.rows, "row", "rows");
    let sizes = format!("{rows}, {} bytes", done.after);
    tell(&match done.before.checked_sub(done.after) {
        Some(freed) => format!("written anew: {sizes}; {freed} bytes were freed"),
        None => format!(
            "written anew: {sizes}; nothing was freed, it took {} before",
            done.before
        ),
    });
    Ok(())
}
