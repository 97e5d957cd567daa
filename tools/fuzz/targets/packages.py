"""What a project asks for, judged by packaging, pip and setuptools' INI parser; settings in Python, judged by ast."""

from __future__ import annotations

import ast
import configparser
import warnings

from packaging.markers import Marker
from packaging.requirements import Requirement as Packaging
from packaging.specifiers import SpecifierSet
from pip._internal.req.req_file import preprocess

from tools.fuzz.targets import Target, pieces
from watchlint.facts.packages import files, requirements_files, setup_files
from watchlint.facts.packages.package_names import normalise
from watchlint.facts.packages.requirement_text import LONGEST, parse
from watchlint.fixes import python
from watchlint.fixes.packages import requirements
from watchlint.fixes.refused import Refused

REQUIREMENTS = pieces(
    r"""streamlit django Django.x a-b a_b == >= <= ~= != < > === , ; @ 1 1.2 1.* 2.0rc1 1.0.post1 1!2 1+local .dev0 [ ] [x,y] ( )
    python_version sys_platform extra "3.8" 'linux' \sand\s \sor\s \sin\s not \s \t \n \r\n \\\n # \s# -r\sx -c\sy -e\s. --hash=sha256:00
    https://x.org/a-1-py3-none-any.whl git+https://x.org/a#egg=b ${X} {{\sx\s}} é \x00 \x0c \u2028 -i \xff * v01.0 1.0.0.0"""
)
INI = pieces(
    r"""[options] [options.extras_require] [metadata] install_requires python_requires = : \s \n \r\n \n\s\s \n\t # ; file: streamlit
    django>=5 ; a,b [ ] \x0c é \r %(x)s \s=\s key key2"""
)
PYTHON = pieces(
    r"""INSTALLED_APPS = [ ] ( ) , 'a' "b" 'django.contrib.admin' + += .append( \n # #\sc\n \s \t \\ \\\n if\sx:\n\s\s from\s.base\simport\s*\n
    x [*x] {} f'{x}' '''\n lambda: \r\n \xef\xbb\xbf #\scoding:latin-1\n é \xe9 \x0c ; None def\sf():\n"""
)


def requirement(data: bytes) -> bool:
    """One requirement: both refuse it, or both read the same."""
    text = data.decode("utf-8", "replace")
    try:
        theirs = Packaging(text.strip())
    except (ValueError, RecursionError):
        theirs = None
    try:
        ours = parse(text)
    except ValueError:
        assert theirs is None or len(text) > LONGEST
        return True
    assert theirs is not None
    assert ours.name == normalise(theirs.name)
    assert theirs.url or SpecifierSet(ours.specifier) == theirs.specifier
    assert ours.extras == tuple(sorted({normalise(extra) for extra in theirs.extras}))
    assert (str(Marker(ours.marker)) if ours.marker else "") == str(theirs.marker or "")
    return True


def requirements_file(data: bytes) -> bool:
    """The statements of a file, as pip cuts it up; reading it raises nothing."""
    requirements_files.read(data, "requirements.txt")
    text = data.decode("utf-8", "replace")
    if "${" in text:
        return False  # pip fills it in from its environment
    found = [(first, line) for first, _, line in requirements_files.statements(text)]
    assert found == list(preprocess(text))
    return True


def requirements_edits(data: bytes) -> bool:
    """A raised, replaced or added package is what pip reads afterwards, and every other line is as it was."""
    text = requirements_files.decode(data)
    before = [line for _, line in preprocess(text)]
    for change in (
        lambda: requirements.raise_to(data, "requirements.txt", "django", ">=5"),
        lambda: requirements.replace_name(data, "requirements.txt", "django", "new", ">=1"),
        lambda: requirements.add(data, "requirements.txt", "new", ">=1", beside="streamlit"),
    ):
        try:
            made = change()
        except Refused:
            continue
        after = [line for _, line in preprocess(requirements_files.decode(made))]
        lost = [line for line in before if line not in after]
        assert all("django" in line.lower() for line in lost), lost
        assert len(after) - len(before) in (0, 1)
    return True


def ini(data: bytes) -> bool:
    """setup.cfg: the lines of each value, as setuptools' own parser takes them."""
    setup_files.cfg(data, "setup.cfg")
    text = data.decode("utf-8", "replace")
    if "\r" in text.replace("\r\n", "") or set(text) & set("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\x00\x1f\xa0"):
        return False  # other ends of lines, which files read from disk keep and the parser's texts don't
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text.replace("\r\n", "\n"))
    except configparser.Error:
        return False
    theirs = {
        (section, key): [line for line in value.split("\n") if line]
        for section in parser.sections()
        for key, value in parser.items(section)
        if key not in parser.defaults()
    }
    ours = {(section, key): [row[2] for row in rows] for section, key, rows in setup_files.cfg_values(text)}
    assert {key: ours.get(key) for key in theirs} == theirs
    return True


def settings(data: bytes) -> bool:
    """An app is added once, and everything else of the module's tree is as it was."""
    before = _tree(data)
    try:
        made = python.add_app(data, "new_app")
        renamed = python.rename_text(data, "django.contrib.admin", "other")
    except Refused:
        return before is not None
    assert before is not None
    after = _tree(made)
    assert after is not None and _tree(renamed) is not None
    if made != data:
        assert ast.dump(after).count("'new_app'") == ast.dump(before).count("'new_app'") + 1
        if len(after.body) > len(before.body):
            after.body.pop()
        for node in ast.walk(after):
            if isinstance(node, (ast.List, ast.Tuple)):
                node.elts = [one for one in node.elts if not (isinstance(one, ast.Constant) and one.value == "new_app")]
        assert ast.dump(after) == ast.dump(before)
    return True


def _tree(data: bytes) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(data)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


ROLES = ("requirements.txt", "setup.cfg", "setup.py", "pyproject.toml", "Pipfile", "environment.yml", "uv.lock", "poetry.lock",
         "pdm.lock", "Pipfile.lock", "constraints.txt", "requirements/dev.in")  # fmt: skip
FILES = [*REQUIREMENTS, *INI, *pieces(
    r"""[project] dependencies = [" "] \n [tool.poetry.dependencies] python= "^3.8" {version="1"} dependencies:\n -\spip:\n -\sstreamlit=1
    install_requires=[ setup( ) {"default":{"a":{"version":"==1"}}} [[package]]\n name="a"\n version="1"\n [dependency-groups] include-group"""
)]  # fmt: skip


def any_file(data: bytes) -> bool:
    """Whatever stands in a file that asks for packages, it is read, and every requirement in it has a place."""
    path = ROLES[data[0] % len(ROLES)] if data else ROLES[0]
    kind = files.role(path)
    if kind is None:
        return False
    reading = files.reader(kind)(data[1:], path)
    for one in reading.requirements:
        assert one.name and (one.line is None or one.line >= 1), one
    return False


TARGETS = [
    Target("requirement", "packaging", requirement, REQUIREMENTS),
    Target("requirements-file", "pip", requirements_file, REQUIREMENTS, ("requirements.txt",)),
    Target("requirements-edits", "pip", requirements_edits, REQUIREMENTS, ("requirements.txt",)),
    Target("setup-cfg", "configparser", ini, INI, ("setup.cfg",)),
    Target("django-settings", "ast", settings, PYTHON, ("settings.py", "base.py")),
    Target("package-files", "none: no error, and places", any_file, FILES),
]
