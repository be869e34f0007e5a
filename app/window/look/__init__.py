"""How the window looks: theme, palette, style sheet, icons, fonts."""

from app.window.look.appearance import Appearance, appearance
from app.window.look.fonts import body_font, sized_font
from app.window.look.icons import app_icon, icon, pixmap
from app.window.look.scale import SCALES, ask_for_scale, nearest_scale

__all__ = [
    "SCALES",
    "Appearance",
    "app_icon",
    "appearance",
    "ask_for_scale",
    "body_font",
    "icon",
    "nearest_scale",
    "pixmap",
    "sized_font",
]
