//! The columns of the summary, one entry each. `-U`, `-S` and every format read this table; none has a list of
//! its own. What the figures are is left to `figures.rs`, how a table is laid out to the outputs.

use std::fmt;

use super::figures::Figures;

/// How a column's figure is shown to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// As part of the table's total.
    Percent,
    /// ns as seconds with six digits.
    Seconds,
    /// ns as whole microseconds.
    WholeMicros,
    /// ns as microseconds with three digits.
    Micros,
    /// As it is.
    Count,
    /// As it is, and as nothing if it is 0.
    CountIfAny,
    /// The syscall's name.
    Name,
}

/// A column.
#[derive(Clone, Copy)]
pub struct Column {
    /// What `-U` and `-S` call it.
    pub name: &'static str,
    /// What else they call it. Underscores may stand for hyphens.
    pub aliases: &'static [&'static str],
    /// Its title in the table.
    pub header: &'static str,
    /// Its title where a machine reads it: with the unit.
    pub key: &'static str,
    /// Its least width.
    pub width: usize,
    /// How it is shown.
    pub show: Show,
    /// What it is, for the help and the man page.
    pub about: &'static str,
    /// What must be measured for it.
    pub needs: Needs,
    /// Its figure; `None` if it was not measured. `-S` sorts by it.
    pub figure: fn(&Figures) -> Option<u64>,
}

/// What must be measured besides calls, errors and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// Time off the CPU.
    Wait,
    /// Histograms.
    Histograms,
}

/// What is wrong with a list of columns or an order. `Display` is strace's message without the program's name.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ColumnError {
    /// No such column.
    #[error("unknown column name: '{0}'")]
    Unknown(String),
    /// A column that is there already, and the rest of the list from it on.
    #[error(
        "call summary column has been provided more than once: '{name}' (-U option residual: '{residual}')"
    )]
    Repeated {
        /// As it was typed.
        name: String,
        /// As it was typed.
        residual: String,
    },
    /// No such order.
    #[error("invalid sortby: '{0}'")]
    Sort(String),
}

/// Every column: strace's first, in the order of its manual, then ours.
pub static COLUMNS: [Column; 16] = [
    Column {
        name: "time-percent",
        aliases: &["time"],
        header: "% time",
        key: "time_percent",
        width: 6,
        show: Show::Percent,
        about: "share of the total time",
        needs: Needs::Nothing,
        figure: |f| Some(f.time),
    },
    Column {
        name: "total-time",
        aliases: &["time-total"],
        header: "seconds",
        key: "total_time_ns",
        width: 11,
        show: Show::Seconds,
        about: "time in the call: CPU time, or with -w wall time",
        needs: Needs::Nothing,
        figure: |f| Some(f.time),
    },
    Column {
        name: "min-time",
        aliases: &["shortest", "time-min", "min"],
        header: "shortest",
        key: "min_time_ns",
        width: 8,
        show: Show::Seconds,
        about: "shortest call",
        needs: Needs::Nothing,
        figure: |f| Some(f.min),
    },
    Column {
        name: "max-time",
        aliases: &["longest", "time-max", "max"],
        header: "longest",
        key: "max_time_ns",
        width: 8,
        show: Show::Seconds,
        about: "longest call",
        needs: Needs::Nothing,
        figure: |f| Some(f.max),
    },
    Column {
        name: "avg-time",
        aliases: &["time-avg", "avg"],
        header: "usecs/call",
        key: "avg_time_ns",
        width: 11,
        show: Show::WholeMicros,
        about: "mean time of a call",
        needs: Needs::Nothing,
        figure: |f| Some(f.mean()),
    },
    Column {
        name: "calls",
        aliases: &["count"],
        header: "calls",
        key: "calls",
        width: 9,
        show: Show::Count,
        about: "calls that returned",
        needs: Needs::Nothing,
        figure: |f| Some(f.calls),
    },
    Column {
        name: "errors",
        aliases: &["error"],
        header: "errors",
        key: "errors",
        width: 9,
        show: Show::CountIfAny,
        about: "calls that failed",
        needs: Needs::Nothing,
        figure: |f| Some(f.errors),
    },
    Column {
        name: "name",
        aliases: &["syscall", "syscall-name"],
        header: "syscall",
        key: "name",
        width: 16,
        show: Show::Name,
        about: "the syscall's name",
        needs: Needs::Nothing,
        figure: |_| None,
    },
    Column {
        name: "cpu-time",
        aliases: &[],
        header: "cpu seconds",
        key: "cpu_time_ns",
        width: 11,
        show: Show::Seconds,
        about: "CPU time in the call, as measured: -O is not subtracted",
        needs: Needs::Wait,
        figure: |f| f.wait.map(|wait| f.wall.saturating_sub(wait)),
    },
    Column {
        name: "wall-time",
        aliases: &[],
        header: "wall seconds",
        key: "wall_time_ns",
        width: 12,
        show: Show::Seconds,
        about: "time from entry to return, as measured: -O is not subtracted",
        needs: Needs::Nothing,
        figure: |f| Some(f.wall),
    },
    Column {
        name: "wait-time",
        aliases: &[],
        header: "wait seconds",
        key: "wait_time_ns",
        width: 12,
        show: Show::Seconds,
        about: "the part of wall-time that the caller was off the CPU",
        needs: Needs::Wait,
        figure: |f| f.wait,
    },
    Column {
        name: "p50",
        aliases: &["median"],
        header: "p50 usecs",
        key: "p50_ns",
        width: 11,
        show: Show::Micros,
        about: "half of the calls took at most this long; at most 6.25 % off",
        needs: Needs::Histograms,
        figure: |f| f.shape.map(|s| s.p50),
    },
    Column {
        name: "p90",
        aliases: &[],
        header: "p90 usecs",
        key: "p90_ns",
        width: 11,
        show: Show::Micros,
        about: "90 % of the calls took at most this long; at most 6.25 % off",
        needs: Needs::Histograms,
        figure: |f| f.shape.map(|s| s.p90),
    },
    Column {
        name: "p99",
        aliases: &[],
        header: "p99 usecs",
        key: "p99_ns",
        width: 11,
        show: Show::Micros,
        about: "99 % of the calls took at most this long; at most 6.25 % off",
        needs: Needs::Histograms,
        figure: |f| f.shape.map(|s| s.p99),
    },
    Column {
        name: "p999",
        aliases: &[],
        header: "p999 usecs",
        key: "p999_ns",
        width: 11,
        show: Show::Micros,
        about: "99.9 % of the calls took at most this long; at most 6.25 % off",
        needs: Needs::Histograms,
        figure: |f| f.shape.map(|s| s.p999),
    },
    Column {
        name: "stddev",
        aliases: &[],
        header: "stddev usecs",
        key: "stddev_ns",
        width: 12,
        show: Show::Micros,
        about: "standard deviation, every duration taken as at most 6.25 % off",
        needs: Needs::Histograms,
        figure: |f| f.shape.map(|s| s.stddev),
    },
];

