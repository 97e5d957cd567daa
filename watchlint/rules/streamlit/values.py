"""The value of an option Streamlit knows: its type, which Streamlit never checks, and its meaning."""

from __future__ import annotations

from watchlint.findings import Finding
from watchlint.rules.streamlit.rules import RUN_ON_SAVE, TYPE
from watchlint.rules.streamlit.watching import as_folder, blacklist, replace_value, require_no_comments

_EITHER = ("client.showErrorDetails", "client.showErrorLinks")  # texts, and true or false
_PROTOBUF_INTEGERS = ("global.maxCachedMessageAge",)
_GUARDS = ("server.enableCORS", "server.enableXsrfProtection")
_LETTERS = {
    "server.folderWatchList": "each letter is taken for a folder to watch",
    "server.folderWatchBlacklist": "each letter is taken for a pattern",
}


def findings(config, setting, facts, repo, span):
    """Findings on one option's value: on its type or, that being right, on what it says."""
    value = setting.value
    if isinstance(value, str) and value.startswith("env:"):
        return  # read from the environment at start
    if setting.key == "server.fileWatcherType" and isinstance(value, bool):
        pass  # a name in the wrong type: its meaning counts
    elif not fits(setting.key, facts, value):
        yield _wrong_type(config, setting, facts, repo, span)
        return
    from watchlint.rules.streamlit import meaning

    if facts.accepted or setting.key in meaning.CHECKED or setting.key.endswith((*meaning.HEADINGS, *meaning.CHARTS)):
        found = meaning.finding(config, setting, facts, repo, span)
        if found is not None:
            yield found
    if setting.key == "server.folderWatchBlacklist" and value:
        found = blacklist(config, setting, repo)
        if found is not None:
            yield found
    if setting.key == "server.runOnSave" and value is False and config.get("server", "fileWatcherType") is None:
        if not isinstance(config.get("server", "fileWatcher"), (dict, str)):
            yield _misread(config, setting)


def fits(key: str, facts, value) -> bool:
    """Whether Streamlit can do with this value what the option is for."""
    if isinstance(value, bool) and key in _EITHER:
        return True
    if key == "server.trustedUserHeaders" and isinstance(value, str):
        return True  # JSON
    if key == "server.maxCacheDataSize" and value == 0 and not isinstance(value, bool):
        return True  # no budget, as "0" is
    if isinstance(value, str) and key.startswith("theme") and any(shape.startswith("list") for shape in facts.shapes):
        return value.lstrip().startswith("[") or "str" in facts.shapes  # JSON
    return any(_has_shape(key, shape, value) for shape in facts.shapes)


def _has_shape(key: str, shape: str, value) -> bool:
    if shape.startswith("list of "):
        return isinstance(value, list) and all(_has_shape(key, shape[8:], item) for item in value)
    if shape == "table":
        return isinstance(value, dict)
    if shape == "bool":
        return isinstance(value, bool) or (isinstance(value, int) and value in (0, 1))
    if isinstance(value, bool):
        return False
    if shape == "str":
        return isinstance(value, str)
    if shape == "float" or not (key.startswith("theme") or key in _PROTOBUF_INTEGERS):
        return isinstance(value, (int, float))
    return isinstance(value, int)


def _wrong_type(config, setting, facts, repo, span) -> Finding:
    from watchlint.rules.streamlit.guarded import may_end_reload

    key, value = setting.key, setting.value
    mended, safe = _mended(key, facts, value)
    fix = None
    if key == "server.folderWatchBlacklist" and mended:
        safe = safe and not may_end_reload(repo, mended)
    if mended is not None:
        fix = replace_value(config.path, setting.path, mended)
        fix = fix if safe else fix._replace(safe=False)
    elif isinstance(value, dict):
        fix = _from_table(config, setting, facts)
    return Finding(
        TYPE,
        f"{key} is {shown(value)}, {_kind(value)} where {_wanted(facts)} belongs{_effect(config, key, facts, value, span)}",
        path=config.path,
        help=_remedy(key, facts, value, mended),
        fix=fix,
        subject=key,
        **config.place(setting.path),
    )


