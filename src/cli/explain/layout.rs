//! Rows of a tree into lines of a width: name, value found, what was wanted, why it fails. Three layouts, chosen for a
//! tree as a whole: all on one line; the reason on a line of its own; everything below the name.

use tidegate::{FieldExplanation, Outcome};

use super::painted::{BAD, FAINT, GOOD, Line, PLAIN};
use super::safe::{cut, safe, width, wrap, wrap_json};
use super::tree::Row;

/// Widest columns of values and of wanted lists before they are cut, and narrowest before they are stacked.
const VALUE_COLUMNS_MAX: usize = 36;
const WANTED_COLUMNS_MAX: usize = 48;
const VALUE_COLUMNS_MIN: usize = 12;
const WANTED_COLUMNS_MIN: usize = 16;

/// Blanks between columns, and those of the mark.
const GAP: usize = 2;
const MARK_COLUMNS: usize = 2;

/// The columns of a tree.
struct Grid {
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

/// Draws the rows, each line behind `indent` blanks.
pub(super) fn draw(rows: &[Row<'_>], indent: usize, columns: usize) -> String {
    let grid = Grid::of(rows, columns.saturating_sub(indent));
    let blanks = " ".repeat(indent);
    let mut out = String::new();
    for row in rows {
        for line in grid.row(row) {
            out.push_str(&blanks);
            out.push_str(&line.finish());
        }
    }
    out
}

impl Grid {
    fn of(rows: &[Row<'_>], columns: usize) -> Self {
        let fields = || rows.iter().filter_map(|row| row.field);
        let widest = |text: fn(&FieldExplanation) -> String| {
            fields().map(|field| width(&text(field))).max().unwrap_or(0)
        };
        let name = rows.iter().filter(|row| row.field.is_some());
        let name = name.map(Row::name_columns).max().unwrap_or(0) + GAP;
        let mut grid = Self {
            columns,
            name,
            value: widest(found).min(VALUE_COLUMNS_MAX),
            wanted: widest(|field| safe(&field.wanted)).min(WANTED_COLUMNS_MAX),
            form: Form::OneLine,
        };
        let reason = widest(reason);
        if reason > 0 && grid.reason_column() + reason > columns {
            grid.form = Form::ReasonBelow;
        }
        if !grid.squeeze() {
            grid.form = Form::Stacked;
        }
        grid
    }

    fn value_column(&self) -> usize {
        self.name + MARK_COLUMNS
    }

    fn wanted_column(&self) -> usize {
        self.value_column() + self.value + GAP
    }

    fn reason_column(&self) -> usize {
        self.wanted_column() + self.wanted + GAP
    }

    /// Narrows values and wanted lists to the columns there are; answers whether both stay readable.
    fn squeeze(&mut self) -> bool {
        let room = self.columns.saturating_sub(self.value_column() + GAP);
        // What was wanted is the shorter and the more telling text as a rule: values give way first.
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

    fn row(&self, row: &Row<'_>) -> Vec<Line> {
        let mut line = Line::default();
        line.push(FAINT, &row.branches);
        let room = self.columns.saturating_sub(width(&row.branches));
        let Some(field) = row.field else {
            line.push(PLAIN, &cut(&row.name, room));
            return vec![line];
        };
        let (mark_style, mark) = mark(field);
        line.push(PLAIN, &cut(&row.name, room.saturating_sub(GAP)));
        if self.form == Form::Stacked {
            line.push(PLAIN, " ")
                .push(mark_style, mark)
                .push(PLAIN, " ");
            return self.stacked(row, field, line);
        }
        line.pad_to(self.name)
            .push(mark_style, mark)
            .pad_to(self.value_column());
        line.push(PLAIN, &cut(&found(field), self.value))
            .pad_to(self.wanted_column());
        line.push(FAINT, &cut(&safe(&field.wanted), self.wanted));
        let reason = reason(field);
        if reason.is_empty() || self.form == Form::OneLine {
            line.pad_to(self.reason_column()).push(mark_style, &reason);
            return vec![line];
        }
        let mut lines = vec![line];
        let column = self.value_column();
        let reason = wrap(&reason, self.columns.saturating_sub(column));
        lines.extend(below(row, &reason, column, mark_style));
        lines
    }

    fn stacked(&self, row: &Row<'_>, field: &FieldExplanation, mut first: Line) -> Vec<Line> {
        let column = width(&row.continued) + GAP;
        let room = self.columns.saturating_sub(column);
        let (found, reason) = (found(field), reason(field));
        let mut lines = Vec::new();
        if first.columns() + width(&found) <= self.columns {
            lines.push(first.push(PLAIN, &found).clone());
        } else {
            lines.push(first);
            lines.extend(below(
                row,
                &wrap(&cut(&found, 2 * room), room),
                column,
                PLAIN,
            ));
        }
        let wanted = wrap_json("wanted", &safe(&field.wanted), room);
        lines.extend(below(row, &wanted, column, FAINT));
        if !reason.is_empty() {
            lines.extend(below(row, &wrap(&reason, room), column, mark(field).0));
        }
        lines
    }
}

/// `texts` as lines that continue a row, from `column` on.
fn below(row: &Row<'_>, texts: &[String], column: usize, style: anstyle::Style) -> Vec<Line> {
    let line = |text: &String| {
        let mut line = Line::default();
        line.push(FAINT, &row.continued);
        line.pad_to(column).push(style, text);
        line
    };
    texts.iter().map(line).collect()
}

fn mark(field: &FieldExplanation) -> (anstyle::Style, &'static str) {
    if field.outcome.failed() {
        (BAD, "✗")
    } else {
        (GOOD, "✓")
    }
}

/// What stands at the path.
pub(super) fn found(field: &FieldExplanation) -> String {
    let Some(first) = field.values.first() else {
        return "absent".to_owned();
    };
    let shown = match field.outcome {
        Outcome::Satisfied | Outcome::OtherElement => 1,
        _ => field.values.len(),
    };
    let more = field.value_count - shown;
    let texts = field.values[1..shown].iter();
    let shown = texts.fold(first.clone(), |shown, text| format!("{shown}, {text}"));
    match more {
        0 => safe(&shown),
        _ => format!("{} +{more}", safe(&shown)),
    }
}

fn reason(field: &FieldExplanation) -> String {
    safe(field.reason.as_deref().unwrap_or_default())
}
