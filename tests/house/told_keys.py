"""What is wrong with the manual's account of blogkit.yaml, people.yaml, theme.yaml and front matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import msgspec
import yaml

from blogkit.builtin import BUILTIN
from blogkit.core.config import Config, TaxonomyConfig
from blogkit.core.entry import Credit, FrontMatter, Mention, Reference
from blogkit.core.person import Person
from blogkit.core.theme import ThemeManifest, ThemeOption
from blogkit.stages.front_matter.keys import SYNONYMS
from house.manual import ROOT, differences, fields, first_column, headings, named, prose, rows, section, spans


def configuration(text: str) -> list[str]:
    faults = []
    there = dict(keys(Config))
    for key in there:
        top, *below = key.split(".")
        at_top = top in named(text) or top in headings(text)
        inside = key in spans(text) or all(name in named(section(text, top)) for name in below)
        if not at_top or (below and not inside):
            faults.append(f"{key} is not in the manual")
    terms = {("taxonomies", name) for name in fields(TaxonomyConfig)}
    for heading in ["The site", "Addresses and lists", *(h for h in headings(text) if h in there)]:
        for row in rows(section(text, heading)):
            for key in spans(row[0]) if heading not in ("search", "widgets") else ():
                if key not in there and (heading, key) not in terms:
                    faults.append(f"there is no {key}")
    return faults


def keys(struct: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Every key with its default: `feeds.limit`, 20."""
    for field in msgspec.structs.fields(struct):
        hint = get_type_hints(struct)[field.name]
        made = "" if field.required or field.default_factory is msgspec.NODEFAULT else field.default_factory()
        yield above + field.encode_name, made if field.default is msgspec.NODEFAULT else field.default
        for item in get_args(hint) or (hint,):
            if isinstance(item, type) and issubclass(item, msgspec.Struct):
                yield from keys(item, f"{above}{field.encode_name}.")


def defaults(text: str) -> list[str]:
    taxonomies = section(text, "taxonomies")
    faults = []
    for part, struct in ((prose(text).replace(taxonomies, ""), Config), (taxonomies, TaxonomyConfig)):
        there = dict(keys(struct))
        for key, told, *_ in (row for row in rows(part) if len(row) == 3):
            name = key.strip("`")
            if name in there and told.removesuffix("; `false` for series") != shown(there[name]):
                faults.append(f"{name} is {shown(there[name])}, not {told}")
    return faults


def shown(value: Any) -> str:
    """A default as the tables have it."""
    if value in ("", ()):
        return "empty" if value == "" else "any"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def widgets(text: str) -> list[str]:
    told = {(row[0].strip("`"), name) for row in rows(section(text, "widgets")) for name in spans(row[1]) or ["none"]}
    there = {(w.name, name) for w in BUILTIN.widgets for name in fields(w.options) or ["none"]}
    return [f"{one}: {name}" for one, name in sorted(told ^ there)]


def front_keys(text: str) -> list[str]:
    part = section(text, "Front matter")
    faults = differences(set(headings(part)), set(fields(FrontMatter)), "front matter")
    for heading, struct in (("thanks", Credit), ("mentions", Mention), ("in_reply_to", Reference)):
        told = named(section(part, heading)) & {"who", "for", "why", "source", "quote", "url", "title"}
        faults += differences(told, set(fields(struct)), heading)
    return faults


def synonyms(text: str) -> list[str]:
    table = {row[0].strip("`"): spans(row[1]) for row in rows(section(text, "Other names for keys"))}
    told = {f"{other} for {ours}" for ours, others in table.items() for other in others if ":" not in ours}
    return differences(told, {f"{other} for {ours}" for other, ours in SYNONYMS.items()}, "synonyms")


def people_keys(text: str) -> list[str]:
    return differences(first_column(section(text, "people.yaml")), set(fields(Person)), "people.yaml")


def theme_keys(text: str) -> list[str]:
    part = section(text, "theme.yaml")
    kinds = get_args(get_type_hints(ThemeOption)["type"])
    missing = [name for name in (*fields(ThemeOption), *kinds) if name not in named(part)]
    return differences(first_column(part), set(fields(ThemeManifest)), "theme.yaml") + missing


def theme_options(text: str) -> list[str]:
    manifest = yaml.safe_load((ROOT / "themes/default/theme.yaml").read_text("utf-8"))
    there = {f"{name} {shown(one['default'])}" for name, one in manifest["options"].items()}
    told = {f"{row[0].strip('`')} {row[1]}" for row in rows(section(text, "Options of the default theme"))}
    return differences(told, there, "options of the default theme")
