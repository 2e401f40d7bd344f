//! What an operator meets: starting, stopping, and the sentences for what is amiss. The real
//! program, each time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod support;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::program::{self, Program, command, command_for_slack};
use support::slack::requests::{self, SlackRequest};
use support::slack::{FakeSlack, SECRET, workplace};

async fn send(program: &Program, request: &SlackRequest) -> reqwest::Response {
    let second = cairn::clock::Clock::system().now().as_second();
    let url = format!("http://{}/slack/events", program.address);
    let mut sent = cairn::outbound::client().unwrap().post(url);
    for (name, value) in request.headers(second) {
        sent = sent.header(name, value);
    }
    sent.body(request.body.clone()).send().await.unwrap()
}

/// Waits for something that is under way.
async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let waited = async {
        while !is_so() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(program::PATIENCE, waited)
        .await
        .expect(what);
}

fn complaint(command: Command) -> String {
    let (status, said) = program::run(command);
    assert!(!status.success(), "{said}");
    said
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[tokio::test]
async fn the_main_job_is_done_by_the_program_itself_and_outlives_a_restart() {
    let slack = FakeSlack::start().await;
    let folder = folder();
    let first = Program::start(command_for_slack(folder.path(), &slack.api(), "UADA"));
    first.ready().await;
    let asked = send(&first, &requests::command("UADA", "C1", "ask", "t1")).await;
    assert_eq!(asked.status(), 200);
    until("the check-in stands", || slack.standing("C1").len() == 1).await;
    let (ts, message) = slack.standing("C1").remove(0);
    let (_, token) = workplace::buttons(&message).remove(0);
    let url = slack.response_url("ana");
    let press = requests::Press {
        person: "UANA",
        channel: "C1",
        message: &ts,
        token: &token,
        response_url: &url,
        at: "1.1",
    };
    assert_eq!(send(&first, &press.request()).await.status(), 200);
    until("Ana is answered", || slack.answers("ana").len() == 1).await;
    let (status, log) = first.stop();
    assert!(status.success(), "{log}");

    let mut talkative = command_for_slack(folder.path(), &slack.api(), "UADA");
    talkative.env("CAIRN_LOG", "trace");
    let second = Program::start(talkative);
    second.ready().await;
    assert!(
        second.greeting.contains("kept in data"),
        "{}",
        second.greeting
    );
    let again = requests::Press { at: "2.2", ..press };
    assert_eq!(send(&second, &again.request()).await.status(), 200);
    until("Ana is answered again", || slack.answers("ana").len() == 2).await;
    let answers = slack.answers("ana");
    assert_ne!(
        answers[0], answers[1],
        "the second time it says that the first answer counts"
    );
    until("the count follows", || {
        slack.standing("C1")[0].1["text"]
            .as_str()
            .unwrap()
            .contains("Answered by 1")
    })
    .await;
    let posts = slack.calls("chat.postMessage").into_iter();
    let in_channel = posts.filter(|post| post.body["channel"] == "C1").count();
    assert_eq!(in_channel, 1, "the restart posts nothing again");
    let (status, log) = second.stop();
    assert!(status.success());
    assert!(log.contains("DEBUG"), "{log}");
    for secret in [SECRET, "xoxb-test", "/hook/"] {
        assert!(!log.contains(secret), "{secret} stands in the log:\n{log}");
    }
}

#[tokio::test]
async fn it_stops_in_order_with_a_browser_tab_open() {
    let folder = folder();
    let mut command = command(folder.path());
    command.args(["--listen", "127.0.0.1:0", "--data", "data"]);
    let program = Program::start(command);
    program.ready().await;
    let client = cairn::outbound::client().unwrap();
    let live = format!("http://{}/playground/live", program.address);
    let tab = client.get(live).send().await.unwrap();
    assert_eq!(tab.status(), 200);
    let (status, log) = program.stop();
    assert!(status.success(), "{log}");
    assert!(!log.contains("not all ended"), "{log}");
    assert!(!folder.path().join("data/unclean").exists());
    drop(tab);
}

#[tokio::test]
async fn its_store_is_closed_in_order_whoever_holds_a_connection_open() {
    let folder = folder();
    let mut command = command(folder.path());
    command.args(["--listen", "127.0.0.1:0", "--data", "data"]);
    let program = Program::start(command);
    program.ready().await;
    let mut holder = std::net::TcpStream::connect(&program.address).unwrap();
    holder
        .write_all(b"POST /playground/events HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{")
        .unwrap();
    let (status, log) = program.stop();
    assert!(status.success(), "{log}");
    assert!(log.contains("not all ended"), "{log}");
    assert!(!folder.path().join("data/unclean").exists());
    drop(holder);
}

#[tokio::test]
async fn a_killed_program_says_so_at_the_next_start() {
    let folder = folder();
    let start = || {
        let mut command = command(folder.path());
        command.args(["--listen", "127.0.0.1:0", "--data", "data"]);
        Program::start(command)
    };
    let killed = start();
    killed.ready().await;
    killed.kill();
    let next = start();
    assert!(
        next.greeting.contains("was not stopped in order"),
        "{}",
        next.greeting
    );
    assert!(
        next.greeting
            .contains("nothing that was acknowledged is missing")
    );
}

#[tokio::test]
async fn a_second_one_on_the_same_folder_names_the_first() {
    let folder = folder();
    let start = || {
        let mut command = command(folder.path());
        command.args(["--listen", "127.0.0.1:0", "--data", "data"]);
        command
    };
    let first = Program::start(start());
    let said = complaint(start());
    assert!(
        said.contains("is in use by another Cairn") && said.contains(&first.id().to_string()),
        "{said}"
    );
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let folder = folder();
    let mut first = command(folder.path());
    first.args(["--listen", "127.0.0.1:0"]);
    let first = Program::start(first);
    let mut second = command(folder.path());
    second.args(["--listen", &first.address]);
    let said = complaint(second);
    assert!(
        said.contains(&first.address) && said.contains("--listen"),
        "{said}"
    );
}

#[tokio::test]
async fn a_token_that_slack_refuses_ends_the_program_with_a_sentence() {
    let slack = FakeSlack::start().await;
    slack.fail(
        "auth.test",
        [support::slack::Fault::Refused("invalid_auth")],
    );
    let folder = folder();
    let refused = command_for_slack(folder.path(), &slack.api(), "");
    let said = tokio::task::spawn_blocking(move || complaint(refused))
        .await
        .unwrap();
    assert!(
        said.contains("SLACK_BOT_TOKEN") && said.contains("invalid_auth"),
        "{said}"
    );
}

#[tokio::test]
async fn admins_who_are_nobody_in_slack_are_told_at_the_start() {
    let slack = FakeSlack::start().await;
    for (admins, told) in [
        ("", "nobody may put check-ins into channels"),
        ("UADA,@ben", "\"@ben\""),
        ("UADA", ""),
    ] {
        let folder = folder();
        let program = Program::start(command_for_slack(folder.path(), &slack.api(), admins));
        program.ready().await;
        let (_, log) = program.stop();
        assert!(log.contains(told), "{admins}: {log}");
        assert_eq!(log.contains("CAIRN_ADMINS"), !told.is_empty(), "{log}");
    }
}

#[tokio::test]
async fn nobody_need_be_named_where_slacks_own_admins_are_trusted() {
    let slack = FakeSlack::start().await;
    let folder = folder();
    let mut trusting = command_for_slack(folder.path(), &slack.api(), "");
    trusting.env("CAIRN_SLACK_TRUST_ADMINS", "true");
    let program = Program::start(trusting);
    program.ready().await;
    let (_, log) = program.stop();
    assert!(!log.contains("CAIRN_ADMINS"), "{log}");
}

#[test]
fn settings_that_can_not_work_are_told_with_what_to_do() {
    let folder = folder();
    let with = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command(folder.path());
        command.args(arguments).envs(variables.iter().copied());
        complaint(command)
    };
    let secret = ("SLACK_SIGNING_SECRET", "abc");
    let token = ("SLACK_BOT_TOKEN", "xoxb-1");
    for (variables, arguments, named) in [
        (vec![secret], vec![], "SLACK_BOT_TOKEN is not set"),
        (vec![token], vec![], "SLACK_SIGNING_SECRET is not set"),
        (vec![secret, token], vec![], "--data ./data"),
        (
            vec![secret, token, ("SLACK_API_URL", "http://slack.example")],
            vec!["--data", "data"],
            "https://",
        ),
        (vec![("CAIRN_ZONE", "Berlin")], vec![], "Europe/Berlin"),
        (
            vec![("CAIRN_SLACK_TRUST_ADMINS", "perhaps")],
            vec![],
            "`slack_trust_admins`",
        ),
        (vec![("CAIRN_LOG", "warning")], vec![], "`log` is `warning`"),
        (
            vec![("CAIRN_LOG", "cairn=loud")],
            vec![],
            "`log` is `cairn=loud`",
        ),
        (
            vec![("CAIRN_PLAYGROUND", "maybe")],
            vec![],
            "`maybe` is none of auto, on and off for key `playground`",
        ),
        (
            vec![],
            vec!["--listen", "nowhere"],
            "`nowhere` is no address with a port, such as 127.0.0.1:3000, for key `listen`",
        ),
        (
            vec![],
            vec!["--playground", "off"],
            "SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN",
        ),
        (vec![], vec!["--listen", "0.0.0.0:0"], "--playground on"),
        (
            vec![],
            vec!["--library", "nowhere"],
            "library folder nowhere",
        ),
        (
            vec![("SLACK_BOT_TOKEN_FILE", "/nowhere")],
            vec![],
            "/nowhere",
        ),
    ] {
        let said = with(&variables, &arguments);
        assert!(said.contains(named), "{variables:?} {arguments:?}: {said}");
        assert!(!said.contains("xoxb-1"), "{said}");
    }
}

