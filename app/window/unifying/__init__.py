"""Unify: a target design is derived and looked at before anything changes."""

from app.window.unifying.page import UnifyPage

__all__ = ["UnifyPage"]
