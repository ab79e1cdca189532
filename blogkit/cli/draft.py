"""`blogkit draft`"""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from . import options, site_root
from .checklist import known
from .lines import visible, wrapped

if TYPE_CHECKING:
    from ..core.view import EntryView
    from ..extend.network import Network
    from ..phases.drafts import About, Drafted
    from ..serve.desk import Desk

FATES = {
    "new": "",
    "anew": "written anew, as the post has changed",
    "same": "",
    "yours": "left as you have edited it",
    "sent": "sent",
}


@click.command(short_help="Write what to say about a post, and to whom.")
@click.argument("post")
@click.option("--network", "names", multiple=True, metavar="NAME", help="For this network only; again for more.")
@click.option("--to", "people", multiple=True, metavar="KEY", help="A letter to this person; again for more.")
@click.option("-O", "--open", "open_", is_flag=True, help="Open the network with the text in it.")
@options.debugging
def command(post: str, names: tuple[str, ...], people: tuple[str, ...], open_: bool) -> None:
    """Write drafts about POST, its slug, file or title, into engagement/drafts/.

    One for each network that you have a handle on, or a letter to one person. Nothing is sent: you read it, change it,
    and post it yourself. What you have changed is never written over.
    """
    from ..phases.drafts import About, for_network
    from ..serve.desk import Desk
    from ..stages.drafts.consent import ASKING

    desk = Desk(site_root())
    entry = published(desk, post)
    if "://" not in entry.permalink:
        raise click.UsageError("without base_url in blogkit.yaml a draft has no address to lead to.\n"
                               "Write where your site will live:  base_url: https://you.example/")  # fmt: skip
    networks = desk.prepared.read.registry.networks
    about = About(desk.root, desk.site, desk.config, networks, entry, desk.remembered.steps)
    made = [for_network(about, network) for network in _chosen(desk, names, bool(people))]
    made += [_letter(about, desk, key) for key in dict.fromkeys(people)]
    slug = about.folder.rpartition("/")[2]
    for number, one in enumerate(made):
        click.echo("\n" * bool(number) + "\n".join(_shown(one)))
        if open_ and one.intent:
            webbrowser.open(one.intent)
        elif open_:
            click.echo(click.style(f"  Not opened: {_why_not(one)}.", fg="yellow"))
    if ".example/" in f"{desk.config.base_url}/":
        click.echo("\nbase_url in blogkit.yaml is still a made-up one: nobody can follow these links.", err=True)
    if any(one.intent for one in made) and not people:
        click.echo(f"\nWhen it is out:  blogkit link {slug} URL")
    told = {one.draft.head.get("to", "") for one in made} - {""}
    steps = [one for one in about.steps if one.found.source == entry.source and one.found.step.person in told]
    left = [one.found.step for one in steps if one.state == "open"]
    for when, asks in (("When it is sent: ", False), ("When they said yes: ", True)):
        if ids := [step.id[:6] for step in left if (step.kind == ASKING) is asks]:
            click.echo(f"\n{when} blogkit checklist done {' '.join(ids)}")


def published(desk: Desk, name: str) -> EntryView:
    """The post called so. Ends the command for one that there is not, or not yet."""
    for one in desk.site.left_out:
        stem = one.path.removeprefix("content/posts/").rpartition(".")[0].removesuffix("/index")
        if name in (one.path, stem, one.title):
            until = {"draft": "take draft: true out of it first", "future": f"it comes out {one.when}"}
            why = until.get(one.reason, f"it expired {one.when}")
            raise click.UsageError(f"{visible(one.path)} is not published: {visible(why)}")
    with known():
        return desk.post(name)


def _why_not(one: Drafted) -> str:
    if one.fate == "sent":
        return "it is sent"
    return "it is held" if one.held else "there is no address that opens with a text in it"