#[test]
fn a_settings_file_with_an_unknown_name_is_told_with_its_place_and_the_known_ones() {
    let folder = folder();
    std::fs::write(
        folder.path().join("cairn.toml"),
        "lisen = \"127.0.0.1:0\"\n",
    )
    .unwrap();
    let said = complaint(command(folder.path()));
    assert!(
        said.contains("cairn.toml") && said.contains("lisen") && said.contains("listen"),
        "{said}"
    );
}

#[test]
fn a_settings_file_that_can_not_be_read_is_told_by_its_line_and_not_by_what_stands_there() {
    for (written, named) in [
        (
            "listen = \"127.0.0.1:0\"\nslack_bot_token = xoxb-1-secret\n",
            "line 2",
        ),
        ("slack_bot_token = \"xoxb-1-secret\n", "line 1"),
        ("slack_bot_token = [\"xoxb-1-secret\"]\n", "slack_bot_token"),
    ] {
        let folder = folder();
        std::fs::write(folder.path().join("cairn.toml"), written).unwrap();
        let said = complaint(command(folder.path()));
        assert!(
            said.contains("cairn.toml") && said.contains(named),
            "{said}"
        );
        assert!(!said.contains("secret"), "{said}");
    }
}

#[test]
fn a_settings_file_that_is_not_there_is_told() {
    let folder = folder();
    let mut command = command(folder.path());
    command.args(["--config", "mine.toml"]);
    let said = complaint(command);
    assert!(said.contains("mine.toml"), "{said}");
}

