"""What helps to find one's way: command palette, shortcut sheet, glossary, What's this?"""

from app.window.guidance.guidance import Guidance

__all__ = ["Guidance"]
