"""One requirement, as the packaging specifications write it: `name[extra]>=1,<2; python_version < "3.12"`.

The everyday forms are read by one regular expression, because importing `packaging` costs more than a whole hook may.
Everything else is given to `packaging`, which is the judge; a property test holds both to the same answers.
"""

from __future__ import annotations

from watchlint.facts.packages.package_names import normalise
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypedDict

    from typing_extensions import Unpack

    class Where(TypedDict, total=False):
        """The fields of a Requirement that say where it stands."""

        path: str
        line: int | None
        column: int | None
        group: str
        kind: str
        source: str


DECLARED, LOCKED, CONSTRAINT = "declared", "locked", "constraint"

LONGEST = 5000
"""Characters of one requirement: reading longer ones takes packaging's patterns and Python's numbers too long."""


class Requirement(Record):
    """One place that asks for a package.

    name       normalised (PEP 503): `Django_Watchfiles` is `django-watchfiles`
    specifier  PEP 440 clauses, "" when any version will do; alternatives are joined by " || " (Poetry and conda have them).
               Text that is no specifier (`==${VERSION}`) is kept as it stands: the version is then unknown
    extras     sorted tuple of normalised names
    marker     environment marker, "" when there is none
    path, line, column   where it stands; line and column count from 1, None where the format gives none
    group      extra, dependency group or section; "" for the main dependencies
    kind       DECLARED, LOCKED or CONSTRAINT
    hashed     its line or lock entry carries hashes
    source     the text as written
    url        where it comes from when that is no index (a URL, a repository, a folder): the version is then unknown, but
               for that in a wheel's name
    """

    name: str
    specifier: str = ""
    extras: tuple[str, ...] = ()
    marker: str = ""
    path: str = ""
    line: int | None = None
    column: int | None = None
    group: str = ""
    kind: str = DECLARED
    hashed: bool = False
    source: str = ""
    url: str = ""


class Include(Record):
    """Another requirements file that this one pulls in. `path` is relative to the root of the repository."""

    path: str
    kind: str
    line: int | None
    group: str = ""


class Reading(Record):
    """What one file says.

    problems  (line or None, message)
    pythons   Python versions the project asks for: specifier texts
    groups    group -> groups it includes (PEP 735 include-group, an extra that names other extras)
    members   lock files only: the project folders they lock, relative to the lock file's own
    """

    requirements: Sequence[Requirement] = ()
    includes: Sequence[Include] = ()
    problems: Sequence[tuple[int | None, str]] = ()
    pythons: Sequence[str] = ()
    groups: Mapping[str, tuple[str, ...]] = {}
    members: Sequence[str] = ()


# Compiled when first needed: most requirements are a name and a pin, and the hooks of a commit read no others.
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
_RELEASE = r"[0-9]+(?:\.[0-9]+)*"
_VERSION = _RELEASE + r"(?:(?:a|b|rc)[0-9]+)?(?:\.post[0-9]+)?(?:\.dev[0-9]+)?"
_CLAUSE = rf"(?:(?:>=|<=|<|>|==|!=)\s*{_VERSION}|[!=]=\s*{_RELEASE}\.\*|~=\s*[0-9]+(?:\.[0-9]+)+)"
_TEST = (
    r"(?:python_version|python_full_version|sys_platform|platform_system|platform_machine|os_name"
    r"|implementation_name|platform_python_implementation|extra)"
    r"""\s*(?:==|!=|<=|>=|<|>)\s*(?:"[^"'\\\n]*"|'[^"'\\\n]*')"""
)
# Each optional part brings the blanks before it: two `\s*` side by side would take for ever on a long run of blanks.
_SIMPLE = (
    rf"(?P<name>{_NAME})(?:\s*\[\s*(?P<extras>{_NAME}(?:\s*,\s*{_NAME})*)\s*\])?"
    rf"(?:\s*(?P<specifier>{_CLAUSE}(?:\s*,\s*{_CLAUSE})*))?"
    rf"(?:\s*;\s*(?P<marker>{_TEST}(?:\s+(?:and|or)\s+{_TEST})*))?"
)
WHEEL = r"([A-Za-z0-9_.]+)-([0-9][^-/]*)(?:-[^-/]+){3,4}\.whl"
"""A wheel's file name: the package and its version (packaging.python.org, binary distribution format)."""
_STARTS = rf"\s*({_NAME})(?:\s*(\[[^\]]*\]))?\s*(?=[=<>!~@;\[(])"


