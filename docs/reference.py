"""What the site takes from the program: everything that can be said, the rules, the command line."""

import inspect
import runpy
from pathlib import Path
from typing import Any

import click

from proofcheck import cli, lang
from proofcheck.report.rules import RULES


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Fill in what stands in braces on a line of its own."""
    made = {"{rules}": rules, "{table}": table, "{language}": language, "{commands}": commands, "{kernel}": kernel}
    return "\n".join(made[line]() if line in made else line for line in markdown.split("\n"))


def rules() -> str:
    """The rules and what they say, as a table."""
    rows = [f"| {name} | {says.replace('|', chr(92) + '|')} |" for name, says in sorted(RULES.items())]
    return "\n".join(["| rule | what it says |", "|---|---|", *rows])


def _made_by(file: str, function: str) -> str:
    page: str = runpy.run_path(str(Path(__file__).with_name(file)))[function]()
    return page


def table() -> str:
    """Everything that can be said, by examples."""
    return _made_by("language_reference.py", "table")


def language() -> str:
    """What `proofcheck.lang` exports, each with its docstring."""
    return "\n".join(_entry(name, getattr(lang, name)) for name in lang.__all__)


def _entry(name: str, value: Any) -> str:
    try:
        signature = str(inspect.signature(value))
    except (TypeError, ValueError):
        signature = ""
    return f"### {name}\n\n```text\n{name}{signature}\n\n{inspect.getdoc(value) or ''}\n```\n"


def kernel() -> str:
    """The terms, rules and derived theorems of the kernel."""
    return _made_by("kernel_reference.py", "reference")


def commands() -> str:
    """The help of every command."""
    shown = []
    for name, command in sorted(cli.program.commands.items()):
        context = click.Context(command, info_name=f"proofcheck {name}", max_content_width=100)
        shown.append(f"### proofcheck {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(shown)
