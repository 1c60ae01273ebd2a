"""Text from anybody's file, fit to be printed."""

from collections.abc import Sequence

from proofcheck.evidence.readable import printable


def one_line(text: str) -> str:
    r"""Return a text on one line, white space folded, fit to be printed.

    >>> one_line("a\n b \x1b[31m")
    'a b \\x1b[31m'
    """
    return printable(" ".join(text.split()))


def ranges(ids: Sequence[str]) -> list[str]:
    """Return ids with runs of three or more numbers in a row drawn together.

    >>> ranges(["lemma4.1", "lemma4.2", "lemma4.3", "b"])
    ['lemma4.1 to 3', 'b']
    """
    found: list[str] = []
    run: list[str] = []
    for name in [*ids, ""]:
        if run and _next_of(run[-1]) == name:
            run.append(name)
            continue
        found += [f"{run[0]} to {run[-1].rpartition('.')[2]}"] if len(run) > 2 else run
        run = [name]
    return found


def _next_of(name: str) -> str:
    head, dot, number = name.rpartition(".")
    return f"{head}{dot}{int(number) + 1}" if dot and number.isdecimal() else "-"


__all__ = ["one_line", "printable", "ranges"]
