"""The style sheet, from the colour tokens."""

from __future__ import annotations

from string import Template

from app.resources import assets_folder
from app.tokens import (
    BODY_PX,
    CONTROL_RADIUS,
    HEADING_PX,
    HUGE_PX,
    PANEL_RADIUS,
    SMALL_PX,
    TITLE_PX,
    Theme,
)

_SHEET = Template("""
QWidget { font-size: ${body}px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; }
QMainWindow, QStackedWidget#pages { background: $background; }
QMenuBar { background: $surface; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; border-radius: 5px; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 22px; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QFrame#bar, QFrame#strip { background: $surface; border: none; }
QFrame#bar { border-bottom: 1px solid $line; }
QFrame#strip { border-top: 1px solid $line; }
QWidget#side { background: $surface; border: none; }
QFrame#panel { background: $surface; border: 1px solid $line; border-radius: ${panel}px; }
QFrame#ring { background: transparent; border: 3px solid $accent; border-radius: ${panel}px; }
QFrame#rule { background: $line; border: none; }
QLabel { background: transparent; }
QLabel[role="name"] { font-size: 15px; font-weight: 700; }
QLabel[role="huge"] { font-size: ${huge}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[role="large"] { font-size: ${heading}px; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="title"][tight="true"] { font-size: ${small}px; }
QLabel[role="figure"] { font-size: 16px; font-weight: 600; }
QLabel[role="figure"][tight="true"] { font-size: 13px; }
QLabel[role="section"] { color: $muted; font-weight: 600; font-size: 12px; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="muted"][tight="true"] { font-size: ${small}px; }
QLabel[role="small"] { color: $muted; font-size: ${small}px; }
QLabel[role="error"] { color: $bad; font-size: ${small}px; }
QLabel[tone="plain"] { background: $line_soft; color: $muted; }
QLabel[tone="ok"] { background: $ok_soft; color: $ok; }
QLabel[tone="warn"] { background: $warn_soft; color: $warn; }
QLabel[tone="bad"] { background: $bad_soft; color: $bad; }
QLabel[tone="accent"] { background: $accent_soft; color: $accent; }
QLabel[role="badge"] { border-radius: 6px; padding: 1px 7px; font-size: ${small}px; }
QLabel[mood="ok"] { color: $ok; }
QLabel[mood="bad"] { color: $bad; }
QLabel[mood="muted"] { color: $muted; }
QPushButton { background: $raised; border: 1px solid $line; border-radius: ${radius}px;
  padding: 6px 12px; }
QPushButton:hover { border-color: $faint; }
QPushButton:pressed { background: $line_soft; }
QPushButton:disabled { color: $faint; }
QPushButton:focus, QToolButton:focus { border: 1px solid $accent; }
QPushButton[main="true"] { background: $accent; color: $on_accent; border: 1px solid $accent;
  font-weight: 600; padding: 6px 16px; }
QPushButton[main="true"]:disabled { background: $line_soft; color: $faint; border-color: $line; }
QPushButton[main="true"]:focus { border: 2px solid $text; padding: 5px 15px; }
QToolButton { background: transparent; border: 1px solid transparent;
  border-radius: ${radius}px; padding: 5px 8px; }
QToolButton:hover { background: $line_soft; }
QToolButton[page="true"] { padding: 7px 8px; color: $muted; }
QToolButton[page="true"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QToolButton[page="true"]:disabled { color: $faint; }
QFrame#switcher { background: $raised; border: 1px solid $line; border-radius: ${radius}px; }
QToolButton[design="true"] { padding: 5px 10px; border-radius: 6px; }
QToolButton[design="true"]:checked { background: $line_soft; font-weight: 600;
  border: 1px solid $line; }
QToolButton[design="true"]:focus { border: 1px solid $accent; }
QLineEdit, QComboBox, QSpinBox, QPlainTextEdit { background: $raised; border: 1px solid $line;
  border-radius: ${radius}px; padding: 5px 9px; selection-background-color: $accent;
  selection-color: $on_accent; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QCheckBox:focus, QPlainTextEdit:focus {
  border: 1px solid $accent; }
QLineEdit[wrong="true"], QComboBox[wrong="true"] { border: 1px solid $bad; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$chevron"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface;
  selection-background-color: $accent_soft; selection-color: $text; outline: none; }
QTreeView, QTableView, QListView { background: $surface; border: 1px solid $surface; outline: none;
  alternate-background-color: $raised; selection-background-color: $accent_soft;
  selection-color: $text; gridline-color: $line_soft; }
QTreeView::item { padding: 4px 2px; border: none; }
QTreeView::item:hover { background: $line_soft; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected {
  background: $accent_soft; color: $text; }
QTableView::item { padding: 3px 8px; border: none; }
QTreeView:focus, QListView:focus, QTableView:focus { border: 1px solid $accent; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus { border: none;
  border-left: 1px solid $faint; border-right: 1px solid $faint; }
QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: 1px solid $line; padding: 6px 8px; font-weight: 600; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget#content { background: transparent; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $line_soft; border: none; border-radius: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QCheckBox::indicator, QListView::indicator, QTreeView::indicator { width: 13px; height: 13px;
  border: 1px solid $muted; border-radius: 4px; background: $raised; }
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked {
  border: 1px solid $accent; background: $accent; image: url("$check"); }
QCheckBox::indicator:disabled { border: 1px solid $line; background: $surface; }
QCheckBox::indicator:checked:disabled { border: 1px solid $line; background: $faint; }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QSplitter::handle { background: $line; }
QStatusBar { background: $surface; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: none; }
QGraphicsView { border: none; background: $background; }
""")


def stylesheet(theme: Theme) -> str:
    """Return the style sheet of the whole program in the colours of *theme*."""
    colours = {
        name: getattr(theme, name)
        for name in theme.__dataclass_fields__
        if isinstance(getattr(theme, name), str)
    }
    sizes = {
        "body": BODY_PX,
        "small": SMALL_PX,
        "title": TITLE_PX,
        "heading": HEADING_PX,
        "huge": HUGE_PX,
        "radius": CONTROL_RADIUS,
        "panel": PANEL_RADIUS,
    }
    chevron = (assets_folder() / "icons" / "chevron-grey.svg").as_posix()
    sign = "light" if theme.name == "light" else "dark"
    check = (assets_folder() / "icons" / f"check-{sign}.svg").as_posix()
    return _SHEET.substitute(colours, **sizes, chevron=chevron, check=check)
