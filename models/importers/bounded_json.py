"""JSON read within bounds: depth, number of values, digits, names given twice, NaN.

The standard reader is recursive and silent: it takes the last of two equal names, reads NaN, and
ends in a RecursionError on deep nesting. So the text is walked once without recursion before it
is handed over.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from models.importers.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DEPTH_MAX = 64
VALUES_MAX = 300_000
DIGITS_MAX = 40

Step = str | int

# A string that is never closed matches up to the end, so that no input makes the walk quadratic.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?+|[\[{]|[\]}]|,|:|[^\s"\[\]{},:]++', re.DOTALL)
_AGAIN = "export again; the file may have been cut off or changed by hand"


def parse(text: str, file: str, first_line: int = 1) -> object:
    """Return the JSON value in `text`.

    Args:
        text: The whole document.
        file: The file's name, for messages.
        first_line: Line of the file on which `text` begins.

    Raises:
        ScenarioError: It is no JSON, or it passes a bound.
    """
    _check_bounds(text, file, first_line)
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_no_constant,
            parse_int=_short_int,
            parse_float=_short_float,
        )
    except json.JSONDecodeError as fault:
        raise _broken(text, file, first_line, fault) from None
    except ValueError as fault:
        raise refusal(
            file=file, line=first_line, expected="plain JSON", found=str(fault), advice=_AGAIN
        ) from None


def line_of(text: str, path: Sequence[Step]) -> int:
    """Return the line, from 1, on which the value at `path` begins; 1 if it cannot be found.

    Only called for a message, on text that `parse` has accepted.
    """
    for steps, offset in _starts(text):
        if steps == tuple(path):
            return text.count("\n", 0, offset) + 1
    return 1


def pointer(path: Sequence[Step]) -> str:
    """Return the JSON pointer (RFC 6901) of `path`."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _check_bounds(text: str, file: str, first_line: int) -> None:
    depth = 0
    for tokens, match in enumerate(_TOKEN.finditer(text)):
        sign = text[match.start()]
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        if depth > DEPTH_MAX or tokens > 4 * VALUES_MAX:
            line = first_line + text.count("\n", 0, match.start())
            found = (
                f"more than {DEPTH_MAX} levels" if depth > DEPTH_MAX else "more values than that"
            )
            raise refusal(
                file=file,
                line=line,
                expected=f"JSON nested at most {DEPTH_MAX} deep with at most {VALUES_MAX:,} values",
                found=found,
                advice="no export nests so deep; look at who made this file",
            )


def _broken(text: str, file: str, first_line: int, fault: json.JSONDecodeError) -> Exception:
    found = f"{fault.msg} at column {fault.colno}"
    expected, advice = "one complete JSON document", _AGAIN
    if not text.strip():
        found = "an empty file" if first_line == 1 else "an empty line"
    elif fault.pos >= len(text.rstrip()) or fault.msg.startswith("Unterminated string"):
        found = "the text ends in the middle of a value"
    elif fault.msg == "Extra data":
        found = "a second document after the first"
        advice = (
            "lines of JSON belong into a file that ends in .dump, .jsonl or .ndjson, "
            "in a folder of their own"
        )
    return refusal(
        file=file,
        line=first_line - 1 + fault.lineno,
        expected=expected,
        found=found,
        advice=advice,
    )


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise ValueError(f"the name {name[:80]!r} twice in one object")
            seen.add(name)
    return made


def _no_constant(word: str) -> object:
    raise ValueError(f"{word}, which is no JSON number")


def _short_int(digits: str) -> int:
    if len(digits) > DIGITS_MAX:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)


def _short_float(digits: str) -> float:
    if len(digits) > DIGITS_MAX:
        raise ValueError(f"a number of {len(digits)} digits")
    return float(digits)


def _starts(text: str) -> Iterator[tuple[tuple[Step, ...], int]]:
    """Yield (path, offset) of every value, in order; the text is known to be good JSON."""
    path: list[Step] = []
    is_name = False
    for match in _TOKEN.finditer(text):
        part = match.group()
        if part == ":":
            is_name = False
        elif part == ",":
            if isinstance(path[-1], int):
                path[-1] += 1
            else:
                is_name = True
        elif part in "]}":
            path.pop()
            is_name = False
        elif is_name:
            path[-1] = json.loads(part)
        else:
            yield tuple(path), match.start()
            if part == "[":
                path.append(0)
            elif part == "{":
                path.append("")
                is_name = True
