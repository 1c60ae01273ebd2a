"""The kernel is small, and gets no larger: what must be trusted is counted."""

import ast
import io
import tokenize
from pathlib import Path

KERNEL = Path(__file__).parents[2] / "proofcheck" / "kernel"
LIMIT = 1823
"""A change that needs more lines has to take them from elsewhere in the kernel. Imports are not counted, so that a file
can be taken apart."""
_SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


def lines_of_code(source: str) -> int:
    """The lines with code, those of docstrings, comments and imports left out."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _SILENT:
            lines |= set(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        said = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        if said or isinstance(node, ast.Import | ast.ImportFrom):
            lines -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)


def test_what_is_counted() -> None:
    assert (
        lines_of_code(
            '"""What it is for."""\n\nimport os\n\nx = 1  # one\n# nothing\ny = (\n    "text",\n)\n"""About y."""\n'
        )
        == 4
    )


def test_the_kernel_gets_no_larger() -> None:
    files = sorted(KERNEL.rglob("*.py"))
    sizes = {str(path.relative_to(KERNEL)): lines_of_code(path.read_text(encoding="utf-8")) for path in files}
    total = sum(sizes.values())
    print(f"lines of code in the kernel: {total} of at most {LIMIT}; {sizes}")
    assert total <= LIMIT
