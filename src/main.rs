//! The command line: what it takes, what it prints, and with which status it ends. What is done
//! lies in the library.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use cairn::settings::{Flags, Settings};
use clap::{Args, Parser, Subcommand};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

/// The status of a program that could not begin or go on; a supervisor may start it again.
const FAILED: u8 = 70;
/// The status of a program that was told something it can't work with.
const UNUSABLE: u8 = 2;

/// A workplace-learning coach that lives in chat.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Subcommand)]
enum Command {
    /// Serve: what happens without a subcommand.
    Serve(Serve),
    /// Check a library, and tell every problem at once.
    Check(cairn::library::CheckArgs),
    /// Write all data to a file, while Cairn is stopped.
    Export(cairn::ops::ExportArgs),
    /// Fill an empty data folder from such a file.
    Import(cairn::ops::ImportArgs),
    /// Hand over or delete all that is kept of one person, while Cairn is stopped.
    Person(cairn::ops::PersonArgs),
    /// Write the store anew, so that of what was deleted no byte is left in it.
    Compact(cairn::ops::CompactArgs),
    /// List what waits to be said and what could not be, while Cairn is stopped.
    Outbox(cairn::ops::OutboxArgs),
    /// Ask about schedules.
    #[command(subcommand)]
    Schedule(Schedule),
    /// Make what a platform makes the app from.
    #[command(subcommand)]
    Manifest(Manifest),
}

#[derive(Subcommand)]
enum Schedule {
    /// Say how a sentence is understood, and when it comes next. Nothing is scheduled.
    Explain(cairn::ops::ExplainArgs),
}

#[derive(Subcommand)]
enum Manifest {
    /// For https://api.slack.com/apps: Create New App, From a manifest, JSON.
    Slack {
        /// Where Slack reaches this server, such as https://cairn.example.com.
        #[arg(long)]
        url: String,
    },
    /// For Teams: write the app package, to be uploaded there.
    Teams(TeamsPackage),
}

#[derive(Args)]
struct TeamsPackage {
    /// The bot's Microsoft App ID; without it, that of the settings (TEAMS_APP_ID).
    #[arg(long)]
    app_id: Option<String>,
    /// Who runs Cairn, in at most 32 characters; shown as the developer.
    #[arg(long)]
    company: String,
    /// A page about it, or of the company.
    #[arg(long)]
    website: String,
    /// The page that tells what becomes of people's data.
    #[arg(long)]
    privacy_url: String,
    /// The page with the terms of use.
    #[arg(long)]
    terms_url: String,
    /// The package's version; Teams takes an update only under a higher one.
    #[arg(long, default_value = env!("CARGO_PKG_VERSION"))]
    app_version: String,
    /// The file to write.
    #[arg(long, default_value = "cairn-teams.zip")]
    out: PathBuf,
    /// Replace the file if it is there.
    #[arg(long)]
    force: bool,
    /// A settings file; ./cairn.toml is read if it is there.
    #[arg(long)]
    config: Option<PathBuf>,
}

#[derive(Args, Clone, Default)]
struct Serve {
    /// Where to listen, such as 127.0.0.1:3000.
    #[arg(long)]
    listen: Option<String>,
    /// The folder to keep everything in; without it, everything is kept in memory.
    #[arg(long)]
    data: Option<String>,
    /// A folder with a library of your own.
    #[arg(long)]
    library: Option<String>,
    /// A settings file; ./cairn.toml is read if it is there.
    #[arg(long)]
    config: Option<PathBuf>,
    /// Whether to serve the playground: auto, on or off.
    #[arg(long)]
    playground: Option<String>,
    /// Open a store that is older than what it once acknowledged.
    #[arg(long)]
    accept_loss: bool,
}

