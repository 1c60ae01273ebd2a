"""What a repair changes elsewhere: the next line of a chain, hypotheses that quote the line, the value of a name."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import Claim, Hypothesis, Remark
from proofcheck.lang.documents import Document
from proofcheck.lang.expressions import Assertion
from proofcheck.lang.printing import text
from proofcheck.repair.changes import TERM, Edit, in_relation, with_side

STARTED = 2**31 - 1
"""The place of the edit with which a claim begins where the repaired line before it ends: others come before it."""


def started(says: Assertion, starts: Any) -> Edit | None:
    """The claim with another left side: that on which the repaired line before it ends."""
    found = in_relation(says, lambda r: [Edit(with_side(r, 1, starts), "", 0, TERM)] if r.left != starts else [])
    words = f"it goes on from {text(starts)}, where the repaired line before it ends"
    return next((replace(edit, words=words, place=STARTED) for edit in found), None)


def repaired(document: Document, corrected: Claim) -> Document:
    """The document with what a claim should say and suppose, and with what follows from that for the other claims.

    A claim that shares a changed side with the line before or after it, in its chain or in the document, shares the new
    one; a hypothesis that quotes the claim, or a chain up to it, quotes what it says now; a name that stands for a
    changed value stands for the new one.
    """
    claim = document.claim(corrected.id)
    says, renamed = _renamed(claim.says, corrected.says)
    changed = replace(claim, says=says, given=corrected.given)
    claims = list(document.claims)
    place = claims.index(claim)
    made = [_with(other, renamed, {}) for other in claims]
    made[place] = changed
    before, after = relation_of(claim.says), relation_of(says)
    if before is None or after is None:
        return _put(document, made)
    quoted = {claim.says: says, before: after}
    if before.right != after.right:
        quoted |= {old: _ended(old, after.right) for old in _quotes(claims, claim, before.right)}
        if place + 1 < len(made):
            made[place + 1] = _with_side(made[place + 1], 1, before.right, after.right)
    if before.left != after.left and place:
        made[place - 1] = _with_side(made[place - 1], 2, before.left, after.left)
    made = [other if at == place else _with(other, {}, quoted) for at, other in enumerate(made)]
    return _put(document, made)


def _put(document: Document, claims: Iterable[Claim]) -> Document:
    return replace(document, claims=tuple(claims), read=True)


def relation_of(says: Any) -> ex.Relation | None:
    """The relation that an assertion makes, under its quantifiers and conditions."""
    while isinstance(says, ex.ForAll | ex.Conditional):
        says = says.body if isinstance(says, ex.ForAll) else says.args[1]
    return says if isinstance(says, ex.Relation) else None


def _renamed(old: Assertion, new: Assertion) -> tuple[Assertion, Mapping[Any, Any]]:
    """A changed claim that still names its last value, and the definitions that this changes."""
    before, after = relation_of(old), relation_of(new)
    if before is None or after is None or not isinstance(before.right, ex.NamedLast | ex.NamedFirst):
        return new, {}
    if before.right == after.right:
        return new, {}
    definition = before.right.args[0].args[0]
    other = ex.Definition(definition.name, definition.parameters, after.right, definition.style, definition.provided)
    named = before.right.func(ex.Defined.of_kind(ex.kind_of(after.right), other))
    return substituted(new, {after: ex.Relation(after.op, after.left, named)}), {definition: other}


def _quotes(claims: Iterable[Claim], claim: Claim, end: Any) -> list[ex.Relation]:
    """Relations between the first side of the claim's chain and the end of the claim."""
    starts = [relation_of(other.says) for other in claims if other.id == claim.chain]
    first = starts[0].left if starts and starts[0] is not None else None
    return [ex.Relation(op, first, end) for op in ("=", "<=", ">=", "<", ">") if first is not None]


def _ended(quoted: ex.Relation, end: Any) -> ex.Relation:
    return ex.Relation(quoted.op, quoted.left, end)


def _with_side(claim: Claim, side: int, old: Any, new: Any) -> Claim:
    relation = relation_of(claim.says)
    if relation is None or relation.args[side] != old:
        return claim
    arguments = list(relation.args)
    arguments[side] = new
    return replace(claim, says=substituted(claim.says, {relation: ex.Relation(*arguments)}))


def _with(claim: Claim, everywhere: Mapping[Any, Any], supposed: Mapping[Any, Any]) -> Claim:
    """A claim with some things replaced everywhere, and others in what it supposes."""
    if not everywhere and not supposed:
        return claim
    both = {**everywhere, **supposed}
    return replace(
        claim,
        says=substituted(claim.says, everywhere),
        given=tuple(_supposing(h, both) for h in claim.given),
        hypotheses=tuple(_supposing(h, both) for h in claim.hypotheses),
        tacit=tuple(_supposing(h, both) for h in claim.tacit),
    )


def _supposing(hypothesis: Hypothesis, changes: Mapping[Any, Any]) -> Hypothesis:
    parts = tuple(part if isinstance(part, Remark) else substituted(part, changes) for part in hypothesis.parts)
    return replace(hypothesis, parts=parts)


def substituted(node: Any, changes: Mapping[Any, Any]) -> Any:
    """An expression or assertion with parts of it replaced, as they are written."""
    if node in changes:
        return changes[node]
    arguments = getattr(node, "args", ())
    made = tuple(substituted(argument, changes) for argument in arguments)
    return node.func(*made) if made != tuple(arguments) else node
