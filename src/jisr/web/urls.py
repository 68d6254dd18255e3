"""Addresses.  The first segment is the language, so a switch keeps the page."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from jisr.core.errors import LANGS
from jisr.web import pages, trouble


class LangSegment(StringConverter):
    """One of the three languages."""

    regex = "|".join(LANGS)


class DigestSegment(StringConverter):
    """An id: SHA-256, lower-case hexadecimal."""

    regex = "[0-9a-f]{64}"


register_converter(LangSegment, "lang")
register_converter(DigestSegment, "digest")

urlpatterns: list[URLPattern] = [
    path("", pages.start, name="start"),
    path("<lang:lang>/", pages.home, name="home"),
    path("<lang:lang>/record", pages.record, name="record"),
    path("<lang:lang>/undertaking/<slug:slug>", pages.undertaking, name="undertaking"),
    path("<lang:lang>/cases", pages.cases, name="cases"),
    path("<lang:lang>/case/<digest:id>", pages.case, name="case"),
    path("<lang:lang>/proof/<digest:id>", pages.proof, name="proof"),
    path("<lang:lang>/proof/<digest:id>/file", pages.proof_file, name="proof-file"),
    path("<lang:lang>/framework", pages.frameworks, name="framework"),
    path("<lang:lang>/framework/<digest:id>", pages.framework, name="framework-edition"),
    path("<lang:lang>/node", pages.node, name="node"),
]

handler400 = trouble.bad_request
handler403 = trouble.forbidden
handler404 = trouble.not_found
handler500 = trouble.failed
