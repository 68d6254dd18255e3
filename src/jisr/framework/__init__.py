"""What both parties signed: procedures, deadlines, forms, code lists, calendars, as data.

`load_edition` reads packs and checks them; `check` lists every fault; `tables_of` gives the
core what its fold reads.  The rest is imported from the module that has it.
"""

from jisr.framework.check import check, load_edition
from jisr.framework.edition import Edition, parse_edition, read_signed
from jisr.framework.faults import Fault
from jisr.framework.tables import tables_of

__all__ = [
    "Edition",
    "Fault",
    "check",
    "load_edition",
    "parse_edition",
    "read_signed",
    "tables_of",
]
