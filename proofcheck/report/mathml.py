"""MathML for what the grammar of formulas knows. Whatever the names are, only these elements come out."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal

from proofcheck.report.texescape import MATH_CHARACTERS

Kind = Literal["ordinary", "relation", "sign", "opening", "closing", "bar", "space", "wide space"]

NOTHING = "<mrow></mrow>"

_CHARACTERS = {command: character for character, command in reversed(MATH_CHARACTERS.items())} | {
    r"\epsilon": "ϵ", r"\varepsilon": "ε", r"\phi": "ϕ", r"\varphi": "φ", r"\mu": "μ", r"\varrho": "ϱ",
    r"\varpi": "ϖ", r"\Re": "ℜ", r"\Im": "ℑ", r"\aleph": "ℵ", r"\hbar": "ℏ", r"\imath": "ı", r"\jmath": "ȷ",
    r"\varnothing": "∅", r"\nexists": "∄", r"\lnot": "¬", r"\bot": "⊥", r"\prime": "′", r"\dagger": "†",
    r"\surd": "√", r"\square": "□", r"\Box": "□", r"\angle": "∠", r"\vdots": "⋮", r"\ddots": "⋱",
    r"\dots": "…", r"\dotsb": "⋯", r"\dotsc": "…", r"\colon": ":", r"\backslash": "\\",
    r"\leq": "≤", r"\leqslant": "⩽", r"\geq": "≥", r"\geqslant": "⩾", r"\neq": "≠", r"\lt": "<", r"\gt": ">",
    r"\sim": "∼", r"\simeq": "≃", r"\rightarrow": "→", r"\longrightarrow": "⟶", r"\implies": "⟹",
    r"\impliedby": "⟸", r"\iff": "⟺", r"\mid": "∣", r"\parallel": "∥", r"\prec": "≺", r"\preceq": "⪯",
    r"\succ": "≻", r"\succeq": "⪰", r"\coloneqq": "≔", r"\triangleq": "≜", r"\models": "⊨", r"\vdash": "⊢",
    r"\cdot": "⋅", r"\ast": "∗", r"\star": "⋆", r"\circ": "∘", r"\bullet": "∙", r"\setminus": "∖",
    r"\land": "∧", r"\lor": "∨", r"\vee": "∨", r"\ominus": "⊖", r"\odot": "⊙", r"\coprod": "∐", r"\iint": "∬",
    r"\iiint": "∭", r"\oint": "∮", r"\bigcup": "⋃", r"\bigcap": "⋂", r"\bigoplus": "⨁", r"\bigotimes": "⨂",
    r"\bigvee": "⋁", r"\bigwedge": "⋀", r"\{": "{", r"\}": "}", r"\lbrace": "{", r"\rbrace": "}",
    r"\langle": "⟨", r"\rangle": "⟩", r"\|": "‖", r"\Vert": "‖", r"\vert": "|", r"\lVert": "‖", r"\rVert": "‖",
    r"\lvert": "|", r"\rvert": "|", r"\top": "⊤", "-": "−", "*": "∗", "'": "′",
    r"\%": "%", r"\#": "#", r"\&": "&", r"\_": "_", r"\succcurlyeq": "≽",
}  # fmt: skip
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀")
_LETTERLIKE = frozenset("∞∂∇ℓℏ∅∀∃∄¬⊤⊥√■□∠…⋯⋮⋱ℜℑℵ†✓")
_SPACES = {
    r"\,": "0.17em", r"\thinspace": "0.17em", r"\:": "0.22em", r"\>": "0.22em", r"\;": "0.28em", r"\!": "-0.17em",
    r"\ ": "0.28em", "~": "0.28em", r"\quad": "1em", r"\qquad": "2em",
}  # fmt: skip
_ACCENTS = {
    "bar": "¯", "hat": "^", "tilde": "~", "vec": "→", "dot": "˙", "ddot": "¨", "dddot": "⃛", "check": "ˇ",
    "breve": "˘", "acute": "´", "grave": "`", "overline": "‾", "widehat": "^", "widetilde": "~",
    "overrightarrow": "→", "overbrace": "⏞",
}  # fmt: skip
_UNDER = {"underline": "_", "underbrace": "⏟"}
_ALPHABETS = {
    "mathbb": "DOUBLE-STRUCK", "mathbf": "BOLD", "boldsymbol": "BOLD", "mathcal": "SCRIPT", "mathfrak": "FRAKTUR",
    "mathsf": "SANS-SERIF", "mathtt": "MONOSPACE",
}  # fmt: skip
_FENCES = {
    "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{",
}  # fmt: skip
_LETTER = re.compile(r"<mi(?: mathvariant=\"normal\")?>([^<])</mi>")


def sign(token: str, kind: Kind = "ordinary") -> str:
    r"""Return a token of a formula.

    >>> sign("x"), sign("7"), sign(r"\|", "bar")
    ('<mi>x</mi>', '<mn>7</mn>', '<mo stretchy="false" lspace="0" rspace="0">‖</mo>')
    """
    if token in _SPACES:
        return f'<mspace width="{_SPACES[token]}"/>'
    shown = _CHARACTERS.get(token, token)
    if shown.startswith("\\") and len(shown) > 1:
        return name(shown[1:]) if not shown.endswith("style") else ""
    if kind == "relation":  # said outright, since browsers forget it where a line begins with one
        return f'<mo lspace="0.28em" rspace="0.28em">{escape(shown)}</mo>'
    if kind in ("opening", "closing", "bar") or shown == "/":
        return f'<mo stretchy="false" lspace="0" rspace="0">{escape(shown)}</mo>'
    if shown in _LARGE:
        return f'<mo largeop="true" movablelimits="true">{shown}</mo>'
    if kind == "ordinary" and (shown.isalpha() or shown in _LETTERLIKE):
        upright = ' mathvariant="normal"' if shown in _LETTERLIKE or "Α" <= shown <= "Ω" else ""
        return f"<mi{upright}>{shown}</mi>"
    return f"<mn>{shown}</mn>" if shown.isdigit() else f"<mo>{escape(shown)}</mo>"


def name(text: str) -> str:
    """Return the name of an operator, upright."""
    return f'<mi mathvariant="normal">{text}</mi>' if len(text) == 1 else f"<mi>{escape(text)}</mi>"


def words(text: str) -> str:
    """Return words inside a formula; spaces at their ends stay."""
    folded = re.sub(r"\s+", " ", text)
    return f"<mtext>{escape(folded).replace(' ', chr(0xA0)) if folded != folded.strip() else escape(folded)}</mtext>"


def row(items: Iterable[tuple[str, Kind]], *, continued: bool = False) -> str:
    """Return items side by side, perhaps after others. A sign that joins no two terms stands close to what follows."""
    written: list[str] = []
    before: Kind = "ordinary" if continued else "relation"
    for item, kind in items:
        if kind == before == "relation" and written:
            written[-1] = written[-1].replace('rspace="0.28em"', 'rspace="0"')
            item = item.replace('lspace="0.28em"', 'lspace="0"')
        elif kind == "sign":
            alone = before in ("relation", "opening", "sign")
            form = 'form="prefix" lspace="0" rspace="0"' if alone else 'form="infix" lspace="0.22em" rspace="0.22em"'
            item = item.replace("<mo>", f"<mo {form}>", 1)
        elif written and kind == "ordinary" and before in ("ordinary", "closing", "bar") and _apart(written[-1], item):
            written.append('<mspace width="0.17em"/>')
        written.append(item)
        if kind not in ("space", "wide space"):
            before = kind
    return re.sub(r"</mn>(?:<mn>|<mo>\.</mo><mn>)", _digits, "".join(written))


def _digits(joint: re.Match[str]) -> str:
    return "." if "." in joint[0] else ""


def _apart(before: str, item: str) -> bool:
    return _is_name(item) or (_is_name(before) and not item.startswith("<mo"))


def _is_name(item: str) -> bool:
    return re.fullmatch(r"<mi>\w{2,}</mi>", item) is not None


def scripts(nucleus: str, below: str, above: str, *, limits: bool) -> str:
    """Return something with what stands below and above it, if anything does."""
    if not below and not above:
        return nucleus
    kind = "under over" if limits else "sub sup"
    under, over = kind.split()
    element = f"m{under * bool(below)}{over * bool(above)}"
    inside = "".join(f"<mrow>{part}</mrow>" for part in (nucleus, below, above) if part)
    return f"<{element}>{inside}</{element}>"


def two(command: str, first: str, second: str) -> str:
    """Return a fraction, a binomial, or one thing over another."""
    inside = f"<mrow>{first}</mrow><mrow>{second}</mrow>"
    if command == r"\binom":
        return f'<mrow><mo>(</mo><mfrac linethickness="0">{inside}</mfrac><mo>)</mo></mrow>'
    if command in (r"\overset", r"\stackrel"):
        return f"<mover><mrow>{second}</mrow><mrow>{first}</mrow></mover>"
    if command == r"\underset":
        return f"<munder><mrow>{second}</mrow><mrow>{first}</mrow></munder>"
    return f"<mfrac>{inside}</mfrac>"


def root(inside: str, index: str) -> str:
    """Return a root, square unless it has an index."""
    return f"<mroot><mrow>{inside}</mrow><mrow>{index}</mrow></mroot>" if index else f"<msqrt>{inside}</msqrt>"


def fenced(left: str, inside: str, right: str) -> str:
    """Return something between brackets that grow with it; a dot stands for no bracket."""
    return f"<mrow>{_fence(left, 'prefix')}<mrow>{inside}</mrow>{_fence(right, 'postfix')}</mrow>"


def _fence(bracket: str, form: str) -> str:
    shown = escape(_CHARACTERS.get(bracket, bracket))
    return "" if bracket == "." else f'<mo form="{form}" stretchy="true">{shown}</mo>'


def decorated(command: str, inside: str) -> str:
    r"""Return something under an accent, in another alphabet, in a box.

    >>> decorated(r"\mathbb", "<mi>R</mi>"), decorated(r"\mathrm", "<mi>o</mi><mi>p</mi>")
    ('<mi mathvariant="normal">ℝ</mi>', '<mi>op</mi>')
    """
    what = command[1:]
    if what in _ACCENTS:
        return f'<mover accent="true"><mrow>{inside}</mrow><mo stretchy="{_wide(what)}">{_ACCENTS[what]}</mo></mover>'
    if what in _UNDER:
        return f"<munder><mrow>{inside}</mrow><mo>{_UNDER[what]}</mo></munder>"
    if what in _ALPHABETS:
        return _LETTER.sub(lambda letter: name(_in_alphabet(what, letter[1])), inside)
    if what == "mathrm":
        letters = _LETTER.findall(inside)
        return name("".join(letters)) if letters and not _LETTER.sub("", inside) else inside
    if what == "pmod":
        return f'<mrow><mspace width="0.5em"/><mo>(</mo><mi>mod</mi><mspace width="0.3em"/>{inside}<mo>)</mo></mrow>'
    return f"<mphantom>{inside}</mphantom>" if what == "phantom" else f"<mrow>{inside}</mrow>"


def _wide(accent: str) -> str:
    return "true" if accent.startswith(("over", "wide")) else "false"


def _in_alphabet(alphabet: str, letter: str) -> str:
    case = "CAPITAL" if letter.isupper() else "SMALL"
    style = {"SCRIPT": "SCRIPT", "FRAKTUR": "BLACK-LETTER"}.get(_ALPHABETS[alphabet], _ALPHABETS[alphabet])
    for candidate in (f"MATHEMATICAL {_ALPHABETS[alphabet]} {case} {letter}", f"{style} {case} {letter}"):
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return letter


def table(environment: str, rows: Sequence[Sequence[str]]) -> str:
    """Return a matrix, cases, or aligned lines."""
    lines = "".join("<mtr>" + "".join(f"<mtd>{cell}</mtd>" for cell in cells) + "</mtr>" for cells in rows)
    fences = _FENCES.get(environment, "")
    opening = f'<mo stretchy="true" form="prefix">{fences[0]}</mo>' if fences else ""
    closing = f'<mo stretchy="true" form="postfix">{fences[1]}</mo>' if len(fences) > 1 else ""
    return f'<mrow>{opening}<mtable class="{environment}">{lines}</mtable>{closing}</mrow>'
