"""Text as LaTeX that prints it: whatever the input, no command of it runs and every engine can set it."""

import unicodedata


class Tex(str):
    """LaTeX that is safe to put into a report as it stands."""

    __slots__ = ()


#: Mathematical characters and the commands that print them.
MATH_CHARACTERS: dict[str, str] = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "ϵ": r"\epsilon",
    "ζ": r"\zeta", "η": r"\eta", "θ": r"\theta", "ϑ": r"\vartheta", "ι": r"\iota", "κ": r"\kappa",
    "λ": r"\lambda", "μ": r"\mu", "µ": r"\mu", "ν": r"\nu", "ξ": r"\xi", "π": r"\pi", "ρ": r"\rho",
    "σ": r"\sigma", "ς": r"\varsigma", "τ": r"\tau", "υ": r"\upsilon", "φ": r"\varphi", "ϕ": r"\phi",
    "χ": r"\chi", "ψ": r"\psi", "ω": r"\omega", "Γ": r"\Gamma", "Δ": r"\Delta", "Θ": r"\Theta",
    "Λ": r"\Lambda", "Ξ": r"\Xi", "Π": r"\Pi", "Σ": r"\Sigma", "Υ": r"\Upsilon", "Φ": r"\Phi",
    "Ψ": r"\Psi", "Ω": r"\Omega", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "≡": r"\equiv",
    "≪": r"\ll", "≫": r"\gg", "∼": r"\sim", "∝": r"\propto", "≅": r"\cong", "±": r"\pm", "∓": r"\mp",
    "×": r"\times", "÷": r"\div", "·": r"\cdot", "⋅": r"\cdot", "∘": r"\circ", "∗": r"\ast", "⋆": r"\star",
    "⊗": r"\otimes",
    "⊕": r"\oplus", "−": "-", "∞": r"\infty", "∂": r"\partial", "∇": r"\nabla", "∫": r"\int",
    "∑": r"\sum", "∏": r"\prod", "√": r"\surd", "∈": r"\in", "∉": r"\notin", "∋": r"\ni", "⊂": r"\subset",
    "⊆": r"\subseteq", "⊃": r"\supset", "⊇": r"\supseteq", "∪": r"\cup", "∩": r"\cap", "∅": r"\emptyset",
    "∀": r"\forall", "∃": r"\exists", "¬": r"\neg", "∧": r"\wedge", "∨": r"\vee", "⊤": r"\top", "⊥": r"\perp",
    "→": r"\to", "←": r"\leftarrow", "↔": r"\leftrightarrow", "⇒": r"\Rightarrow", "⇐": r"\Leftarrow",
    "⇔": r"\Leftrightarrow", "↦": r"\mapsto", "‖": r"\|", "∥": r"\|", "⟨": r"\langle", "⟩": r"\rangle",
    "〈": r"\langle", "〉": r"\rangle", "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil",
    "ℝ": r"\mathbb{R}", "ℕ": r"\mathbb{N}", "ℤ": r"\mathbb{Z}", "ℚ": r"\mathbb{Q}", "ℂ": r"\mathbb{C}",
    "ℓ": r"\ell", "…": r"\ldots", "⋯": r"\cdots", "∎": r"\blacksquare",
    "✓": r"\checkmark", "½": r"\tfrac{1}{2}", "¼": r"\tfrac{1}{4}", "¾": r"\tfrac{3}{4}",
}  # fmt: skip

