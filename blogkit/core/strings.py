"""Words in the reader's language: a theme's strings, plural forms and dates."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

_PLACE = re.compile(r"\{(\w+)\}")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}\Z")


class Strings:
    """The strings of one language over those of its base language over English. Data in, text out."""

    def __init__(self, tables: dict[str, dict[str, Any]], language: str) -> None:
        self.language = language
        self._tables = [
            tables[tag] for tag in dict.fromkeys((language, language.partition("-")[0], "en")) if tag in tables
        ]

    def get(self, key: str) -> Any:
        """What stands under `key`, or the key itself, so that a missing string shows and nothing breaks."""
        return next((table[key] for table in self._tables if key in table), key)

    def pattern(self, key: str, n: int | None = None) -> str:
        """The text before its places are filled, in the plural form that `n` wants."""
        value = self.get(key)
        if isinstance(value, dict):
            value = value.get(plural(self.language, n or 0)) or value.get("other") or key
        return str(value)

    def text(self, key: str, n: int | None = None, **places: object) -> str:
        if n is not None:
            places["n"] = n
        return fill(self.pattern(key, n), places)

    def format_date(self, moment: dt.datetime, style: str = "long") -> str:
        """`long` (2 March 2026), `short` or `month`, by the language's own pattern."""
        months, short = self.get("months"), self.get("months_short")
        return fill(
            self.pattern(f"date_{style}"),
            {
                "day": moment.day,
                "year": moment.year,
                "month_number": moment.month,
                "month": months[moment.month - 1],
                "month_short": short[moment.month - 1],
            },
        )


def language_tag(text: str) -> str:
    """A language tag (BCP 47) as HTML wants it, `pt_BR` included; empty when it cannot be one."""
    tag = text.strip().replace("_", "-")
    return tag if _TAG.match(tag) else ""


def fill(pattern: str, places: dict[str, object]) -> str:
    """Each place once: a title that reads "{n}" stays as it is."""
    return _PLACE.sub(lambda match: str(places.get(match[1], match[0])), pattern)


def plural(language: str, n: int) -> str:
    """The plural category of a whole number, by the rules of Unicode CLDR."""
    base = language.partition("-")[0]
    if base in ("zh", "ja", "ko", "vi", "th", "id", "ms", "lo", "my"):
        return "other"
    if base in ("fr", "pt", "hy", "kab"):
        return "one" if n in (0, 1) else "other"
    if base in ("ru", "uk", "be", "sr", "hr", "bs"):
        if n % 10 == 1 and n % 100 != 11:
            return "one"
        return "few" if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else "many"
    if base == "pl":
        if n == 1:
            return "one"
        return "few" if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else "many"
    if base in ("cs", "sk"):
        return "one" if n == 1 else "few" if 2 <= n <= 4 else "other"
    if base == "ar":
        if n < 3:
            return ("zero", "one", "two")[n]
        return "few" if 3 <= n % 100 <= 10 else "many" if 11 <= n % 100 <= 99 else "other"
    if base == "he" and n == 2:
        return "two"
    return "one" if n == 1 else "other"
