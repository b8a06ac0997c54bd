"""The text of the rules of health, ebb/inspect/rules.def. (Programs carry it in place of this file.)"""

from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACES = HERE / "rules.def", HERE.parent / "inspect/include/ebb/inspect/rules.def"
TEXT = next(place for place in PLACES if place.exists()).read_text()
