"""Every word of the interface, in Arabic, French and English.

One typed table and not gettext: a missing language cannot be written, nothing is compiled,
and a reviewer reads the three side by side.  Braces name facts, the same in every language.
Counts are written "label: number", so that no sentence depends on a plural.
"""

from collections.abc import Mapping
from typing import Final

from jisr.node.record_views import Text
from jisr.web.texts.cases import CASES
from jisr.web.texts.frame import FRAME
from jisr.web.texts.own import OWN
from jisr.web.texts.rules import RULES
from jisr.web.texts.told import TOLD

TEXTS: Final[Mapping[str, Text]] = {**FRAME, **TOLD, **CASES, **RULES, **OWN}
