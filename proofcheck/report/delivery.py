"""The report's files: each made and written on its own, the dearest last, so that what fails costs itself alone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from proofcheck.files import replaced
from proofcheck.report.html import to_html
from proofcheck.report.jsonout import to_json
from proofcheck.report.latex import to_latex
from proofcheck.report.machines import to_github, to_junit, to_sarif
from proofcheck.report.pdf import NoPdfError, compile_pdf
from proofcheck.report.schema import Findings

#: What is written into a folder. The log is there only if TeX failed.
FILES = ("findings.json", "report.html", "report.tex", "report.log", "report.pdf")

Form = Literal["json", "sarif", "junit", "github"]
Paper = Literal["a4", "letter"]


def printed(findings: Findings, form: Form) -> str:
    """Return the findings in a form for other programs."""
    if form == "junit":
        return to_junit(findings)
    if form == "github":
        return to_github(findings)
    return to_json(findings if form == "json" else to_sarif(findings))


def write_files(
    findings: Findings, folder: Path | None, html: Path | None, *, pdf: bool, paper: Paper
) -> tuple[list[str], list[str]]:
    """Write the report into a folder, and the page to a file; return what to say, and what could not be written."""
    written: list[str] = []
    said: list[str] = []
    failed: list[str] = []
    for file, make in _files(findings, folder, html, said, pdf=pdf, paper=paper):
        try:
            content = make()
            _replace(file, content)
            written += [str(file)] if content is not None else []
        except OSError as error:
            failed.append(f"could not write to {str(file.parent)!r}: {error.strerror}")
    return [*said, *([f"Wrote {', '.join(written)}"] if written else [])], failed


def _files(
    findings: Findings, folder: Path | None, html: Path | None, said: list[str], *, pdf: bool, paper: Paper
) -> Iterator[tuple[Path, Callable[[], bytes | None]]]:
    """Yield the files, each with what makes its content; ``None`` for one that is not to be there."""
    if html is not None:
        yield html, lambda: to_html(findings).encode()
    if folder is None:
        return
    yield folder / "findings.json", lambda: to_json(findings).encode()
    yield folder / "report.html", lambda: to_html(findings).encode()
    tex = to_latex(findings, paper="a4paper" if paper == "a4" else "letterpaper")
    yield folder / "report.tex", tex.encode
    typeset, log = _typeset(tex, said) if pdf else (None, None)
    yield folder / "report.log", lambda: log
    yield folder / "report.pdf", lambda: typeset


def _typeset(tex: str, said: list[str]) -> tuple[bytes | None, bytes | None]:
    """Return the PDF; or, where there is none, TeX's log, if it wrote one."""
    try:
        return compile_pdf(tex).pdf, None
    except NoPdfError as error:
        said.append(f"No PDF: {error}.")
        return None, error.log.encode() or None


def _replace(path: Path, content: bytes | None) -> None:
    """Put a whole new file in the place of an old one; without content, take the old one away."""
    if content is None:
        path.unlink(missing_ok=True)
        return
    with replaced(path) as new:
        new.write_bytes(content)
