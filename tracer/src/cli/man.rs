//! The man page and the completions, made from the definition of the options.

use std::io;

use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::args::{Grammar, command};

/// What the definition does not hold: heading and paragraphs of each section. A paragraph that begins with a
/// blank is shown as typed.
const SECTIONS: [(&str, &[&str]); 3] = [
    (
        "EXIT STATUS",
        &[
            "The command's own. If a signal ended the command, the same signal ends tracer. 1 for errors of tracer's own. \
             With -p and no command: 0, or 1 if nothing could be traced; ended by SIGINT, SIGTERM or SIGHUP, tracer detaches \
             and dies of that signal.",
            "tracer diff and tracer report: 3 if a budget of --fail-if or --budget is broken.",
        ],
    ),
    (
        "EXAMPLES",
        &[
            "Count the calls of a command and its children:",
            "    tracer -c -f make",
            "Watch what a service opens, without stopping it:",
            "    tracer -f -e trace=openat -p \"$(pidof nginx)\"",
            "The slowest percent of the calls of a container, every second:",
            "    tracer -c -w -U calls,p99,max-time,name -S p99 --interval 1s --container web",
            "Record a build, and look at it later:",
            "    tracer record -o build.rec -- make -j8",
            "    tracer replay -e trace=%file -Z build.rec",
            "    tracer report --format html -o build.html build.rec",
            "Has it become slower? Ten runs against those in a folder:",
            "    tracer diff --runs 10 --fail-if 'total.wall > 110%' runs -- ./job",
            "A command that bears a subcommand's name:",
            "    tracer -- doctor",
        ],
    ),
    (
        "DIFFERENCES FROM STRACE",
        &[
            "Nobody is stopped: the kernel filters, counts and sends events over a ring, and the traced programs run on. \
             Arguments are shown raw. Calls cannot be changed, so -e inject and -e fault are refused.",
            "When the ring fills, a command that tracer started is slowed down by microseconds; processes that it attached \
             to are not, and what did not fit is counted and reported. The table is exact either way. --on-full decides otherwise.",
            "Started under the name strace, the program takes strace's options alone.",
        ],
    ),
];

/// Writes the man page.
pub fn write_man(out: &mut dyn io::Write) -> io::Result<()> {
    let man = Man::new(command(Grammar::Tracer).name("tracer"));
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    // clap_mangen would point to a page for each, and there is only this one.
    let mut roff = Roff::new();
    roff.control("SH", ["SUBCOMMANDS"]);
    for sub in command(Grammar::Tracer).get_subcommands() {
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        roff.control("TP", []).text([bold(sub.get_name())]).text([roman(about)]);
    }
    roff.to_writer(out)?;
    for (heading, paragraphs) in SECTIONS {
        let mut roff = Roff::new();
        roff.control("SH", [heading]);
        for paragraph in paragraphs {
            match paragraph.strip_prefix("    ") {
                Some(line) => roff
                    .control("nf", [])
                    .control("RS", [])
                    .text([roman(line)])
                    .control("RE", [])
                    .control("fi", []),
                None => roff.control("PP", []).text([roman(*paragraph)]),
            };
        }
        roff.to_writer(out)?;
    }
    Ok(())
}

/// Writes the completions for a shell.
pub fn write_completions(shell: Shell, out: &mut dyn io::Write) -> io::Result<()> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut command(Grammar::Tracer), "tracer", &mut text);
    out.write_all(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_man_page_has_its_sections() {
        let mut page = Vec::new();
        write_man(&mut page).expect("a page");
        let page = String::from_utf8_lossy(&page);
        for heading in ["NAME", "SYNOPSIS", "SUMMARY", "SUBCOMMANDS", "\"EXIT STATUS\"", "EXAMPLES"] {
            assert!(page.contains(&format!(".SH {heading}")), "{heading}");
        }
        assert!(page.contains("summary\\-wall\\-clock"));
    }

    #[test]
    fn completions_know_the_options() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            let mut text = Vec::new();
            write_completions(shell, &mut text).expect("completions");
            assert!(String::from_utf8_lossy(&text).contains("summary-wall-clock"), "{shell}");
        }
    }
}
