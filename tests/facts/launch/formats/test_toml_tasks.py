"""Task tables in TOML: each task runner's own shape."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables

# (path, text, commands)
CASES = [
    ("pyproject.toml", "[tool.poe.tasks]\nui = 'flask run'\n", [("flask run", "", {})]),
    ("pyproject.toml", "[tool.poe.tasks.ui]\ncmd = 'flask run'\ncwd = 'web'\nenv = {A = '1'}\n", [("flask run", "web", {"A": "1"})]),
    ("pyproject.toml", "[tool.poe.tasks.ui]\nshell = '''cd x\nflask run'''\n", [("flask run", "x", {})]),
    ("pyproject.toml", "[tool.poe.tasks]\nui = ['flask run', 'make']\n", [("flask run", "", {}), ("make", "", {})]),
    ("pyproject.toml", "[tool.taskipy.tasks]\nui = {cmd = 'flask run', help = 'x'}\n", [("flask run", "", {})]),
    ("pyproject.toml", "[tool.pdm.scripts]\nui.cmd = 'flask run'\nui.working_dir = 'web'\n", [("flask run", "web", {})]),
    ("pyproject.toml", "[tool.pdm.scripts]\nui = {composite = ['flask run']}\n", [("flask run", "", {})]),
    ("pyproject.toml", "[tool.pixi.tasks]\nui = 'flask run'\n", [("flask run", "", {})]),
    ("pyproject.toml", "[tool.rye.scripts]\nui = {chain = ['a', 'b']}\n", [("a", "", {}), ("b", "", {})]),
    ("pyproject.toml", "[tool.hatch.envs.default.scripts]\nui = 'flask run'\n", [("flask run", "", {})]),
    ("pyproject.toml", "[tool.hatch.envs.dev]\nscripts.ui = 'flask run'\n", [("flask run", "", {})]),
    ("pyproject.toml", "[tool.poe.tasks.ui]\nsequence = [{cmd = 'flask run'}, 'other']\n", [("other", "", {}), ("flask run", "", {})]),
    ("pyproject.toml", "[tool.poe.tasks.ui]\nparallel = [{cmd = 'a'}, {shell = 'b'}]\n", [("a", "", {}), ("b", "", {})]),
    ("pyproject.toml", "[tool.poe.tasks.ui]\nargs = [{name = 'a', default = 'flask run'}]\nscript = 'x:main'\n", []),
    ("pyproject.toml", "[tool.pdm.scripts]\nui = {cmd = ['flask', 'run', '--port', '1']}\n", [("flask run --port 1", "", {})]),
    ("pyproject.toml", "[tool.pixi.feature.dev.tasks]\nui = 'flask run'\n", [("flask run", "", {})]),
    ("pyproject.toml", "[tool.pixi.target.linux-64.tasks]\nui = {cmd = ['flask', 'run']}\n", [("flask run", "", {})]),
    ("pyproject.toml", "[tool.pyprojectx.aliases]\nui = 'flask run'\n", [("flask run", "", {})]),
    ("pixi.toml", "[feature.dev.tasks]\nui = 'flask run'\n[feature.dev.dependencies]\nflask = 'x'\n", [("flask run", "", {})]),
    ("hatch.toml", "[envs.default.scripts]\nui = 'flask run'\n[envs.default]\nfeatures = ['flask run']\n", [("flask run", "", {})]),
    ("web/nixpacks.toml", "[phases.setup]\nnixPkgs = ['x']\n[start]\ncmd = 'streamlit run app.py'\n", [("streamlit run app.py", "web", {})]),
    ("railway.toml", "[build]\nbuilder = 'x'\n[deploy]\nstartCommand = 'flask run'\nhealthcheckPath = '/x'\n", [("flask run", "", {})]),
    (".replit", "run = 'flask run'\nentrypoint = 'main.py'\n[env]\nA = '1'\n", [("flask run", "", {})]),
    (".replit", "run = ['streamlit', 'run', 'app.py']\n[deployment]\nrun = ['sh', '-c', 'flask run']\n", [("streamlit run app.py", "", {}), ("sh -c flask run", "", {})]),
    ("pyproject.toml", "[tool.hatch.envs.default]\nui = 'flask run'\n", []),
    ("pyproject.toml", "[project.scripts]\nui = 'flask:run'\n", []),
    ("pyproject.toml", "[tool.poe.tasks]\nui = 1\n", []),
    ("pyproject.toml", "[tool.poe.tasks\n", []),
    ("pyproject.toml", '[tool.poe.tasks]\nui = "flask \\"run\\""\n', [("flask run", "", {})]),
    ("pyproject.toml", '[tool.poe.tasks]\nui = """\ncd x\nflask run"""\n', [("flask run", "x", {})]),
    ("web/Pipfile", "[scripts]\nui = 'flask run'\n", [("flask run", "web", {})]),
    ("web/pixi.toml", "[tasks]\nui = {cmd = 'flask run', cwd = 'x'}\n", [("flask run", "web/x", {})]),
    ("web/mise.toml", "[env]\nA = '1'\n[tasks.ui]\nrun = 'flask run'\ndir = '../x'\n", [("flask run", "x", {"A": "1"})]),
    ("web/mise.toml", "[tasks.ui]\nrun = 'flask run'\ndir = '{{cwd}}'\n", [("flask run", None, {})]),
    ("web/.mise/mise.toml", "[tasks]\nui = 'flask run'\n", [("flask run", "web", {})]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "wanted"), CASES)
def test_commands(path, text, wanted):
    assert commands(path, text) == wanted


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        ("mise.toml", "[env]\nFLASK_DEBUG = '1'\nDEBUG = '1'\n", [("FLASK_DEBUG", "1")]),
        ("mise.toml", "[env]\n\"FLASK_DEBUG\" = '1'\n", [("FLASK_DEBUG", "1")]),
        ("mise.toml", "[env]\nFLASK_DEBUG = '{{x}}'\n", [("FLASK_DEBUG", None)]),
        ("mise.toml", "[env]\nFLASK_DEBUG = 1\n", []),
        ("pyproject.toml", "[tool.poe.tasks]\nui = ['FLASK_DEBUG=1 flask run']\n", [("FLASK_DEBUG", "1")]),
        ("pyproject.toml", "FLASK_DEBUG = [\n", []),
    ],
)
def test_assignments(path, text, wanted):
    assert variables(path, text) == wanted
