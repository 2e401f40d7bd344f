//! The commands export and import: what they take, which folder they open, and what they tell. All
//! that is told goes to stderr and counts; nobody's words are in it.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::export::{Whose, export as write_export, export_to_file};
use super::import::{import as fill_from, refuse_one_person, verify};
use super::lines::Who;
use super::{OpsError, Totals};
use crate::chat::{PersonId, WorkspaceId};
use crate::clock::Clock;
use crate::settings::{Flags, Settings};
use crate::store::{OpenOptions, SledStore};

/// After how many rows progress is told.
const TELL_EVERY: u64 = 100_000;

/// Where the data lies.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct DataArgs {
    /// The data folder; without it, the one of the settings.
    #[arg(long, global = true)]
    data: Option<String>,
    /// A settings file; ./cairn.toml is read if it is there.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
}

/// What `cairn export` takes.
#[derive(Args, Clone, Debug, Default)]
pub struct ExportArgs {
    /// The file to write, which must not be there yet; - for stdout.
    file: PathBuf,
    /// Only what is kept of one person, by the platform's id: to be handed over, no backup.
    #[arg(long)]
    person: Option<String>,
    /// Only that person's in one workspace, such as slack:T0123.
    #[arg(long, requires = "person")]
    workspace: Option<String>,
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
    #[command(flatten)]
    into: DataArgs,
}

impl DataArgs {
    fn folder(&self) -> Result<PathBuf, OpsError> {
        let flags = Flags {
            config: self.config.clone(),
            overrides: BTreeMap::from_iter(self.data.clone().map(|data| ("data", data))),
        };
        let folder = Settings::load(&flags)?.data;
        if folder.as_os_str().is_empty() {
            return Err(OpsError::Asked(
                "no data folder is set: say where it is with --data".to_owned(),
            ));
        }
        Ok(folder)
    }
}

/// Runs `cairn export` on the folder of a stopped Cairn.
///
/// # Errors
/// A sentence that says what to do.
pub async fn export(args: ExportArgs) -> Result<(), OpsError> {
    let whose = match args.person {
        None => Whose::Everybody,
        Some(person) => Whose::Only(Who {
            person: PersonId::from(person),
            workspace: args.workspace.map(WorkspaceId::from),
        }),
    };
    let store = open_stopped(&args.from, args.accept_loss)?;
    let now = Clock::system().now();
    let mut progress = teller("read");
    let exported = if args.file.as_os_str() == "-" {
        write_export(&store, &whose, now, io::stdout().lock(), &mut progress).await
    } else {
        export_to_file(&store, &whose, now, &args.file, &mut progress).await
    };
    store.close().await;
    tell(&format!("exported {}", counted(exported?)));
    Ok(())
}

/// Opens the folder of a stopped Cairn.
///
/// # Errors
/// A sentence that says what to do: there is no data, or a Cairn that runs has it.
pub(super) fn open_stopped(from: &DataArgs, accept_loss: bool) -> Result<SledStore, OpsError> {
    let folder = from.folder()?;
    if !folder.join("db-files").exists() {
        return Err(OpsError::Asked(format!(
            "there is no data in {}: name the data folder with --data",
            folder.display()
        )));
    }
    let options = OpenOptions {
        accept_loss,
        ..OpenOptions::default()
    };
    Ok(SledStore::open(&folder, options)?)
}

/// Runs `cairn import`.
///
/// # Errors
/// A sentence that says what to do.
pub async fn import(args: ImportArgs) -> Result<(), OpsError> {
    let folder = args.into.folder()?;
    // The folder is not even made for a file that is no good.
    refuse_one_person(&verify(&args.file)?)?;
    let options = OpenOptions {
        importing: true,
        ..OpenOptions::default()
    };
    let store = SledStore::open(&folder, options)?;
    let imported = fill_from(&store, &args.file, &mut teller("written")).await;
    if imported.is_ok() {
        store.finish_import()?;
    }
    store.close().await;
    tell(&format!(
        "imported {} into {}",
        counted(imported?),
        folder.display()
    ));
    Ok(())
}

fn counted(totals: Totals) -> String {
    format!(
        "{} rows of {} workspaces: {} documents, {} facts, {} counters, {} wake-ups, {} marks, {} messages that stand, {} that wait, {} that could not be said",
        totals.rows,
        totals.workspaces,
        totals.documents,
        totals.facts,
        totals.counters,
        totals.wakes,
        totals.marks,
        totals.sent,
        totals.waiting,
        totals.dead,
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
