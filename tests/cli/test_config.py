from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bad_input.sites import CONFIG, make, run
from blogkit.core.config import Config

REPOSITORY = Path(__file__).parents[2]
TYPES: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
    "null": type(None),
}


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], where: str = "") -> list[str]:
    """What is wrong with a value by the part of JSON Schema that blogkit's uses. An unknown keyword is a fault too."""
    if "$ref" in schema:
        schema = {
            **root["$defs"][schema["$ref"].rpartition("/")[2]],
            **{k: v for k, v in schema.items() if k != "$ref"},
        }
    if "anyOf" in schema:
        tries = [faults(value, one, root, where) for one in schema["anyOf"]]
        return [] if [] in tries else tries[0]
    known = {
        "type",
        "properties",
        "required",
        "items",
        "enum",
        "minimum",
        "default",
        "description",
        "title",
        "additionalProperties",
        "$defs",
        "$ref",
        "$schema",
        "maximum",
    }
    found = [f"{where}: keyword {key}" for key in schema if key not in known]
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (kind in ("integer", "number") and isinstance(value, bool))):
        return [*found, f"{where}: {value!r} is no {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is none of {schema['enum']}")
    if "minimum" in schema and value < schema["minimum"]:
        found.append(f"{where}: {value!r} is too little")
    if isinstance(value, list):
        found += [
            fault
            for n, item in enumerate(value)
            for fault in faults(item, schema.get("items", {}), root, f"{where}[{n}]")
        ]
    if isinstance(value, dict):
        found += [f"{where}: {key} is missing" for key in schema.get("required", ()) if key not in value]
        for key, item in value.items():
            if key in schema.get("properties", {}):
                found += faults(item, schema["properties"][key], root, f"{where}.{key}")
            elif schema.get("additionalProperties") is False:
                found.append(f"{where}: {key} is unknown")
    return found


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    said = run(tmp_path_factory.mktemp("anywhere"), "config", "schema")
    assert said.code == 0
    data: dict[str, Any] = json.loads(said.out)
    return data


def test_the_schema_takes_our_own_settings_and_every_default(schema: dict[str, Any], tmp_path: Path) -> None:
    ours = yaml.safe_load((REPOSITORY / "blogkit.yaml").read_text(encoding="utf-8"))
    assert faults(ours, schema, schema) == []
    shown = yaml.safe_load(run(make(tmp_path, {}), "config", "show").out)
    assert faults(shown, schema, schema) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": "x"},
        {"theme": {"nmae": "x"}},
        {"feeds": {"limit": 0}},
        {"feeds": {"content": "ful"}},
        {"paginate": "ten"},
        {"menu": [{"label": "x"}]},
        {"cards": "yes"},
        {"taxonomies": {"tag": {}}},
    ],
    ids=str,
)
def test_the_schema_refuses_what_a_build_refuses(schema: dict[str, Any], tmp_path: Path, wrong: dict[str, Any]) -> None:
    assert faults(wrong, schema, schema)
    root = make(tmp_path, {}, CONFIG + yaml.safe_dump(wrong))
    if wrong != {"cards": "yes"}:  # YAML's yes is true
        assert run(root, "build").code == 2


def test_every_setting_is_described_or_speaks_for_itself(schema: dict[str, Any]) -> None:
    properties = schema["$defs"]["Config"]["properties"] if "$defs" in schema else schema["properties"]
    assert set(properties) == set(Config.__struct_fields__)
    assert all(
        one.get("additionalProperties") is False for one in schema["$defs"].values() if one.get("type") == "object"
    )


def test_show_prints_defaults_and_what_was_set(tmp_path: Path) -> None:
    said = run(make(tmp_path, {}, CONFIG + "title: Ünï\npaginate: 3\n"), "config", "show")
    assert (said.code, said.err) == (0, "")
    shown = yaml.safe_load(said.out)
    assert (shown["title"], shown["paginate"], shown["output"]) == ("Ünï", 3, "public")
    assert set(shown) == set(Config.__struct_fields__)


def test_show_says_what_is_wrong_and_shows_the_rest(tmp_path: Path) -> None:
    said = run(make(tmp_path, {}, CONFIG + "titel: x\npaginate: 3\n"), "config", "show")
    assert said.code == 2
    assert 'did you mean "title"?' in said.err
    assert yaml.safe_load(said.out)["paginate"] == 3


def test_the_schema_of_people(tmp_path: Path) -> None:
    made = json.loads(run(tmp_path, "config", "schema", "people").out)
    assert made["title"] == "people.yaml"
    person = made["$defs"]["Person"]
    assert made["additionalProperties"] == {"$ref": "#/$defs/Person"}
    ours = yaml.safe_load((REPOSITORY / "people.yaml").read_text(encoding="utf-8"))
    assert [faults(one, person, made) for one in ours.values()] == [[]] * len(ours)
    assert faults({"nmae": "A"}, person, made)
    assert faults({"mention": "nevr"}, person, made)
