//! The folder of a stopped Cairn, as an operator's commands open it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::OpsError;
use crate::app;
use crate::engine::Engine;
use crate::settings::{Flags, Settings};
use crate::store::{OpenOptions, SledStore};

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

impl DataArgs {
    pub(super) fn settings(&self) -> Result<Settings, OpsError> {
        let flags = Flags {
            config: self.config.clone(),
            overrides: BTreeMap::from_iter(self.data.clone().map(|data| ("data", data))),
        };
        Ok(Settings::load(&flags)?)
    }

    pub(super) fn folder(&self) -> Result<PathBuf, OpsError> {
        let folder = self.settings()?.data;
        if folder.as_os_str().is_empty() {
            return Err(OpsError::Asked(
                "no data folder is set: say where it is with --data".to_owned(),
            ));
        }
        Ok(folder)
    }

    /// The folder, if there is a store in it.
    pub(super) fn folder_with_data(&self) -> Result<PathBuf, OpsError> {
        let folder = self.folder()?;
        if SledStore::is_in(&folder) {
            return Ok(folder);
        }
        Err(OpsError::Asked(format!(
            "there is no data in {}: name the data folder with --data",
            folder.display()
        )))
    }
}

/// Opens the folder of a stopped Cairn.
///
/// # Errors
/// A sentence that says what to do: there is no data, or a Cairn that runs has it.
pub(super) fn open_stopped(from: &DataArgs, accept_loss: bool) -> Result<SledStore, OpsError> {
    let options = OpenOptions {
        accept_loss,
        ..OpenOptions::default()
    };
    Ok(SledStore::open(&from.folder_with_data()?, options)?)
}

/// An engine over the data of a stopped Cairn. Whom an older copy of them brought back is deleted
/// again first.
///
/// # Errors
/// A sentence that says what to do.
pub(super) async fn engine_over(
    from: &DataArgs,
    store: &Arc<SledStore>,
) -> Result<Engine, OpsError> {
    let engine = app::offline(&from.settings()?, store).await;
    engine.map_err(|error| OpsError::Asked(format!("{error:#}")))
}
