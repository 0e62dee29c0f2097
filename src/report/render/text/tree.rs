//! Lays out a tree in lines of a width: name, value found, value wanted, reason. There are three layouts, and one is
//! chosen for the whole tree: all on one line; the reason on a line of its own; everything below the name.

use super::fit::{cut, width, wrap, wrap_json};
use super::line::Line;
use super::palette::Palette;
use crate::document::{Branch, Leaf, Tone};
use crate::safe::safe;

/// Widest columns of values and of wanted lists before they are cut, and narrowest before they are stacked.
const VALUE_COLUMNS_MAX: usize = 36;
const WANTED_COLUMNS_MAX: usize = 48;
const VALUE_COLUMNS_MIN: usize = 12;
const WANTED_COLUMNS_MIN: usize = 16;

/// Blanks between columns, and those of the mark.
const GAP: usize = 2;
const MARK_COLUMNS: usize = 2;

/// A row of a drawn tree; its texts are safe.
struct Row {
    /// The drawn branches before the name.
    stem: String,
    /// The same for the lines that continue the row.
    continued: String,
    name: String,
    leaf: Option<Leaf>,
}

/// The columns of a tree.
struct Grid<'p> {
    palette: &'p Palette,
    columns: usize,
    name: usize,
    value: usize,
    wanted: usize,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    OneLine,
    ReasonBelow,
    Stacked,
}

/// The columns that can be narrowed.
#[derive(Clone, Copy)]
enum Column {
    Value,
    Wanted,
}

/// The lines of a tree, each after `indent` blanks.
pub(super) fn lines(
    branches: &[Branch],
    indent: usize,
    columns: usize,
    palette: &Palette,
) -> Vec<String> {
    let mut rows = Vec::new();
    draw(branches, "", &mut rows);
    let grid = Grid::of(&rows, columns.saturating_sub(indent), palette);
    let blanks = " ".repeat(indent);
    let lines = rows.iter().flat_map(|row| grid.row(row));
    lines
        .map(|line| format!("{blanks}{}", line.finish()))
        .collect()
}

fn draw(branches: &[Branch], before: &str, rows: &mut Vec<Row>) {
    let last = branches.len().saturating_sub(1);
    for (at, branch) in branches.iter().enumerate() {
        let (corner, bar) = if at == last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        let below = format!("{before}{bar}");
        let stem = if branch.branches.is_empty() {
            ""
        } else {
            "│"
        };
        rows.push(Row {
            stem: format!("{before}{corner}"),
            continued: format!("{below}{stem}"),
            name: safe(&branch.name),
            leaf: branch.leaf.as_ref().map(made_safe),
        });
        draw(&branch.branches, &below, rows);
    }
}

fn made_safe(leaf: &Leaf) -> Leaf {
    Leaf {
        check: leaf.check,
        found: safe(&leaf.found),
        wanted: safe(&leaf.wanted),
        reason: safe(&leaf.reason),
    }
}

impl<'p> Grid<'p> {
    fn of(rows: &[Row], columns: usize, palette: &'p Palette) -> Self {
        let widest = |of: fn(&Leaf) -> &str| {
            let leaves = rows.iter().filter_map(|row| row.leaf.as_ref());
            leaves.map(|leaf| width(of(leaf))).max().unwrap_or(0)
        };
        let names = rows.iter().filter(|row| row.leaf.is_some());
        let names = names.map(|row| width(&row.stem) + width(&row.name));
        let mut grid = Self {
            palette,
            columns,
            name: names.max().unwrap_or(0) + GAP,
            value: widest(|leaf| &leaf.found).min(VALUE_COLUMNS_MAX),
            wanted: widest(|leaf| &leaf.wanted).min(WANTED_COLUMNS_MAX),
            form: Form::OneLine,
        };
        let reason = widest(|leaf| &leaf.reason);
        if reason > 0 && grid.reason_column() + reason > columns {
            grid.form = Form::ReasonBelow;
        }
        if !grid.squeeze() {
            grid.form = Form::Stacked;
        }
        grid
    }

    const fn value_column(&self) -> usize {
        self.name + MARK_COLUMNS
    }

    const fn wanted_column(&self) -> usize {
        self.value_column() + self.value + GAP
    }

    const fn reason_column(&self) -> usize {
        self.wanted_column() + self.wanted + GAP
    }

    /// Narrows values and wanted lists to the columns there are; returns whether both stay readable.
    fn squeeze(&mut self) -> bool {
        let room = self.columns.saturating_sub(self.value_column() + GAP);
        // The wanted values are usually shorter and more useful than the value found: the value is cut first.
        let steps = [
            (Column::Value, 20),
            (Column::Wanted, 28),
            (Column::Value, VALUE_COLUMNS_MIN),
            (Column::Wanted, WANTED_COLUMNS_MIN),
        ];
        for (column, least) in steps {
            let excess = (self.value + self.wanted).saturating_sub(room);
            let columns = match column {
                Column::Value => &mut self.value,
                Column::Wanted => &mut self.wanted,
            };
            *columns -= excess.min(columns.saturating_sub(least));
        }
        self.value + self.wanted <= room
    }

