"""Canonical YAML text of plain trees: readable, and read back as the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Plain: TypeAlias = "Mapping[str, Plain] | Sequence[Plain] | str | float | bool"
"""What is written: mappings, lists, texts, numbers and truth values."""

WIDTH = 110
"""Columns that a line has; a single long word may be wider."""

_PLAIN = re.compile(r"[^\W_][\w ./()+%<>=;'?!-]*")
_OTHER_TYPE = re.compile(
    r"^(?:true|false|yes|no|on|off|y|n|null|[-+]?[0-9][0-9_,.]*(?:[eE][-+]?[0-9]+)?"
    r"|0[xo][0-9a-fA-F]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|\.inf|\.nan)$",
    re.IGNORECASE,
)
_ODD = re.compile(r"[^\x20-\x7e\u00a0-\u2027\u202f-\ud7ff\uf900-\ufefe\uff00-\ufffd]")


def scalar(value: str | float) -> str:
    """Return one value as it stands in a file, plain where that is safe."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number(value)
    if _PLAIN.fullmatch(value) and value[-1] != " " and not _OTHER_TYPE.fullmatch(value):
        return value
    return _ODD.sub(_escape, json.dumps(value, ensure_ascii=False))


def number(value: float) -> str:
    """Return the shortest text that reads back as the same number."""
    text = repr(value)
    return text.removesuffix(".0")


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"


def flow(value: Plain) -> str:
    """Return a value on one line."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items())
        return f"{{{inner}}}"
    if isinstance(value, str | float | bool | int):
        return scalar(value)
    return f"[{', '.join(flow(one) for one in value)}]"


def block(value: Plain, indent: int = 0, *, top: bool = False) -> str:
    """Return the lines of a mapping, each with a line feed.

    A member that fits on one line stands on one; others are written out below their key.

    Args:
        value: A mapping.
        indent: Columns before each key.
        top: Whether to keep sections apart with empty lines, and always write them out.
    """
    if not isinstance(value, Mapping):
        raise TypeError("only a mapping has lines of its own")
    parts = []
    for key, one in value.items():
        spread = top and isinstance(one, Mapping) and bool(one)
        parts.append(("\n" if spread else "") + entry(key, one, indent, spread=spread))
    return "".join(parts)


def entry(key: str, value: Plain, indent: int, *, spread: bool = False) -> str:
    """Return ``key: value`` with its line feed, on one line where it fits."""
    head = " " * indent + scalar(key) + ":"
    if isinstance(value, str) and (len(head) + len(value) > WIDTH or "\n" in value):
        return f"{head} {_long_text(value, indent + 2)}\n"
    line = f"{head} {flow(value)}"
    small = len(line) <= WIDTH and not spread and not _deep(value)
    if small or not isinstance(value, Mapping) or not value:
        return _wrapped(head, value, indent) if not small else line + "\n"
    return f"{head}\n{block(value, indent + 2)}"


def _deep(value: Plain) -> bool:
    """Whether a mapping holds several mappings, which read better below one another."""
    if not isinstance(value, Mapping):
        return False
    return sum(isinstance(one, Mapping) and bool(one) for one in value.values()) > 1


def _wrapped(head: str, value: Plain, indent: int) -> str:
    """Return a long list over several lines; anything else stays on its line."""
    if isinstance(value, Mapping | str | float | bool | int) or not value:
        return f"{head} {flow(value)}\n"
    lines, line = [], f"{head} ["
    for index, one in enumerate(value):
        text = flow(one) + ("," if index < len(value) - 1 else "]")
        if len(line) + 1 + len(text) > WIDTH:
            lines.append(line.rstrip())
            line = " " * (indent + 2) + text
        else:
            line += text if line.endswith("[") else f" {text}"
    return "\n".join([*lines, line]) + "\n"


def _long_text(text: str, indent: int) -> str:
    """Return a text as a folded or literal block, or quoted where neither would keep it."""
    pad = " " * indent
    if _ODD.search(text.replace("\n", "")) or text != text.strip() or "\t" in text:
        return scalar(text)
    if "\n" not in text:
        words = text.split(" ")
        return ">-\n" + "\n".join(_fill(words, pad)) if "" not in words else scalar(text)
    lines = text.split("\n")
    if any(line != line.strip() for line in lines):
        return scalar(text)
    return "|-\n" + "\n".join(pad + line if line else "" for line in lines)


def _fill(words: list[str], pad: str) -> list[str]:
    lines, line = [], pad + words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = pad + word
        else:
            line += f" {word}"
    return [*lines, line]
