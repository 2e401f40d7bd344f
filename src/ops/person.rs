//! `cairn person`: the file of all that is kept of somebody, and her deletion, where she can't ask
//! for them herself. The same file and the same deletion as of `/cairn privacy`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};

use super::OpsError;
use super::command::tell;
use super::export::new_file;
use super::stopped::{DataArgs, engine_over, open_stopped};
use crate::chat::{PersonId, WorkspaceId};
use crate::engine::Engine;
use crate::settings::Settings;

/// What `cairn person` takes.
#[derive(Args, Clone, Debug)]
pub struct PersonArgs {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    from: DataArgs,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Write all that is kept of her to a file, to be handed over.
    Export {
        #[command(flatten)]
        who: WhoArgs,
        /// The file to write, which must not be there yet; - for stdout.
        file: PathBuf,
    },
    /// Delete all that is kept of her, at once and for good.
    Erase {
        #[command(flatten)]
        who: WhoArgs,
    },
}

/// Who is meant.
#[derive(Args, Clone, Debug)]
struct WhoArgs {
    /// The platform's id of her, such as U0123ABCD.
    person: String,
    /// In which workspace, such as slack:T0123; needed where several keep something of her.
    #[arg(long)]
    workspace: Option<String>,
}

/// Runs `cairn person` on the folder of a stopped Cairn.
///
/// # Errors
/// A sentence that says what to do.
pub async fn person(args: PersonArgs) -> Result<(), OpsError> {
    let store = Arc::new(open_stopped(&args.from, false)?);
    let done = async {
        let engine = engine_over(&args.from, &store).await?;
        match &args.what {
            What::Export { who, file } => export(&engine, who, file).await,
            What::Erase { who } => erase(&engine, who, &args.from.settings()?).await,
        }
    }
    .await;
    store.close().await;
    done
}

async fn export(engine: &Engine, who: &WhoArgs, file: &Path) -> Result<(), OpsError> {
    let (workspace, person) = find(engine, who).await?;
    let made = engine.own_data(&workspace, &person, usize::MAX).await?;
    let body = made.map(|made| made.body).unwrap_or_default();
    if file.as_os_str() == "-" {
        let written = io::stdout().lock().write_all(body.as_bytes());
        return written.map_err(OpsError::file("the file can't be written"));
    }
    new_file(file, |mut out| out.write_all(body.as_bytes()))?;
    tell(&format!(
        "wrote all that is kept of {person} in {workspace} to {}",
        file.display()
    ));
    Ok(())
}

async fn erase(engine: &Engine, who: &WhoArgs, settings: &Settings) -> Result<(), OpsError> {
    let (workspace, person) = find(engine, who).await?;
    let erased = engine.erase_person(workspace.clone(), &person).await;
    erased.map_err(|_| {
        OpsError::Asked(format!(
            "{person} could not be deleted: the store can't be read or written, see above"
        ))
    })?;
    tell(&format!(
        "deleted {person} in {workspace}; what was written to her in the chat is taken away at the next start. Traces lie in the store's file until `cairn compact`, and in backups for {} days",
        settings.backup_days
    ));
    Ok(())
}

/// Whom an id means, and where.
async fn find(engine: &Engine, who: &WhoArgs) -> Result<(WorkspaceId, PersonId), OpsError> {
    let person = PersonId::from(who.person.as_str());
    let everybody = engine.everybody().await?;
    let is_meant = |workspace: &WorkspaceId| {
        let only = who.workspace.as_deref();
        only.is_none_or(|only| only == workspace.as_str())
    };
    let places: Vec<WorkspaceId> = everybody
        .into_iter()
        .filter(|(workspace, one)| *one == person && is_meant(workspace))
        .map(|(workspace, _)| workspace)
        .collect();
    match places.as_slice() {
        [workspace] => Ok((workspace.clone(), person)),
        [] => Err(OpsError::Asked(format!(
            "nothing is kept of {person}{}: the id is the platform's, such as U0123ABCD in Slack",
            who.workspace
                .as_ref()
                .map_or_else(String::new, |workspace| format!(" in {workspace}")),
        ))),
        several => {
            let names: Vec<&str> = several.iter().map(WorkspaceId::as_str).collect();
            Err(OpsError::Asked(format!(
                "something is kept of {person} in {}: say which with --workspace",
                names.join(" and ")
            )))
        }
    }
}