    fn row(&self, row: &Row) -> Vec<Line> {
        let mut line = Line::default();
        self.push(&mut line, Tone::Faint, &row.stem);
        let room = self.columns.saturating_sub(width(&row.stem));
        let Some(leaf) = &row.leaf else {
            self.push(&mut line, Tone::Plain, &cut(&row.name, room));
            return vec![line];
        };
        let name = cut(&row.name, room.saturating_sub(GAP));
        self.push(&mut line, Tone::Plain, &name);
        match self.form {
            Form::Stacked => self.stacked(row, leaf, line),
            Form::OneLine | Form::ReasonBelow => self.in_columns(row, leaf, line),
        }
    }

    fn push(&self, line: &mut Line, tone: Tone, text: &str) {
        line.push(self.palette, tone, text);
    }

    fn in_columns(&self, row: &Row, leaf: &Leaf, mut line: Line) -> Vec<Line> {
        let mark = leaf.check.mark();
        line.pad_to(self.name)
            .phrase(self.palette, &mark)
            .pad_to(self.value_column());
        self.push(&mut line, Tone::Plain, &cut(&leaf.found, self.value));
        line.pad_to(self.wanted_column());
        self.push(&mut line, Tone::Faint, &cut(&leaf.wanted, self.wanted));
        if leaf.reason.is_empty() || self.form == Form::OneLine {
            line.pad_to(self.reason_column());
            self.push(&mut line, mark.tone, &leaf.reason);
            return vec![line];
        }
        let column = self.value_column();
        let reason = wrap(&leaf.reason, self.columns.saturating_sub(column));
        let below = self.below(row, &reason, column, mark.tone);
        std::iter::once(line).chain(below).collect()
    }

    fn stacked(&self, row: &Row, leaf: &Leaf, mut first: Line) -> Vec<Line> {
        let mark = leaf.check.mark();
        self.push(&mut first, Tone::Plain, " ");
        first.phrase(self.palette, &mark);
        self.push(&mut first, Tone::Plain, " ");
        let column = width(&row.continued) + GAP;
        let room = self.columns.saturating_sub(column);
        let mut lines = Vec::new();
        if first.columns() + width(&leaf.found) <= self.columns {
            self.push(&mut first, Tone::Plain, &leaf.found);
            lines.push(first);
        } else {
            lines.push(first);
            let found = wrap(&cut(&leaf.found, 2 * room), room);
            lines.extend(self.below(row, &found, column, Tone::Plain));
        }
        let wanted = wrap_json("wanted", &leaf.wanted, room);
        lines.extend(self.below(row, &wanted, column, Tone::Faint));
        if !leaf.reason.is_empty() {
            let reason = wrap(&leaf.reason, room);
            lines.extend(self.below(row, &reason, column, mark.tone));
        }
        lines
    }

    /// `texts` as lines that continue a row, from `column` on.
    fn below(&self, row: &Row, texts: &[String], column: usize, tone: Tone) -> Vec<Line> {
        let line = |text: &String| {
            let mut line = Line::default();
            self.push(&mut line, Tone::Faint, &row.continued);
            line.pad_to(column);
            self.push(&mut line, tone, text);
            line
        };
        texts.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Check;

    fn branch(name: &str, branches: Vec<Branch>) -> Branch {
        Branch {
            name: name.to_owned(),
            leaf: branches.is_empty().then(|| Leaf {
                check: Check::Missed,
                found: "\"y\"".to_owned(),
                wanted: "[\"x\"]".to_owned(),
                reason: "another text".to_owned(),
            }),
            branches,
        }
    }

    fn tree() -> [Branch; 2] {
        let inner = branch("b", vec![branch("c", vec![]), branch("d\u{1b}", vec![])]);
        [inner, branch("e", vec![])]
    }

    #[test]
    fn branches_are_drawn_and_columns_aligned() {
        let lines = lines(&tree(), 2, 80, &Palette::PLAIN);
        let drawn = [
            "  ├─ b",
            "  │  ├─ c        ✗ \"y\"  [\"x\"]  another text",
            "  │  └─ d\\u001b  ✗ \"y\"  [\"x\"]  another text",
            "  └─ e           ✗ \"y\"  [\"x\"]  another text",
        ];
        assert_eq!(lines, drawn);
    }

    #[test]
    fn narrow_trees_are_stacked_within_their_columns() {
        for columns in 24..80 {
            let lines = lines(&tree(), 2, columns, &Palette::PLAIN);
            let wide = lines.iter().find(|line| width(line) > columns);
            assert_eq!(wide, None, "{columns}");
            let whole = lines.concat();
            assert_eq!(whole.matches("another").count(), 3, "{columns}");
        }
    }
}
