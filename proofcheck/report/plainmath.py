"""Mathematics that was written in plain characters, alone or within a sentence, as LaTeX."""

import re
from collections.abc import Iterator

from proofcheck.report.texmath import UnsafeMathError

_GREEK = re.compile(
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|chi"
    "|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega"
)
_FUNCTIONS = re.compile("exp|log|sin|cos|tan|sinh|cosh|tanh|min|max|inf|sup")
_TOKEN = re.compile(r"[A-Za-z]+|\d+|\*\*|<=|>=|[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+|[₀₁₂₃₄₅₆₇₈₉]+|\s+|.", re.DOTALL)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_LETTER = "[^\\W\\d_α-ωΑ-Ωᵀ⁰¹²³⁴-⁹₀-₉]"
_WORD = re.compile(
    rf"{_LETTER}{{2,}}(?:[-'’]{_LETTER}+)*|[A-Z]-{_LETTER}{{2,}}|a|I|[A-Z]\d+|[A-Za-z]{{2,}}\d+|[A-Za-z]\w*(?:[.:]\w+)+|--?\w[\w-]*"
)
"""A word, a name of a claim or a hypothesis, or an option: no mathematics."""
_AFTER_STAR = " )]},;_=⟩‖|"
"""What may come after a name that ends with a star."""
_SIGNS = {"star": r"\star ", "infty": r"\infty "}
"""What names of signs stand for in a script."""
_BETWEEN = frozenset({"for", "where"})
"""Words that stand between formulas."""
_NUMBER = re.compile(r"[-−]?\d[\d./,]*…?")


def plain_to_latex(text: str) -> str:
    r"""Return mathematics in plain characters (`sigma_min`, `3*x**2`, `√(2 x)`, `s^(-2)`) as LaTeX.

    >>> plain_to_latex("√(8 σ_max²)"), plain_to_latex("s^(-2)"), plain_to_latex("x_k_0")
    ('\\sqrt{8 σ_{\\max }^{2}}', 's^{-2}', 'x_{k,0}')
    >>> plain_to_latex("w_star")
    'w_{\\star }'
    >>> plain_to_latex("-w for w <= 0")
    '-w \\text{ for } w \\le  0'
    >>> plain_to_latex("F(w*)"), plain_to_latex("w*"), plain_to_latex("3*x"), plain_to_latex("3 * x")
    ('F(w^{*})', 'w^{*}', '3\\,x', '3 \\, x')

    Raises `UnsafeMathError` where a script has no end.
    """
    text = re.sub(r"(?<=[\d…])e([+-]?\d+)", r"*10^\1", text)
    text = re.sub(r"^R\^(?=\S+$)", "ℝ^", text)  # a space alone
    return "".join(_written(_TOKEN.findall(text)))


def _written(tokens: list[str]) -> Iterator[str]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token in ("sqrt", "√") and tokens[at : at + 1] == ["("]:
            end = _closing(tokens, at)
            yield rf"\sqrt{{{''.join(_written(tokens[at + 1 : end]))}}}"
            at = end + 1
        elif token == "√" and at < len(tokens):
            at += 1
            yield rf"\sqrt{{{_word(tokens[at - 1])}}}"
        elif token == "_" and at < len(tokens):
            scripts: list[str] = []
            while not scripts or (tokens[at : at + 1] == ["_"] and at + 1 < len(tokens)):
                script, at = _script(tokens, at + bool(scripts))
                scripts.append(script)
            yield f"_{{{','.join(scripts)}}}"
        elif token in ("^", "**") and at < len(tokens):
            script, at = _script(tokens, at)
            yield f"^{{{script}}}"
        elif token == "*" and _is_star(tokens, at - 1):
            yield "^{*}"
        elif token in _BETWEEN and tokens[at - 2 : at - 1] == [" "] and tokens[at : at + 1] == [" "]:
            yield rf"\text{{ {token} }}"
        elif token[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻":
            yield f"^{{{token.translate(_RAISED)}}}"
        elif token[0] in "₀₁₂₃₄₅₆₇₈₉":
            yield f"_{{{token.translate(_LOWERED)}}}"
        else:
            yield _word(token)


def _is_star(tokens: list[str], at: int) -> bool:
    """Whether an asterisk belongs to the name right before it, as in `F(x*)`, and is no sign for a product."""
    following = tokens[at + 1] if at + 1 < len(tokens) else " "
    return at > 0 and not tokens[at - 1].isspace() and following[0] in _AFTER_STAR


def _script(tokens: list[str], at: int) -> tuple[str, int]:
    """Return a script that begins at a place, and where it ends: a symbol with its sign, or what is in parentheses."""
    if tokens[at] == "(":
        end = _closing(tokens, at)
        return "".join(_written(tokens[at + 1 : end])), end + 1
    sign = "-" if tokens[at] == "-" and at + 1 < len(tokens) else ""
    at += len(sign)
    return sign + _SIGNS.get(tokens[at], _word(tokens[at])), at + 1


def _closing(tokens: list[str], at: int) -> int:
    depth = 0
    for place in range(at, len(tokens)):
        depth += (tokens[place] == "(") - (tokens[place] == ")")
        if depth == 0:
            return place
    raise UnsafeMathError("a parenthesis is not closed")


def _word(token: str) -> str:
    if _GREEK.fullmatch(token) or _FUNCTIONS.fullmatch(token):
        return rf"\{token} "
    if token.isalpha() and token.isascii() and len(token) > 1:
        return rf"\mathrm{{{token}}}"
    known = {"*": r"\,", "<=": r"\le ", ">=": r"\ge ", "{": r"\{", "}": r"\}", "ᵀ": r"^{\top}", "#": r"\#"}
    return known.get(token, token)


def sentence(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a sentence, and whether each is mathematics.

    >>> list(sentence("multiply λ by s^(-2), which is allowed"))
    [('multiply', False), ('λ', True), ('by', False), ('s^(-2)', True), (', which is allowed', False)]
    >>> [piece for piece, formula in sentence("at u(t) - y, x meets 2 A.") if formula]
    ['u(t) - y', 'x', '2 A']
    """
    waiting: list[str] = []
    formula = False
    depth = 0
    tokens = text.split()
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        bare = token if depth else token.rstrip(".,;:")
        inside = depth > 0 or _is_formula(bare) or _is_number(bare, after=formula, before=following)
        if inside != formula and waiting:
            yield " ".join(waiting), formula
            waiting = []
        formula = inside
        depth = max(0, depth + _opened(token)) if inside else 0
        if inside and not depth and (bare := token.rstrip(".,;:")) != token:
            yield " ".join([*waiting, bare]), True
            waiting, formula, token = [], False, token[len(bare) :]
        waiting.append(token)
    if waiting:
        yield " ".join(waiting), formula


def _opened(token: str) -> int:
    """How many more brackets a token opens than it closes."""
    return sum(token.count(c) for c in "([{⟨") - sum(token.count(c) for c in ")]}⟩")


def _is_formula(token: str) -> bool:
    return bool(token) and not _WORD.fullmatch(token.strip("()")) and not _NUMBER.fullmatch(token)


def _is_number(token: str, *, after: bool, before: str) -> bool:
    """Whether a number is a part of a formula: after a piece of one, or before."""
    return bool(_NUMBER.fullmatch(token)) and (after or _is_formula(before.rstrip(".,;:")))
