"""The events of a YAML text, as ruamel.yaml gives them, with less asking back between its scanner and its parser.

A suite is many small files, and most of the time of a command goes into reading them.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import Event
from ruamel.yaml.parser import Parser
from ruamel.yaml.scanner import Scanner


def events(text: str) -> Iterator[Event]:
    """The events of a text, one after another; raises YAMLError or ValueError where it is not YAML.

    >>> [type(one).__name__ for one in events("a")][2:-2]
    ['ScalarEvent']
    """
    reader = YAML(typ="safe", pure=True)
    reader.Parser, reader.Scanner = _Parser, _Scanner
    return iter(reader.parse(text))


class _Parser(Parser):
    """The same parser, which looks for its scanner once."""

    @cached_property
    def scanner(self) -> Any:
        """The scanner."""
        return super().scanner


class _Scanner(Scanner):
    """The same scanner: where no key can be simple, the token that is there is the next one."""

    def check_token(self, *choices: Any) -> bool:
        """Whether the next token is of one of the types, or there is one."""
        while self.need_more_tokens():
            self.fetch_more_tokens()
        return bool(self.tokens) and (not choices or isinstance(self.tokens[0], choices))

    def need_more_tokens(self) -> bool:
        """Whether it has to read on before the next token is certain."""
        if self.tokens and not self.possible_simple_keys:
            return False
        return bool(super().need_more_tokens())