def _chosen(desk: Desk, names: Sequence[str], only_people: bool) -> list[Network]:
    """Those named, each once; else where the author is, unless only letters are wanted."""
    from ..core.diagnostic import did_you_mean

    networks = {network.name: network for network in desk.prepared.read.registry.networks}
    labels = {network.label.casefold(): network.name for network in networks.values()}
    chosen = {}
    for name in names:
        name = name if name in networks else labels.get(name.casefold(), name)
        if name not in networks:
            near = did_you_mean(name, networks) or "known are: " + ", ".join(networks)
            raise click.BadParameter(f'there is no network "{visible(name)}"; {near}', param_hint="--network")
        chosen[name] = networks[name]
    if chosen or only_people:
        return list(chosen.values())
    from ..stages.known import places

    mine = places(desk.site, desk.prepared.read.registry)
    if not mine:
        key = desk.config.author
        where = f'"{key}" in people.yaml' if key else "people.yaml (and author: in blogkit.yaml)"
        raise click.UsageError(f"blogkit does not know which networks you are on.\nGive {visible(where)} handles:, or "
                               "say one:  --network mastodon")  # fmt: skip
    return [networks[name] for name, _ in mine]


def _letter(about: About, desk: Desk, key: str) -> Drafted:
    from ..core.diagnostic import did_you_mean
    from ..phases.drafts import for_person
    from ..stages import people
    from ..stages.drafts.letters import related

    key = key.removeprefix("@")
    person = about.site.people.get(key)
    if person and (person.blocked or person.mention == "never"):
        wish = "is blocked" if person.blocked else "is not to be mentioned"
        raise click.UsageError(f'"{visible(key)}" {wish}: nothing is drafted about them')
    read = desk.prepared.read
    private = people.directory(read.sources, read.registry.networks).value.private.get(key)
    made = for_person(about, key, private)
    if made is None:
        there = related(about.post)
        near = did_you_mean(key, there) or ("it has to do with: " + ", ".join(there) if there else "it names nobody")
        raise click.UsageError(visible(f'the post has nothing to tell "{key}"; {near}'))
    return made


def _shown(one: Drafted) -> Iterator[str]:
    """The draft as a person reads it, then what to do with it."""
    size = f"{one.count:,} of {one.limit:,}" if one.limit else f"{one.count:,} characters"
    yield f"{click.style(visible(one.label), bold=True)}  {click.style(f'{size}  {one.path}', dim=True)}"
    if FATES[one.fate]:
        yield click.style(f"  ({FATES[one.fate]})", dim=True)
    for line in one.draft.text.split("\n"):
        yield from wrapped(visible(line), 2, "  ") if line.strip() else [""]
    yield ""
    for line in one.advice:
        yield from _marked("!", line, "yellow")
    if one.apart:
        yield from _marked("i", "The first line is the title; the rest is for a first comment there.", "cyan")
    for name in one.by_hand:
        yield from _marked("i", f"{one.label} mentions nobody by typing: type @ there and pick {name}.", "cyan")
    if one.held:
        yield from _marked("!", f"Held: {one.held}", "yellow")
    if one.differences:
        yield click.style("  Written anew, it would differ so (to start anew, delete the file):", dim=True)
        for line in one.differences:
            yield "    " + click.style(visible(line), fg={"+": "green", "-": "red"}.get(line[:1]))
    if one.paste:
        yield from _marked("i", f"{one.label} takes the address alone: copy the text, and paste it there.", "cyan")
    if one.intent and not one.draft.head.get("to"):
        yield "  " + click.style(visible(one.intent), fg="blue")
    elif one.draft.head.get("to"):
        where = [f"Reach them: {one.reach}"] if one.reach else []
        where += ["--open opens it in your mail program"] if one.intent else []
        yield from wrapped(visible("; ".join(where)), 2, "  ") if where else []


def _marked(mark: str, text: str, colour: str) -> Iterator[str]:
    for line in wrapped(f"{mark} {visible(text)}", 4, "  "):
        yield click.style(line, fg=colour)
