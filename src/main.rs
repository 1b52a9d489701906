//! Hands arguments, environment, standard output and standard error to the library.

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let environment = proofdesk::config::Environment::read();
    proofdesk::run(std::env::args_os(), &environment, &mut io::stdout(), &mut io::stderr()).into()
}
