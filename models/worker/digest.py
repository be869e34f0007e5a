"""Digests of stored bytes."""

from __future__ import annotations

import hashlib


def checksum(blob: bytes) -> str:
    """Return the SHA-256 of stored bytes."""
    return hashlib.sha256(blob).hexdigest()
