"""The folders of a prediction as a treemap's nodes: every watch in exactly one leaf."""

from __future__ import annotations

import os
from collections import namedtuple

from watchlint.facts.folders.folder_kinds import kind
from watchlint.watch.report import relative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.folders.tree import Tree
    from watchlint.watch.predict import Prediction

MOST = 600
"""Folders shown one by one; the smaller ones of a folder are one node."""

Node = namedtuple("Node", "id parent label watches kind path")
"""id, parent: texts, '' for the top. watches: in and below. kind: of folder_kinds, or 'rest' for what is not shown one
by one. path: for a reader."""


def nodes(prediction: Prediction, root: str, most: int = MOST) -> list[Node]:
    """The nodes, parents first; the children of a node, with its rest, have as many watches as the node."""
    copies = prediction.planned.plan.copies
    trees = prediction.cost.trees
    total = sum(len(tree) for tree in trees) * copies
    found = [Node("all", "", prediction.planned.plan.server, total, "", "")]
    for number, tree in enumerate(trees):
        found += _of(tree, str(number), root, copies, most // max(1, len(trees)))
    tops = [node for node in found if node.parent == "all"]
    if len(tops) == 1:  # one root needs no frame around it
        top = tops[0]
        found = [node._replace(parent="" if node is top else node.parent) for node in found[1:]]
    return found


def _of(tree: Tree, prefix: str, root: str, copies: int, most: int) -> list[Node]:
    totals = tree.totals
    order = sorted(range(len(tree.names)), key=lambda index: -totals[index])
    # parents come first: they have more watches, and of equals stand earlier in the walk
    chosen = set(order[:most]) | {index for index in range(len(tree.names)) if tree.parents[index] < 0}
    kinds: dict[int, str] = {}
    found, left = [], {}
    for index in sorted(chosen):
        parent = tree.parents[index]
        known = kinds.get(parent, "")
        kinds[index] = known if known not in ("", "data") else kind(tree.path(index))
        left[index] = totals[index]
        if parent >= 0:
            left[parent] -= totals[index]
        path = relative(tree.shown(index), root)
        label = tree.names[index] if parent >= 0 else os.path.basename(root) or root if path == "." else path
        found.append(
            Node(
                f"{prefix}.{index}",
                f"{prefix}.{parent}" if parent >= 0 else "all",
                label,
                totals[index] * copies,
                kinds[index],
                path,
            )
        )
    for index, rest in left.items():
        if rest != totals[index] and rest > 0:
            label = "the folder itself" if rest == 1 else f"itself and {rest - 1:,} smaller"
            found.append(
                Node(
                    f"{prefix}.{index}.rest",
                    f"{prefix}.{index}",
                    label,
                    rest * copies,
                    "rest",
                    relative(tree.shown(index), root),
                )
            )
    return found
