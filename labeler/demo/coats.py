"""The coats of the demo's animals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Marking = Literal["plain", "stripes", "spots", "rosettes", "patches", "points", "saddle"]
Ears = Literal["pointed", "folded", "floppy", "round", "long"]


@dataclass(frozen=True, slots=True)
class Coat:
    """Colours and build of one breed; ``mark`` colours the marking, ``belly`` also the muzzle."""

    fur: str
    belly: str
    mark: str
    marking: Marking = "plain"
    eyes: str = "#3a2a26"
    nose: str = "#e58f8f"
    ears: Ears = "pointed"
    mane: str | None = None

    @property
    def dark(self) -> bool:
        return int(self.fur[1:3], 16) < 0x60


CAT_COATS = (
    Coat("#e89a4f", "#fbe8d0", "#c9742f", "stripes", eyes="#8fae4b"),
    Coat("#98a3b0", "#dfe5ea", "#6d7887", "stripes", eyes="#d9b23f"),
    Coat("#ab8660", "#ecdcbf", "#6f5138", "stripes", eyes="#9db35a"),
    Coat("#3e3d49", "#4c4b59", "#2e2d38", "plain", eyes="#e5c84a", nose="#6b5560"),
    Coat("#3e3d49", "#f6f1e7", "#2e2d38", "plain", eyes="#a8c25a", nose="#d98c8c"),
    Coat("#f4eee3", "#fffaf0", "#d8cfc2", "plain", eyes="#6fa8cc"),
    Coat("#ecdfc6", "#f5ecd9", "#6e5344", "points", eyes="#6aa5d3", nose="#6e5344"),
    Coat("#f5eee2", "#fffaf0", "#e2944c", "patches", eyes="#8fae4b"),
    Coat("#8290a3", "#8e9bad", "#6c7a8c", "plain", eyes="#e0a83c", nose="#5d6876"),
    Coat("#d9a05b", "#f4dfbd", "#6b4a31", "spots", eyes="#8fae4b", nose="#c97b6b"),
)
DOG_COATS = (
    Coat("#d9a562", "#f0d7a8", "#b98140", ears="floppy", nose="#3a2f33"),
    Coat("#8c5b3e", "#c99b72", "#6d432b", ears="floppy", nose="#33272a"),
    Coat("#43404a", "#c98f55", "#c98f55", "saddle", ears="floppy", nose="#221f26"),
    Coat("#f4ede1", "#fffaf0", "#96623f", "patches", ears="floppy", nose="#3a2f33"),
    Coat("#f5f1ea", "#fffaf4", "#35323c", "spots", ears="floppy", nose="#2c2930"),
    Coat("#8b93a1", "#eceff1", "#636c7b", "saddle", eyes="#5f9bc9", ears="pointed", nose="#2c2930"),
    Coat("#929aa8", "#f0eee9", "#737b8a", "plain", ears="folded", nose="#57525c"),
    Coat("#d98d4a", "#fbe9d2", "#b56c2f", "plain", ears="pointed", nose="#2c2930"),
    Coat("#cfa377", "#ead2b0", "#4a3a36", "points", ears="folded", nose="#2c2930"),
)
GREAT_CAT_COATS = (
    Coat("#dfae63", "#f6e2b8", "#b9813d", eyes="#b8862e", nose="#8a5a4c", ears="round", mane="#a8622f"),
    Coat("#d9a65a", "#f3dcae", "#a8622f", eyes="#b8862e", nose="#8a5a4c", ears="round", mane="#7a4527"),
    Coat("#dcb073", "#f5e4c3", "#b48748", eyes="#b8862e", nose="#8a5a4c", ears="round"),
    Coat("#e8913f", "#fdf1de", "#38302f", "stripes", eyes="#d8b13c", nose="#d98b7a", ears="round"),
    Coat("#e58a3a", "#fbead2", "#3b2f2c", "stripes", eyes="#c9a83a", nose="#d98b7a", ears="round"),
    Coat("#e6bd6d", "#f8e8c3", "#54402f", "rosettes", eyes="#a9a24b", nose="#a9685a", ears="round"),
    Coat("#d8d5cf", "#f4f1ea", "#5d5b60", "rosettes", eyes="#8fb3b5", nose="#b98a86", ears="round"),
    Coat("#3a3944", "#46454f", "#2c2b34", "rosettes", eyes="#d9c048", nose="#5d4f58", ears="round"),
)
TEDDY_COAT = Coat("#b98454", "#e8cba0", "#97663b", eyes="#2f2730", nose="#4d342c", ears="round")
RABBIT_COATS = (
    Coat("#c9b299", "#f3e8d8", "#a88e73", eyes="#3a2a26", nose="#dd9292", ears="long"),
    Coat("#f3eee8", "#fffaf4", "#d6ccc2", eyes="#7a3f45", nose="#e7a0a0", ears="long"),
)
