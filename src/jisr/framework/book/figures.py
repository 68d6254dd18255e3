"""The picture of a procedure for a printed page: in words where they fit, else by reference."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from jisr.core.act import Slug
from jisr.core.errors import LANGS
from jisr.core.table import Side
from jisr.framework.book import words_procedure as say
from jisr.framework.book.document import Figure, Line, Run
from jisr.framework.book.setting import Setting
from jisr.framework.diagram import LATE, MARKS, PREVAILING, START, Edge
from jisr.framework.layout import Gaps
from jisr.framework.picture import Measures, Naming, Picture, picture
from jisr.framework.procedure import Procedure

# The unit is half a point: letters of 8.5 points in Amiri, none wider than 0.47 of that on
# average.
PRINT: Final = Measures(char=8, row=21, pad=9, dot=12, loop=16, chars_max=18, gaps=Gaps(x=18, y=16))
PACKED: Final = replace(PRINT, pad=5, gaps=Gaps(x=6, y=10))
FONT: Final = 17
# A page’s width of 162 mm; under the title of a chapter, and on a page of its own.
WIDTH, HEIGHT, HEIGHT_ALONE = 918, 880, 1260
_SHRUNK_MOST: Final = 0.78  # Below 6.6 points nobody reads the words of a picture.


def figure(
    setting: Setting, procedure: Procedure, opening: int, states: Mapping[Slug, int]
) -> Figure:
    """Return the picture of a procedure, the same kind of it in every language.

    Args:
        setting: the edition and the language.
        procedure: the procedure.
        opening: the number of the article on its opening.
        states: the number of each state's article.
    """
    large = any(
        shrunk(picture(procedure, lang, measures=PRINT), HEIGHT) < _SHRUNK_MOST for lang in LANGS
    )
    naming = _Reference(setting, procedure, opening, states).naming if large else None
    clauses = [sentence for _, sentence in procedure.clauses()]
    used = {
        LATE: any(one.late for one in clauses),
        PREVAILING: any(one.prevailing for one in clauses),
    }
    height = HEIGHT_ALONE if large else HEIGHT
    drawn = picture(procedure, setting.lang, measures=PRINT, naming=naming)
    if large and shrunk(drawn, height) < 1:
        drawn = picture(procedure, setting.lang, measures=PACKED, naming=naming)
    return Figure(
        name=procedure.name,
        caption=setting.said(say.FIGURE_LETTERS if large else say.FIGURE),
        picture=drawn,
        scale=shrunk(drawn, height),
        large=large,
        roles=tuple(
            (procedure.side(role), (setting.fact(label),))
            for role, label in procedure.roles.items()
        ),
        marks=() if large else tuple(_mark(setting, mark) for mark, on in used.items() if on),
    )


def shrunk(drawn: Picture, height: int) -> float:
    """Return by how much a picture must be made smaller to fit; 1 if it does."""
    return min(1.0, WIDTH / drawn.width, height / drawn.height)


def _mark(setting: Setting, mark: str) -> Line:
    text = MARKS[mark][setting.lang]
    return (Run(text=f"{mark} ", lang=None, fact=False), Run(text=text, lang=setting.lang))


class _Reference:
    """What is called what in a picture too large for words: articles and letters."""

    def __init__(
        self, setting: Setting, procedure: Procedure, opening: int, states: Mapping[Slug, int]
    ) -> None:
        self._setting, self._procedure = setting, procedure
        self._opening, self._states = opening, states
        self.naming = Naming(state=self._state, acts=self._acts)

    def _state(self, name: Slug) -> str:
        label = self._procedure.label(name).text(self._setting.lang)
        number = self._states.get(name)
        return label if number is None else f"{number}. {label}"

    def _acts(self, edge: Edge) -> Sequence[tuple[str, Side]]:
        """Return the letters of each side's acts; the opening has its article before them."""
        procedure, setting = self._procedure, self._setting
        opens = edge.source == START
        clauses = procedure.opens if opens else procedure.states[Slug(edge.source)].clauses
        letters: dict[Side, list[str]] = {}
        for sentence in edge.sentences:
            letter = setting.letter(clauses.index(sentence))
            letters.setdefault(procedure.side(sentence.who), []).append(letter)
        before = f"{self._opening} " if opens else ""
        comma = say.COMMA.text(setting.lang)
        return [(before + comma.join(one), side) for side, one in letters.items()]
