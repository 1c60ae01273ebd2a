"""One object for one content: what is equal is the same object, in one process, for as long as somebody has it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import attrgetter
from threading import RLock
from typing import Any, Generic, NoReturn, Self, TypeVar
from weakref import WeakValueDictionary

_LONGEST_KEY = 60


class Interned:
    """A head and its arguments, read by position. It does not change; its classes say how it is made."""

    __slots__ = ("__weakref__", "_key", "_parts")

    _parts: tuple[Any, ...]
    _key: str | None

    @property
    def key(self) -> str:
        """What orders such objects, the same in every run: what is said if that is short, else a digest of it.

        Names that begin with # only break ties, so that the order stays when bound variables are numbered otherwise.
        """
        if self._key is None:
            names: list[str] = []
            said = repr(_said(self._parts, names))
            short = len(said) <= _LONGEST_KEY
            key = said if short else blake2b(said.encode(), digest_size=16).hexdigest()
            object.__setattr__(self, "_key", "\n".join([key, *names]))
        return self._key  # type: ignore[return-value]

    def __getitem__(self, index: Any) -> Any:
        return self._parts[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._parts))})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: it does not change."""
        raise AttributeError(f"a {type(self).__name__} does not change")

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        """Return what makes the same object again, here or in another process."""
        return type(self), self._parts


Sequence.register(Interned)  # so that ``match`` takes it apart

by_key: Callable[[Any], str] = attrgetter("key")
"""Orders terms, and clauses."""


def _said(value: Any, names: list[str]) -> Any:
    """What is said of a value, but for the names that begin with #, which are added to those."""
    if isinstance(value, Interned):
        said, *more = value.key.split("\n")  # no repr has more than one line
        names += more
        return [said]  # a list is no leaf, so no name looks like it
    if type(value) is str and value[:1] == "#":
        names.append(f"{len(value):06}{value!r}")
        return "#"
    return tuple([_said(part, names) for part in value]) if isinstance(value, tuple) else value


I = TypeVar("I", bound=Interned)


class Table(Generic[I]):
    """The objects of one class that somebody has, by what tells them apart. Threads may share it."""

    def __init__(self, kind: type[I]) -> None:
        self._kind = kind
        self._held: WeakValueDictionary[tuple[Any, ...], I] = WeakValueDictionary()
        self._lock = RLock()

    def __len__(self) -> int:
        return len(self._held)

    def find(self, content: tuple[Any, ...]) -> I | None:
        """The object with this content, if somebody has it."""
        return self._held.get(content)

    def enter(self, content: tuple[Any, ...], parts: tuple[Any, ...], kept: Mapping[str, Any]) -> I:
        """The one object with this content; ``kept`` is what else is to be remembered of it."""
        with self._lock:
            made = self.find(content)
            if made is None:
                made = object.__new__(self._kind)
                for name, value in {"_parts": parts, "_key": None, **kept}.items():
                    object.__setattr__(made, name, value)
                self._held[content] = made
            return made
