"""How the window looks: theme, palette, style sheet, icons, fonts."""

from app.window.look.appearance import Appearance, appearance
from app.window.look.fonts import body_font, sized_font
from app.window.look.icons import app_icon, icon, pixmap

__all__ = [
    "Appearance",
    "app_icon",
    "appearance",
    "body_font",
    "icon",
    "pixmap",
    "sized_font",
]
