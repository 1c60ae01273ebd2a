"""Draw the README's picture from real findings: `python docs/picture.py build/findings.json docs/verdicts.svg`."""

import io
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from proofcheck.report.terminal import print_findings


def main(findings: str, picture: str, table_lines: int = 16) -> None:
    """Print findings to a terminal; keep two short repairs, the start of a table, and the counts."""
    stream = io.StringIO()
    console = Console(file=stream, width=92, force_terminal=True, color_system="truecolor", highlight=False)
    print_findings(json.loads(Path(findings).read_text(encoding="utf-8")), console, every=True)
    lines = stream.getvalue().splitlines()
    plain = [Text.from_ansi(line).plain for line in lines]
    blocks = [(i, plain.index("", i)) for i, line in enumerate(plain) if "  refuted, " in line]
    blocks = [(start, end) for start, end in blocks if any("repair:" in line for line in plain[start:end])]
    shortest = sorted(sorted(blocks, key=lambda block: block[1] - block[0])[:2])
    table = max(i for i, line in enumerate(plain) if line.startswith("Lazy training of"))
    kept = [line for start, end in shortest for line in [*lines[start:end], ""]]
    canvas = Console(file=io.StringIO(), width=92, record=True)
    for line in [*kept, *lines[table : table + table_lines], "...", "", *lines[-3:]]:
        canvas.print(Text.from_ansi(line), soft_wrap=True)
    canvas.save_svg(picture, title="python -m proofcheck all --all", unique_id="proofcheck")


if __name__ == "__main__":
    main(*sys.argv[1:])
