"""A comparison as JSON: versioned, strict both ways, without loss.

Numbers that JSON lacks are the texts ``nan``, ``inf`` and ``-inf``; an array is its shape and
its numbers.  Reading accepts exactly what writing produces.
"""

from __future__ import annotations

import json
import math
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Literal, Union, get_args, get_origin, get_type_hints

import numpy as np

from models.comparison.result import Comparison, FloatArray
from models.errors import ModelError

FORMAT = "sprawl comparison"
VERSION = 1

_ODD = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


class ComparisonUnreadable(ModelError):  # noqa: N818 - the name says what it is
    """A text is not a comparison that this program wrote."""


def to_json(comparison: Comparison) -> str:
    """Return *comparison* as JSON text; equal comparisons give equal texts."""
    whole = {"format": FORMAT, "version": VERSION, "comparison": _written(comparison)}
    return json.dumps(whole, allow_nan=False, ensure_ascii=False) + "\n"


def from_json(text: str) -> Comparison:
    """Return the comparison that `to_json` wrote.

    Raises:
        ComparisonUnreadable: *text* is something else, or of another version.
    """
    try:
        whole = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ComparisonUnreadable(f"expected JSON: {error}") from error
    if not isinstance(whole, dict) or set(whole) != {"format", "version", "comparison"}:
        raise ComparisonUnreadable("expected a comparison of this program")
    if whole["format"] != FORMAT:
        raise ComparisonUnreadable(f"expected format {FORMAT!r}, found {whole['format']!r}")
    if whole["version"] != VERSION:
        raise ComparisonUnreadable(
            f"expected version {VERSION}, found {whole['version']!r}: read it with the program "
            "that wrote it"
        )
    found = _read(whole["comparison"], Comparison, "comparison")
    if not isinstance(found, Comparison):
        raise ComparisonUnreadable("expected a comparison of this program")
    return found


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON")


def _written(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _written(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, np.ndarray):
        return {"shape": list(value.shape), "numbers": [_number(x) for x in value.ravel().tolist()]}
    if isinstance(value, Mapping):
        return {key: _written(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_written(each) for each in value]
    return _number(value) if isinstance(value, float) else value


def _number(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


def _wrong(raw: object, expected: object, where: str) -> ComparisonUnreadable:
    return ComparisonUnreadable(f"{where}: expected {expected}, found {repr(raw)[:60]}")


def _read(raw: object, kind: object, where: str) -> object:
    """Return *raw* as the type that an annotation says."""
    if kind in _PLAIN:
        return _PLAIN[kind](raw, where)
    if isinstance(kind, type) and is_dataclass(kind):
        return _read_fields(raw, kind, where)
    return _read_generic(raw, kind, where)


def _read_generic(raw: object, kind: object, where: str) -> object:
    origin, of = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _read_union(raw, of, where)
    if origin is Literal:
        if isinstance(raw, str) and raw in of:
            return raw
        raise _wrong(raw, f"one of {of}", where)
    if origin is tuple:
        each = enumerate(_list(raw, where))
        return tuple(_read(one, of[0], f"{where}[{place}]") for place, one in each)
    items = _mapping(raw, where).items()
    return {_read(k, of[0], where): _read(v, of[1], f"{where}.{k}") for k, v in items}


def _read_fields(raw: object, kind: type, where: str) -> object:
    hints, found = _hints(kind), _mapping(raw, where)
    if set(found) != set(hints):
        odd = ", ".join(sorted(set(found) ^ set(hints)))
        raise ComparisonUnreadable(f"{where}: missing or unknown keys: {odd[:200]}")
    return kind(**{name: _read(found[name], of, f"{where}.{name}") for name, of in hints.items()})


def _read_union(raw: object, kinds: tuple[object, ...], where: str) -> object:
    if raw is None and type(None) in kinds:
        return None
    if FloatArray in kinds and isinstance(raw, dict) and "numbers" in raw:
        return _read_array(raw, where)
    rest = [each for each in kinds if each not in (type(None), FloatArray)]
    return _read(raw, rest[0], where)


def _read_float(raw: object, where: str) -> float:
    if isinstance(raw, str) and raw in _ODD:
        return _ODD[raw]
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _wrong(raw, "a number", where)
    return float(raw)


def _read_int(raw: object, where: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise _wrong(raw, "a whole number", where)
    return raw


def _read_text(raw: object, where: str) -> str:
    if not isinstance(raw, str):
        raise _wrong(raw, "a text", where)
    return raw


def _read_truth(raw: object, where: str) -> bool:
    if not isinstance(raw, bool):
        raise _wrong(raw, "true or false", where)
    return raw


def _read_array(raw: object, where: str) -> FloatArray:
    found = _mapping(raw, where)
    if set(found) != {"shape", "numbers"}:
        raise _wrong(raw, "a shape and numbers", where)
    shape = tuple(_read_int(n, where) for n in _list(found["shape"], where))
    numbers = [_read_float(x, where) for x in _list(found["numbers"], where)]
    if min(shape, default=0) < 0 or math.prod(shape) != len(numbers):
        raise _wrong(found["shape"], f"a shape of {len(numbers)} numbers", where)
    return np.array(numbers, dtype=np.float64).reshape(shape)


def _list(raw: object, where: str) -> list[object]:
    if not isinstance(raw, list):
        raise _wrong(raw, "a list", where)
    return raw


def _mapping(raw: object, where: str) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise _wrong(raw, "a mapping", where)
    return raw


_PLAIN: dict[object, Callable[[object, str], object]] = {
    float: _read_float,
    int: _read_int,
    str: _read_text,
    bool: _read_truth,
    FloatArray: _read_array,
}
