"""What each page says of the record, of a case, of a proof and of a framework."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from jisr.ledger.base import PartState
from jisr.node.record_views import Built, Carrier, CarrierKind, Link, Page, Text
from jisr.node.value_views import (
    Amount,
    Block,
    CaseValue,
    Count,
    Country,
    Day,
    Ends,
    FieldRow,
    FileValue,
    Identifier,
    Local,
    Mirror,
    MirrorRow,
    Several,
    Table,
    Written,
)
from jisr.node.views import PartRow
from tests.web.client import ask
from tests.web.sample_cases import CASES, NODE, OTHERS, proof_of
from tests.web.sample_ids import ACT, CASE, CROSSED, FRAMEWORK, digest
from tests.web.sample_record import ACCOUNTS, FR, MA, UNDERTAKINGS
from tests.web.shown import Answering, words
from tests.web.site import MARK, site_of

SITE = site_of()


def test_the_record_shows_three_meetings_seven_undertakings_and_the_wrong_names():
    text = ask(SITE, "/en/record").text
    assert text.count('<article class="meeting"') == 3
    assert text.count('<span class="number"') == 7
    seen = words(ask(SITE, "/en/record"))
    for word in ("Bruno Rotayo", "Bruno Le Roux", "Bruno Retailleau", "not public", "adopted"):
        assert word in seen


def test_from_an_undertaking_one_click_leads_to_the_case():
    assert f'href="/fr/case/{CASE}"' in ask(SITE, "/fr/undertaking/c1").text


def test_a_case_says_whose_turn_it_is_and_until_when_with_its_source():
    seen = words(ask(SITE, f"/fr/case/{CASE}"))
    assert "La main est à\u00a0: Maroc, jusqu’au 20 novembre 2026, 09:13\u00a0UTC." in seen
    assert "Directive (UE) 2023/977" in seen
    assert " 5 · empruntée à un texte public" in seen.replace("\u00a0", " ")


def test_two_acts_that_crossed_stand_side_by_side_with_one_outcome():
    text = ask(SITE, f"/en/case/{CROSSED}").text
    assert text.count("beat-crossed") == 1
    seen = words(ask(SITE, f"/en/case/{CROSSED}"))
    assert "“Withdraw” (Morocco) and “Refuse” (France) were signed before" in seen
    assert "The same outcome on both sides" in seen


def test_sides_that_differ_are_not_called_equal():
    case = CASES[1]
    other = replace(case.sides[1], digest=digest("something else"), moves=case.sides[1].moves[:1])
    reader = Answering(case=replace(case, sides=(case.sides[0], other)))
    seen = words(ask(site_of(reader), f"/en/case/{CROSSED}"))
    assert "do not agree yet" in seen
    assert "not received" in seen
    assert "The same outcome" not in seen


def test_a_proof_that_fails_says_so_and_names_the_step():
    reader = Answering(proof=proof_of(CASES[0], CASES[0].acts[-1], holds=False))
    text = ask(site_of(reader), f"/en/proof/{ACT}").text
    assert "The proof does not hold" in text
    assert text.count('<li class="fails">') == 1


def test_what_others_wrote_is_shown_as_text_never_as_markup():
    hostile = '<img src=x onerror="alert(1)">{0}{{ secret }}%s'
    case = replace(CASES[0], title=Text(hostile, hostile, hostile), reference=hostile)
    answer = ask(site_of(Answering(case=case)), f"/en/case/{CASE}")
    assert answer.status == 200
    assert "<img" not in answer.text
    assert hostile in words(answer)


def test_a_latin_fact_in_an_arabic_sentence_is_isolated():
    case = replace(CASES[0], state=Text("Recherche (A)", "x", "x"))
    text = ask(site_of(Answering(case=case)), f"/ar/case/{CASE}").text
    assert "الحالة: <bdi>Recherche (A)</bdi>. الدور على <bdi>المغرب</bdi>" in text


def test_arabic_months_are_those_of_morocco():
    assert "20 نونبر 2026" in words(ask(SITE, f"/ar/case/{CASE}"))


def with_fields(*fields):
    first = CASES[0].acts[0]
    part = replace(first.parts[0], fields=fields)
    acts = (replace(first, parts=(part,), told=TOLD), *CASES[0].acts[1:])
    return ask(site_of(Answering(case=replace(CASES[0], acts=acts))), f"/en/case/{CASE}")


TOLD = Text("يسأل المغرب.", "Le Maroc demande.", "Morocco asks.")
ASKED = Text("هل هو أصيل؟", "Est-il authentique ?", "Is it genuine?")
LABEL = Text("السؤال", "question", "question")


ARABIC = Written(text=ASKED.ar, reading=ASKED, mark=f"[{MARK.ar}]")


def test_a_written_text_keeps_its_direction_and_its_mark_stands_apart_once():
    field = FieldRow(label=LABEL, value=ARABIC)
    text = with_fields(field, field).text
    assert text.count(f'<span class="written" dir="auto">{ASKED.ar}</span>') == 2
    assert text.count(f'<p class="text-mark" dir="auto">[{MARK.ar}]</p>') == 1


def test_a_mark_is_found_wherever_a_text_stands():
    named = Block(rows=(FieldRow(label=LABEL, value=Several(items=(ARABIC, ARABIC))),))
    for field in (
        FieldRow(label=LABEL, value=named),
        Table(heads=(LABEL,), rows=((None,), (ARABIC,))),
    ):
        assert with_fields(field).text.count(f'dir="auto">[{MARK.ar}]</p>') == 1


def test_what_a_text_says_in_the_readers_language_is_shown_as_not_signed():
    assert f"not signed: {ASKED.en}" in words(with_fields(FieldRow(label=LABEL, value=ARABIC)))
    same = FieldRow(label=LABEL, value=Written(text=ASKED.en, reading=ASKED))
    assert "not signed" not in words(with_fields(same))


def test_a_text_without_letters_stands_as_the_page_does():
    assert (
        '<span class="written">0</span>'
        in with_fields(FieldRow(label=LABEL, value=Written(text="0"))).text
    )


def test_fields_that_are_read_side_by_side_are_a_table():
    heads = (Text("القدرة", "capacité", "capacity"), Text("العدد", "nombre", "number"))
    rescue = Text("إنقاذ", "sauvetage", "rescue")
    table = Table(heads=heads, rows=((rescue, Count(n=1200)), (ARABIC, None)))
    before, after = FieldRow(label=LABEL, value=ARABIC), FieldRow(label=LABEL, value=rescue)
    text = with_fields(before, table, after).text
    assert text.count('<table class="values" role="table">') == 1
    assert '<td role="cell" data-label="number" class="num"><bdi>1,200</bdi></td>' in text
    assert '<td role="cell" data-label="number" class=""></td>' in text
    assert text.count(f"[{MARK.ar}]") == 1
    wide = Table(heads=heads * 2, rows=((rescue,) * 4,))
    assert '<table class="values values-deep"' in with_fields(wide).text


def test_what_values_are_made_of_is_named_and_written_as_the_reader_writes_it():
    person = Block(
        rows=(
            FieldRow(
                label=LABEL,
                value=Several(items=(Written(text="Karim Exemple"), Written(text="كريم المثال"))),
            ),
            FieldRow(label=LABEL, value=Day(iso="1991-05")),
            FieldRow(label=LABEL, value=Country(code="MA")),
            FieldRow(label=LABEL, value=Identifier(value="INVENTED")),
        )
    )
    file = FileValue(name="plan.pdf", media="application/pdf", size=15682, digest="ab" * 32)
    money = Amount(minor=123450, currency="EUR")
    case = CaseValue(id=CASE, reference="MA-FR-2026-0007")
    shown_there = (person, file, money, case)
    answer = with_fields(*(FieldRow(label=LABEL, value=one) for one in shown_there))
    seen = words(answer)
    for shown in ("Karim Exemple", "كريم المثال", "May 1991", "Morocco", "INVENTED", "€1,234.50"):
        assert shown in seen
    assert "plan.pdf" in seen
    assert "PDF · 15,682 bytes · digest: abababababab" in seen
    assert '<time datetime="1991-05">' in answer.text
    assert f'href="/en/case/{CASE}"><bdi dir="ltr">MA-FR-2026-0007</bdi>' in answer.text


def test_an_act_is_told_as_a_story():
    assert "Story: Morocco asks." in words(with_fields())


def test_a_sourced_text_on_played_acts_says_that_no_ministry_signed():
    played = replace(CASES[0], invented=False, played=True)
    seen = words(ask(site_of(Answering(case=played)), f"/en/case/{CASE}"))
    assert "No ministry has signed anything here" in seen
    assert "Invented for the demonstration" not in seen


def test_an_overtaken_act_says_where_it_would_have_led():
    seen = words(ask(SITE, f"/en/case/{CROSSED}"))
    assert "Would have led to: closed" in seen
    assert "Leads to: received" in seen


def test_what_is_not_delivered_or_opened_yet_says_at_whose_desk():
    kept = replace(CASES[0].acts[0].receipt, opened_at=None)
    unopened = replace(CASES[0].acts[0], receipt=kept)
    case = replace(CASES[0], acts=(unopened, *CASES[0].acts[1:]))
    seen = words(ask(site_of(Answering(case=case)), f"/en/case/{CASE}"))
    assert "No desk of France has declared yet that it opened it" in seen
    assert "Not delivered to Morocco yet" in seen


def test_articles_are_numbered_from_one_and_a_legend_says_which_is_which():
    for page, numbers in {"": "12345", "undertaking/c1": "13"}.items():
        legend = words(ask(SITE, f"/en/{page}")).partition("day of publication")[2]
        shown = re.findall(r"(\d)\s+(?:French|English) · \d+ April 20\d\d", legend)
        assert shown == list(numbers)


def test_a_case_leads_to_itself_on_the_partners_node():
    text = ask(SITE, f"/fr/case/{CASE}").text
    assert f'href="{OTHERS[0].address}/fr/case/{CASE}"' in text


def test_an_undertaking_of_others_leads_to_their_nodes():
    elsewhere = Carrier(
        label=LABEL,
        link=Link(page=Page.UNDERTAKING, key="c1", site=OTHERS[0].address),
        invented=False,
        kind=CarrierKind.ELSEWHERE,
        at=FR,
    )
    reader = Answering(undertaking=replace(UNDERTAKINGS[0], carriers=(elsewhere,)))
    answer = ask(site_of(reader), "/en/undertaking/c1")
    assert f'href="{OTHERS[0].address}/en/undertaking/c1"' in answer.text
    assert "between other parties" in words(answer)


def test_the_record_shows_the_signed_text_and_the_events_with_their_source():
    seen = words(ask(SITE, "/en/record"))
    assert "Declaration of Reinforced Exceptional Partnership" in seen
    assert "2030 World Cup" in seen
    assert "28\u00a0October\u00a02024, is public knowledge" in seen


def test_a_framework_says_handling_basis_and_retention_of_each_field_in_words():
    seen = words(ask(SITE, f"/en/framework/{FRAMEWORK}"))
    assert "not in judicial proceedings without the provider’s permission (H1)" in seen
    assert "2 years from the end of the case" in seen
    assert "announce a delay with its reason, at most 30 days in all" in seen
    assert "our own, with no instrument behind it" in seen


def test_while_the_stories_play_a_page_says_so_instead_of_that_there_is_none():
    for page in ("", "cases", "undertaking/c7"):
        soon = "The demonstration’s stories are being played now"
        playing = Answering(playing=True, cases=())
        assert soon in words(ask(site_of(playing), f"/en/{page}"))
        assert soon not in words(ask(SITE, f"/en/{page}"))
    rows = (replace(ACCOUNTS[0], link=None, built=Built.BUILT),)
    text = words(ask(site_of(Answering(playing=True, accounts=rows)), "/en/"))
    assert "The example is being played now." in text
    assert "No example on this node yet." not in text
    done = words(ask(site_of(Answering(accounts=rows)), "/en/"))
    assert "No example on this node yet." in done


def test_two_spaces_with_one_partner_are_told_apart_by_what_they_are_called():
    ours, other = NODE.spaces
    named = replace(ours.framework, title=Text("الضحايا", "Victimes", "Victims"))
    twins = (ours, replace(other, partner=FR, framework=named))
    seen = words(ask(site_of(Answering(node=replace(NODE, spaces=twins))), "/fr/node"))
    assert f"Espace partagé\u00a0: France · {ours.framework.title.fr}" in seen
    assert "Espace partagé\u00a0: France · Victimes" in seen


SEALED = Text("أرقام", "chiffres", "figures")


def with_part(state, *, sealed, acting=0, revealed_at=None):
    acts = [replace(one, parts=()) for one in CASES[0].acts]
    part = PartRow(
        name="figures", label=SEALED, state=state, sealed=sealed, revealed_at=revealed_at
    )
    acts[acting] = replace(acts[acting], parts=(part,))
    return words(ask(site_of(Answering(case=replace(CASES[0], acts=tuple(acts)))), PAGE))


PAGE = f"/en/case/{CASE}"


def test_what_is_sealed_says_so_to_its_author_and_to_the_other_party():
    first = CASES[0].acts[0].author
    other = next(n for n, one in enumerate(CASES[0].acts) if one.author != first)
    for acting, word in ((0, "Only its digest has left this node"), (other, "Only its digest is")):
        for state in (PartState.HELD, PartState.AWAITED):
            seen = with_part(state, sealed=True, acting=acting)
            assert "sealed until revealed" in seen
            assert word in seen
            assert "not here yet" not in seen
        assert "sealed" not in with_part(PartState.HELD, sealed=False, acting=acting)
    assert "not here yet" in with_part(PartState.AWAITED, sealed=False)


def test_what_was_sealed_and_is_revealed_says_when():
    at = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
    assert "It was sealed first" in with_part(PartState.HELD, sealed=False, revealed_at=at)
    for state in (PartState.AWAITED, PartState.ERASED):  # Nothing is here to match the digest.
        assert "sealed first" not in with_part(state, sealed=False, revealed_at=at)


def test_the_figures_of_both_parties_stand_side_by_side_with_what_differs():
    month, kind = Text("الشهر", "mois", "month"), Text("المؤشر", "indicateur", "indicator")
    rows = (
        MirrorRow(about=(Day(iso="2026-10"), kind), first=14, second=1500),
        MirrorRow(about=(Day(iso="2026-11"), kind), first=9, second=9),
        MirrorRow(about=(Day(iso="2026-12"), kind), first=None, second=3),
    )
    total = MirrorRow(about=(None, kind), first=23, second=1512)
    mirror = Mirror(
        heads=(month, kind), counted=SEALED, parties=(MA, FR), rows=rows, totals=(total,)
    )
    answer = ask(site_of(Answering(case=replace(CASES[0], mirrors=(mirror,)))), PAGE)
    seen = " ".join(words(answer).split())
    assert "Difference: Morocco less France" in seen
    assert "Rows that differ: 2 of 3." in seen
    assert answer.text.count('<tr class="unequal">') == 3
    assert '<td class="num gap"><bdi dir="ltr">−1,486</bdi></td>' in answer.text
    assert '<tr class="same">' in answer.text
    assert "not given" in seen
    assert "Total" in seen
    assert "Rows that differ" not in words(ask(SITE, PAGE))
    more = replace(mirror, rows=(MirrorRow(about=(month, kind), first=3, second=1),))
    answer = ask(site_of(Answering(case=replace(CASES[0], mirrors=(more,)))), PAGE)
    assert '<bdi dir="ltr">+2</bdi>' in answer.text


def test_a_time_that_ends_is_shown_by_the_clocks_of_those_whose_calendar_counts():
    hour = timedelta(hours=1)
    due = replace(
        CASES[0].due,
        at=datetime(2027, 5, 28, 22, 59, 59, tzinfo=UTC),
        local=(Local(party=MA, ahead=hour), Local(party=FR, ahead=hour * 2)),
    )
    site = site_of(Answering(case=replace(CASES[0], due=due)))
    seen = {lang: words(ask(site, f"/{lang}/case/{CASE}")) for lang in ("ar", "fr", "en")}
    assert "(local time, Morocco: 23:59)" in seen["en"]
    assert "(local time, France: 29 May 2027, 00:59)" in seen["en"]
    assert "(heure locale, Maroc\u00a0: 23:59)" in seen["fr"]
    assert "(23:59 بتوقيت المغرب)" in seen["ar"]
    assert "29 ماي 2027، 00:59" in seen["ar"]
    assert "local time" not in words(ask(SITE, PAGE))


def test_an_act_that_was_owed_says_whether_it_came_in_time():
    first = CASES[0].acts[0]
    for late, word in ((False, "In time: due"), (True, "Late: due")):
        due_at = first.at - timedelta(hours=1) if late else first.at
        owed = Ends(at=due_at, local=(Local(party=MA, ahead=timedelta(hours=1)),))
        acts = (replace(first, owed=owed), *CASES[0].acts[1:])
        seen = words(ask(site_of(Answering(case=replace(CASES[0], acts=acts))), PAGE))
        assert word in seen
        assert "(local time, Morocco" in seen
    plain = words(ask(SITE, PAGE))
    assert "In time" not in plain
    assert "Late:" not in plain


def test_a_proof_says_what_a_stranger_needs_and_not_to_take_the_verifier_from_the_node():
    for lang in ("ar", "fr", "en"):
        seen = words(ask(SITE, f"/{lang}/proof/{ACT}"))
        assert "cryptography" in seen
        assert f"python3 verify.py demo-unofficial-proof-{ACT[:12]}.json --lang {lang}" in seen
    assert "not from this node" in seen
