"""What a reader sees of a page, and a sample with answers exchanged."""

import html
import re

from tests.web.fake import SampleReader

ARABIC = re.compile("[\u0621-\u064a]")


def title(answer):
    return html.unescape(re.search(r"<title>(.*?)</title>", answer.text, re.DOTALL)[1])


def words(answer):
    """Return what a reader sees of the page, without markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", answer.text))


class Answering(SampleReader):
    """The sample with some answers exchanged; one that is an error is raised."""

    def __init__(self, **answers):
        super().__init__()
        self.answers = answers

    def _answer(self, name, *args, **more):
        if name not in self.answers:
            return getattr(SampleReader, name)(self, *args, **more)
        answer = self.answers[name]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def home(self, *, viewer):
        return self._answer("home", viewer=viewer)

    def playing(self):
        return self._answer("playing")

    def accounts(self):
        return self._answer("accounts")

    def record(self):
        return self._answer("record")

    def undertaking(self, slug):
        return self._answer("undertaking", slug)

    def case(self, id, *, viewer):
        return self._answer("case", id, viewer=viewer)

    def proof(self, act, *, viewer):
        return self._answer("proof", act, viewer=viewer)

    def node(self):
        return self._answer("node")
