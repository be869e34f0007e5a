"""Live what-if: every edit is asked about, and the answer stands in the strip."""

from app.window.asking.client import PreviewClient
from app.window.asking.what_if import WhatIf

__all__ = ["PreviewClient", "WhatIf"]
