"""A ``.tex`` file as a document: its displays become claims, with what is declared and given where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proofcheck.lang.claims import RULES, Claim, Place, Reason, relative
from proofcheck.lang.documents import Document, DocumentProblem, document
from proofcheck.latex.assertions import Found, assertions, found_in
from proofcheck.latex.declarations import declare, define
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.macros import Expander
from proofcheck.latex.notation import ACCENTS, Notation
from proofcheck.latex.relations import Segment, segments
from proofcheck.latex.source import COMMENT, LETTER, Source, Token, UnreadError, plain
from proofcheck.latex.structure import Broken, Closing, Directive, Display, Label, Opening, Part, Prose, parts
from proofcheck.latex.vocabulary import GREEK

LARGEST = 5 * 2**20
"""Bytes of a file that are read."""
MOST_PROBLEMS = 2_000
"""How many things that cannot be read are named."""
NO_REASON = "no reason is given"

_ROLES = frozenset({"skip", "definition", "hypothesis", "claim", "off", "on"})


def load(path: str | Path) -> Document:
    """Read a ``.tex`` file, and ``.proofcheck`` beside it, as a document. Nothing in it is executed."""
    return Reading.of(Path(path)).document()


@dataclass(slots=True)
class Scope:
    """What may be assumed in a part of the document."""

    environment: str = ""
    given: list[Any] = field(default_factory=list)
    tacit: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A document while it is being read."""

    path: Path
    content: list[Part]
    notation: Notation
    problems: list[UnreadError] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    standing: list[Any] = field(default_factory=list)
    tacit: list[Any] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=lambda: [Scope()])
    role: str = ""
    reason: Reason | None = None
    skipping: bool = False
    ids: set[str] = field(default_factory=set)
    relations: int = 0

    @classmethod
    def of(cls, path: Path) -> "Reading":
        """Read a file, twice where letters turn out to be natural numbers on the way."""
        main, problems = opened(path)
        expander = Expander(lambda name: _beside(path, name))
        tokens = list(expander.expanded(main))
        content = list(parts(tokens))
        letters, alone = _letters(tokens)
        naturals: frozenset[str] = frozenset()
        while True:
            notation = Notation(letters=letters, alone=alone, naturals=naturals)
            made = cls(path, content, notation, [*problems, *expander.problems])
            made._read()
            if notation.wanted <= naturals:
                return made
            naturals |= notation.wanted

    def document(self) -> Document:
        """Return what was read as a document."""
        shown = relative(str(self.path.resolve()))
        problems = [_problem(error, shown) for error in self.problems[:MOST_PROBLEMS]]
        problems.sort(key=lambda problem: (problem.file, problem.line))
        return document(
            self.path.stem,
            self.path.name,
            self.claims,
            standing=self.standing,
            tacit=self.tacit,
            problems=problems,
            place=Place(shown, 1),
        )

    # ------------------------------------------------------------------ parts

    def _read(self) -> None:
        for part in self.content:
            match part:
                case Directive():
                    self._directive(part)
                case Display() if not self.skipping:
                    self._display(part)
                case Opening():
                    self.scopes.append(Scope(part.environment))
                case Closing():
                    if len(self.scopes) > 1 and self.scopes[-1].environment == part.environment:
                        self.scopes.pop()
                case Broken():
                    self.problems.append(part.error)
                case Label() | Prose():
                    pass

    def _directive(self, directive: Directive) -> None:
        for tokens in _statements(directive.tokens):
            try:
                self._statement(tokens, directive.at)
            except UnreadError as error:
                at = error.at or directive.at
                self.problems.append(UnreadError(at, error.message, error.notation))

    def _statement(self, tokens: list[Token], at: Token) -> None:
        word, rest = _first_word(tokens)
        if word in _ROLES and not mathematical(rest):
            self.skipping = word == "off" or (self.skipping and word != "on")
            self.role = "" if word in {"off", "on"} else word
        elif word == "define":
            define(rest, self.notation)
        elif word in {"given", "assume", "suppose", "let", "tacit"}:
            said = list(assertions(mathematical(rest), self.notation))
            self._assume(said, word == "tacit")
        elif word == "by":
            self.reason = Reason(plain(rest), rules=[rule for rule in RULES if rule.lower() in plain(rest).lower()])
        else:
            self._assume(declare(tokens, self.notation), tacit=False)

    def _assume(self, said: Sequence[Any], tacit: bool) -> None:
        scope = self.scopes[-1]
        if len(self.scopes) == 1:
            (self.tacit if tacit else self.standing).extend(said)
        else:
            (scope.tacit if tacit else scope.given).extend(said)

    def _display(self, display: Display) -> None:
        role, self.role = self.role, ""
        reason, self.reason = self.reason, None
        if role == "skip":
            return
        try:
            found = segments(display.tokens, display.environment)
        except UnreadError as error:
            self.problems.append(error)
            return
        claims: list[tuple[Found, int]] = []
        for number, segment in enumerate(found):
            if role == "definition":
                self._defining(segment)
                continue
            relations = list(found_in(segment, self.notation))
            if role == "hypothesis":
                self.problems += [f.error for f in relations if f.error is not None]
                self._assume([f.says for f in relations if f.error is None and f.says is not None], tacit=False)
            else:
                claims += [(f, number) for f in relations if f.defines is None]
        self._claims(claims, display.at, reason)

    def _defining(self, segment: Segment) -> None:
        try:
            define([*segment.start, segment.links[0].at, *segment.links[0].right], self.notation)
        except UnreadError as error:
            self.problems.append(error)

    # ------------------------------------------------------------------ claims

    def _claims(self, found: Sequence[tuple[Found, int]], at: Token, reason: Reason | None) -> None:
        """Make a claim of each relation of a display; its id is that of its label, or of the line of the display."""
        given = [h for scope in self.scopes for h in scope.given]
        tacit = [h for scope in self.scopes for h in scope.tacit]
        bases = [relation.link.label or f"line{at.place[0]}" for relation, _ in found]
        names = {base: self._free(base) for base in dict.fromkeys(bases)}
        firsts: dict[int, str] = {}
        for place, ((relation, segment), base) in enumerate(zip(found, bases, strict=True)):
            self.relations += 1
            number = bases[: place + 1].count(base)
            claim_id = f"{names[base]}.{number}" if bases.count(base) > 1 else names[base]
            if relation.error is not None:
                self.problems.append(relation.error)
                continue
            chained = sum(other == segment for _, other in found) > 1
            first = firsts.setdefault(segment, claim_id)
            self.claims.append(
                Claim(
                    claim_id,
                    "line {}, column {}".format(*relation.link.at.place),
                    "step",
                    relation.says,
                    given=given,
                    tacit=tacit,
                    reason=reason or Reason(NO_REASON, rules=RULES),
                    place=_place(relation.link.at),
                    chain=first if chained else "",
                )
            )

    def _free(self, wanted: str) -> str:
        """Return an id that no display has yet."""
        name = "".join(c for c in wanted if c.isprintable())[:100].strip() or "display"
        made, number = name, 1
        while made in self.ids:
            number += 1
            made = f"{name}-{number}"
        self.ids.add(made)
        return made


