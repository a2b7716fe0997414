"""`python -m directives` is `directives`."""

from .cli.app import entry

if __name__ == "__main__":
    entry()
