"""Stable integer keys of entities: the same id has the same key in every design and scenario."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

KeyArray = npt.NDArray[np.uint64]


def key_of(*parts: str | int) -> int:
    """Return a 63-bit key of an entity, from its ids alone."""
    text = "\x1f".join(map(str, parts)).encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big") >> 1


def keys_of(kind: str, ids: tuple[str, ...]) -> KeyArray:
    """Return the keys of entities of one kind, shape (len(ids),)."""
    return np.array([key_of(kind, each) for each in ids], dtype=np.uint64)
