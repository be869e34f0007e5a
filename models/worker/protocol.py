"""What a parent and a worker say to each other: one JSON object a line.

Parent to worker::

    {"do": "compute_cell", "arguments": ["<versions>", "<scenario>", 3, "<digest>"],
     "out": "<file>"}
    {"do": "halt"}

Worker to parent::

    {"said": "ready"}
    {"said": "done", "checksum": "<sha-256>"}
    {"said": "failed", "kind": "model" | "environment" | "defect" | "stopped", "text": "...",
     "report": "..."}

A halt ends the call under way with ``stopped``; the worker stays.  Bulk results go by file.  A
worker ends when its standard input closes.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

MAX_LINE = 64 * 1024 * 1024
"""Longest line that is read: a scenario of 10 MB as JSON, with room to spare."""


def encode(message: dict[str, Any]) -> bytes:
    """Return *message* as one line."""
    return json.dumps(message, separators=(",", ":"), allow_nan=True).encode() + b"\n"


HALT = encode({"do": "halt"})
"""The line that ends the call under way."""


def decode(line: bytes) -> dict[str, Any]:
    """Return the message of one line.

    Raises:
        ValueError: The line is no JSON object, or longer than `MAX_LINE`.
    """
    if len(line) > MAX_LINE:
        raise ValueError("a message is longer than any that is ever sent")
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("a message is a JSON object")  # noqa: TRY004 - the line is wrong, not a type
    return message


def obey_lines(lines: Iterable[bytes], obey: Callable[[dict[str, Any]], object]) -> None:
    """Call *obey* with the message of every line; what is not understood is told and left out."""
    for line in lines:
        try:
            obey(decode(line))
        except (ValueError, KeyError) as error:
            print(f"not understood: {error!r}", file=sys.stderr)  # noqa: T201 - for our own logs


def answer_lines(
    lines: Iterable[bytes],
    answers: BinaryIO,
    answer: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    """Answer the message of every line, one after the other."""

    def obey(message: dict[str, Any]) -> None:
        answers.write(encode(answer(message)))
        answers.flush()

    obey_lines(lines, obey)
