"""For tests, ours and yours: the laws that every extension keeps, whatever a site throws at it.

    from blogkit.testing import laws
    def test_my_widget():
        laws(WIDGET)

Or one test for each law: `@pytest.mark.parametrize(("law", "extension"), cases(REGISTRY))`. A broken law raises
`LawBroken`, which says what was expected and what came.
"""

from __future__ import annotations

from typing import Any

from ..extend.feed import FeedFormat
from ..extend.network import Network
from ..extend.registry import Registry
from ..extend.step import StepKind
from ..extend.widget import Widget
from . import feed_laws, network_laws, step_laws, widget_laws
from .law import Law, LawBroken

__all__ = ["LAWS", "Law", "LawBroken", "cases", "laws"]

LAWS: dict[type, tuple[Law, ...]] = {
    Widget: widget_laws.LAWS,
    Network: network_laws.LAWS,
    FeedFormat: feed_laws.LAWS,
    StepKind: step_laws.LAWS,
}


def laws(extension: Any) -> None:
    """Hold a Widget, Network, FeedFormat or StepKind to every law of its kind."""
    for law in LAWS[type(extension)]:
        law(extension)


def cases(registry: Registry) -> list[tuple[Law, Any]]:
    """Every law beside every extension that it holds for."""
    listed = (*registry.widgets, *registry.networks, *registry.feeds, *registry.steps)
    return [(law, extension) for extension in listed for law in LAWS[type(extension)]]
