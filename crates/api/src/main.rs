//! The binary `guichet`.

fn main() -> std::process::ExitCode {
    guichet_api::cli::run()
}
