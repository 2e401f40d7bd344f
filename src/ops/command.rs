//! The commands export and import: what they take, which folder they open, and what they tell. All
//! that is told goes to stderr and counts; nobody's words are in it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::counting::count;
use super::export::{export as write_export, export_to_file};
use super::import::{import as fill_from, verify};
use super::stopped::{DataArgs, engine_over, open_stopped};
use super::{OpsError, Totals};
use crate::clock::Clock;
use crate::store::{OpenOptions, SledStore};

/// After how many rows progress is told.
const TELL_EVERY: u64 = 100_000;

/// What `cairn export` takes.
#[derive(Args, Clone, Debug, Default)]
pub struct ExportArgs {
    /// The file to write, which must not be there yet; - for stdout.
    file: PathBuf,
    /// Export what is left of a store that is older than what it once acknowledged.
    #[arg(long)]
    accept_loss: bool,
    #[command(flatten)]
    from: DataArgs,
}

/// What `cairn import` takes.
#[derive(Args, Clone, Debug, Default)]
pub struct ImportArgs {
    /// A file that `cairn export` wrote, whole.
    file: PathBuf,
    /// The erased.log of the folder that was served last, or that folder: who was deleted after
    /// the backup was made is deleted again.
    #[arg(long)]
    erased: Option<PathBuf>,
    #[command(flatten)]
    into: DataArgs,
}

/// Runs `cairn export` on the folder of a stopped Cairn.
///
/// # Errors
/// A sentence that says what to do.
pub async fn export(args: ExportArgs) -> Result<(), OpsError> {
    let store = Arc::new(open_stopped(&args.from, args.accept_loss)?);
    // Who is to be deleted again is in no backup.
    if !store.to_erase_again().is_empty()
        && let Err(error) = engine_over(&args.from, &store).await
    {
        store.close().await;
        return Err(error);
    }
    let now = Clock::system().now();
    let mut progress = teller("read");
    let exported = if args.file.as_os_str() == "-" {
        write_export(&*store, now, io::stdout().lock(), &mut progress).await
    } else {
        export_to_file(&*store, now, &args.file, &mut progress).await
    };
    store.close().await;
    tell(&format!("exported {}", counted(exported?)));
    Ok(())
}

/// Runs `cairn import`.
///
/// # Errors
/// A sentence that says what to do.
pub async fn import(args: ImportArgs) -> Result<(), OpsError> {
    let folder = args.into.folder()?;
    // The folder is not even made for a file that is no good.
    verify(&args.file)?;
    let options = OpenOptions {
        importing: true,
        ..OpenOptions::default()
    };
    let store = SledStore::open(&folder, options)?;
    let merged = args.erased.as_deref().map(|list| {
        let list = if list.is_dir() {
            list.join("erased.log")
        } else {
            list.to_owned()
        };
        store.merge_erased(&list)
    });
    let imported = match merged {
        Some(Err(error)) => Err(error.into()),
        Some(Ok(_)) | None => fill_from(&store, &args.file, &mut teller("written")).await,
    };
    if imported.is_ok() {
        store.finish_import()?;
    }
    store.close().await;
    drop(store);
    if imported.is_ok() {
        erase_again(&args.into).await?;
    }
    tell(&format!(
        "imported {} into {}",
        counted(imported?),
        folder.display()
    ));
    Ok(())
}

/// Whoever was deleted after the backup was made is deleted again.
async fn erase_again(into: &DataArgs) -> Result<(), OpsError> {
    let store = Arc::new(open_stopped(into, false)?);
    let again = store.to_erase_again().len() as u64;
    let done = match again {
        0 => Ok(()),
        _ => engine_over(into, &store).await.map(|_| ()),
    };
    store.close().await;
    if again > 0 && done.is_ok() {
        tell(&format!(
            "{} again that the backup did not know of",
            count(again, "deletion is done", "deletions are done"),
        ));
    }
    done
}

fn counted(totals: Totals) -> String {
    let held = [
        count(totals.documents, "document", "documents"),
        count(totals.facts, "fact", "facts"),
        count(totals.counters, "counter", "counters"),
        count(totals.wakes, "wake-up", "wake-ups"),
        count(totals.marks, "mark", "marks"),
        count(totals.sent, "message that stands", "messages that stand"),
        count(totals.waiting, "that waits", "that wait"),
        format!("{} that could not be said", totals.dead),
    ];
    format!(
        "{} of {}: {}",
        count(totals.rows, "row", "rows"),
        count(totals.workspaces, "workspace", "workspaces"),
        held.join(", "),
    )
}

fn teller(done: &'static str) -> impl FnMut(u64) + Send {
    let mut told = 0;
    move |rows| {
        if rows / TELL_EVERY > told {
            told = rows / TELL_EVERY;
            tell(&format!("{rows} rows {done}"));
        }
    }
}

/// A terminal that has gone away is no reason to fail.
pub(super) fn tell(words: &str) {
    let _ = writeln!(io::stderr(), "cairn: {words}");
}
