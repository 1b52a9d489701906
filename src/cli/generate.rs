//! What is generated from declarations: keys, completions, the man page, and the doctor's report.

use super::args::{Cli, Format, Global};
use super::output::Output;
use super::{Outcome, Surroundings};
use clap::CommandFactory;

/// `keys`
pub(super) fn keys(surroundings: &Surroundings<'_>, output: &mut Output<'_>) -> Outcome {
    let page = (surroundings.keys)(output.format)?;
    output.verbatim(&page)?;
    Ok(0)
}

/// `doctor`
pub(super) fn doctor(global: &Global, surroundings: &Surroundings<'_>, output: &mut Output<'_>) -> Outcome {
    let facts = (surroundings.facts)(global);
    if output.format == Format::Text {
        let width = facts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        for (name, value) in &facts {
            output.line(&format!("{name:<width$}  {value}"))?;
        }
        return Ok(0);
    }
    let facts: serde_json::Map<_, _> =
        facts.into_iter().map(|(name, value)| (name, serde_json::Value::String(value))).collect();
    output.object(&serde_json::json!({ "schema": "proofdesk.doctor/1", "facts": facts }))?;
    Ok(0)
}

/// `completions`
pub(super) fn completions(shell: clap_complete::Shell, output: &mut Output<'_>) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "proofdesk", &mut script);
    output.verbatim(&String::from_utf8_lossy(&script))?;
    Ok(0)
}

/// `man`
pub(super) fn man(output: &mut Output<'_>) -> Outcome {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    output.verbatim(&String::from_utf8_lossy(&page))?;
    Ok(0)
}

/// The reference page of the command line, in Markdown, for `docs/cli.md`.
pub fn reference_page() -> String {
    let mut command = Cli::command();
    command.build();
    let mut page = String::from(
        "# Command line\n\nGenerated from the declarations; `UPDATE_DOCS=1 cargo test docs::` rewrites it.\n\n",
    );
    section(&mut page, &mut command, "proofdesk");
    let names: Vec<String> =
        command.get_subcommands().map(|subcommand| subcommand.get_name().to_owned()).collect();
    for name in names {
        if let Some(subcommand) = command.find_subcommand_mut(&name) {
            section(&mut page, subcommand, &format!("proofdesk {name}"));
        }
    }
    page
}

fn section(page: &mut String, command: &mut clap::Command, title: &str) {
    let help = command.clone().term_width(100).render_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    page.extend(["## `", title, "`\n\n```text\n", help.join("\n").trim(), "\n```\n\n"]);
}