def is_template(text: str) -> bool:
    """True where a template engine (Jinja, cookiecutter, copier) still has to fill the text in."""
    return "{{" in text or "{%" in text or "{#" in text


def parse(text: str, **where: Unpack[Where]) -> Requirement:
    """The requirement in a PEP 508 text. `where` gives the fields that say where it stands.

    Raises ValueError with packaging's reason where it is none.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise ValueError(f"a requirement of more than {LONGEST:,} characters is not read")
    plain = _plain(text)
    if plain:
        return plain._replace(**where)
    import re

    # Between the parts packaging takes blanks and tabs alone.
    found = None if re.search(r"[\n\r\f\v]", text) else re.fullmatch(_SIMPLE, text, re.ASCII)
    if found:
        specifier = "".join((found["specifier"] or "").split())
        extras = tuple(sorted({normalise(extra.strip()) for extra in (found["extras"] or "").split(",") if extra}))
        marker, url = (found["marker"] or "").strip(), ""
        name = found["name"]
    else:
        from packaging.requirements import Requirement as Packaging

        try:
            judged = Packaging(text)
        except ValueError as error:  # InvalidRequirement, and InvalidSpecifier in packaging 24
            raise ValueError(" ".join(str(error).split("\n")[0].split())) from None
        except RecursionError:
            raise ValueError("the marker is nested too deeply") from None
        name, url, specifier = judged.name, judged.url or "", str(judged.specifier)
        extras = tuple(sorted(map(normalise, judged.extras)))
        marker = str(judged.marker or "")
        wheel = re.fullmatch(WHEEL, url.partition("#")[0].rpartition("/")[2])
        if wheel and normalise(wheel[1]) == normalise(name):
            specifier = f"=={wheel[2].replace('_', '+')}"
    return Requirement(normalise(name), specifier, extras, marker, url=url, source=text)._replace(**where)


def _plain(text: str) -> Requirement | None:
    """The requirement in `name`, `name==1.2.3` or `name[extra]>=1.2,<2`; None for every other form."""
    start = min((at for sign in "[=<>!~" if (at := text.find(sign)) >= 0), default=len(text))
    name, rest, extras = text[:start], text[start:], ""
    if rest[:1] == "[" and "]" in rest:
        extras, _, rest = rest[1:].partition("]")
    names, clauses = (part.split(",") if part else [] for part in (extras, rest))
    if not text.isascii() or not all(map(_is_plain_name, (name, *names))) or not all(map(_is_plain_clause, clauses)):
        return None
    return Requirement(normalise(name), rest, tuple(sorted(set(map(normalise, names)))), source=text)


def _is_plain_name(name: str) -> bool:
    return name.replace("-", "").replace("_", "").isalnum() and name[0].isalnum() and name[-1].isalnum()


def _is_plain_clause(clause: str) -> bool:
    """Whether it is a comparison with a release in plain numbers."""
    sign = clause[: 2 if clause[1:2] == "=" else 1]
    release = clause[len(sign) :].split(".")
    return all(map(str.isdigit, release)) and (
        sign in ("==", ">=", "<=", "!=", "<", ">") or (sign == "~=" and len(release) > 1)
    )


def salvage(text: str, **where: Unpack[Where]) -> Requirement | None:
    """What can still be said of a text that `parse` refused (`streamlit=1.2`): its name, or None."""
    import re

    found = re.match(_STARTS, text[:LONGEST], re.ASCII)
    if not found:
        return None
    if len(text) > LONGEST:
        return Requirement(normalise(found[1]), "?", source=text.strip())._replace(**where)
    specifier, url = text[found.end() :].split(";")[0].strip(), ""
    if specifier.startswith("@"):
        specifier, url = "", specifier[1:].strip()
    extras = tuple(sorted(normalise(extra.strip()) for extra in (found[2] or "[]")[1:-1].split(",") if extra.strip()))
    return Requirement(
        normalise(found[1]), specifier or "?" * (not url), extras, source=text.strip(), url=url
    )._replace(**where)
