"""An entry written into a list of Python source, in the way the list is written."""

from __future__ import annotations

import ast

from watchlint.fixes.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import tokenize_rt

    Back = Callable[[str], bytes]


def inserted(text: str, place: ast.List | ast.Tuple, app: str) -> str:
    import tokenize_rt

    tokens = tokens_of(text)
    starts = {
        (token.line, token.utf8_byte_offset): at
        for at, token in enumerate(tokens)
        if token.src and token.line is not None
    }
    texts = [item for item in place.elts if text_of(item) is not None]
    own = [item for item in texts if (text_of(item) or "").startswith("django.")]
    if not place.elts:
        return _into_empty(tokens, starts, place, app)
    after = (own or texts or place.elts)[-1]
    first = starts[(after.lineno, after.col_offset)]
    last = first
    ends = (after.end_lineno or 0, after.end_col_offset or 0)
    while (tokens[last].line or 0, tokens[last].utf8_byte_offset or 0) < ends and last + 1 < len(tokens):
        last += 1
    last -= 1  # the app's last token; texts side by side are one app
    quote = quote_of(tokens[first].src if texts else text)
    written = f"{quote}{app}{quote}"
    following = _next_code(tokens, last + 1)
    has_comma = tokens[following].src == ","
    line_end = _line_end(tokens, following if has_comma else last)
    alone = _opens_line(tokens, first) and _only_comment(tokens, (following if has_comma else last) + 1, line_end)
    if not alone:
        tokens.insert(last + 1, tokenize_rt.Token("CODE", f", {written}"))
        return source_of(tokens)
    indent = tokens[first - 1].src if tokens[first - 1].name in ("INDENT", "UNIMPORTANT_WS") else ""
    line = f"{indent}{written}{',' if has_comma else ''}{tokens[line_end].src}"
    tokens.insert(line_end + 1, tokenize_rt.Token("CODE", line))
    if not has_comma:
        tokens.insert(last + 1, tokenize_rt.Token("CODE", ","))
    return source_of(tokens)


def _into_empty(
    tokens: list[tokenize_rt.Token],
    starts: Mapping[tuple[int | None, int | None], int],
    place: ast.List | ast.Tuple,
    app: str,
) -> str:
    """A list that holds nothing: the app goes to its start."""
    import tokenize_rt

    opening = starts[(place.lineno, place.col_offset)]
    if tokens[opening].src not in ("[", "("):
        raise Refused(f"line {place.lineno}: a tuple without brackets")
    quote = quote_of(source_of(tokens))
    comma = "," if isinstance(place, ast.Tuple) else ""
    tokens.insert(opening + 1, tokenize_rt.Token("CODE", f"{quote}{app}{quote}{comma}"))
    return source_of(tokens)


def tokens_of(text: str) -> list[tokenize_rt.Token]:
    """The tokens of a module. Raises Refused for the few that Python parses and its tokenizer does not."""
    import tokenize

    import tokenize_rt

    try:
        found: list[tokenize_rt.Token] = tokenize_rt.src_to_tokens(text)
        return found
    except (tokenize.TokenError, SyntaxError):  # `\\` and nothing after it (Python 3.11)
        raise Refused("can't be changed safely: Python's tokenizer does not take it") from None


def source_of(tokens: Sequence[tokenize_rt.Token]) -> str:
    return "".join(token.src for token in tokens)


def quote_of(text: str) -> str:
    """The quote that a piece of Python uses most."""
    return "'" if text.count("'") > text.count('"') else '"'


def _next_code(tokens: Sequence[tokenize_rt.Token], at: int) -> int:
    while tokens[at].name in ("UNIMPORTANT_WS", "NL", "COMMENT", "ESCAPED_NL", "INDENT", "DEDENT"):
        at += 1
    return at


def _line_end(tokens: Sequence[tokenize_rt.Token], at: int) -> int:
    while tokens[at].name not in ("NL", "NEWLINE", "ENDMARKER"):
        at += 1
    return at


def _opens_line(tokens: Sequence[tokenize_rt.Token], at: int) -> bool:
    before = at - 1
    while before >= 0 and tokens[before].name in ("UNIMPORTANT_WS", "INDENT", "DEDENT"):
        before -= 1
    return before < 0 or tokens[before].name == "NL"


def _only_comment(tokens: Sequence[tokenize_rt.Token], at: int, end: int) -> bool:
    return tokens[end].name == "NL" and all(token.name in ("UNIMPORTANT_WS", "COMMENT") for token in tokens[at:end])


def text_of(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
