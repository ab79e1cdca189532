"""The themes that come with blogkit, the default apart."""

SHIPPED = ("essay", "stream", "log")
