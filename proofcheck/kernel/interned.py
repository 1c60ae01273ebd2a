"""One object for one content: what is equal is the same object, in one process, for as long as somebody has it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import attrgetter
from threading import RLock
from typing import Any, Generic, NoReturn, Self, TypeVar, overload
from weakref import ref

_LONGEST_KEY = 60


class Interned:
    """A head and its arguments, read by position. It does not change; its classes say how it is made."""

    __slots__ = ("__weakref__", "_key", "_parts")

    _parts: tuple[Any, ...]
    _key: str | None

    @property
    def key(self) -> str:
        """What orders such objects, the same in every run: what is said if that is short, else a digest of it."""
        if self._key is None:
            said = repr(_said(self._parts))
            short = len(said) <= _LONGEST_KEY
            _set_key(self, said if short else blake2b(said.encode(), digest_size=16).hexdigest())
        return self._key  # type: ignore[return-value]

    @overload
    def __getitem__(self, index: int) -> Any: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Any, ...]: ...

    def __getitem__(self, index: int | slice) -> Any:
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

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


Sequence.register(Interned)  # so that ``match`` takes it apart
_set_key: Callable[[Interned, str], None] = vars(Interned)["_key"].__set__

by_key: Callable[[Any], str] = attrgetter("key")
"""Orders terms, and clauses."""


def _said(value: Any) -> Any:
    if isinstance(value, Interned):
        return [value.key]  # a list is no leaf, so no name looks like it
    return tuple(map(_said, value)) if isinstance(value, tuple) else value


I = TypeVar("I", bound=Interned)


class _Reference(ref[I]):
    """A weak reference that knows where it stands in the table."""

    __slots__ = ("content",)
    content: tuple[Any, ...]


class Table(Generic[I]):
    """The objects of one class that somebody has, by what tells them apart. Threads may share it."""

    def __init__(self, kind: type[I]) -> None:
        self._kind = kind
        self._held: dict[tuple[Any, ...], _Reference[I]] = {}
        self._dead: list[_Reference[I]] = []
        self._lock = RLock()
        slots = [name for made in kind.__mro__ for name in getattr(made, "__slots__", ()) if name != "__weakref__"]
        self._set = {name: getattr(kind, name).__set__ for name in slots if name != "key"}

    def __len__(self) -> int:
        return len(self._held)

    def find(self, content: tuple[Any, ...]) -> I | None:
        """The object with this content, if somebody has it."""
        reference = self._held.get(content)
        return None if reference is None else reference()

    def enter(self, content: tuple[Any, ...], parts: tuple[Any, ...], kept: Mapping[str, Any]) -> I:
        """The one object with this content; ``kept`` is what else is to be remembered of it."""
        with self._lock:
            self._forget_the_dead()
            return self.find(content) or self._made(content, {"_parts": parts, "_key": None, **kept})

    def _made(self, content: tuple[Any, ...], values: Mapping[str, Any]) -> I:
        made = object.__new__(self._kind)
        for name, value in values.items():
            self._set[name](made, value)
        reference = _Reference(made, self._dead.append)
        reference.content = content
        self._held[content] = reference
        return made

    def _forget_the_dead(self) -> None:
        while self._dead:
            dead = self._dead.pop()
            if self._held.get(dead.content) is dead:
                del self._held[dead.content]
