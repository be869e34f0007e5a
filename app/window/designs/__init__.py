"""The Designs page: controls by domains, where each value comes from, and editing in place."""

from app.window.designs.page import DesignsPage

__all__ = ["DesignsPage"]
