"""The pages about a story: their names, in the order of the menu, and how each is drawn from its template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..play.telling import WORDS, words
from ..whatif.told import said
from . import findings, paper, picture, policy_page, share, stage, what_if
from .visit import Visit

View = Mapping[str, str]
"""What a query holds besides the story: the choices of one page."""


@dataclass(frozen=True)
class Page:
    """A page: its name, its title in the menu (none where it is not there), and what makes its context."""

    name: str
    title: str
    context: Callable[[Visit, View], Mapping[str, Any]]

    def drawn(self, visit: Visit, view: View, **more: Any) -> str:
        """The page about a visit."""
        context = {
            "page": self.name,
            "title": self.title or visit.present.scenario,
            "visit": visit,
            "here": visit.address,
            "query": visit.address.query,
            "faults": (),
            **self.context(visit, view),
            **more,
        }
        return drawn(self.name, context)


PAGES = {
    page.name: page
    for page in (
        Page("stage", "Stage", stage.context),
        Page("picture", "Picture", picture.context),
        Page("what-if", "What if", what_if.context),
        Page("policy", "Policy", policy_page.context),
        Page("findings", "Findings", findings.context),
        Page("share", "Share", share.context),
        Page("paper", "", paper.context),
    )
}


def drawn(name: str, context: Mapping[str, Any]) -> str:
    """A template filled in; every text in it is escaped."""
    return _templates().get_template(f"{name}.html").render({"menu": PAGES.values(), **context})


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("directives.lab"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.filters |= {"words": words, "zip": zip}
    templates.globals |= {"WORDS": WORDS, "said": said}
    return templates
