"""A cell as bytes: one npz archive without pickles, checked by its digest."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import numpy as np

from models.comparison import Cell
from models.errors import ModelError

if TYPE_CHECKING:
    import numpy.typing as npt

NUMBERS = "numbers"
NAMES = "names"


class UnreadableCellError(ModelError):
    """The bytes of a cell are not what was written."""


def pack(cell: Cell) -> bytes:
    """Return the bytes of *cell*: its numbers, and each table as numerator and denominator."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        NAMES: np.array(list(cell.numbers), dtype=np.str_),
        NUMBERS: np.array(list(cell.numbers.values()), dtype=np.float64),
    }
    for key, (numerator, denominator) in cell.tables.items():
        arrays[f"n:{key}"] = np.asarray(numerator, dtype=np.float64)
        arrays[f"d:{key}"] = np.asarray(denominator, dtype=np.float64)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def unpack(blob: bytes) -> Cell:
    """Return the cell that `pack` wrote.

    Raises:
        UnreadableCellError: *blob* is no such archive.
    """
    try:
        with np.load(io.BytesIO(blob), allow_pickle=False) as archive:
            names = [str(name) for name in archive[NAMES]]
            numbers = dict(zip(names, map(float, archive[NUMBERS]), strict=True))
            keys = [name[2:] for name in archive.files if name.startswith("n:")]
            tables = {key: (archive[f"n:{key}"], archive[f"d:{key}"]) for key in keys}
    except (ValueError, KeyError, OSError, zipfile.BadZipFile, EOFError) as error:
        raise UnreadableCellError(f"a stored replication cannot be read: {error}") from error
    return Cell(numbers=numbers, tables=tables)
