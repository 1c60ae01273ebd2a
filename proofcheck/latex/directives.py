"""What is said to proofcheck, in comments of the file or in a file beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from proofcheck.latex.citing import labels_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.source import COMMENT, LETTER, Source, Token, UnreadError, lex, like, plain
from proofcheck.latex.structure import DIRECTIVE, Directive
from proofcheck.latex.vocabulary import words

SKIP, DEFINITION, HYPOTHESIS, CLAIM = "skip", "definition", "hypothesis", "claim"
_ROLES = words("skip definition hypothesis claim")
_GIVEN = words("given assume suppose let")


@dataclass(slots=True)
class Directives:
    """What was said, and is still to be applied.

    Attributes:
        off: whether the document is left out here.
        places: what has been declared, and where; sentences do not change that.
    """

    off: bool = False
    places: dict[str, Token] = field(default_factory=dict)
    _role: str = ""
    _reason: tuple[str, tuple[str, ...]] | None = None
    _current: tuple[str, tuple[str, ...]] | None = None
    _at: dict[str, list[tuple[str, list[Token]]]] = field(default_factory=dict)

    def declared(self, names: Iterable[str], at: Token) -> None:
        """Note names that were declared."""
        for name in names:
            self.places.setdefault(name, at)

    def of_sidecar(self, source: Source) -> Iterator[Directive]:
        """Yield what a file beside the paper says, line by line; each may begin as the comments of a paper do."""
        start = 0
        for line in source.text.split("\n"):
            begun = DIRECTIVE.match(line.lstrip())
            before = len(line) - len(line.lstrip()) + begun.end() if begun else 0
            content = line[before:].partition("%")[0].rstrip()
            if content.strip() and not content.lstrip().startswith("#"):
                tokens = list(lex(source, start + before, start + before + len(content)))
                yield Directive(tokens, tokens[0])
            start += len(line) + 1

    def statements(self, tokens: Sequence[Token]) -> list[list[Token]]:
        """Return the statements of a line, which semicolons part."""
        found: list[list[Token]] = [[]]
        for token in tokens:
            if token.text == ";" and token.kind != COMMENT:
                found.append([])
            else:
                found[-1].append(token)
        return [statement for statement in found if mathematical(statement)]

    def taken(self, tokens: list[Token]) -> tuple[str, list[Token]] | None:
        """Take what concerns displays to come; return anything else, with its first word where that says what it is.

        Raises:
            UnreadError: it cannot be read.
        """
        word, rest = first_word(tokens)
        if word in {"off", "on"} and not mathematical(rest):
            self.off = word == "off"
            return None
        if word in _ROLES and not mathematical(rest):
            self._role = word
            return None
        if word == "by":
            self._reason = plain(rest), labels_in(plain(rest))
            return None
        if word == "at":
            place, _, what = plain(rest).partition(":")
            while what and not first_word_of(what) and ":" in what:
                more, _, what = what.partition(":")
                place = f"{place}:{more}"
            self._note(place.strip(), what.strip(), tokens[0])
            return None
        if word in {"define", "complete"}:
            return word, rest
        return ("tacit" if word == "tacit" else "given", rest) if word in {*_GIVEN, "tacit"} else ("", tokens)

    def nothing_waits(self) -> None:
        """Leave what was said of a display to come: there is none."""
        self._role, self._reason = "", None

    def _note(self, place: str, what: str, at: Token) -> None:
        word, _, rest = what.partition(" ")
        if word not in {*_ROLES, "by"}:
            can_be = "skip, definition, hypothesis, claim or by ..."
            raise UnreadError(at, f"{what or 'nothing'} is not what a display can be: write {can_be}.")
        self._at.setdefault(place, []).append((word, [like(at, "words", rest)]))

    def role(self, labels: Sequence[str], at: Token) -> str:
        """Return what a display was said to be, and take the reason that was given for it."""
        role, self._role = self._role, ""
        self._current, self._reason = self._reason, None
        for name in (*labels, f"line {at.place[0]}"):
            for word, rest in self._at.get(name, ()):
                if word == "by":
                    self._current = rest[0].text, labels_in(rest[0].text)
                else:
                    role = word
        return role

    def reason(self) -> tuple[str, tuple[str, ...]] | None:
        """Return the reason that was given for the display that is being read."""
        return self._current


def first_word(tokens: Sequence[Token]) -> tuple[str, list[Token]]:
    """Return the word that a statement begins with, and the rest."""
    content = list(tokens)
    start = next((i for i, t in enumerate(content) if t.kind not in {"space", "par"}), len(content))
    end = start
    while end < len(content) and content[end].kind == LETTER:
        end += 1
    return "".join(t.text for t in content[start:end]), content[end:]


def first_word_of(text: str) -> bool:
    """Whether a text begins with what a display can be said to be."""
    return text.split()[0] in {*_ROLES, "by"} if text.split() else False
