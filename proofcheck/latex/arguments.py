"""What follows a command in a stream of tokens that macros and files push more tokens onto: its arguments."""

import re
from collections.abc import Iterator
from itertools import islice

from proofcheck.latex.source import COMMAND, COMMENT, DIGIT, LETTER, PARAGRAPH, SIGN, SPACE, Token, UnreadError, plain

MOST_TOKENS = 600_000
"""Tokens of a document, what macros expand to included."""

_COMPARED = re.compile(r"([+-]?\d{1,9})([<=>])([+-]?\d{1,9})")
_COMPARED_BEGINS = re.compile(r"[+-]?\d{0,9}(?:(?<=\d)[<=>](?:[+-]?\d{0,9})?)?")
Pending = list[Iterator[Token]]
"""What is still to be read, the last first."""


def remaining(pending: Pending) -> Iterator[Token]:
    """Take the tokens one by one; what is pushed onto the stream meanwhile comes next."""
    while pending:
        token = next(pending[-1], None)
        if token is None:
            pending.pop()
        else:
            yield token


def following(pending: Pending, at: Token) -> Token:
    """Take the next token that means something.

    Raises:
        UnreadError: there is none.
    """
    for token in remaining(pending):
        if token.kind not in {SPACE, COMMENT, PARAGRAPH}:
            return token
    raise UnreadError(at, f"something is missing after {at.text}.")


def taken(pending: Pending, at: Token) -> list[Token]:
    """Take an argument: a group, without its braces, or one token."""
    first = following(pending, at)
    if first.text == "*" and at.text in {"\\DeclareMathOperator", "\\newtheorem"}:
        first = following(pending, at)
    if first.text != "{":
        return [first]
    found: list[Token] = []
    depth = 1
    for token in remaining(pending):
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return found
        found.append(token)
        if len(found) > MOST_TOKENS:
            break
    raise UnreadError(at, f"the argument of {at.text} is not closed.")


def optional(pending: Pending) -> tuple[Token, ...] | None:
    """Take an argument in square brackets, if one comes."""
    seen: list[Token] = []
    for token in remaining(pending):
        seen.append(token)
        if token.kind in {SPACE, COMMENT}:
            continue
        if token.text != "[":
            break
        inside: list[Token] = []
        depth = 0
        for inner in remaining(pending):
            if inner.text == "]" and depth == 0:
                return tuple(inside)
            depth += (inner.text == "{") - (inner.text == "}")
            inside.append(inner)
        break
    pending.append(iter(seen))
    return None


def defined_name(pending: Pending, at: Token) -> str:
    """Take the name of a command that is defined, in braces or not."""
    content = taken(pending, at)
    if content and content[0].text == "*":
        content = taken(pending, at)
    names = [t for t in content if t.kind not in {SPACE, COMMENT}]
    if len(names) != 1 or names[0].kind != COMMAND:
        raise UnreadError(at, f"what {at.text} defines is not a command.")
    return names[0].text


def skip_sizes(pending: Pending) -> None:
    """Pass over a star, or a size in square brackets."""
    for token in remaining(pending):
        if token.text == "*":
            return
        elif token.text == "[":
            pending.append(iter([token]))
            optional(pending)
            return
        elif token.kind != SPACE:
            pending.append(iter([token]))
            return


def environment_next(pending: Pending) -> tuple[str, list[Token]]:
    """Return the name of the environment that ends, and the tokens that say it, to be put back."""
    seen: list[Token] = []
    for token in islice(remaining(pending), 40):
        seen.append(token)
        if token.text == "}":
            break
    return plain(seen).replace("{", "").replace("}", "").strip(), seen


def star(pending: Pending) -> bool:
    """Take a star, if one comes; say whether it did."""
    seen: list[Token] = []
    for token in remaining(pending):
        if token.text == "*":
            return True
        seen.append(token)
        if token.kind not in {SPACE, COMMENT}:
            break
    pending.append(iter(seen))
    return False


def compared(pending: Pending) -> bool | None:
    r"""Take what ``\\ifnum`` compares, two numbers, and say whether it holds; nothing where others stand."""
    seen: list[Token] = []
    shown = ""
    for token in remaining(pending):
        seen.append(token)
        if token.kind in {SPACE, COMMENT}:
            if _COMPARED.fullmatch(shown):
                break
            continue
        if not _COMPARED_BEGINS.fullmatch(shown + token.text):
            break
        shown += token.text
    found = _COMPARED.fullmatch(shown)
    if found is None:
        pending.append(iter(seen))
        return None
    pending.append(iter(seen[-1:]))
    left, right = int(found[1]), int(found[3])
    return {"<": left < right, "=": left == right, ">": left > right}[found[2]]


def file_name(pending: Pending, at: Token) -> str:
    """Take the name of a file, in braces or up to the next space."""
    first = following(pending, at)
    if first.text == "{":
        pending.append(iter([first]))
        return plain(taken(pending, at)).strip('"')
    found = [first]
    while pending and len(found) < 200:
        token = next(pending[-1], None)
        if token is None or token.kind not in {LETTER, DIGIT, SIGN}:
            pending.append(iter([token] if token is not None else []))
            break
        found.append(token)
    return plain(found).strip('"')
