"""Finds what is not built in: themes, and the extensions of a site."""

from .extensions import registry, widget_options
from .themes import theme, themes_folder

__all__ = ["registry", "theme", "themes_folder", "widget_options"]
