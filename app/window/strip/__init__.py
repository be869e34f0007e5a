"""The comparison strip: what the last run, or the last edit, says of the headline metrics."""

from app.window.strip.strip import Strip

__all__ = ["Strip"]
