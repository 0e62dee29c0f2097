"""Findings about filters, and the error and the warning that carry them."""

from __future__ import annotations

from typing import Any, NamedTuple


class Finding(NamedTuple):
    """Something about a filter that is wrong or may be misread. `tidegate --explain CODE` has more about its code."""

    code: str
    """Such as "E0204" (AWS refuses the filter) or "L0201" (AWS accepts it)."""
    severity: str
    """ "error", "warning" or "info"."""
    message: str
    """One sentence."""
    filter: int | None
    """The number of the filter, from 1; None if it is about the document."""
    name: str | None
    """The name of the filter, if it has one."""
    line: int
    column: int
    span: tuple[int, int]
    """The place in the document: first character, and the one after the last."""
    help: str | None
    """What to do, in words; None if `fixed` says it."""
    fixed: str | None
    """The filter as it should be; None if there is no single right way to write it."""
    aws: str | None
    """What AWS says when it refuses the filter, where that is known."""

    def __str__(self) -> str:
        lines = [f"{self.severity}[{self.code}]: {self.message}"]
        if self.help:
            lines.append(f"  help: {self.help}")
        if self.fixed:
            lines.append(f"  write: {self.fixed}")
        if self.aws:
            lines.append(f"  AWS says: {self.aws}")
        return "\n".join(lines)


def finding(fields: dict[str, Any]) -> Finding:
    """Returns the finding with these fields."""
    return Finding(**fields)


def drawn(found: Finding, document: str, file: str) -> str:
    """Returns a finding with the line of the document that it is about, and marks below its place."""
    first, *rest = str(found).split("\n")
    lines = document.split("\n")
    shown = lines[found.line - 1].rstrip("\r") if found.line <= len(lines) else ""
    start = found.column - 1
    length = max(1, min(found.span[1] - found.span[0], len(shown) - start))
    cut = max(0, start - 40)
    shown = ("…" if cut else "") + shown[cut : cut + 76]
    marks = " " * (start - cut + (1 if cut else 0)) + "^" * min(length, 76)
    return "\n".join([first, f"  in {file}, line {found.line}, column {found.column}", f"    {shown}", f"    {marks}", *rest])


class FilterWarning(UserWarning):
    """A filter that AWS accepts, and that may not do what it was meant to do. `finding` says what and where."""

    def __init__(self, message: str, finding: Finding) -> None:
        super().__init__(message)
        self.finding = finding

    def __reduce__(self) -> tuple[Any, ...]:
        return FilterWarning, (str(self), self.finding)


class TemplateWarning(UserWarning):
    """What was assumed to read a template: a value that only deployment knows, or a part that is not read."""


class RecordWarning(UserWarning):
    """Something about records that is easily missed, such as payloads that no filter can look into, or none that can be read."""


class SettingWarning(UserWarning):
    """A setting of an estimate that has no effect, or that may have been meant otherwise."""


class FilterError(ValueError):
    """Filters that AWS would refuse, or a document that holds none.

    The attributes are those of the first error; `findings` has all, in the order of the filters.
    """

    def __init__(self, message: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(message)
        self.findings = findings

    def __reduce__(self) -> tuple[Any, ...]:
        return FilterError, (str(self), self.findings)

    @property
    def finding(self) -> Finding:
        """The first error."""
        errors = (it for it in self.findings if it.severity == "error")
        return next(errors, self.findings[0])

    @property
    def code(self) -> str:
        """Such as "E0204"."""
        return self.finding.code

    @property
    def span(self) -> tuple[int, int]:
        """The place in the document: first character, and the one after the last."""
        return self.finding.span

    @property
    def message(self) -> str:
        """One sentence."""
        return self.finding.message

    @property
    def fix(self) -> str | None:
        """The filter as it should be, or else what to do in words; None if neither is known."""
        return self.finding.fixed or self.finding.help

    @property
    def aws_text(self) -> str | None:
        """What AWS says when it refuses the filter, where that is known."""
        return self.finding.aws
