"""Text from anybody's file, fit to be printed."""

from proofcheck.evidence.readable import printable


def one_line(text: str) -> str:
    r"""Return a text on one line, white space folded, fit to be printed.

    >>> one_line("a\n b \x1b[31m")
    'a b \\x1b[31m'
    """
    return printable(" ".join(text.split()))


__all__ = ["one_line", "printable"]