def _mended(key: str, facts, value):
    """(the value that was meant, whether that is certain and harmless); (None, False) where it can't be told."""
    import re

    shape = facts.shapes[0]
    if isinstance(value, str):
        text = value.strip()
        variable = re.fullmatch(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})", text)
        if variable:
            return f"env:{variable[1] or variable[2]}", False  # unset, the text itself stays and may end the start
        if shape == "bool" and text.lower() in ("true", "false"):
            return text.lower() == "true", not (key in _GUARDS and text.lower() == "false")
        if shape in ("int", "float") and re.fullmatch(r"[+-]?\d{1,15}", text):
            return int(text), True
        if shape == "float" and re.fullmatch(r"[+-]?\d{1,15}\.\d{1,15}", text):
            return float(text), True
        if shape == "list of str" and text and text[0] not in "[," and not key.startswith(("theme", "server.unsafe")):
            folder = as_folder(value) if key == "server.folderWatchBlacklist" else value
            return ([folder], True) if folder else (None, False)
    return None, False


def _from_table(config, setting, facts):
    """`[server.fileWatcherType]` with `auto = true` and nothing else says which value was meant."""
    on = [name for name, its in setting.value.items() if its is True and name in facts.accepted]
    if len(setting.value) != 1 or not on:
        return None
    from watchlint.findings import Edit, Fix

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes import toml
        from watchlint.fixes.toml_draft import Draft

        draft = Draft(data or b"")
        if not isinstance(draft.lookup(setting.path)[1], dict):
            return data or b""
        require_no_comments(draft, setting.path)
        return toml.set_value(toml.remove(data, setting.path), setting.path, on[0])

    return Fix(f'set {setting.key} = "{on[0]}" in place of the table', [Edit(config.path, change)])


def _effect(config, key: str, facts, value, span) -> str:
    """What Streamlit does with it, as the end of the sentence."""
    from watchlint.rules.streamlit import effects
    from watchlint.rules.streamlit.span import number

    found = effects.of(key, facts, value, number(span.newest), config.get("theme"))
    if found is not None:
        return f": {effects.WORDS[found]}"
    if isinstance(value, str) and facts.shapes[0].startswith("list") and key.startswith("theme"):
        return ": Streamlit fails to parse it and ignores it"
    if isinstance(value, str) and facts.shapes[0].startswith("list"):
        letters = _LETTERS.get(key, "it is read letter by letter")
        if key == "server.folderWatchList" and "/" in value:
            return f": {letters}, and / is the whole file system"
        if key == "server.folderWatchBlacklist" and "/" in value:
            return f": {letters}, and / matches every module, so that none is reloaded"
        return f": {letters}"
    if isinstance(value, str) and facts.shapes[0] == "bool":
        return ": a text counts as true, whatever it says" if value else ": an empty text counts as false"
    return "; Streamlit does not check it"


def _remedy(key: str, facts, value, mended) -> str:
    if isinstance(mended, str) and mended.startswith("env:"):
        return f'Streamlit does not read it as a shell would. Write "{mended}", and set {mended[4:]} wherever the app starts.'
    if isinstance(mended, bool) or isinstance(mended, (int, float)):
        return "Write it without quotes."
    if isinstance(mended, list):
        return f"Write a list: {shown(mended)}."
    if isinstance(value, dict):
        names = f" ({', '.join(facts.accepted)})" if facts.accepted else ""
        return f"Write one value{names} in place of the table."
    return f"Write {_wanted(facts)}."


_WANTED = {"bool": "true or false", "int": "a number", "float": "a number", "str": "a text", "table": "a table"}


def _wanted(facts) -> str:
    words = []
    for shape in facts.shapes:
        words.append(f"a list of {_PLURAL[shape[8:]]}" if shape.startswith("list") else _WANTED[shape])
    return " or ".join(words)


_PLURAL = {"str": "texts", "int": "numbers", "float": "numbers", "bool": "booleans", "table": "tables"}


def _kind(value) -> str:
    for kind, word in (
        (bool, "a boolean"),
        (str, "a text"),
        (int, "a number"),
        (float, "a number"),
        (list, "a list"),
        (dict, "a table"),
    ):
        if isinstance(value, kind):
            return word
    return "a date or time"


def shown(value) -> str:
    """A value as it would be written, shortened."""
    from watchlint.fixes.toml_source import literal

    text = literal(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _misread(config, setting) -> Finding:
    return Finding(
        RUN_ON_SAVE,
        "runOnSave = false does not stop the watcher: it takes the same watches, and an edit shows a prompt instead of a rerun",
        path=config.path,
        help='To stop watching set fileWatcherType = "none" ("poll" keeps reloading without watches); else remove the line, '
        "false is the default.",
        subject="runOnSave",
        **config.place(setting.path),
    )
