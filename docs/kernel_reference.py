"""Write the reference of the kernel, from the kernel: `python docs/kernel_reference.py > build/reference.md`."""

import re
from inspect import cleandoc
from textwrap import dedent

from proofcheck.evidence import readable
from proofcheck.kernel import terms
from proofcheck.kernel.rules import RULES
from proofcheck.provers.library import LAWS

INTRODUCTION = """# What the kernel can say and do

The terms that proofs are about, the rules that make theorems, and the theorems that are derived from the rules once,
each with the name that a reason cites it by.
"""


def meanings() -> list[tuple[str, str]]:
    """The terms with each head, and what they mean."""
    rows = re.findall(r"^(``\(.*?)  +(\S.*)$", terms.__doc__ or "", re.MULTILINE)
    return [(left.replace("``", "`"), right.replace("``", "`")) for left, right in rows]


def said(rule: str) -> tuple[str, str]:
    """What a rule says in a sentence, and its drawing."""
    sentence, _, drawing = cleandoc(RULES[rule].__doc__ or "").partition("\n\n::\n\n")
    lines = drawing.splitlines()
    end = next((number for number, line in enumerate(lines) if line and not line.startswith(" ")), len(lines))
    return " ".join(sentence.split("\n\n")[0].split()), dedent("\n".join(lines[:end])).strip()


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    cells = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells)


def reference() -> str:
    """The whole page."""
    laws = [(law.title, law.name, f"`{readable.clause(law.theorem().clause)}`") for law in LAWS]
    drawn = [
        f"### {rule}\n\n{sentence}\n\n```text\n{drawing}\n```" for rule in RULES for sentence, drawing in [said(rule)]
    ]
    parts = [
        INTRODUCTION,
        "## Terms\n\n" + table(("term", "meaning"), [*meanings()]),
        "## Rules\n\nPremises over conclusion.",
        *drawn,
        "## Derived theorems\n\n" + table(("theorem", "cited as", "what it says"), [*laws]),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


if __name__ == "__main__":
    print(reference(), end="")
