//! Rows and columns of a view: figures that are compared as numbers and become text only where they are shown.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::counts::CallId;
use super::format;
use super::style::Role;

/// What a row is about, for as long as the view lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A syscall.
    Call(CallId),
    /// A process, by tgid.
    Process(u32),
    /// A path, by its id.
    File(u64),
    /// An error, by its id.
    Failure(u64),
    /// A thread in a call: its tid and tgid.
    Thread(u32, u32),
    /// An event, by its number.
    Entry(u64),
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its title.
    pub title: &'static str,
    /// Its width, or its least width if it grows.
    pub width: u16,
    /// Does it take the room that is left?
    pub grows: bool,
    /// Where there is no room, columns with the highest rank go first; those with 0 stay.
    pub rank: u8,
}

/// A figure or a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A count.
    Count(u64),
    /// A count that is bad, and nothing if there is none.
    Bad(u64),
    /// So many a second.
    Rate(f64),
    /// A time span in ns; nothing if it was not measured.
    Span(Option<u64>),
    /// How long something has been going on, ns.
    Age(u64),
    /// Bytes.
    Bytes(u64),
    /// A share, from 0 to 1: a bar.
    Share(f64),
    /// Text. What comes from outside has been made printable.
    Text(Cow<'static, str>, Role),
    /// A name at a depth of the tree. In the order of this column, rows stay as they come.
    Tree(u16, String, Role),
}

impl Cell {
    /// Text, plainly.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Text(text.into(), Role::Plain)
    }

    /// Does it stand at the right of its column?
    pub const fn is_number(&self) -> bool {
        !matches!(self, Self::Text(..) | Self::Tree(..) | Self::Share(_))
    }

    /// What is shown. The tree's indentation is left to the caller.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Count(n) => format::count(*n).into(),
            Self::Bad(0) | Self::Bytes(0) | Self::Span(None) => "".into(),
            Self::Bad(n) => format::count(*n).into(),
            Self::Rate(rate) => format::rate(*rate).into(),
            Self::Span(Some(ns)) => format::span(*ns).into(),
            Self::Age(ns) => format::age(*ns).into(),
            Self::Bytes(n) => format::bytes(*n).into(),
            Self::Share(share) => format!("{:.1}%", share * 100.0).into(),
            Self::Text(text, _) => text.as_ref().into(),
            Self::Tree(_, text, _) => text.into(),
        }
    }

    /// What it looks like.
    pub const fn role(&self) -> Role {
        match self {
            Self::Bad(_) => Role::Bad,
            Self::Share(_) => Role::Bar,
            Self::Text(_, role) | Self::Tree(_, _, role) => *role,
            _ => Role::Plain,
        }
    }

    fn number(&self) -> f64 {
        match self {
            Self::Count(n) | Self::Bad(n) | Self::Age(n) | Self::Bytes(n) => *n as f64,
            Self::Rate(n) | Self::Share(n) => *n,
            Self::Span(n) => n.map_or(-1.0, |n| n as f64),
            Self::Text(..) | Self::Tree(..) => 0.0,
        }
    }

    /// Its place before another one of its column: large numbers first, text by alphabet.
    fn before(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(one, _), Self::Text(other, _)) => one.to_lowercase().cmp(&other.to_lowercase()),
            (Self::Tree(..), _) => Ordering::Equal,
            _ => other.number().total_cmp(&self.number()),
        }
    }
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about.
    pub subject: Subject,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

impl Row {
    fn matches(&self, words: &Words) -> bool {
        if words.0.is_empty() {
            return true;
        }
        let texts = self.cells.iter().filter(|cell| !cell.is_number() && !matches!(cell, Cell::Share(_)));
        let text: Vec<Cow<'_, str>> = texts.map(Cell::shown).collect();
        words.are_in(&text.join(" "))
    }
}

/// Words that a text must have, all of them. Capitals count only if there are any.
#[derive(Clone, Debug, Default)]
pub struct Words(Vec<String>);

impl Words {
    /// Those of a filter.
    pub fn new(filter: &str) -> Self {
        Self(filter.split_whitespace().map(str::to_owned).collect())
    }

