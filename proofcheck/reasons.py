"""What the reasons of a document rest on: circles, lines that come later in the same chain, claims that are not there.

Plain questions about ids. Nothing here knows what is true.
"""

from collections.abc import Iterable, Mapping, Sequence

from proofcheck.lang.claims import Claim


def circular(claims: Sequence[Claim], claim_id: str) -> tuple[str, ...] | None:
    """The shortest circle of citations through a claim, as ids from it back to it; ``None`` if there is none.

    A circle may pass through claims of any kind, and be the claim's citation of itself. A statement that cites the
    lines of its own proof makes none, unless one of them cites the statement. A claim outside a circle, which cites one
    of the claims on it, is not on the circle: whether it may rest on that claim depends on how that one was proved.

    >>> from proofcheck.lang import Reason, scalar
    >>> x = scalar("x")
    >>> a = Claim("a", "", "step", x <= 1, reason=Reason("", claims=["b"]))
    >>> b = Claim("b", "", "step", x <= 2, reason=Reason("", claims=["a"]))
    >>> circular([a, b], "a")
    ('a', 'b', 'a')

    Raises:
        KeyError: there is no claim of that id.
    """
    cited = _cited(claims)
    paths: list[tuple[str, ...]] = [(claim_id, name) for name in cited[claim_id]]
    seen: set[str] = set()
    for path in paths:  # grows: the nearest first
        last = path[-1]
        if last == claim_id:
            return path
        if last not in seen:
            seen.add(last)
            paths += [(*path, name) for name in cited.get(last, ())]
    return None


def later_in_chain(claims: Sequence[Claim], claim_id: str) -> tuple[str, ...]:
    """The ids that a line of a chain cites though they are later lines of that chain.

    Raises:
        KeyError: there is no claim of that id.
    """
    place = {claim.id: (claim.chain, number) for number, claim in enumerate(claims)}
    chain, number = place[claim_id]
    if not chain:
        return ()
    later = (name for name in _cited(claims)[claim_id] if name in place and place[name][0] == chain)
    return tuple(name for name in later if place[name][1] > number)


def missing(claims: Sequence[Claim], claim_id: str) -> tuple[str, ...]:
    """The ids that a reason cites and that no claim has: misspelt, or of a claim that could not be read.

    Raises:
        KeyError: there is no claim of that id.
    """
    cited = _cited(claims)
    return tuple(name for name in cited[claim_id] if name not in cited)


def reached(cites: Mapping[str, Iterable[str]], names: Iterable[str]) -> list[str]:
    """Some ids, and those that they cite, directly or through others, each once, the nearest first.

    >>> reached({"a": ["b"], "b": ["c"], "c": ["b"]}, ["b", "x"])
    ['b', 'c']
    """
    found: dict[str, None] = {}
    waiting = list(names)
    for name in waiting:  # grows: the nearest first
        if name in cites and name not in found:
            found[name] = None
            waiting += cites[name]
    return list(found)


def written_out(circle: Sequence[str]) -> str:
    """A circle as a sentence.

    >>> written_out(("a", "b", "a"))
    'The reasons go in a circle: a -> b -> a.'
    """
    return f"The reasons go in a circle: {' -> '.join(circle)}."


def _cited(claims: Sequence[Claim]) -> Mapping[str, tuple[str, ...]]:
    return {claim.id: tuple(dict.fromkeys(claim.reason.claims)) for claim in claims}
