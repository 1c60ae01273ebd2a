"""Imports run one way."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(path for package in ("proofcheck", "numerics", "lemmas") for path in (ROOT / package).rglob("*.py"))
TRUSTED = {
    "kernel": set(),
    "evidence": {"kernel.clauses", "kernel.proof", "kernel.rules", "kernel.terms", "kernel.theorem"},
    "models": {"kernel.clauses", "kernel.terms", "evidence.reading", "evidence.writing"},
}
"""What the trusted parts, and what stands between them, may import beside themselves."""
COMMAND = {"evidence.derivations", "evidence.files", "evidence.readable"}
"""What the commands of the trusted parts may import beside that: what reads files and shows what is in them."""


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("part", TRUSTED)
def test_what_is_trusted_stands_on_the_standard_library(part: str) -> None:
    for path in (ROOT / "proofcheck" / part).rglob("*.py"):
        for name in imported(path):
            top, _, rest = name.partition(".")
            allowed = TRUSTED[part] | (COMMAND if path.stem == "__main__" else set())
            ours = rest.startswith(f"{part}.") or rest in allowed
            assert (top == "proofcheck" and ours) or top in sys.stdlib_module_names, f"{module(path)} imports {name}"


@pytest.mark.parametrize(("below", "above"), [("numerics", {"proofcheck", "lemmas"}), ("proofcheck", {"lemmas"})])
def test_packages_import_downwards(below: str, above: set[str]) -> None:
    for path in FILES:
        if module(path).partition(".")[0] == below:
            found = {name.partition(".")[0] for name in imported(path)} & above
            assert not found, f"{module(path)} imports {found}"


def test_no_circle_between_files() -> None:
    files = {module(path): path for part in TRUSTED for path in (ROOT / "proofcheck" / part).rglob("*.py")}
    waiting = {name: set(imported(path)) & files.keys() for name, path in files.items()}
    while waiting:
        ready = {name for name, needs in waiting.items() if not needs & waiting.keys()}
        assert ready, f"a circle among {sorted(waiting)}"
        waiting = {name: needs for name, needs in waiting.items() if name not in ready}
