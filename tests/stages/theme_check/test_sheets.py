"""Style sheets: colours that can be read in both schemes, and nothing from elsewhere."""

from __future__ import annotations

import pytest

from blogkit.stages.theme_check.colours import colour, contrast
from blogkit.stages.theme_check.sheets import hosts, rules, sheets


def said(text: str) -> list[tuple[str, int, str]]:
    return [
        (n.finding.code, n.finding.span.line, n.finding.message) for n in sheets([("x.css", text)]) if n.finding.span
    ]


def close(one: tuple[float, float, float] | None, expected: str) -> bool:
    other = colour(expected, {}, "light")
    return bool(one and other) and all(abs(a - b) < 0.004 for a, b in zip(one or (), other or (), strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#8E2F5C", "#8e2f5c"),
        ("#fffF", "#fff"),
        ("rgb(142 47 92)", "#8e2f5c"),
        ("rgb(142, 47, 92)", "#8e2f5c"),
        ("hsl(0 100% 50%)", "#f00"),
        ("oklch(0.62796 0.25768 29.234)", "#f00"),  # the numbers of CSS Color 4
        ("oklch(from #8e2f5c l c h)", "#8e2f5c"),
        ("oklch(from #fff min(l, .5) c h)", "#636363"),
        ("color-mix(in srgb, #000 25%, #fff)", "#bfbfbf"),
        ("color-mix(in oklab, #000, #fff)", "#636363"),
        ("var(--a)", "#123456"),
        ("var(--none, #123456)", "#123456"),
        ("light-dark(#123456, red)", "#123456"),
    ],
)
def test_colours(text: str, expected: str) -> None:
    assert close(colour(text, {"--a": "#123456"}, "light"), expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "transparent",
        "#0008",
        "rgb(0 0 0 / 50%)",
        "var(--a)",
        "var(--b)",
        "url(x)",
        "#12",
        "oklch(from #fff calc(l) c h)",
    ],
)
def test_colours_that_cannot_be_known(text: str) -> None:
    assert colour(text, {"--b": "var(--b)"}, "light") is None


def test_contrast() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast((0x76 / 255,) * 3, (1, 1, 1)) == pytest.approx(4.54, abs=0.01)


DARK = ":root{color-scheme:light dark;--paper:light-dark(#fff,#111);--ink:light-dark(#222,#eee)}\nbody{background:var(--paper);color:var(--ink)}\n"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (".a{color:#999}", "light"),
        (".a{color:#444}", "dark"),
        (".a{background:#222}", "light"),
        (".a{color:#fff;background:#ddd}", "light"),
        (".a{--x:light-dark(#444,#555);color:var(--x)}", "dark"),
        (".a{b{color:#999}}", "light"),
        ("@media (min-width:9em){.a{color:#999}}", "light"),
        ("@media (prefers-color-scheme:dark){.a{color:#444}}", "dark"),
    ],
)
def test_what_cannot_be_read(rule: str, expected: str) -> None:
    ((code, line, message),) = said(DARK + rule)
    assert (code, line) == ("theme/contrast", 3)
    assert f"in {expected} colours" in message


@pytest.mark.parametrize(
    "rule",
    [
        ".a{color:light-dark(#555,#aaa)}",
        ".a{background:#222;color:#fff}",
        ".a{background:#222;color:#fff}.a b{color:#ddd}.a>i:hover{color:#eee}",
        ".a{background:url(x.png);color:#999}",
        '.a::before{content:"";background:#222}',
        ".a{inline-size:1rem;block-size:1rem;background:#222}",
        "@media print{.a{color:#999}}",
        ".a{color:inherit}.b{color:var(--unknown)}",
        "/* .a{color:#999} */",
    ],
)
def test_what_can_be_read_or_not_known(rule: str) -> None:
    assert said(DARK + rule) == []


def test_two_schemes_by_media_and_by_attribute() -> None:
    sheet = (
        ":root{--ink:#222;--paper:#fff}\n@media (prefers-color-scheme:dark){:root:not([data-scheme]){--ink:#eee;--paper:#111}}\n"
        "[data-scheme=dark]{--ink:#ddd;--paper:#111}\nbody{background:var(--paper);color:var(--ink)}\n"
    )
    assert said(sheet) == []
    assert [line for _, line, _ in said(sheet.replace("--ink:#ddd", "--ink:#333"))] == [4]


def test_no_dark_scheme_is_a_feature_one_could_have() -> None:
    (one,) = sheets([("x.css", "body{color:#000;background:#fff}")])
    assert (one.level, one.finding.code) == ("feature", "theme/one-scheme")


def test_text_that_waits_for_a_script() -> None:
    assert [code for code, _, _ in said(DARK + "main{opacity:0}")] == ["theme/script-needed"]
    assert said(DARK + "main{opacity:.5}") == []


def test_rules_with_nesting_and_strings() -> None:
    found = rules('a,b{c:d;e{f:"{;}"}}\n@media x{g{h:url(data:;,{})}}')
    assert [(one.selectors, one.around, one.declared, one.line) for one in found] == [
        (["a", "b"], (), {"c": "d"}, 1),
        (["a e", "b e"], (), {"f": '"{;}"'}, 1),
        (["g"], ("@media x",), {"h": "url(data:;,{})"}, 2),
    ]


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("x.css", "\na{background:url(https://x.example/a.png)}", [("error", "theme/other-host", "x.css:2:18")]),
        ("x.css", '@import "//x.example/a.css";', [("error", "theme/other-host", "x.css:1:10")]),
        ("x.css", "a{background:url('/a.png')}", [("error", "theme/absolute-url", "x.css:1:19")]),
        ("x.css", "a{background:url(../a.png)}/* url(https://x.example) */", []),
        ("x.js", 'fetch("https://x.example/a")', [("warning", "theme/other-host", "x.js:1:8")]),
        ("x.js", '// see "https://x.example/a"\nlet a = "http://www.w3.org/2000/svg", b = "/x";', []),
    ],
)
def test_other_hosts(file: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(n.level, n.finding.code, str(n.finding.span)) for n in hosts(file, text)] == expected
