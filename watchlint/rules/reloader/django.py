"""What goes wrong between Django's runserver and the reloader a project believes in."""

from __future__ import annotations

from watchlint.facts.django import reloader as django_reloader
from watchlint.facts.django import settings as django_settings
from watchlint.facts.django.settings import ABSENT, LISTED
from watchlint.findings import WARNING, Edit, Finding, Fix
from watchlint.rules.reloader import rules, versions, watchman
from watchlint.rules.reloader.watchman import APP, PIN

# StatReloader costs about 0.7 % of a core for each 1,000 files it stats every second (Django 5.2.19, empty modules,
# one core of this project's machine: 514 files 0.4 %, 2,514 files 1.7 %, 5,514 files 3.4 %).
POLLED = 5_000


def check(repo, settings, launches):
    """Findings on the Django projects of a repository. `launches()` gives the starts of servers in it."""
    dependencies = repo.dependencies
    projects = django_settings.projects(repo)
    has_watchfiles = dependencies.requires("django-watchfiles")
    has_watchman = dependencies.requires("pywatchman")
    answers = {project.manage: project.answer(APP) for project in projects}
    known = [answer for answer in answers.values() if answer in (LISTED, ABSENT)]
    both = has_watchfiles and has_watchman and bool(known)
    if both:
        yield _conflict(repo, known[0])
    elif has_watchman:
        yield from watchman.check(repo, settings, projects)
    for project in projects:
        yield from _spelling(repo, project, has_watchfiles)
        if answers[project.manage] == ABSENT and has_watchfiles and not both and not repo.imports(APP):
            yield _not_enabled(repo, project)
        if not has_watchfiles and dependencies.requires("django") and not _has_package(repo):
            yield from _not_installed(repo, project)
        if answers[project.manage] == LISTED and has_watchfiles:
            yield from _watches_everything(project)
            yield from _plus(launches())
    if projects:
        yield from _polls(repo, settings, projects, launches)


def _conflict(repo, answer: str) -> Finding:
    place = versions.asked(repo, "pywatchman")[0]
    if answer == LISTED:
        said = (
            "pywatchman is never asked: django_watchfiles is in INSTALLED_APPS, and runserver uses WatchfilesReloader"
        )
        to_do = "Take pywatchman out."
    else:
        said = (
            "both pywatchman and django-watchfiles are required; django_watchfiles is not in INSTALLED_APPS, so runserver "
            f"would use WatchmanReloader if {django_reloader.SERVICE}"
        )
        to_do = "Keep one: take pywatchman out and list django_watchfiles, or take django-watchfiles out."
    return versions.at(place, rules.CONFLICT, said, help=to_do, subject="pywatchman")


def _starts_plus_only(launches):
    """The first start of runserver_plus, which reloads through Werkzeug, where nothing starts runserver; else None."""
    found = {launch.server: launch for launch in reversed(launches)}
    return None if "django" in found else found.get("runserver_plus")


def _plus(launches):
    """runserver_plus started where django-watchfiles is meant to reload."""
    launch = _starts_plus_only(launches)
    if launch is not None:
        yield Finding(
            rules.CONFLICT,
            "runserver_plus reloads through Werkzeug: django_watchfiles in INSTALLED_APPS has no say in it",
            path=launch.path, line=launch.line, column=launch.column,
            help="Start `runserver`, or take django-watchfiles out.",
            severity=WARNING, subject="runserver_plus",
        )  # fmt: skip


def _not_enabled(repo, project) -> Finding:
    place = versions.asked(repo, "django-watchfiles")[0]
    reloader = django_reloader.predict(repo, project)
    return versions.at(
        place,
        rules.NOT_ENABLED,
        f"django-watchfiles is required and {project.default.module} does not list {APP}: "
        f"`{project.manage} runserver` uses {reloader.reloader}",
        help=f"Put {APP!r} into INSTALLED_APPS ({project.default.path}).",
        fix=Fix(f"put {APP!r} into INSTALLED_APPS of {project.default.path}", watchman.enabling(project), safe=False),
        subject=project.manage,
    )


def _spelling(repo, project, has_watchfiles: bool):
    """Names in INSTALLED_APPS that are nearly right."""
    apps = project.default.apps if project.default else None
    for item in apps.items if apps else ():
        if not item.certain or item.text.value not in ("django-watchfiles", "watchfiles"):
            continue
        dashed = item.text.value == "django-watchfiles"
        if not dashed and not has_watchfiles:
            yield _at_text(item.text, rules.PACKAGE_UNUSED, "'watchfiles' in INSTALLED_APPS does nothing: runserver polls",
                           help="Require django-watchfiles and list 'django_watchfiles'.", subject="watchfiles")  # fmt: skip
            continue
        said = "is no package: runserver stops with ModuleNotFoundError" if dashed else "does nothing: runserver polls"
        yield _at_text(
            item.text,
            rules.NOT_ENABLED,
            f"{item.text.value!r} in INSTALLED_APPS {said}",
            help=f"The app is called {APP!r}.",
            fix=Fix(f"call it {APP!r}", [Edit(item.text.path, _renaming(item.text.value))], safe=False),
            subject=item.text.value,
        )


def _renaming(old: str):
    def change(data: bytes | None) -> bytes | None:
        from watchlint.fixes import python

        return data if data is None else python.rename_text(data, old, APP)

    return change


def _has_package(repo) -> bool:
    """Whether the repository holds the package itself."""
    return any(path.endswith(f"{APP}/__init__.py") for path in repo.named("__init__.py"))


def _not_installed(repo, project):
    for settings in (project.default, *project.others):
        items = [item for item in settings.items(APP) if item.certain] if settings else []
        if items:
            place = versions.asked(repo, "django")[0]
            yield _at_text(
                items[0].text,
                rules.NOT_INSTALLED,
                f"{APP} is in INSTALLED_APPS and no dependency file asks for django-watchfiles: runserver stops with "
                "ModuleNotFoundError",
                help=f"Ask for django-watchfiles in {place.path}.",
                fix=Fix(
                    f"ask for django-watchfiles in {place.path}",
                    versions.adds(
                        place.path,
                        "django-watchfiles",
                        f"=={PIN}" if place.specifier.startswith("==") else "",
                        "django",
                    ),
                    safe=False,
                ),
                subject=settings.module,
            )
            return


def _watches_everything(project):
    items = project.default.items(APP)
    if items:
        yield _at_text(
            items[0].text,
            rules.WATCHES_EVERYTHING,
            "django-watchfiles watches the standard library, every installed package and all of this project, node_modules "
            "and .git included: some 2,900 inotify watches before the project's own",
            help="It has no option to leave any out: set an inotify tier that allows for it (`watchlint watches` counts them).",
            subject=project.manage,
        )


def _polls(repo, settings, projects, launches):
    number = len(repo.python_files)
    if number < POLLED or _starts_plus_only(launches()):
        return
    prediction = django_reloader.predict(repo, projects[0], settings.python_version)
    if prediction.reloader == django_reloader.STAT and not prediction.condition:
        yield Finding(
            rules.POLLS,
            f"`{projects[0].manage} runserver` uses StatReloader ({prediction.why}): it stats up to {number:,} Python files "
            f"of this repository every second, about {number * 7 / 10_000:.0f} % of a core",
            path=projects[0].manage,
            help="Require django-watchfiles and list 'django_watchfiles' in INSTALLED_APPS.",
            subject="polls",
        )


def _at_text(text, rule, message: str, **more) -> Finding:
    return Finding(rule, message, path=text.path, line=text.line, column=text.column, **more)
