"""blogkit: a static blog generator for people who want a conversation."""

__version__ = "0.1.0"
