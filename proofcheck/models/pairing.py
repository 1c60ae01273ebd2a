"""Which operator is paired with the one that varies over those of norm 1: the nuclear norm by its form."""

from proofcheck.kernel.terms import Term


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
