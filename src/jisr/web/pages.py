"""The pages.  Each asks the reader one thing, and shows it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from jisr.core.act import Digest, Slug
from jisr.core.case import Standing
from jisr.core.errors import Unavailable
from jisr.node.record_views import Built, CarrierKind
from jisr.web import language
from jisr.web.app import site_of
from jisr.web.render import page
from jisr.web.story import told_in_order
from jisr.web.trouble import trouble, unavailable

Rest = ParamSpec("Rest")

PROOF_TYPE = "application/vnd.jisr.proof+json"


def reads(
    view: Callable[Concatenate[HttpRequest, Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Let a page be read and nothing else; a node that cannot answer gives the page for 503."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            response = trouble(request, 405)
            response.headers["Allow"] = "GET, HEAD"
            return response
        try:
            return view(request, *args, **kwargs)
        except Unavailable as error:
            return unavailable(request, error)

    return answer


@reads
def start(request: HttpRequest) -> HttpResponse:
    """Send a newcomer to the language their browser asks for."""
    response = HttpResponseRedirect(f"/{language.preferred(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@reads
def home(request: HttpRequest, lang: str) -> HttpResponse:
    """Show what waits for this node; in a demonstration, what the five accounts describe."""
    del lang
    site = site_of(request)
    if site.mark is None:
        found = site.reader.home(viewer=site.viewer)
        return page(request, "own.html", {"section": "home", "home": found})
    rows = site.reader.accounts()
    record = site.reader.record()
    context = {
        "section": "home",
        "rows": rows,
        "articles": record.articles,
        "built": sum(row.built is not Built.NOT_YET for row in rows),
        "meetings": len(record.meetings),
        "undertakings": len(record.undertakings),
        "playing": site.reader.playing(),
    }
    return page(request, "home.html", context)


@reads
def record(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the public record."""
    del lang
    found = site_of(request).reader.record()
    titles = {meeting.slug: meeting for meeting in found.meetings}
    articles = [(article, titles.get(article.meeting)) for article in found.articles]
    context = {"section": "record", "record": found, "articles": articles}
    return page(request, "record.html", context)


@reads
def undertaking(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Show one undertaking, and what carries it out."""
    del lang
    site = site_of(request)
    found = site.reader.undertaking(Slug(slug))
    if found is None:
        raise Http404
    kinds = {
        "works": CarrierKind.MECHANISM,
        "followed": CarrierKind.FOLLOW_UP,
        "rules": CarrierKind.RULES,
        "elsewhere": CarrierKind.ELSEWHERE,
    }
    carried = {name: [c for c in found.carriers if c.kind is kind] for name, kind in kinds.items()}
    told = {telling.article for telling in found.tellings}
    articles = [one for one in site.reader.record().articles if one.number in told]
    context = {"section": "record", "one": found, "articles": articles}
    context["playing"] = site.reader.playing()
    return page(request, "undertaking.html", {**context, **carried})


@reads
def cases(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the cases."""
    del lang
    site = site_of(request)
    rows = site.reader.cases(viewer=site.viewer)
    return page(
        request, "cases.html", {"section": "cases", "rows": rows, "playing": site.reader.playing()}
    )


@reads
def case(request: HttpRequest, lang: str, id: str) -> HttpResponse:
    """Show one case: where it stands, and how it came there on both sides."""
    del lang
    site = site_of(request)
    found = site.reader.case(Digest(id), viewer=site.viewer)
    if found is None:
        raise Http404
    context = {
        "section": "cases",
        "case": found,
        "story": told_in_order(found),
        "standings": tuple(Standing),
        "there": [one for one in site.others if one.party.id in {r.party.id for r in found.roles}],
    }
    return page(request, "case.html", context)


@reads
def proof(request: HttpRequest, lang: str, id: str) -> HttpResponse:
    """Show what can be proved of one act."""
    del lang
    site = site_of(request)
    found = site.reader.proof(Digest(id), viewer=site.viewer)
    if found is None:
        raise Http404
    return page(request, "proof.html", {"section": "cases", "proof": found})


@reads
def proof_file(request: HttpRequest, lang: str, id: str) -> HttpResponse:
    """Hand out the proof of one act as a file."""
    del lang
    site = site_of(request)
    raw = site.reader.proof_file(Digest(id), viewer=site.viewer)
    if raw is None:
        raise Http404
    response = HttpResponse(raw, content_type=PROOF_TYPE)
    name = f"{site.file_prefix}proof-{id[:12]}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@reads
def frameworks(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the editions in use."""
    del lang
    found = site_of(request).reader.frameworks()
    return page(request, "frameworks.html", {"section": "framework", "frameworks": found})


@reads
def framework(request: HttpRequest, lang: str, id: str) -> HttpResponse:
    """Show one edition: its procedures as sentences."""
    del lang
    for found in site_of(request).reader.frameworks():
        if found.digest == id:
            return page(request, "framework.html", {"section": "framework", "framework": found})
    raise Http404


@reads
def node(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the node's state."""
    del lang
    found = site_of(request).reader.node()
    return page(request, "node.html", {"section": "node", "node": found})
