"""Style sheets and scripts of a theme: colours that cannot be read, other hosts, and text that stays hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...core.span import Span
from .colours import Colour, Scheme, colour, contrast, split
from .note import Note, note

LEAST = 4.5
_SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_ROOT = re.compile(r"(:root|html|:host|\*)?((\[data-[\w-]+|\.[\w-]*)=?[\"']?(?P<scheme>light|dark)[\"']?\]?)?\Z")
_URL = re.compile(r"""url\(\s*["']?(?P<url>[^"')]+)|@import\s+["'](?P<sheet>[^"']+)""", re.IGNORECASE)
_STRING = re.compile(r"""(?P<quote>["'`])(?P<url>(https?:)?//[\w.-]+\.[a-z]{2,}[^"'`\s]*)(?P=quote)""")
_HIDDEN = re.compile(r"opacity:0(\.0*)?|visibility:hidden|display:none")


class Rule:
    """One rule: its selectors, what it declares, and the conditions around it."""

    __slots__ = ("around", "declared", "line", "selectors")

    def __init__(self, selectors: list[str], around: tuple[str, ...], line: int) -> None:
        self.selectors, self.around, self.line = selectors, around, line
        self.declared: dict[str, str] = {}


def rules(text: str) -> list[Rule]:
    """Every rule of a sheet, nested ones with their parents' selectors before their own."""
    text = re.sub(r"/\*.*?\*/", lambda match: re.sub(r"[^\n]", " ", match[0]), text, flags=re.DOTALL)
    found: list[Rule] = []
    stack: list[Rule] = []
    start = depth = 0
    quote = ""
    for at, character in enumerate(text):
        if quote or character in "\"'":
            quote = ("" if character == quote else quote) if quote else character
            continue
        depth += (character == "(") - (character == ")")
        if depth or character not in "{};":
            continue
        said = text[start:at].strip()
        line = text.count("\n", 0, start + len(text[start:at]) - len(text[start:at].lstrip())) + 1
        start = at + 1
        if character == "{":
            above = stack[-1] if stack else Rule([], (), 0)
            if said.startswith("@"):
                one = Rule(above.selectors, (*above.around, said.lower()), line)
            else:
                own = [part.strip() for part in split(said, ",")]
                nested = [f"{up} {part}".replace(" &", "") for up in above.selectors for part in own]
                one = Rule(nested or own, above.around, line)
            stack.append(one)
            found.append(one)
            continue
        name, colon, value = said.partition(":")
        if colon and stack:
            stack[-1].declared[name.strip().lower()] = value.strip().removesuffix("!important").strip()
        if character == "}" and stack:
            stack.pop()
    return [one for one in found if one.declared and not any("print" in cond for cond in one.around)]


def sheets(texts: Iterable[tuple[str, str]]) -> Iterator[Note]:
    """(file, text) of all style sheets, in the order in which they count."""
    known = [(file, one) for file, text in texts for one in rules(text)]
    for file, one in known:
        whole = ";".join(f"{name}:{value}".replace(" ", "") for name, value in one.declared.items())
        hides = {"body", "main", "article", "html"} & set(one.selectors)
        if hides and (sign := _HIDDEN.search(whole)) and not one.around:
            message = "without its script a reader sees nothing here"
            fix = "show it, and let the script improve it"
            yield note("warning", "theme/script-needed", message, Span(file, one.line), found=sign[0], fix=fix)
    said: set[tuple[str, int]] = set()
    for scheme in _SCHEMES:
        for file, one, ratio, pair in _faint(known, scheme):
            if (file, one.line) not in said:
                said.add((file, one.line))
                message = f"this is hard to read in {scheme} colours: the contrast is {ratio:.1f} to 1"
                fix = f"take colours further apart, {LEAST} to 1 or more"
                yield note("warning", "theme/contrast", message, Span(file, one.line), found=pair, fix=fix)
    if known and not any("light-dark(" in v for _, one in known for v in one.declared.values()) and not any(
        "prefers-color-scheme" in condition for _, one in known for condition in one.around
    ):  # fmt: skip
        fix = "light-dark() in the custom properties, and  color-scheme: light dark"
        yield note("feature", "theme/one-scheme", "there are no dark colours", Span(known[0][0]), fix=fix)


def _faint(known: list[tuple[str, Rule]], scheme: Scheme) -> Iterator[tuple[str, Rule, float, str]]:
    active = [(file, one) for file, one in known if _holds(one, scheme)]
    properties = {
        name: value
        for _, one in active
        for name, value in one.declared.items()
        if name.startswith("--") and any(_of_root(selector, scheme) for selector in one.selectors)
    }
    grounds = {selector: ground for _, one in active if (ground := _ground(one)) for selector in one.selectors}
    page, ink = _first(grounds, properties, scheme), "CanvasText"
    for _, one in active:
        if "color" in one.declared and {"body", "html", ":root"} & set(one.selectors):
            ink = one.declared["color"]
    for file, one in active:
        own = "" if _is_mark(one) else _ground(one)
        said = one.declared.get("color", ink if own else "")
        if not said or ":disabled" in str(one.selectors) or said.lower() in ("inherit", "currentcolor", "transparent"):
            continue
        local = properties | {name: value for name, value in one.declared.items() if name.startswith("--")}
        behind = own or _around(one, grounds)
        over = _solid(behind, local, scheme) if behind else page
        text = colour(said, local, scheme)
        if over and text and (ratio := contrast(text, over)) < LEAST:
            yield file, one, ratio, f"{said} on {behind or 'the page'}"


def _holds(one: Rule, scheme: Scheme) -> bool:
    other = "light" if scheme == "dark" else "dark"
    conditions = " ".join(one.around)
    return f"prefers-color-scheme:{other}" not in conditions.replace(" ", "") and "forced-colors" not in conditions


def _of_root(selector: str, scheme: Scheme) -> bool:
    match = _ROOT.match(selector.replace(":not([data-scheme])", ""))
    return bool(match) and match["scheme"] in (None, scheme) if match else False


def _ground(one: Rule) -> str:
    return one.declared.get("background-color") or one.declared.get("background", "")


def _is_mark(one: Rule) -> bool:
    """A dot or a bar: a ground with nothing to read on it."""
    empty = one.declared.get("content", "x") in ('""', "''")
    return empty or all({f"{way}-size", side} & one.declared.keys() for way, side in _SIDES)


_SIDES = (("inline", "width"), ("block", "height"))


def _first(grounds: dict[str, str], properties: dict[str, str], scheme: Scheme) -> Colour | None:
    for selector in ("body", "html", ":root"):
        if selector in grounds and (made := _solid(grounds[selector], properties, scheme)):
            return made
    return (1.0, 1.0, 1.0) if scheme == "light" else None


def _around(one: Rule, grounds: dict[str, str]) -> str:
    """The ground of the nearest element around that a rule of its own gives one."""
    for selector in one.selectors:
        words = split(re.sub(r"\s*[>+~]\s*", " ", selector), " ")
        for count in range(len(words) - 1, 0, -1):
            for at in range(count):
                if ground := grounds.get(" ".join(words[at:count])):
                    return ground
        base = re.sub(r"(::?[\w-]+(\([^)]*\))?)+\Z", "", words[-1]) if words else ""
        if base != words[-1] and base in grounds:
            return grounds[base]
    return ""


def _solid(ground: str, properties: dict[str, str], scheme: Scheme) -> Colour | None:
    made = [found for part in split(ground, " ") if (found := colour(part, properties, scheme))]
    return made[0] if len(made) == 1 and "gradient" not in ground and "url(" not in ground else None


def hosts(file: str, text: str) -> Iterator[Note]:
    """What a style sheet or a script asks of other hosts, or of the root of its own."""
    script = file.endswith((".js", ".mjs"))
    plain = re.sub(r"/\*.*?\*/" + (r"|(?m:^\s*//.*$)" if script else ""), lambda m: re.sub(r"[^\n]", " ", m[0]), text,
                   flags=re.DOTALL)  # fmt: skip
    for match in (_STRING if script else _URL).finditer(plain):
        url = match["url"] if script else (match["url"] or match["sheet"]).strip()
        start = match.start("url") if script or match["url"] else match.start("sheet")
        line = plain.count("\n", 0, start) + 1
        at = Span(file, line, start - plain.rfind("\n", 0, start))
        if re.match(r"(https?:)?//", url) and "//www.w3.org/" not in url:
            message = "each reader's browser asks another host for this"
            level = "warning" if script else "error"
            fix = "put the file into assets/" + (
                "" if script else ", and name it by a path relative to the style sheet"
            )
            yield note(level, "theme/other-host", message, at, found=url[:60], fix=fix)  # type: ignore[arg-type]
        elif url.startswith("/") and not script:
            message = "this address breaks where the site lives in a folder"
            yield note("error", "theme/absolute-url", message, at, found=url[:60], fix="a path relative to this file")