def _place(at: Token) -> Place:
    line, column = at.place
    return Place(at.source.file, line, column)


def _problem(error: UnreadError, file: str) -> DocumentProblem:
    if error.at is None:
        return DocumentProblem(file, 1, error.message)
    line, column = error.at.place
    return DocumentProblem(error.at.source.file, line, error.message, column)


def _statements(tokens: Sequence[Token]) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == ";" and token.kind != COMMENT:
            found.append([])
        else:
            found[-1].append(token)
    return [statement for statement in found if mathematical(statement)]


def _first_word(tokens: Sequence[Token]) -> tuple[str, list[Token]]:
    """Return the word that a directive begins with, and the rest."""
    content = list(tokens)
    start = next((i for i, t in enumerate(content) if t.kind not in {"space", "par"}), len(content))
    end = start
    while end < len(content) and content[end].kind == LETTER:
        end += 1
    return "".join(t.text for t in content[start:end]), content[end:]


def _letters(tokens: Sequence[Token]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters of a document in the ordinary font, and those that stand somewhere without a bracket."""
    from proofcheck.latex.notation import BOLD

    letters, alone = set(), set()
    styled = {f"\\{name}" for name in (*BOLD, *ACCENTS, "mathcal", "mathbb", "mathrm", "text", "mathscr", "mathfrak")}
    meant = [t for t in tokens if t.kind not in {"space", "par", COMMENT}]
    for place, token in enumerate(meant):
        name = token.text if token.kind == LETTER else token.text[1:] if token.text[1:] in GREEK else ""
        if not name:
            continue
        before = meant[place - 1].text if place else ""
        if before == "{" and place > 1:
            before = meant[place - 2].text
        if before not in styled:
            letters.add(name)
        following = meant[place + 1].text if place + 1 < len(meant) else ""
        if following not in {"(", "\\left", "_", "^", "\\big", "\\bigl", "\\Big", "\\Bigl"}:
            alone.add(name)
    return frozenset(letters), frozenset(alone)


# ---------------------------------------------------------------- files


def opened(path: Path) -> tuple[Source, list[UnreadError]]:
    """Return a file's text; what is wrong with its characters is said once, and replaced."""
    content = path.read_bytes()[: LARGEST + 1]
    shown = relative(str(path.resolve()))
    problems: list[tuple[int, str]] = []
    if len(content) > LARGEST:
        content = content[:LARGEST]
        problems.append((0, f"the file has more than {LARGEST:,} bytes: the rest is not read."))
    text = _decoded(content, problems)
    source = Source(shown, text)
    return source, [
        UnreadError(Token("sign", text[at : at + 1], source, at, at + 1), message) for at, message in problems
    ]


def _decoded(content: bytes, problems: list[tuple[int, str]]) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = content.decode("latin-1")
            if b"latin1" not in content and b"latin9" not in content and b"cp1252" not in content:
                problems.append((error.start, "the file is not UTF-8 from here on: it is read as Latin-1."))
    if "\0" in text:
        problems.append((text.index("\0"), "there are null characters in the file: they are left out."))
        text = text.replace("\0", " ")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _beside(path: Path, name: str) -> Source | None:
    """Return the text of a file that is named in the one at ``path``."""
    try:
        place = path.parent / name
        place = place if place.suffix == ".tex" else place.with_name(place.name + ".tex")
        return opened(place)[0] if place.is_file() else None
    except (OSError, ValueError):
        return None
