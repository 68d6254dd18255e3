from dataclasses import dataclass

from jisr.core import once as module
from jisr.core.once import once


@dataclass(frozen=True)
class Word:
    text: str


def asked():
    seen = []

    @once
    def shout(word: Word, end: str) -> str:
        seen.append(word)
        return word.text.upper() + end

    return shout, seen


def test_the_same_value_is_asked_about_once_and_a_text_counts_by_what_it_says():
    shout, seen = asked()
    word = Word("jisr")
    ends = [bytes([0x21, 0x3F]).decode() for _ in range(2)]
    assert [shout(word, end) for end in ends] == ["JISR!?"] * 2
    assert shout(word, ".") == "JISR."
    assert seen == [word, word]


def test_an_equal_value_is_another_one_and_each_keeps_its_own_answer():
    shout, seen = asked()
    assert [shout(Word(text), "") for text in ("a", "b", "a")] == ["A", "B", "A"]
    assert len(seen) == 3


def test_past_the_limit_everything_is_forgotten(monkeypatch):
    monkeypatch.setattr(module, "REMEMBERED_MAX", 2)
    shout, seen = asked()
    words = [Word(text) for text in "abc"]
    for word in (*words, words[0]):
        assert shout(word, "") == word.text.upper()
    assert len(seen) == 4