/// What `-U` defaults to.
const DEFAULT: &str = "time-percent,total-time,avg-time,calls,errors,name";

impl Column {
    /// The column of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        let name = name.replace('_', "-");
        COLUMNS.iter().find(|c| c.name == name || c.aliases.contains(&name.as_str())).copied()
    }

    /// Parses `-U`'s list. The name comes last if it is not in it.
    pub fn parse_list(list: &str) -> Result<Vec<Self>, ColumnError> {
        let mut columns: Vec<Self> = Vec::new();
        let mut rest = Some(list);
        while let Some(residual) = rest {
            let (name, next) = match residual.split_once(',') {
                Some((name, next)) => (name, Some(next)),
                None => (residual, None),
            };
            let column = Self::by_name(name).ok_or_else(|| ColumnError::Unknown(name.to_owned()))?;
            if columns.contains(&column) {
                return Err(ColumnError::Repeated { name: name.to_owned(), residual: residual.to_owned() });
            }
            columns.push(column);
            rest = next;
        }
        if !columns.iter().any(|c| c.show == Show::Name) {
            columns.extend(COLUMNS.iter().filter(|c| c.show == Show::Name));
        }
        Ok(columns)
    }

    /// strace's own columns.
    pub fn default_list() -> Vec<Self> {
        DEFAULT.split(',').filter_map(Self::by_name).collect()
    }

    /// Every name, without the aliases.
    pub fn names() -> impl Iterator<Item = &'static str> {
        COLUMNS.iter().map(|c| c.name)
    }
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Column {}

impl fmt::Debug for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The order of the rows. Rows that are equal in it come by number, as do all without an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By number.
    Nothing,
    /// By a column: the largest first, names by alphabet.
    By(Column),
}

impl Sort {
    /// Parses `-S`.
    pub fn parse(order: &str) -> Result<Self, ColumnError> {
        if matches!(order, "none" | "nothing") {
            return Ok(Self::Nothing);
        }
        Column::by_name(order).map(Self::By).ok_or_else(|| ColumnError::Sort(order.to_owned()))
    }
}

impl Default for Sort {
    fn default() -> Self {
        Self::By(COLUMNS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_columns() {
        let names: Vec<_> =
            COLUMNS.iter().flat_map(|c| c.aliases.iter().chain(std::iter::once(&c.name))).collect();
        for (i, name) in names.iter().enumerate() {
            assert!(!names[..i].contains(name), "{name}");
            assert!(Column::by_name(name).is_some(), "{name}");
        }
    }

    #[test]
    fn lists_are_parsed_as_strace_does() {
        let names = |list: &str| {
            Column::parse_list(list)
                .map(|l| l.iter().map(|c| c.name).collect::<Vec<_>>())
                .map_err(|e| e.to_string())
        };
        assert_eq!(names("calls").unwrap(), ["calls", "name"]);
        assert_eq!(names("syscall_name,time_total").unwrap(), ["name", "total-time"]);
        assert_eq!(names("calls,").unwrap_err(), "unknown column name: ''");
        assert_eq!(names("time, calls").unwrap_err(), "unknown column name: ' calls'");
        assert_eq!(
            names("calls,errors,count,foo").unwrap_err(),
            "call summary column has been provided more than once: 'count' (-U option residual: 'count,foo')"
        );
        assert_eq!(Column::default_list().len(), 6);
    }

    #[test]
    fn orders_are_parsed_as_strace_does() {
        assert_eq!(Sort::parse("nothing"), Ok(Sort::Nothing));
        assert_eq!(Sort::parse("longest").map(|s| format!("{s:?}")).unwrap(), "By(max-time)");
        assert_eq!(Sort::parse("calls,errors").unwrap_err().to_string(), "invalid sortby: 'calls,errors'");
        assert_eq!(Sort::parse("").unwrap_err().to_string(), "invalid sortby: ''");
    }
}
