"""Keyed random streams: a draw depends on what it is keyed by, and on nothing else.

A stream is keyed by (seed, replication, purpose, entity keys).  The key is hashed to the whole
state of an SFC64 generator: that costs a sixth of numpy's `SeedSequence`.
"""

from __future__ import annotations

import hashlib
import struct
import sys
from enum import StrEnum
from functools import cache
from operator import index
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.random.bit_generator import ISeedSequence

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

_WORDS = 4
_MASK = (1 << 64) - 1
_WORD = np.dtype("<u8")
_IS_LITTLE = sys.byteorder == "little"


class Purpose(StrEnum):
    """What a stream is drawn for; the value, not the place in this list, is hashed."""

    BLOCK = "block of tasks"


@cache
def _packer(numbers: int) -> Callable[..., bytes]:
    """Return what packs so many 64-bit numbers."""
    return struct.Struct(f"<{numbers}Q").pack


@cache
def _text(purpose: str) -> bytes:
    return purpose.encode()


def _hashed(seed: int, replication: int, purpose: str, entity_keys: tuple[int, ...]) -> bytes:
    numbers = 2 + len(entity_keys)
    try:
        text = _packer(numbers + 1)(numbers, seed, replication, *entity_keys)
    except struct.error:  # one is negative: rare, and looking first costs as much as hashing
        masked = [index(number) & _MASK for number in (seed, replication, *entity_keys)]
        text = _packer(numbers + 1)(numbers, *masked)
    return hashlib.blake2b(text + _text(purpose), digest_size=8 * _WORDS).digest()


def state_of(
    seed: int, replication: int, purpose: str, *entity_keys: int
) -> npt.NDArray[np.uint64]:
    """Return the 256 bits that a key stands for, shape (4,).

    Args:
        seed: Seed of the experiment.
        replication: Index of the replication.
        purpose: What is drawn, by preference a `Purpose`.
        entity_keys: Keys and indices of the entities, each within 64 bits, of either sign.
    """
    return np.frombuffer(_hashed(seed, replication, purpose, entity_keys), _WORD)


class _Fixed(ISeedSequence):
    """Gives an SFC64, which asks for three words of 64 bits, a hash as it is."""

    __slots__ = ("_hash",)

    def __init__(self, hashed: bytes) -> None:
        self._hash = hashed

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> npt.NDArray[Any]:  # noqa: ANN401 - numpy's
        words = np.frombuffer(self._hash, _WORD, n_words)
        return words if dtype is np.uint64 and _IS_LITTLE else words.astype(dtype)


def stream(seed: int, replication: int, purpose: str, *entity_keys: int) -> np.random.Generator:
    """Return the generator of one key; see `state_of`."""
    fixed = _Fixed(_hashed(seed, replication, purpose, entity_keys))
    return np.random.Generator(np.random.SFC64(cast("np.random.SeedSequence", fixed)))


class Reseeded:
    """One generator that is moved from key to key, for those who draw very often.

    The generator that `at` returned before must no longer be used.
    """

    def __init__(self) -> None:
        """Start anywhere."""
        self._bits = np.random.SFC64(0)
        self._generator = np.random.Generator(self._bits)

    def at(
        self, seed: int, replication: int, purpose: str, *entity_keys: int
    ) -> np.random.Generator:
        """Return the generator, at the start of the stream of this key.

        These are not the numbers of `stream` with the same key.
        """
        self._bits.state = {
            "bit_generator": "SFC64",
            "state": {"state": state_of(seed, replication, purpose, *entity_keys)},
            "has_uint32": 0,
            "uinteger": 0,
        }
        return self._generator
