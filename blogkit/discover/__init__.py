"""Finds what is not built in: themes, and the extensions of a site."""

from .extensions import registry, widget_options
from .files import themes_folder
from .themes import theme

__all__ = ["registry", "theme", "themes_folder", "widget_options"]
