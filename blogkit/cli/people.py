"""`blogkit people`"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from . import options, site_root
from .lines import clipped, columns, visible, wrapped

if TYPE_CHECKING:
    from ..core.person import Person
    from ..pipeline import Prepared
    from ..stages.people import Directory
    from ..stages.people.newcomer import Newcomer


@click.group(short_help="List, show, add and check the people you know.")
def command() -> None:
    """The people you know: those of people.yaml and people/*.yaml, and what you keep about them for yourself."""


@command.command("list")
@click.option("--private", is_flag=True, help="Also those who are known only privately.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.debugging
def list_(private: bool, as_json: bool) -> None:
    """List everybody by key, with where to reach them and what they wish."""
    from . import machine

    site, known = _looked_up(site_root())
    rows: list[dict[str, Any]] = [_row(key, person, site) for key, person in known.people.items()]
    only = sorted(known.only_private) if private else []
    rows += [{"key": key, "name": known.private[key].name, "place": "", "marks": ["only private"]} for key in only]
    if as_json:
        click.echo(machine.as_json(rows), nl=False)
        return
    cells = [[row["key"], row["name"], row["place"], ", ".join(row["marks"])] for row in rows]
    for line in _table(cells):
        click.echo(line)
    if not rows:
        click.echo('Nobody yet. Begin with  blogkit people add "Their name"')
    if not private and known.only_private:
        click.echo(click.style(f"{len(known.only_private)} more are known only privately: --private", dim=True))
    _say_errors(site)


def _row(key: str, person: Person, site: Prepared) -> dict[str, Any]:
    labels = {network.name: network.label for network in site.read.registry.networks}
    name = person.prefer or next((name for name in person.handles if name in labels), "")
    place = f"{labels[name]} {person.handles[name]}" if name else person.url
    marks = [f"mention: {person.mention}"] if person.mention != "ok" else []
    marks += [f"quote: {person.quote}"] if person.quote != "ok" else []
    marks += [word for word in ("listed", "blocked") if getattr(person, word)]
    return {"key": key, "name": person.name or key, "place": place, "marks": marks}


def _table(rows: list[list[str]]) -> Iterator[str]:
    shown = [[clipped(visible(cell), 36) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = [cell + " " * (wide - columns(cell)) for cell, wide in zip(row, widths, strict=True)]
        cells[-1] = click.style(cells[-1].rstrip(), dim=True) if cells[-1].strip() else ""
        yield "  ".join(cells).rstrip()


@command.command()
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.debugging
def show(key: str, as_json: bool) -> None:
    """Show all that is known of somebody, private things marked, and the posts and pages that name them."""
    from msgspec import to_builtins

    from ..core.diagnostic import did_you_mean
    from ..stages import people
    from . import machine

    key = key.removeprefix("@")
    site, known = _looked_up(site_root())
    person, private = known.people.get(key), known.private.get(key)
    if person is None and private is None:
        near = did_you_mean(key, known.people)
        raise click.ClickException(f'there is no "{visible(key)}"' + (f"; {near}" if near else ": blogkit people list"))
    places = [
        (word, str(one.at()))
        for word, written in (
            ("public", people.public(site.read.sources)[0]),
            ("private", people.private(site.read.sources)[0]),
        )
        for one in written
        if one.key == key
    ]
    named = list(_named(site, key))
    if as_json:
        data = {"key": key, "places": dict(places), "person": person, "private": private, "named": named}
        click.echo(machine.as_json(data), nl=False)
        return
    for (word, place), one in zip(places, [one for one in (person, private) if one is not None], strict=True):
        title = click.style(visible(one.name or key), bold=True) if word == "public" else "Only for you"
        click.echo(f"{title}  {click.style(visible(place), dim=True)}")
        if word == "private" and one.name:
            click.echo(f"  {'name':<11} {visible(one.name)}")
        for name, value in _facts(to_builtins(one), site):
            click.echo("\n".join(wrapped(visible(value), 14, f"  {name:<11} ")))
    if named:
        click.echo("Named in")
        for row in named:
            click.echo(f"  {visible(row['path'])}  {click.style(', '.join(row['as']), dim=True)}")
    else:
        click.echo("No post or page names them.")


def _facts(data: dict[str, Any], site: Prepared) -> Iterator[tuple[str, str]]:
    """What is there, a line each; what is as it usually is goes without saying."""
    networks = {network.name: network for network in site.read.registry.networks}
    for field, value in data.items():
        if field == "handles":
            for name, handle in value.items():
                profile = networks[name].profile(handle) if name in networks else ""
                yield name, f"{handle}  {profile}" if profile not in ("", handle) else handle
        elif field == "extra":
            yield from ((str(name), str(one)) for name, one in value.items())
        elif value not in ("", False, [], (), "ok", None) and field != "name":
            yield field, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "yes" if value is True else str(value).strip()


def _named(site: Prepared, key: str) -> Iterator[dict[str, Any]]:
    """Every published post and page with somebody of this key in it, and as what."""
    made = site.site
    for entry in (*made.posts, *((made.home,) if made.home else ()), *made.pages):
        roles = [field for field in entry.__struct_fields__ if _holds(getattr(entry, field), key)]
        if roles:
            yield {"path": entry.source, "title": entry.title, "as": roles}


def _holds(value: Any, key: str) -> bool:
    if isinstance(value, tuple):
        return any(_holds(one, key) for one in value)
    fields = getattr(value, "__struct_fields__", ())
    if type(value).__name__ == "PersonView":
        return bool(value.key == key)
    return any(_holds(getattr(value, field), key) for field in fields)


@command.command()
@click.argument("who", nargs=-1)
@click.option("--name", default="", help="Their name, as they write it.")
@click.option("--key", default="", help="What you call them in posts. Without it, it is made from the name.")
@click.option("--network", default="", metavar="NAME", help="Whose handle this is, where several could have it.")
@options.debugging
def add(who: tuple[str, ...], name: str, key: str, network: str) -> None:
    """Add somebody to people.yaml, by a name, an address, a handle, or several of these.

    `blogkit people add https://hachyderm.io/@ana ana.example --name "Ana Ruiz"`. Nobody is asked and nothing is
    fetched: what an address or handle tells by itself is filled in, and you write the rest.
    """
    from ..core.diagnostic import did_you_mean, has_errors
    from ..stages import people
    from ..stages.people.newcomer import Unclear, known_as, newcomer
    from . import human
    from .new import clean

    if not any(word.strip() for word in (*who, name)):
        raise click.UsageError('say who: blogkit people add "Their name", or an address, or a handle')
    root = site_root()
    site, _ = _looked_up(root)
    networks = site.read.registry.networks
    if network and network not in [one.name for one in networks]:
        near = did_you_mean(network, [one.name for one in networks])
        known = ", ".join(one.name for one in networks)
        raise click.BadParameter(f"there is no such network; {near or 'known are: ' + known}", param_hint="--network")
    try:
        new = newcomer([clean(word) for word in who], clean(name), clean(key), network, networks)
    except Unclear as problem:
        raise click.ClickException(str(problem)) from None
    written, found = people.public(site.read.sources)
    if has_errors(found):
        click.echo(human.findings(found, root), nl=False, err=True)
        raise click.ClickException("mend this first: nothing was added")
    if already := known_as(new, written, networks):
        raise click.ClickException(f"{already}; nothing was added")
    line = _write(root, new)
    click.echo(f"{people.FILE}:{line}: {new.key}, {visible(new.person.name)}")
    if not new.named:
        click.echo(click.style("Their name is a guess; correct it there.", dim=True))


def _write(root: str, new: Newcomer) -> int:
    """Add to the file in one step, so that nobody ever sees half of it; and say on which line."""
    from ..stages.people import FILE
    from ..stages.people.newcomer import appended, stub

    path = os.path.realpath(os.path.join(root, FILE))
    text = ""
    if os.path.exists(path):
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
    longer = appended(text, new)
    if not longer:
        lines = "\n".join(stub(new))
        raise click.ClickException(f"{FILE} is written in a way that cannot be added to; put this in:\n\n{lines}")
    fresh = f"{path}.{os.getpid()}.tmp"
    try:
        with open(fresh, "x", encoding="utf-8", newline="") as file:
            file.write(longer)
        if os.path.exists(path):
            os.chmod(fresh, os.stat(path).st_mode & 0o7777)
        os.replace(fresh, path)
    finally:
        if os.path.exists(fresh):
            os.unlink(fresh)
    return longer.count("\n") - len(stub(new)) + 1


@command.command()
@click.argument("domains", nargs=-1, required=True, metavar="DOMAIN...")
@options.debugging
def nobody(domains: tuple[str, ...]) -> None:
    """Remember that behind a DOMAIN there is no single person to tell, so that no step asks who writes it.

    It goes into engagement/public/domains.yaml; take the line out to change your mind.
    """
    from ..stages.known import DOMAINS, not_people, with_domain

    path = os.path.join(site_root(), DOMAINS)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    text = ""
    if os.path.exists(path):
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
    for written in domains:
        domain = written.lower().removeprefix("https://").removeprefix("http://").split("/")[0].removeprefix("www.")
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)+", domain):
            raise click.BadParameter(f'"{visible(written)}" is no domain; for example docs.example.org')
        known = domain in not_people(text)
        text = text if known else with_domain(text, domain)
        click.echo(f"{domain}: {'known already' if known else 'nobody to tell'}")
    with open(path + ".new", "w", encoding="utf-8", newline="") as file:
        file.write(text)
    os.replace(path + ".new", path)


@command.command()
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@options.how_shown
@options.debugging
def check(strict: bool, form: str, as_json: bool) -> None:
    """Look for mistakes, for people who cannot be reached, and for places that have closed. Nothing is fetched."""
    from ..core.diagnostic import canonical, has_errors
    from ..stages import people
    from ..stages.people.upkeep import private_doubles, upkeep
    from . import human, machine
    from .building import exit_code

    root = site_root()
    site, known = _looked_up(root)
    networks = site.read.registry.networks
    written, kept = people.public(site.read.sources)[0], people.private(site.read.sources)[0]
    found = [one for one in site.diagnostics if one.code.startswith("people/")]
    found += upkeep(written, known.private, networks) + private_doubles(written, kept, networks)
    diagnostics = canonical(found)
    if as_json or form == "json":
        click.echo(machine.as_json(diagnostics), nl=False)
    else:
        click.echo(human.findings(diagnostics, root), nl=False, err=True)
        if form == "github":
            click.echo(machine.github(diagnostics, root), nl=False)
        click.echo(f"Checked {_people(len(known.people))}: {_counted(diagnostics)}.")
    sys.exit(exit_code(diagnostics) if has_errors(diagnostics, strict=strict) else 0)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def _counted(diagnostics: Iterable[Any]) -> str:
    counts = {word: sum(d.severity == word for d in diagnostics) for word in ("error", "warning")}
    return ", ".join(f"{n:,} {word}{'s' * (n != 1)}" for word, n in counts.items() if n) or "nothing to mend"


def _looked_up(root: str) -> tuple[Prepared, Directory]:
    """The whole site, drafts included, and everybody in it."""
    from ..core.include import Include
    from ..stages import people
    from .reading import prepared

    site = prepared(root, Include(drafts=True, future=True, expired=True))
    return site, people.directory(site.read.sources, site.read.registry.networks).value


def _say_errors(site: Prepared) -> None:
    wrong = sum(d.severity == "error" and d.code.startswith("people/") for d in site.diagnostics)
    if wrong:
        text = f"{wrong} error{'s' * (wrong != 1)} in these files may hide people: blogkit people check"
        click.echo(click.style(text, fg="yellow"), err=True)