    /// Are they all in this text?
    pub fn are_in(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        self.0.iter().all(|word| match word.chars().any(char::is_uppercase) {
            true => text.contains(word.as_str()),
            false => lower.contains(word.as_str()),
        })
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The rows of a view, as they are shown.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// All that pass the filter, in order.
    pub rows: Vec<Row>,
    /// How many there were before it.
    pub unfiltered: usize,
    /// By which column they are sorted.
    pub sort: usize,
}

impl Grid {
    /// Filters and sorts.
    pub fn new(mut rows: Vec<Row>, sort: usize, reverse: bool, filter: &Words) -> Self {
        let unfiltered = rows.len();
        rows.retain(|row| row.matches(filter));
        let tree = matches!(rows.first().and_then(|row| row.cells.get(sort)), Some(Cell::Tree(..)));
        if !tree {
            // Rows that are equal must not dance.
            rows.sort_by_key(|row| row.subject);
        }
        rows.sort_by(|one, other| match (one.cells.get(sort), other.cells.get(sort)) {
            (Some(one), Some(other)) if reverse => other.before(one),
            (Some(one), Some(other)) => one.before(other),
            _ => Ordering::Equal,
        });
        Self { rows, unfiltered, sort }
    }

    /// Where the row about this is.
    pub fn position(&self, subject: Subject) -> Option<usize> {
        self.rows.iter().position(|row| row.subject == subject)
    }
}

/// Where columns stand in this width: each with its index, its place and its width.
pub fn places(columns: &[Column], width: u16) -> Vec<(usize, u16, u16)> {
    let mut shown: Vec<usize> = (0..columns.len()).collect();
    let needed = |shown: &[usize]| {
        let widths: u16 = shown.iter().map(|i| columns[*i].width).sum();
        widths + shown.len().saturating_sub(1) as u16
    };
    while needed(&shown) > width {
        let Some(at) = (0..shown.len())
            .filter(|at| columns[shown[*at]].rank > 0)
            .max_by_key(|at| columns[shown[*at]].rank)
        else {
            break;
        };
        shown.remove(at);
    }
    let mut left = width.saturating_sub(needed(&shown));
    let mut growing = shown.iter().filter(|i| columns[**i].grows).count() as u16;
    let mut x = 0;
    let mut places = Vec::new();
    for i in shown {
        let mut own = columns[i].width;
        if columns[i].grows && growing > 0 {
            own += left / growing;
            left -= left / growing;
            growing -= 1;
        }
        let own = own.min(width.saturating_sub(x));
        if own > 0 {
            places.push((i, x, own));
        }
        x = x.saturating_add(own + 1);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn column(width: u16, grows: bool, rank: u8) -> Column {
        Column { title: "", width, grows, rank }
    }

    const COLUMNS: [Column; 4] =
        [column(10, true, 0), column(8, false, 1), column(6, false, 3), column(10, true, 2)];

    #[test]
    fn columns_go_by_rank_and_grow() {
        assert_eq!(places(&COLUMNS, 37), [(0, 0, 10), (1, 11, 8), (2, 20, 6), (3, 27, 10)]);
        assert_eq!(places(&COLUMNS, 41), [(0, 0, 12), (1, 13, 8), (2, 22, 6), (3, 29, 12)]);
        assert_eq!(places(&COLUMNS, 36), [(0, 0, 13), (1, 14, 8), (3, 23, 13)]);
        assert_eq!(places(&COLUMNS, 28), [(0, 0, 19), (1, 20, 8)]);
        assert_eq!(places(&COLUMNS, 5), [(0, 0, 5)]);
        assert_eq!(places(&COLUMNS, 0), []);
    }

    fn rows(cells: &[(&'static str, u64)]) -> Vec<Row> {
        let row = |(i, (name, n)): (usize, &(&'static str, u64))| Row {
            subject: Subject::File(i as u64),
            cells: vec![Cell::text(*name), Cell::Count(*n)],
        };
        cells.iter().enumerate().map(row).collect()
    }

    fn order(sort: usize, reverse: bool, filter: &str) -> Vec<String> {
        let all = rows(&[("b", 5), ("A x", 7), ("c", 5), ("Xa", 1)]);
        let grid = Grid::new(all, sort, reverse, &Words::new(filter));
        grid.rows.iter().map(|row| row.cells[0].shown().into_owned()).collect()
    }

    #[test]
    fn numbers_fall_and_text_rises() {
        assert_eq!(order(1, false, ""), ["A x", "b", "c", "Xa"]);
        assert_eq!(order(1, true, ""), ["Xa", "b", "c", "A x"]);
        assert_eq!(order(0, false, ""), ["A x", "b", "c", "Xa"]);
        assert_eq!(order(9, false, ""), ["b", "A x", "c", "Xa"]);
    }

    #[test]
    fn a_filter_wants_every_word() {
        assert_eq!(order(1, false, "x a"), ["A x", "Xa"]);
        assert_eq!(order(1, false, "X"), ["Xa"]);
        assert_eq!(order(1, false, "x b"), [""; 0]);
    }
}
