"""Runs the notebook of the docs, without Jupyter: `python -m tests.repo.notebook` renews the outputs in it."""

import ast
import base64
import contextlib
import io
import json
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs/research.ipynb"


def load() -> dict[str, Any]:
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))


def code(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def outputs(notebook: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """What each code cell gives, run one after another in a folder that has the files of the repository."""
    import matplotlib as mpl

    mpl.use("agg")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name in ("cases", "amendments"):
            Path(name).symlink_to(ROOT / name)
        names: dict[str, Any] = {"__name__": "notebook"}
        return [_run("".join(cell["source"]), names) for cell in code(notebook)]


def text(several: list[dict[str, Any]]) -> str:
    """What stands under a cell, figures left out."""
    return "".join("".join(one.get("text", one.get("data", {}).get("text/plain", []))) for one in several)


def _run(source: str, names: dict[str, Any]) -> list[dict[str, Any]]:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    found = []
    if printed.getvalue():
        found.append({"output_type": "stream", "name": "stdout", "text": printed.getvalue().splitlines(keepends=True)})
    if (figure := _figure()) is not None:
        found.append({"output_type": "display_data", "metadata": {}, "data": {"image/png": figure}})
    elif value is not None:
        data = {"text/plain": repr(value).splitlines(keepends=True)}
        found.append({"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data})
    return found


def _figure() -> str | None:
    """The figure drawn, as a picture, if there is one."""
    from matplotlib import pyplot

    if not pyplot.get_fignums():
        return None
    into = io.BytesIO()
    pyplot.savefig(into, format="png", dpi=80, metadata={"Software": None})
    pyplot.close("all")
    return base64.b64encode(into.getvalue()).decode("ascii")


def main() -> None:
    """Run all cells and write what they give below them."""
    notebook = load()
    for cell, several in zip(code(notebook), outputs(notebook), strict=True):
        cell["outputs"] = several
    NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
