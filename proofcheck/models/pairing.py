"""Which operator is paired with the one that varies over those of norm 1: nuclear norms and singular values by form."""

from collections.abc import Callable

from proofcheck.kernel.terms import ONE, Term


def paired_with(ball: Term, body: Term) -> Term | None:
    """Return the M with which ``body`` is <M, Z> by its form, for the bound variable Z; ``None`` if there is none.

    >>> A, Z = (Term("var", name, ("O", "n", "p")) for name in "AZ")
    >>> paired_with(Z, Term("inner", Z, A)) == A
    True
    """
    head, *parts = body
    if head == "inner":
        others = [part for part in parts if part != ball]
        return others[0] if len(others) == 1 and ball not in others[0].free else None
    if head == "add":
        summands = [paired_with(ball, part) for part in parts]
        known = [part for part in summands if part is not None]
        return Term("add", *known) if len(known) == len(parts) else None
    if head == "mul" and not any(ball in part.free for part in parts[:-1]):
        inside = paired_with(ball, parts[-1])
        return None if inside is None else Term("mul", *parts[:-1], inside)
    return None


def seen_through(ball: Term, body: Term) -> tuple[Term, Term] | None:
    """Return c and A with which ``body`` is c smin((A Z)') by its form, for the bound variable Z; ``None`` otherwise.

    Where there are as many columns of Z as rows of A, it is c smin(A Z) as well.

    >>> A, Z = Term("var", "A", ("O", "n", "p")), Term("var", "Z", ("O", "p", "k"))
    >>> seen_through(Z, Term("smin", Term("dot", Term("tr", Z), Term("tr", A))))[1] == A
    True
    """
    head, *parts = body
    if head == "smin":
        before = _before(ball, parts[0])
        if before is not None:
            return ONE, _turned(before)
        rows, columns = parts[0].sort[1:]
        after = _after(ball, parts[0]) if rows == columns else None
        return None if after is None else (ONE, after)
    if head in {"mul", "div"}:
        place = len(parts) - 1 if head == "mul" else 0
        factors = [part for k, part in enumerate(parts) if k != place]
        inside = None if any(ball in part.free for part in factors) else seen_through(ball, parts[place])
        return None if inside is None else (Term(head, *parts[:place], inside[0], *parts[place + 1 :]), inside[1])
    return None


def _before(ball: Term, operator: Term) -> Term | None:
    """The M with which an operator is Z' M by its form."""
    if operator == Term("tr", ball):
        return Term("id", ball.sort[1])
    if operator[0] == "dot" and ball not in operator[2].free:
        inside = _before(ball, operator[1])
        return None if inside is None else operator[2] if inside[0] == "id" else Term("dot", inside, operator[2])
    return _in_parts(_before, ball, operator)


def _after(ball: Term, operator: Term) -> Term | None:
    """The M with which an operator is M Z by its form."""
    if operator == ball:
        return Term("id", ball.sort[1])
    if operator[0] == "dot" and ball not in operator[1].free:
        inside = _after(ball, operator[2])
        return None if inside is None else operator[1] if inside[0] == "id" else Term("dot", operator[1], inside)
    return _in_parts(_after, ball, operator)


def _in_parts(find: Callable[[Term, Term], Term | None], ball: Term, operator: Term) -> Term | None:
    """The same of a sum, a multiple or a quotient, by its parts."""
    head, *parts = operator
    if head == "add":
        found = [part for summand in parts if (part := find(ball, summand)) is not None]
        return Term("add", *found) if len(found) == len(parts) else None
    if head in {"mul", "div"}:
        place = len(parts) - 1 if head == "mul" else 0
        inside = find(ball, parts[place])
        free = any(ball in part.free for k, part in enumerate(parts) if k != place)
        return None if inside is None or free else Term(head, *parts[:place], inside, *parts[place + 1 :])
    return None


def _turned(operator: Term) -> Term:
    """The transpose, as its author would write it."""
    head, *parts = operator
    if head == "tr":
        inside: Term = parts[0]
        return inside
    if head == "dot":
        return Term("dot", _turned(parts[1]), _turned(parts[0]))
    if head == "add":
        return Term("add", *map(_turned, parts))
    if head == "mul":
        return Term("mul", *parts[:-1], _turned(parts[-1]))
    if head == "div":
        return Term("div", _turned(parts[0]), parts[1])
    return operator if head == "id" else Term("tr", operator)
