"""A mutant: the engine with one line broken, and the checks that must notice."""

from __future__ import annotations
import __future__

import inspect
import textwrap
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FunctionType


@dataclass(frozen=True)
class Mutant:
    """One fault, put into a function that already exists: whoever holds it, meets the fault.

    Attributes:
        name: Short name.
        breaks: What is wrong then, in a sentence.
        where: Module below `models`, colon, function or method.
        old: Text in the source of that function, there once.
        new: What stands there instead.
        caught_by: Checks of which at least one must fail (see `checks.find`).
    """

    name: str
    breaks: str
    where: str
    old: str
    new: str
    caught_by: tuple[str, ...]

    @contextmanager
    def alive(self) -> Iterator[None]:
        """Break the engine for a while."""
        function = self._function()
        sound = function.__code__
        function.__code__ = self._broken(function).__code__
        try:
            yield
        finally:
            function.__code__ = sound

    def _function(self) -> FunctionType:
        module, _, path = self.where.partition(":")
        owner, _, name = path.rpartition(".")
        holder = reduce(getattr, filter(None, [owner]), import_module(f"models.{module}"))
        return _plain(inspect.getattr_static(holder, name))

    def _broken(self, function: FunctionType) -> FunctionType:
        source = textwrap.dedent(inspect.getsource(function))
        if source.count(self.old) != 1:
            raise LookupError(
                f"mutant {self.name!r}: {self.where} holds {source.count(self.old)} times "
                f"{self.old!r}, expected once; the function has changed, so bring the mutant along"
            )
        code = compile(
            source.replace(self.old, self.new),
            f"<mutant {self.name}>",
            "exec",
            flags=__future__.annotations.compiler_flag,
            dont_inherit=True,
        )
        scope: dict[str, Any] = {}
        exec(code, function.__globals__, scope)  # noqa: S102 - our own source, one line changed
        (found,) = scope.values()
        return _plain(found)


def _plain(found: FunctionType | staticmethod[..., object] | property) -> FunctionType:
    """Return the function in a static method or a property."""
    inner = found.fget if isinstance(found, property) else getattr(found, "__func__", found)
    return cast("FunctionType", inner)


def catchers(mutant: Mutant, check_of: Callable[[str], Callable[[], None]]) -> list[str]:
    """Return the first of the named checks that fails while a mutant is alive, if one does."""
    checks = {name: check_of(name) for name in mutant.caught_by}
    with mutant.alive():
        for name, check in checks.items():
            try:
                check()
            except Exception:  # noqa: BLE001 - however it fails, it noticed
                return [name]
    return []
