"""What was found on this machine, kept from one start of the program to the next."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.resources import data_folder
from models.formats import replace_file

if TYPE_CHECKING:
    from pathlib import Path

NOT_RUN = "not run on this machine yet"


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one case.

    Attributes:
        engine: Version of the engine that ran.
        day: When, as ``2026-11-25``.
        rows: Texts of each row, whether it is good, and what is to be said of it.
    """

    engine: str
    day: str
    rows: tuple[tuple[tuple[str, ...], bool, str], ...]


def _file() -> Path:
    return data_folder() / "verification.json"


def kept() -> dict[str, dict[str, Found]]:
    """Return what was found, by kind of check and case; nothing where nothing can be read."""
    try:
        whole = json.loads(_file().read_text(encoding="utf-8"))
        return {
            what: {
                key: Found(
                    str(one["engine"]),
                    str(one["day"]),
                    tuple(
                        (tuple(map(str, texts)), bool(good), str(told))
                        for texts, good, told in one["rows"]
                    ),
                )
                for key, one in cases.items()
            }
            for what, cases in whole.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def keep(what: str, engine: str, rows: list[dict[str, Any]]) -> None:
    """Keep the rows of a run; other cases keep theirs.

    Raises:
        OSError: The file cannot be written.
    """
    whole = {
        kind: {
            key: {"engine": one.engine, "day": one.day, "rows": one.rows}
            for key, one in cases.items()
        }
        for kind, cases in kept().items()
    }
    fresh: dict[str, dict[str, Any]] = {}
    for row in rows:
        case = fresh.setdefault(
            row["texts"][0], {"engine": engine, "day": time.strftime("%Y-%m-%d"), "rows": []}
        )
        case["rows"].append((row["texts"], row["good"], row["told"]))
    whole.setdefault(what, {}).update(fresh)
    data_folder().mkdir(parents=True, exist_ok=True)
    replace_file(_file(), json.dumps(whole).encode())
