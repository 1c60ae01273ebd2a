"""A LaTeX document to PDF, with whatever TeX engine is installed and no right to do anything else."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: Engines that can set the report, the fastest first.
ENGINES = ("pdflatex", "lualatex", "xelatex", "tectonic")

INSTALL = "sudo apt-get install texlive-latex-recommended lmodern"

_NAME = "report"
_MAX_PASSES = 4


class NoPdfError(Exception):
    """The PDF could not be made; the message says why, and what would help. ``log`` is TeX's, if there is one."""

    def __init__(self, message: str, log: str = "") -> None:
        super().__init__(message)
        self.log = log


@dataclass(frozen=True, slots=True)
class Compiled:
    """A finished PDF, the engine that made it, and the engine's log of the last pass."""

    pdf: bytes
    engine: str
    log: str


def find_engine() -> str:
    """Return the path of the first TeX engine that is installed.

    Raises `NoPdfError`, with the command that installs one, where there is none.
    """
    for name in ENGINES:
        if path := shutil.which(name):
            return path
    raise NoPdfError(f"no TeX engine ({', '.join(ENGINES)}) was found. On Debian or Ubuntu: {INSTALL}")


def compile_pdf(
    tex: str, *, engine: str | None = None, seconds: float = 120.0, beside: Mapping[str, bytes] | None = None
) -> Compiled:
    """Compile a LaTeX document and return the PDF.

    The engine runs in a temporary folder, the only one that it may write to, without shell escape. It is ended
    after `seconds` for all passes together. Equal documents give equal PDFs. ``beside`` are files that the document
    reads, by their paths relative to it.

    Raises `NoPdfError` where there is no engine, it fails, or time runs out.
    """
    path = engine or find_engine()
    deadline = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="proofcheck-") as name:
        folder = Path(name)
        for file, content in (beside or {}).items():
            place = folder / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        (folder / f"{_NAME}.tex").write_text(tex, encoding="utf-8")
        before = None
        for _ in range(_MAX_PASSES):
            log = _run(path, folder, deadline)
            after = _references(folder)
            if after == before:
                break
            before = after
        return Compiled((folder / f"{_NAME}.pdf").read_bytes(), Path(path).name, log)


def _references(folder: Path) -> tuple[bytes, ...]:
    """Return what the next pass would read back: page numbers and bookmarks."""
    files = (folder / f"{_NAME}.{suffix}" for suffix in ("aux", "out"))
    return tuple(file.read_bytes() if file.exists() else b"" for file in files)


def _command(engine: str) -> list[str]:
    if Path(engine).stem == "tectonic":
        return [engine, "--untrusted", "--keep-logs", f"{_NAME}.tex"]
    return [engine, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", f"{_NAME}.tex"]


def _environment() -> dict[str, str]:
    restricted = {"openin_any": "p", "openout_any": "p", "shell_escape": "f"}
    # unbroken log lines for messages, and the same bytes whenever it is compiled
    stable = {"max_print_line": "1000", "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
    return {**os.environ, **restricted, **stable}


def _run(engine: str, folder: Path, deadline: float) -> str:
    """Run one pass and return its log."""
    try:
        with _session(_command(engine), folder) as process:
            output, _ = process.communicate(timeout=max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise NoPdfError(f"{Path(engine).name} did not finish in time and was ended") from None
    except OSError as error:
        raise NoPdfError(f"{engine} could not be started: {error.strerror}") from None
    log_file = folder / f"{_NAME}.log"
    log = (log_file.read_bytes() if log_file.exists() else output).decode("utf-8", "replace")
    pdf = folder / f"{_NAME}.pdf"
    if process.returncode or not pdf.exists() or not pdf.read_bytes().startswith(b"%PDF-"):
        raise NoPdfError(_explain(Path(engine).name, log), log)
    return log


@contextmanager
def _session(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process in a session of its own, and end all of that session when the block is left."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _explain(engine: str, log: str) -> str:
    if missing := re.search(r"File `([^']+)' not found", log):
        return f"{engine} lacks {missing[1]}. On Debian or Ubuntu: {INSTALL}"
    error = re.search(r"^! (.+)$(?:\n(?!l\.\d|! ).*)*(?:\n(l\.\d+ .*))?", log, re.MULTILINE)
    if error is None:
        return f"{engine} failed: no message"
    return f"{engine} failed: {error[1]}" + (f" At {error[2].strip()}" if error[2] else "")