#[test]
fn a_data_folder_that_is_a_file_is_told() {
    let folder = folder();
    std::fs::write(folder.path().join("data"), "words").unwrap();
    let mut command = command(folder.path());
    command.args(["--listen", "127.0.0.1:0", "--data", "data"]);
    let said = complaint(command);
    assert!(
        said.contains("is no folder") && said.contains("--data"),
        "{said}"
    );
    assert!(Path::new(folder.path()).join("data").is_file());
}

#[tokio::test]
async fn a_library_of_ones_own_is_served_and_its_faults_are_not_passed_over_in_silence() {
    let folder = folder();
    let library = a_library_with_a_fault(&folder.path().join("library"));
    let mut command = command(folder.path());
    command
        .args(["--listen", "127.0.0.1:0", "--library"])
        .arg(&library);
    let program = Program::start(command);
    program.ready().await;
    let (status, log) = program.stop();
    assert!(status.success());
    assert!(
        log.contains("the library breaks rules") && log.contains("cairn check"),
        "{log}"
    );
}

/// The small library, in which a skill's name has become longer than any card takes.
fn a_library_with_a_fault(to: &Path) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small_library");
    for (file, text) in cairn::library::Tree::from_dir(&from).unwrap().files {
        let at = to.join(&file);
        std::fs::create_dir_all(at.parent().unwrap()).unwrap();
        let longer = "name = \"Meetings of every sort and size\"";
        std::fs::write(at, text.replace("name = \"Meetings\"", longer)).unwrap();
    }
    to.to_owned()
}

#[test]
fn a_folder_that_is_no_library_is_told_in_a_few_lines() {
    let folder = folder();
    for file in 0..50 {
        std::fs::write(folder.path().join(format!("{file}.txt")), "words").unwrap();
    }
    let mut command = command(folder.path());
    command.args(["--listen", "127.0.0.1:0", "--library", "."]);
    let said = complaint(command);
    assert!(
        said.contains("the library in . can't be used") && said.contains("`cairn check .`"),
        "{said}"
    );
    assert!(said.lines().count() < 20, "{said}");
}
