"""A document as what matters in it, in order: displays, prose with its inline mathematics, environments, directives."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from proofcheck.latex.constants import in_dollars
from proofcheck.latex.enclosing import opened
from proofcheck.latex.named_slopes import named_slopes
from proofcheck.latex.setting import as_usual, braces
from proofcheck.latex.source import COMMAND, COMMENT, PARAGRAPH, Token, UnreadError, lex, like, plain
from proofcheck.latex.vocabulary import RELATIONS, words

DISPLAYS = frozenset(
    name + star
    for name in (
        "equation",
        "align",
        "gather",
        "multline",
        "flalign",
        "alignat",
        "xalignat",
        "xxalignat",
        "eqnarray",
        "displaymath",
        "dmath",
        "IEEEeqnarray",
    )
    for star in ("", "*")
)
DIRECTIVE = re.compile(r"%+\s*proofcheck\s*:\s*", re.IGNORECASE)
_PERHAPS = re.compile(
    r"%+\s*(?P<begun>(?P<word>proof[- ]check|[a-z]+)(?:\s*:|(?=\s[^:\n]*(?::|\\in\b|\\[gl]eq?\b|[<>]))))", re.IGNORECASE
)
_ALIKE = 0.85
_SECTIONS = frozenset({"\\section", "\\subsection", "\\subsubsection", "\\chapter", "\\paragraph", "\\part"})
_LONGEST_NAME = 60
_LONGEST_TITLE = 2_000


@dataclass(slots=True)
class Display:
    """Displayed mathematics, from its beginning to its end."""

    environment: str
    tokens: list[Token]
    at: Token


@dataclass(slots=True)
class Prose:
    """Text of one paragraph, or of a part of it between displays; inline mathematics stands between dollar signs."""

    tokens: list[Token]


@dataclass(slots=True)
class Opening:
    """Where an environment begins, with what stands in square brackets after it."""

    environment: str
    at: Token
    title: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class Closing:
    """Where an environment ends."""

    environment: str
    at: Token


@dataclass(slots=True)
class Label:
    """A label outside displays."""

    name: str
    at: Token


@dataclass(slots=True)
class Section:
    """Where a section begins, with its title."""

    at: Token
    title: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class Break:
    """Where a paragraph ends."""


@dataclass(slots=True)
class Directive:
    """A comment line for proofcheck, as tokens with their places."""

    tokens: list[Token]
    at: Token
    misspelt: str = ""
    """What stands in the place of ``proofcheck:``."""


@dataclass(slots=True)
class Broken:
    """Where the structure itself cannot be read, with the mathematics that is lost, and its signs of relations."""

    error: UnreadError
    at: Token
    tokens: list[Token] = field(default_factory=list)
    relations: list[Token] = field(default_factory=list)


Part = Display | Prose | Opening | Closing | Label | Section | Directive | Broken | Break


def parts(tokens: Iterable[Token]) -> Iterator[Part]:
    """Yield what a document consists of; before ``\\begin{document}``, where there is one, only directives."""
    content = named_slopes(as_usual(list(tokens)))
    start = _beginning(content)
    for token in content[:start]:
        if (directive := _directive(token)) is not None:
            yield directive
    yield from _Parts(content, start).parts()


def _beginning(tokens: Sequence[Token]) -> int:
    for place, token in enumerate(tokens):
        if token.text == "\\begin" and plain(tokens[place : place + 12]).replace(" ", "").startswith(
            "\\begin{document}"
        ):
            return next(end for end in range(place, len(tokens)) if tokens[end].text == "}") + 1
    return 0


def _directive(token: Token) -> Directive | None:
    if token.kind != COMMENT or not token.source.text.startswith(token.text, token.at):  # one in a macro's body
        return None
    found = DIRECTIVE.match(token.text)
    misspelt = "" if found else _misspelt(token.text)
    if found is None and not misspelt:
        return None
    start = found.end() if found else token.text.index(misspelt) + len(misspelt)
    end = token.at + len(token.text.partition("\n")[0])
    return Directive(list(lex(token.source, token.at + start, end)), token, misspelt)


def _misspelt(comment: str) -> str:
    """Return what a comment begins with that is almost ``proofcheck:``, or that without its colon."""
    found = _PERHAPS.match(comment)
    if found is None:
        return ""
    word = re.sub("[- ]", "", found["word"].lower())
    alike = word[:1] == "p" and SequenceMatcher(None, word, "proofcheck").ratio() >= _ALIKE
    return found["begun"] if alike else ""


_EXERCISE = re.compile(
    r"(?:\\[a-z]+ ?)*(?:exercise|problem|question|task) ?#? ?(?:\d+|[IVX]+)(?:[.-]\d+)*[a-z]?"
    r"(?: ?\([^()]{1,40}\))? ?[.:]?",
    re.IGNORECASE,
)
_SET_APART = words(r"\textbf \textit \emph \underline \textsc \textsf \textsl")
_UNSEEN = words(r"\noindent \smallskip \medskip \bigskip \newpage \clearpage \pagebreak")


def _titled(prose: list[Token]) -> tuple[list[Token], list[Token]]:
    r"""Return the number of an exercise that a paragraph begins with, ``\textbf{Problem 3.}``, and what comes after it.

    So it is where the paragraph is nothing else.
    """
    start = next((i for i, t in enumerate(prose) if t.kind not in {PARAGRAPH, "space"} and t.text not in _UNSEEN), None)
    if start is None:
        return [], prose
    inside, after = braces(prose, start + (prose[start].text in _SET_APART))
    title = inside if inside else prose[start:]
    found = _EXERCISE.fullmatch(plain(title).strip()) is not None
    return (title, prose[after:] if inside else []) if found else ([], prose)


class _Parts:
    def __init__(self, tokens: list[Token], start: int) -> None:
        self.tokens, self.place = tokens, start
        self.prose: list[Token] = []

    def parts(self) -> Iterator[Part]:
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            before = self.place
            found = self._special(token)
            if found is None and self.place > before:
                continue
            if found is None:
                self.prose.append(token)
                self.place += 1
                if token.kind == PARAGRAPH:
                    yield from self._flush()
                    yield Break()
                continue
            if not isinstance(found, Directive | Label):
                yield from self._flush()
            yield found
        yield from self._flush()

    def _flush(self) -> Iterator[Part]:
        title, prose = _titled([t for t in self.prose if t.kind != COMMENT])
        if title:
            yield Section(like(title[0], COMMAND, "\\paragraph"), title)
        if any(t.kind not in {PARAGRAPH, "space"} for t in prose):
            yield Prose(in_dollars(prose))
        self.prose = []

    def _special(self, token: Token) -> Part | None:
        if (directive := _directive(token)) is not None:
            self.place += 1
            return directive
        if token.text == "$":
            return self._dollar(token)
        if token.kind != COMMAND:
            return None
        if token.text == "\\[":
            return self._display("displaymath", token, self.place + 1, "\\]")
        if token.text == "\\(":
            return self._inline(token, "\\)")
        if token.text in {"\\begin", "\\end"}:
            return self._environment(token)
        if token.text == "\\label":
            name, self.place = self._group(self.place + 1)
            return Label(plain(name), token)
        if token.text in _SECTIONS:
            return self._section(token)
        return None

    def _section(self, token: Token) -> Part:
        """Take the title of a section for itself: what it says is no part of the sentence after it."""
        self.place += 1
        if self.place < len(self.tokens) and self.tokens[self.place].text == "*":
            self.place += 1
        self._optional()
        title, length = braces(self.tokens[self.place : self.place + _LONGEST_TITLE], 0)
        self.place += length
        return Section(token, title)

    def _optional(self) -> list[Token]:
        """Take what stands in square brackets next, if anything does."""
        if self.place >= len(self.tokens) or self.tokens[self.place].text != "[":
            return []
        end = next((i for i in range(self.place, min(self.place + 400, len(self.tokens)))
                    if self.tokens[i].text == "]"), self.place)  # fmt: skip
        inside, self.place = self.tokens[self.place + 1 : end], end + 1
        return inside

    def _dollar(self, token: Token) -> Part | None:
        if self.place + 1 < len(self.tokens) and self.tokens[self.place + 1].text == "$":
            return self._display("displaymath", token, self.place + 2, "$")
        return self._inline(token, "$")

    def _inline(self, token: Token, closing: str) -> Part | None:
        """Take inline mathematics into the prose, between dollar signs; it does not go on after a paragraph."""
        start = self.place + 1
        self.place = end = self._end_of(closing, start, nested=True)
        if end >= len(self.tokens) or self.tokens[end].text != closing:
            return _broken(token, "this mathematics is not closed in its paragraph.")
        self.place += 1
        formula = _unboxed(self.tokens[start:end])
        if not _is_balanced(formula):
            return _broken(token, "a brace in this mathematics is not closed.", formula)
        if any(inside.text == "$" for inside in formula):
            return _broken(
                token, "words with mathematics of their own inside $...$ are not read: end it first.", formula
            )
        dollar = Token("sign", "$", token.source, token.at, token.end)
        self.prose += [dollar, *formula, dollar]
        return None

    def _end_of(self, closing: str, start: int, *, nested: bool = False) -> int:
        """Return where mathematics ends, or the paragraph in which it is not closed.

        What is ``nested`` in braces does not end it, as the dollar signs in ``\\text{since $x = y$}``, if all close.
        """
        place, depth = start, 0
        while place < len(self.tokens) and self.tokens[place].kind != PARAGRAPH:
            text = self.tokens[place].text
            if text == closing and depth <= 0:
                return place
            depth += nested * ((text == "{") - (text == "}"))
            place += 1
        return self._end_of(closing, start) if nested else place

    def _display(self, environment: str, at: Token, start: int, closing: str) -> Part:
        place = self._end_of(closing, start, nested=True)
        if place >= len(self.tokens) or self.tokens[place].text != closing:
            self.place = place
            return _broken(
                at, "this display is not closed before the end of its paragraph.", lost=self.tokens[start:place]
            )
        self.place = place + (2 if closing == "$" else 1)
        return _displayed(environment, self.tokens[start:place], at)

    def _environment(self, token: Token) -> Part:
        name, after = self._group(self.place + 1)
        environment = plain(name)
        if token.text == "\\end":
            self.place = after
            return Closing(environment, token)
        if environment in DISPLAYS:
            return self._display_environment(environment, token, after)
        self.place = after
        return Opening(environment, token, self._optional())

    def _display_environment(self, environment: str, token: Token, start: int) -> Part:
        place = start
        if environment.startswith(("alignat", "xalignat", "xxalignat", "IEEEeqnarray")):
            _, place = self._group(place)
            start = place
        while place < len(self.tokens):
            if self.tokens[place].text == "\\end":
                name, after = self._group(place + 1)
                if plain(name) == environment:
                    self.place = after
                    return _displayed(environment, self.tokens[start:place], token)
                if plain(name) in DISPLAYS:
                    self.place, closed = after, f"the environment {environment} ends as {plain(name)}: name both alike."
                    return _broken(token, closed, lost=self.tokens[start:place])
                if plain(name) in {"document", "proof"}:
                    break
            place += 1
        self.place = place
        return _broken(token, f"the environment {environment} is not closed.", lost=self.tokens[start:place])

    def _group(self, place: int) -> tuple[list[Token], int]:
        """Return what stands in braces at a place, and where it ends; nothing where there are none."""
        while place < len(self.tokens) and self.tokens[place].kind in {"space", COMMENT}:
            place += 1
        if place >= len(self.tokens) or self.tokens[place].text != "{":
            return [], place
        for end in range(place, min(place + _LONGEST_NAME + 40, len(self.tokens))):
            if self.tokens[end].text == "}":
                return self.tokens[place + 1 : end], end + 1
        return [], place + 1


def _displayed(environment: str, tokens: list[Token], at: Token) -> Part:
    """Return displayed mathematics, unless its braces do not close."""
    if _is_balanced(tokens):
        return Display(environment, opened(tokens), at)
    return _broken(at, "a brace in this display is not closed.", tokens)


def _broken(at: Token, message: str, tokens: Sequence[Token] = (), lost: Sequence[Token] = ()) -> Broken:
    """Return what cannot be read: ``tokens`` where it is known what is lost, or ``lost``, what perhaps is."""
    relations = [token for token in (*tokens, *lost) if token.text in RELATIONS]
    return Broken(UnreadError(at, message), at, list(tokens), relations)


def _unboxed(formula: Sequence[Token]) -> list[Token]:
    r"""Return a formula without the dollar signs around all that is in braces, as in ``\mbox{$\Delta$}``."""
    around = [place for place, token in enumerate(formula) if token.text == "$"]
    boxed = {
        place
        for pair in pairwise(around)
        if formula[pair[0] - 1].text == "{" and [t.text for t in formula[pair[1] + 1 : pair[1] + 2]] == ["}"]
        for place in pair
    }
    return [token for place, token in enumerate(formula) if place not in boxed]


def _is_balanced(tokens: Sequence[Token]) -> bool:
    """Whether all braces close, and none that is not open."""
    depths = list(accumulate((t.text == "{") - (t.text == "}") for t in tokens))
    return not depths or (depths[-1] == 0 and min(depths) >= 0)


def formulas(part: Part) -> list[Token]:
    """Return the tokens of a part of a document that are mathematics."""
    if isinstance(part, Display):
        return part.tokens
    if not isinstance(part, Prose):
        return []
    found: list[Token] = []
    inside = False
    for token in part.tokens:
        inside ^= token.text == "$"
        found += [token] if inside else []
    return found


def beginning(part: Part) -> Token | None:
    """Return where a part of a document begins, if it has a place."""
    found = next(iter(part.tokens), None) if isinstance(part, Prose) else getattr(part, "at", None)
    return found if isinstance(found, Token) else None
