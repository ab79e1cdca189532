"""Colours as style sheets write them → red, green and blue, as far as they can be known without a browser."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Literal

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1, as screens have them (sRGB)."""
Scheme = Literal["light", "dark"]
_CALL = re.compile(r"([a-z-]+)\((.*)\)\Z", re.IGNORECASE | re.DOTALL)
_NAMED = {"white": "#fff", "black": "#000", "red": "#f00", "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0",
          "navy": "#000080", "blue": "#00f", "green": "#008000", "yellow": "#ff0", "orange": "#ffa500",
          "whitesmoke": "#f5f5f5", "canvas": "", "canvastext": ""}  # fmt: skip


def colour(text: str, properties: Mapping[str, str], scheme: Scheme, depth: int = 0) -> Colour | None:
    """None for what is no single opaque colour, or cannot be known."""
    text = text.strip().lower()
    text = _NAMED.get(text, text)
    if depth > 20:
        return None
    if re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{3}f|[0-9a-f]{6}ff)", text):
        digits = text[1:] if len(text) > 5 else "".join(2 * digit for digit in text[1:])
        return (int(digits[:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:6], 16) / 255)
    call = _CALL.match(text)
    if not call:
        return None
    name, inside = call[1], call[2]
    parts = split(inside, ",")
    if name == "var":
        given = properties.get(parts[0].strip()) or (",".join(parts[1:]) if len(parts) > 1 else "")
        return colour(given, properties, scheme, depth + 1)
    if name == "light-dark" and len(parts) == 2:
        return colour(parts[scheme == "dark"], properties, scheme, depth + 1)
    if name == "color-mix" and len(parts) == 3:
        return _mixed(parts, properties, scheme, depth + 1)
    if name in ("rgb", "rgba"):
        numbers = [_number(one, 255) for one in re.split(r"[\s,/]+", inside.strip())]
        if len(numbers) == 3 and None not in numbers:
            return _rgb([number / 255 for number in numbers if number is not None])
    if name == "oklch":
        return _oklch(inside.strip(), properties, scheme, depth + 1)
    if name in ("hsl", "hsla"):
        return _hsl(re.split(r"[\s,/]+", inside.strip()))
    return None


def contrast(one: Colour, other: Colour) -> float:
    """From 1, which is none, to 21."""
    dark, light = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (_linear(one), _linear(other)))
    return (light + 0.05) / (dark + 0.05)


def split(text: str, at: str) -> list[str]:
    """Parts of a text, where what stands in brackets is one."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0 and (character.isspace() if at == " " else character == at):
            parts.append(text[start:place])
            start = place + 1
    return [part for part in (*parts, text[start:]) if part.strip() or at != " "]


def _mixed(parts: list[str], properties: Mapping[str, str], scheme: Scheme, depth: int) -> Colour | None:
    pair, shares = [], []
    for part in parts[1:]:
        words = split(part.strip(), " ")
        share = next((float(word[:-1]) for word in words if re.fullmatch(r"[\d.]+%", word)), None)
        made = colour(" ".join(word for word in words if not word.endswith("%")), properties, scheme, depth)
        if made is None:
            return None
        pair.append(made)
        shares.append(share)
    first = shares[0] if shares[0] is not None else 50.0 if shares[1] is None else 100 - shares[1]
    p = first / 100
    mixed = "oklab" in parts[0] or "oklch" in parts[0]
    one, other = (_to_oklab(made) if mixed else made for made in pair)
    between = [a * p + b * (1 - p) for a, b in zip(one, other, strict=True)]
    return _from_oklab(*between) if mixed else _rgb(between)


def _oklch(inside: str, properties: Mapping[str, str], scheme: Scheme, depth: int) -> Colour | None:
    words = split(inside, " ")
    known: dict[str, float] = {}
    if words[:1] == ["from"] and len(words) > 4:
        base = colour(words[1], properties, scheme, depth)
        if base is None:
            return None
        light, a, b = _to_oklab(base)
        known = {"l": light, "c": math.hypot(a, b), "h": math.degrees(math.atan2(b, a)) % 360}
        words = words[2:]
    if len(words) != 3:
        return None
    numbers = [_reckoned(word, known, whole) for word, whole in zip(words, (1.0, 0.4, 360.0), strict=True)]
    if None in numbers:
        return None
    light, chroma, hue = (number or 0.0 for number in numbers)
    return _from_oklab(light, chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue)))


def _reckoned(text: str, known: Mapping[str, float], whole: float) -> float | None:
    """`.48`, `62%`, `l`, or the least, the greatest or the middle of several."""
    call = _CALL.match(text.strip())
    if call and call[1] in ("min", "max", "clamp"):
        numbers = [_reckoned(part, known, whole) for part in split(call[2], ",")]
        if None in numbers or len(numbers) < 2:
            return None
        given = [number for number in numbers if number is not None]
        return min(given) if call[1] == "min" else max(given) if call[1] == "max" else sorted(given)[len(given) // 2]
    return known.get(text.strip(), _number(text, whole))


def _number(text: str, whole: float) -> float | None:
    match = re.fullmatch(r"\s*(-?(?:\d+\.?\d*|\.\d+))(%|deg)?\s*", text)
    return None if not match else float(match[1]) / 100 * whole if match[2] == "%" else float(match[1])


def _hsl(words: list[str]) -> Colour | None:
    import colorsys

    numbers = [_number(word, whole) for word, whole in zip(words, (360, 1, 1), strict=False)]
    if len(words) != 3 or None in numbers:
        return None
    hue, saturation, light = (number or 0.0 for number in numbers)
    return colorsys.hls_to_rgb(hue / 360 % 1, light, saturation)


def _rgb(parts: list[float]) -> Colour:
    red, green, blue = (min(1.0, max(0.0, part)) for part in parts)
    return red, green, blue


def _linear(one: Colour) -> Colour:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in one)
    return red, green, blue


def _to_oklab(one: Colour) -> Colour:
    """After Björn Ottosson's matrices, which CSS Color 4 has."""
    r, g, b = _linear(one)
    x = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    y = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    z = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z,
        1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z,
        0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z,
    )


def _from_oklab(light: float, a: float, b: float) -> Colour:
    x = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    y = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    z = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    parts = (
        4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
        -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
        -0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z,
    )
    return _rgb([12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in parts])
