"""A repaired document: what was changed, as a reader would mark it up, and the whole as a paper in LaTeX."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from proofcheck.report.latex import explained
from proofcheck.report.texescape import Tex, escape
from proofcheck.report.texmath import UnsafeMathError, parse
from proofcheck.report.textemplate import tex_template

if TYPE_CHECKING:
    from jinja2 import Template

SURVIVES = {
    "true": "true as stated, and proved by the repaired proof",
    "unproved": "true as stated, but its repaired proof does not establish it",
    "false": "false as stated",
    "open": "neither proved nor refuted",
}


def marked_up(repaired: Mapping[str, Any]) -> Iterator[str]:
    """The changes line by line, then what became of the statements."""
    for change in repaired["corrections"]:
        yield f"{change['id']}  {change['where']}"
        for sign, when in (("-", "before"), ("+", "after")):
            if change["before"] != change["after"]:
                yield f"  {sign} {change[when]}"
        for old, new in change["supposed"]:
            yield from (f"  {sign} given {said}" for sign, said in (("-", old), ("+", new)) if said)
        yield f"    {change['why']}"
        yield ""
    for statement in repaired["statements"]:
        yield f"{statement['id']}: {SURVIVES[statement['survives']]}"
        yield from (f"    {line}" for line in _about(statement))
    yield ""
    yield _counted(repaired)


def _about(statement: Mapping[str, Any]) -> Iterator[str]:
    if statement["counterexample"]:
        yield f"counterexample: {statement['counterexample']}"
    if statement["corrected"]:
        yield f"it should say: {statement['corrected']}"
    if statement["broken"]:
        broken = statement["broken"]
        yield f"as written it rests on {', '.join(broken)}, which {'is' if len(broken) == 1 else 'are'} broken"


def _counted(repaired: Mapping[str, Any]) -> str:
    left = repaired["left"]
    lines = f"{repaired['lines']} lines, {len(repaired['corrections'])} of them changed"
    return f"{lines}; all are proved and follow." if not left else f"{lines}; not mended: {', '.join(left)}."


def to_tex(repaired: Mapping[str, Any]) -> str:
    """The repaired document as a paper, its changed lines marked; ASCII throughout, and it reads no other file."""
    return _template().render(document=repaired, survives=SURVIVES, counted=_counted(repaired))


def _formula(source: str) -> Tex:
    try:
        return Tex(rf"\fit{{{parse(source).line}}}")
    except UnsafeMathError:
        return Tex(rf"\text{{{escape(source)}}}")


def _inside(source: str) -> Tex:
    """A formula as a part of a larger one."""
    try:
        return Tex(parse(source).line) if source else Tex("")
    except UnsafeMathError:
        return Tex(rf"\text{{{escape(source)}}}")


@cache
def _template() -> "Template":
    return tex_template("repaired.tex", {"formula": _formula, "inside": _inside, "explained": explained})