_ASCII = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}", "`": r"\textasciigrave{}",
}  # fmt: skip

_LETTERS = {
    "ß": r"\ss{}", "æ": r"\ae{}", "Æ": r"\AE{}", "œ": r"\oe{}", "Œ": r"\OE{}", "ø": r"\o{}", "Ø": r"\O{}",
    "ł": r"\l{}", "Ł": r"\L{}", "đ": r"\dj{}", "Đ": r"\DJ{}", "ð": r"\dh{}", "Ð": r"\DH{}", "þ": r"\th{}",
    "Þ": r"\TH{}", "ı": r"\i{}", "§": r"\S{}", "¶": r"\P{}", "©": r"\copyright{}", "–": r"\textendash{}",
    "—": r"\textemdash{}", "‐": "-", "‑": "-", "‘": r"\textquoteleft{}", "’": r"\textquoteright{}",
    "“": r"\textquotedblleft{}", "”": r"\textquotedblright{}", "„": r"\quotedblbase{}", "•": r"\textbullet{}",
    "«": r"\guillemotleft{}", "»": r"\guillemotright{}", "°": r"\textdegree{}", "€": r"\texteuro{}",
    "£": r"\textsterling{}", "¡": r"\textexclamdown{}", "¿": r"\textquestiondown{}",
    "\u00a0": "~", "\u2009": r"\,", "\u202f": r"\,", "\u00ad": r"\-", "\u200b": r"\allowbreak{}",
}  # fmt: skip

_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c", "\u0328": "k",
}  # fmt: skip

#: Accents that T1 fonts have ready for these letters; other pairs are shown as code points.
_ACCENTED = set("aceghilnorstuyzACDEGILNORSTUYZjJsSwWd")

#: Pairs that TeX fonts would join into one character.
_LIGATURES = frozenset({"--", "''", ",,", "!`", "?`"})

#: Characters that look like letters but mean something else than these do: alphabets of mathematics, encircled ones.
_OTHER_LETTERS = frozenset({"<font", "<circle", "<square"})

#: Words that are longer, which no language has, may be broken anywhere.
_LONG_WORD = 30


def code_point(character: str) -> str:
    r"""Return a printable ASCII name of a character that cannot be set.

    >>> code_point("中")
    '[U+4E2D]'
    """
    return f"[U+{ord(character):04X}]"


def _character(character: str) -> str:
    if character in _ASCII:
        return _ASCII[character]
    if " " <= character <= "~":
        return character
    if character in _LETTERS:
        return _LETTERS[character]
    if character in MATH_CHARACTERS:
        return rf"\ensuremath{{{MATH_CHARACTERS[character]}}}"
    decomposed = unicodedata.normalize("NFD", character)
    base, mark = decomposed[:1], decomposed[1:]
    if mark in _ACCENTS and base in _ACCENTED:
        letter = rf"\{base}" if base in "ij" and mark not in "\u0327\u0328" else base
        return rf"\{_ACCENTS[mark]}{{{letter}}}"
    return _compatible(character) or rf"\codepoint{{{ord(character):04X}}}"


def _compatible(character: str) -> str:
    """Return LaTeX for a character that stands for others: raised, lowered, one over another, or joined."""
    composed = unicodedata.normalize("NFC", character)
    if composed != character:
        return "".join(map(_character, composed))
    kind, _, parts = unicodedata.decomposition(character).rpartition(">")
    if not kind or kind in _OTHER_LETTERS:
        return ""
    inner = [chr(int(part, 16)) for part in parts.split()]
    shown = "".join("/" if part == "\u2044" else _character(part) for part in inner)
    if kind == "<fraction" and inner.count("\u2044") == 1:
        above, below = "".join(inner).split("\u2044")
        return rf"\ensuremath{{\tfrac{{{above}}}{{{below}}}}}" if (above + below).isascii() else shown
    return {"<super": rf"\textsuperscript{{{shown}}}", "<sub": rf"\textsubscript{{{shown}}}"}.get(kind, shown)


def escape(text: str) -> Tex:
    r"""Return LaTeX that prints a text, in any engine and with T1 fonts.

    White space is folded, known letters and symbols are mapped, other characters are shown as code points.

    >>> escape("50% of \\input{x}")
    '50\\% of \\textbackslash{}input\\{x\\}'
    >>> escape("é ≤ 中")
    "\\'{e} \\ensuremath{\\le} \\codepoint{4E2D}"
    """
    words = unicodedata.normalize("NFC", " ".join(text.split())).split(" ")
    return Tex(" ".join(map(_word, words)))


def _word(word: str) -> str:
    pieces: list[str] = []
    for previous, character in zip(" " + word, word, strict=False):
        if previous + character in _LIGATURES:
            pieces.append("{}")
        pieces.append(_character(character))
    return (r"\allowbreak{}" if len(word) > _LONG_WORD else "").join(pieces)


def code(text: str) -> Tex:
    r"""Return LaTeX that prints a text in typewriter, with line breaks allowed after punctuation.

    >>> code("a --b")
    '\\texttt{a -{}-\\allowbreak{}b}'
    """
    pieces: list[str] = []
    unbroken = 0
    for character, following in zip(text, text[1:] + " ", strict=False):
        pieces.append({"'": r"\textquotesingle{}", "\n": " "}.get(character) or _character(character))
        unbroken = 0 if character.isspace() else unbroken + 1
        if following == character and character in "-,":
            pieces.append("{}")
        elif not following.isspace() and (character in "/:.,;=_-+*([{&|" or unbroken > _LONG_WORD):
            pieces.append(r"\allowbreak{}")
            unbroken = 0
    return Tex(rf"\texttt{{{''.join(pieces)}}}")


def plain(text: str) -> str:
    """Return a text in the characters that a PDF bookmark can show everywhere.

    >>> plain("Lemma 4.2’s é {x}")
    "Lemma 4.2's e (x)"
    """
    decomposed = unicodedata.normalize("NFKD", " ".join(text.split()).translate(str.maketrans("{}[]’", "()()'")))
    kept = (c for c in decomposed if not unicodedata.combining(c))
    return "".join(c if (c.isascii() and c.isalnum()) or c in " .,:;()+-=/'" else "-" for c in kept)
