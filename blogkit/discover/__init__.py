"""Finds what is not built in: themes, and the extensions of a site."""
