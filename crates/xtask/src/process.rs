//! Child processes that never outlive the task: each has its own process group, and Ctrl-C or a
//! SIGTERM reaches all of it.

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
const POLL: Duration = Duration::from_millis(20);
const GRACE: Duration = Duration::from_secs(15);

/// From now on Ctrl-C and SIGTERM end the running child and then the task, cleaning up on the way.
pub fn stop_on_ctrl_c() -> Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst))
        .context("the Ctrl-C handler could not be set")
}

/// True once Ctrl-C was pressed.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Runs to the end; a failure names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let status = run_for_status(command)?;
    check(command, status)
}

/// Runs to the end and gives back how it ended.
pub fn run_for_status(command: &mut Command) -> Result<ExitStatus> {
    Running::start(command)?.wait()
}

/// Runs to the end, showing its standard output and handing every line of it to `read`.
pub fn run_reading(command: &mut Command, mut read: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut running = Running::start(command.stdout(Stdio::piped()))?;
    let output = running.child.stdout.take().context("no standard output")?;
    let (lines, arrivals) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            if lines
                .send(String::from_utf8_lossy(&line).into_owned())
                .is_err()
            {
                break;
            }
        }
    });
    loop {
        match arrivals.recv_timeout(POLL) {
            Ok(line) => {
                println!("{line}");
                read(&line);
            }
            Err(RecvTimeoutError::Timeout) if !interrupted() => {}
            Err(_) => break,
        }
    }
    std::io::stdout().flush()?;
    running.wait()
}

/// Runs to the end and gives back what it printed; its errors are shown as they come.
pub fn output_of(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{}` could not be started", shown(command)))?;
    check(command, output.status)?;
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` did not print text", shown(command)))
}

/// What a command printed, or nothing if it is not there or fails.
pub fn answer_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// A command as one would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    std::iter::once(program.file_name().unwrap_or(program.as_os_str()))
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A child in a process group of its own, ended when dropped.
pub struct Running {
    child: Child,
    name: String,
    end: Signal,
}

impl Running {
    /// Starts the command with no standard input.
    pub fn start(command: &mut Command) -> Result<Self> {
        if interrupted() {
            bail!("interrupted");
        }
        let name = shown(command);
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("`{name}` could not be started"))?;
        let end = Signal::SIGINT;
        Ok(Self { child, name, end })
    }

    /// The same child, asked to end by another signal than SIGINT.
    pub fn ended_by(mut self, signal: Signal) -> Self {
        self.end = signal;
        self
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child
            .try_wait()
            .with_context(|| format!("`{}` was lost", self.name))
    }

    /// Waits for the end; Ctrl-C ends it first and is an error.
    pub fn wait(mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            if interrupted() {
                self.stop();
                bail!("interrupted");
            }
            std::thread::sleep(POLL);
        }
    }

    /// Asks the whole group to end, then insists.
    pub fn stop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        let group = Pid::from_raw(self.child.id().cast_signed());
        // A group that has just ended by itself is what we want.
        let _ = killpg(group, self.end);
        let asked = Instant::now();
        while asked.elapsed() < GRACE {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(POLL);
        }
        let _ = killpg(group, Signal::SIGKILL);
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}