impl Serve {
    fn flags(self) -> Flags {
        let given = [
            ("listen", self.listen),
            ("data", self.data),
            ("library", self.library),
            ("playground", self.playground),
            ("accept_loss", self.accept_loss.then(|| "true".to_owned())),
        ];
        let overrides: BTreeMap<_, _> = given
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        Flags {
            config: self.config,
            overrides,
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Some(Command::Check(args)) => check(&args),
        Some(Command::Export(args)) => operate(cairn::ops::run_export(args)),
        Some(Command::Import(args)) => operate(cairn::ops::run_import(args)),
        Some(Command::Person(args)) => operate(cairn::ops::run_person(args)),
        Some(Command::Compact(args)) => operate(cairn::ops::run_compact(args)),
        Some(Command::Outbox(args)) => operate(cairn::ops::run_outbox(args)),
        Some(Command::Schedule(Schedule::Explain(args))) => explain(&args),
        Some(Command::Manifest(Manifest::Slack { url })) => slack_manifest(&url),
        Some(Command::Manifest(Manifest::Teams(args))) => teams_package(&args),
        Some(Command::Serve(serve)) => run(serve),
        None => run(cli.serve),
    }
}

fn check(args: &cairn::library::CheckArgs) -> ExitCode {
    let today = cairn::clock::Clock::system().today();
    let bot = &cairn::coach::BOT;
    let checked = cairn::library::check(args, today, bot, &mut std::io::stdout());
    checked.map_or(ExitCode::from(UNUSABLE), ExitCode::from)
}

fn explain(args: &cairn::ops::ExplainArgs) -> ExitCode {
    let now = cairn::clock::Clock::system().now();
    let (out, complaints) = (&mut std::io::stdout(), &mut std::io::stderr());
    let explained = cairn::ops::explain(args, now, out, complaints);
    explained.map_or(ExitCode::from(FAILED), ExitCode::from)
}

fn slack_manifest(url: &str) -> ExitCode {
    let hint = cairn::coach::usage_hint();
    match cairn::platform::slack::manifest::manifest(url, &hint) {
        Ok(manifest) => {
            tell(&manifest);
            ExitCode::SUCCESS
        }
        Err(error) => complain(&error.to_string(), UNUSABLE),
    }
}

fn teams_package(args: &TeamsPackage) -> ExitCode {
    match make_teams_package(args) {
        Ok(()) => {
            let at = args.out.display();
            tell(&format!(
                "{at} is written: upload it in the Teams admin center (Teams apps, Manage apps, Upload new app), or in Teams itself (Apps, Manage your apps, Upload an app). The bot's messaging endpoint ends in {}.",
                cairn::platform::teams::PATH
            ));
            ExitCode::SUCCESS
        }
        Err(error) => complain(&error.to_string(), UNUSABLE),
    }
}

fn make_teams_package(args: &TeamsPackage) -> anyhow::Result<()> {
    use cairn::platform::teams::manifest::{About, package};
    let settings = Settings::load(&Flags {
        config: args.config.clone(),
        overrides: BTreeMap::new(),
    })?;
    let about = About {
        app_id: args.app_id.as_deref().unwrap_or(settings.teams_app_id()),
        version: &args.app_version,
        company: &args.company,
        website: &args.website,
        privacy: &args.privacy_url,
        terms: &args.terms_url,
    };
    let (_, phrases) = cairn::app::read_library(&settings)?;
    let [direct, channel] = cairn::coach::menus(&phrases);
    let package = package(&about, &direct, &channel)?;
    anyhow::ensure!(
        args.force || !args.out.exists(),
        "there is a file {} already: name another with --out, or replace it with --force",
        args.out.display()
    );
    Ok(cairn::ops::write_file(&args.out, &package, args.force)?)
}

fn operate(work: impl Future<Output = Result<(), cairn::ops::OpsError>>) -> ExitCode {
    start_logging(EnvFilter::new("warn"));
    let done = match runtime() {
        Ok(runtime) => runtime.block_on(work),
        Err(status) => return status,
    };
    done.map_or_else(
        |error| complain(&error.to_string(), UNUSABLE),
        |()| ExitCode::SUCCESS,
    )
}

fn runtime() -> Result<tokio::runtime::Runtime, ExitCode> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| complain(&format!("the runtime can't be started: {error}"), FAILED))
}

fn run(serve: Serve) -> ExitCode {
    let settings = match Settings::load(&serve.flags()) {
        Ok(settings) => settings,
        Err(error) => return complain(&error.to_string(), UNUSABLE),
    };
    match settings.log_filter() {
        Ok(filter) => start_logging(filter),
        Err(error) => return complain(&error.to_string(), UNUSABLE),
    }
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(status) => return status,
    };
    let served = runtime.block_on(async {
        let shutdown = CancellationToken::new();
        tokio::spawn(stop_on_signal(shutdown.clone()));
        cairn::app::serve(settings, tell, shutdown).await
    });
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(&format!("{error:#}"), FAILED),
    }
}

fn start_logging(filter: EnvFilter) {
    let logging = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        logging.without_time().with_target(false).init();
    } else {
        logging.json().init();
    }
}

/// A terminal that has gone away is no reason to fail.
fn tell(words: &str) {
    let _ = writeln!(std::io::stdout(), "{words}");
}

fn complain(words: &str, status: u8) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "cairn: {words}");
    ExitCode::from(status)
}

async fn stop_on_signal(shutdown: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        tracing::warn!(
            "signals can't be heard; stop me by killing me, nothing that was acknowledged is lost"
        );
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    shutdown.cancel();
}
