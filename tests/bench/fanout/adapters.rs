//! Writing to many by the real adapters, over HTTP, to a false Slack and a false Teams in threads of
//! this process: whether the platforms' own limits are kept, and how near to them it goes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cairn::chat::WorkspaceId;
use cairn::clock::Clock;
use cairn::engine::Engine;
use cairn::platform::Platform;
use cairn::platform::UntakenWords;
use cairn::platform::slack::{Slack, SlackSettings};
use cairn::state::Kept;
use tokio_util::sync::CancellationToken;

use super::common::process::Process;
use super::common::{payload, slack, teams};
use super::{Nudger, opened, waiting};

/// What an adapter allows itself in a workspace: so many a second in the long run, and so many at
/// once; and what the platform allows in any second.
struct Allowed {
    a_second: f64,
    at_once: f64,
    most_in_a_second: usize,
}

/// 240 a minute, 20 of them at once.
const SLACK: Allowed = Allowed {
    a_second: 220.0 / 60.0,
    at_once: 20.0,
    most_in_a_second: 240,
};
/// Half of the 50 in any second that Teams takes of a bot in a tenant.
const TEAMS: Allowed = Allowed {
    a_second: 25.0,
    at_once: 25.0,
    most_in_a_second: 50,
};

/// So many messages in one workspace of Slack's.
pub async fn in_slack(messages: usize) {
    println!("adapter: {messages} messages wait in Slack");
    let fake = slack::Slack::start();
    let settings = SlackSettings {
        signing_secrets: vec![payload::SIGNING_SECRET.into()],
        bot_token: "xoxb-bench".into(),
        api: fake.api().parse().unwrap(),
    };
    let words = UntakenWords {
        busy: String::new(),
        unknown: String::new(),
        broken: String::new(),
    };
    let bot = Slack::new(settings, cairn::outbound::client().unwrap(), words);
    let here = bot.introduce().await.unwrap();
    let rows = waiting(messages).map(|row| (here.clone(), row));
    write(rows, bot, messages, || fake.posted_at().len()).await;
    let arrived = fake.posted_at().into_iter().map(|at| (here.clone(), at));
    tell(arrived.collect(), &SLACK);
}

/// So many messages in each of some tenants of Teams'.
pub async fn in_teams(tenants: usize, messages: usize) {
    println!("adapter: {messages} messages wait in each of {tenants} tenants of Teams");
    let fake = teams::Teams::start();
    // No person's name holds one of these.
    let tenants = (0..tenants).map(|number| format!("tenant-{number:02}-"));
    let tenants: Vec<String> = tenants.collect();
    let bot = fake.bot(tenants.clone());
    let all = tenants.len() * messages;
    let rows = waiting(all).zip(tenants.iter().cycle());
    let rows = rows.map(|(row, tenant)| (WorkspaceId::from(format!("teams:{tenant}")), row));
    write(rows, bot, all, || fake.connector.count("send")).await;
    let calls = fake.connector.all_calls().into_iter();
    let arrived = calls.map(|call| {
        let tenant = tenants.iter().find(|tenant| call.path.contains(*tenant));
        (
            WorkspaceId::from(tenant.unwrap().as_str()),
            call.at.into_std(),
        )
    });
    tell(arrived.collect(), &TEAMS);
}

async fn write(
    rows: impl Iterator<Item = (WorkspaceId, Kept)>,
    bot: Arc<dyn Platform>,
    messages: usize,
    arrived: impl Fn() -> usize,
) {
    let (folder, store) = opened(rows).await;
    let engine = Engine::new(store.clone(), vec![bot], Arc::new(Nudger), Clock::system());
    let shutdown = CancellationToken::new();
    let (began, cpu) = (Instant::now(), Process::own().cpu());
    let running = tokio::spawn({
        let shutdown = shutdown.clone();
        async move { engine.run(shutdown).await }
    });
    while arrived() < messages {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (took, cpu) = (began.elapsed(), Process::own().cpu() - cpu);
    println!(
        "  {messages} messages in {:.1} s, {:.0} µs of processor time each on both sides",
        took.as_secs_f64(),
        cpu.as_secs_f64() * 1e6 / messages as f64,
    );
    shutdown.cancel();
    running.await.unwrap();
    store.close().await;
    drop(folder);
}

/// How near to what is allowed it went in the workspace where it was slowest, and the most that a
/// platform saw within a second.
fn tell(arrived: Vec<(WorkspaceId, Instant)>, allowed: &Allowed) {
    let mut of: HashMap<WorkspaceId, Vec<Instant>> = HashMap::new();
    for (workspace, at) in arrived {
        of.entry(workspace).or_default().push(at);
    }
    let mut share: f64 = 100.0;
    let mut most = 0;
    for times in of.values_mut() {
        times.sort();
        let took = times[times.len() - 1] - times[0];
        let admitted = allowed.at_once + allowed.a_second * took.as_secs_f64();
        share = share.min(100.0 * times.len() as f64 / admitted);
        most = most.max(most_in_a_second(times));
    }
    println!(
        "  {share:.1} % of what was admitted in the slowest of {} workspaces; {most} within a second at most, where {} are taken",
        of.len(),
        allowed.most_in_a_second,
    );
}

fn most_in_a_second(sorted: &[Instant]) -> usize {
    let mut first = 0;
    let within = |(last, at): (usize, &Instant)| {
        while *at - sorted[first] >= Duration::from_secs(1) {
            first += 1;
        }
        last + 1 - first
    };
    sorted
        .iter()
        .enumerate()
        .map(within)
        .max()
        .unwrap_or_default()
}
