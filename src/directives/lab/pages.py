"""The pages about a story: their names, in the order of the menu, and how each is drawn from its template."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import import_module
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..play.telling import WORDS, words
from ..whatif.told import said
from .visit import Visit

View = Mapping[str, str]
"""What a query holds besides the story: the choices of one page."""
Context = Callable[[Visit, View], Mapping[str, Any]]
"""What makes the words that a template is filled in with."""


@dataclass(frozen=True)
class Page:
    """A page: its name, its title in the menu (none where it is not there), and the file that makes its context.

    The file is imported when the page is first asked for, so that the lab is soon there.
    """

    name: str
    title: str
    file: str

    def drawn(self, visit: Visit, view: View, **more: Any) -> str:
        """The page about a visit."""
        context: Context = import_module(f".{self.file}", __package__).context
        told = {
            "page": self.name,
            "title": self.title or visit.present.scenario,
            "visit": visit,
            "here": visit.address,
            "query": visit.address.query,
            "faults": (),
            **context(visit, view),
            **more,
        }
        return drawn(self.name, told)


PAGES = {
    page.name: page
    for page in (
        Page("stage", "Stage", "stage"),
        Page("picture", "Picture", "picture"),
        Page("what-if", "What if", "what_if"),
        Page("policy", "Policy", "policy_page"),
        Page("findings", "Findings", "findings"),
        Page("share", "Share", "share"),
        Page("paper", "", "paper"),
    )
}


def drawn(name: str, context: Mapping[str, Any]) -> str:
    """A template filled in; every text in it is escaped."""
    return _templates().get_template(f"{name}.html").render({"menu": PAGES.values(), **context})


def coded(text: str) -> Markup:
    """A text with what stands in backticks as code, and everything in it escaped.

    >>> coded("found `<b>`")
    Markup('found <code>&lt;b&gt;</code>')
    """
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(text)))


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
    templates.filters |= {"words": words, "zip": zip, "coded": coded}
    templates.globals |= {"WORDS": WORDS, "said": said}
    return templates
