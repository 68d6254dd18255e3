"""Write packs/common/calendars/{MA,FR,BE}.yaml from the package `holidays`.

    python tools/make_calendar.py

Names are ours, in three languages; dates are the package's.  What it computes from the moon is
written as provisional, for it is announced and not computed: the package was a day early for
the Moroccan feasts of 2024 and 2025 that we could check.  A name the package adds, or one that
it drops, stops the tool, so that somebody looks.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import holidays

YEARS: Final = range(2024, 2031)
FOLDER: Final = Path(__file__).parent.parent / "packs" / "common" / "calendars"
ESTIMATED: Final = " (estimated)"

# The package's English name -> our name, Arabic, French, English.
NAMES: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "New Year's Day": ("new-year", "رأس السنة الميلادية", "Jour de l’an", "New Year’s Day"),
    "Proclamation of Independence Day": (
        "independence-manifesto",
        "ذكرى تقديم وثيقة الاستقلال",
        "Manifeste de l’indépendance",
        "Independence Manifesto Day",
    ),
    "Amazigh New Year": (
        "amazigh-new-year",
        "رأس السنة الأمازيغية",
        "Nouvel an amazigh",
        "Amazigh New Year",
    ),
    "Labor Day": ("labour-day", "عيد الشغل", "Fête du travail", "Labour Day"),
    "Throne Day": ("throne-day", "عيد العرش", "Fête du Trône", "Throne Day"),
    "Oued Ed-Dahab Day": (
        "oued-ed-dahab",
        "ذكرى استرجاع إقليم وادي الذهب",
        "Récupération d’Oued Ed-Dahab",
        "Oued Ed-Dahab Day",
    ),
    "Revolution Day": (
        "revolution",
        "ذكرى ثورة الملك والشعب",
        "Révolution du Roi et du Peuple",
        "Revolution of the King and the People",
    ),
    "Youth Day": ("youth-day", "عيد الشباب", "Fête de la jeunesse", "Youth Day"),
    "Unity Day": ("unity-day", "عيد الوحدة", "Fête de l’Unité", "Unity Day"),
    "Green March": (
        "green-march",
        "ذكرى المسيرة الخضراء",
        "Marche verte",
        "Green March Day",
    ),
    "Independence Day": (
        "independence-day",
        "عيد الاستقلال",
        "Fête de l’indépendance",
        "Independence Day",
    ),
    "Eid al-Fitr": ("eid-al-fitr", "عيد الفطر", "Aïd al-Fitr", "Eid al-Fitr"),
    "Eid al-Adha": ("eid-al-adha", "عيد الأضحى", "Aïd al-Adha", "Eid al-Adha"),
    "Islamic New Year": ("hijri-new-year", "فاتح محرم", "1er Moharrem", "1 Muharram"),
    "Prophet's Birthday": ("mawlid", "عيد المولد النبوي", "Aïd al-Mawlid", "Mawlid"),
    "Victory Day": ("victory", "ذكرى النصر 1945", "Victoire de 1945", "Victory Day"),
    "National Day": ("national-day", "العيد الوطني", "Fête nationale", "National Day"),
    "Assumption Day": ("assumption", "عيد انتقال العذراء", "Assomption", "Assumption Day"),
    "All Saints' Day": ("all-saints", "عيد جميع القديسين", "Toussaint", "All Saints’ Day"),
    "Armistice Day": ("armistice", "ذكرى الهدنة", "Armistice de 1918", "Armistice Day"),
    "Christmas Day": ("christmas", "عيد الميلاد", "Noël", "Christmas Day"),
    "Easter Monday": ("easter-monday", "اثنين الفصح", "Lundi de Pâques", "Easter Monday"),
    "Ascension Day": ("ascension", "عيد الصعود", "Ascension", "Ascension Day"),
    "Pentecost Monday": (
        "whit-monday",
        "اثنين العنصرة",
        "Lundi de Pentecôte",
        "Whit Monday",
    ),
}
SUNDAYS: Final = {"Easter Sunday", "Pentecost"}  # In every weekend already.

EUROPEAN_ZONE: Final = (
    'zone: {offset: "+01:00", summer: EU, status: borrowed, source: directive-2000-84}'
)

# Around Ramadan the legal time of Morocco is that of Greenwich, from a Sunday, 03:00 local, to a
# Sunday, 02:00 local.  Each change is announced; these are the dates that the IANA time zone
# database (2025b) gives or foresees.
MOROCCAN_CHANGES: Final = (
    ("2024-03-10", "2024-04-14"),
    ("2025-02-23", "2025-04-06"),
    ("2026-02-15", "2026-03-22"),
    ("2027-02-07", "2027-03-14"),
    ("2028-01-23", "2028-03-05"),
    ("2029-01-14", "2029-02-18"),
    ("2029-12-30", "2030-02-10"),
    ("2030-12-22", "2031-01-26"),
)
MOROCCAN_ZONE: Final = "\n".join(
    [
        "zone:",
        '  offset: "+01:00"',
        "  status: borrowed",
        "  source: ma-legal-time",
        "  exceptions:",
        *(
            f'    - {{from: "{first}T02:00:00Z", to: "{last}T02:00:00Z", offset: "+00:00"}}'
            for first, last in MOROCCAN_CHANGES
        ),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """What the file of a country says besides its holidays."""

    comment: str
    label: str
    source: str
    zone: str


COUNTRIES: Final[Mapping[str, Country]] = {
    "MA": Country(
        comment=(
            "# Morocco.  Feasts that follow the moon are computed here, hence provisional: the\n"
            "# party's signed announcement of closed days settles them.  The clock goes back one\n"
            "# hour around Ramadan."
        ),
        label="{ar: التقويم المغربي, fr: calendrier du Maroc, en: calendar of Morocco}",
        source="ma-public-holidays",
        zone=MOROCCAN_ZONE,
    ),
    "FR": Country(
        comment="# France.",
        label="{ar: التقويم الفرنسي, fr: calendrier de la France, en: calendar of France}",
        source="fr-public-holidays",
        zone=EUROPEAN_ZONE,
    ),
    "BE": Country(
        comment="# Belgium, the Federation.",
        label="{ar: التقويم البلجيكي, fr: calendrier de la Belgique, en: calendar of Belgium}",
        source="be-public-holidays",
        zone=EUROPEAN_ZONE,
    ),
}


def days_of(country: str) -> dict[str, list[date]]:
    """Return the dates of each holiday of a country, by the package's English name."""
    found: dict[str, list[date]] = {}
    given = holidays.country_holidays(country, years=YEARS, language="en_US")
    for day in sorted(given):
        for name in given.get_list(day):
            if name not in SUNDAYS:
                found.setdefault(name, []).append(day)
    return found


def entry(name: str, days: list[date]) -> str:
    """Return the lines of one holiday."""
    provisional = name.endswith(ESTIMATED)
    key, ar, fr, en = NAMES[name.removesuffix(ESTIMATED)]
    lines = [f"  {key}:", f"    label: {{ar: {ar}, fr: {fr}, en: {en}}}"]
    fixed = {(day.month, day.day) for day in days}
    if len(fixed) == 1:
        lines.append(f"    every: {days[0]:%m-%d}")
        if days[0].year > YEARS[0]:
            lines.append(f"    since: {days[0].year}")
        return "\n".join(lines)
    firsts = [day for day in days if day - timedelta(days=1) not in days]
    lines.append(f"    dates: [{', '.join(day.isoformat() for day in firsts)}]")
    if len(days) > len(firsts):
        lines.append(f"    days: {len(days) // len(firsts)}")
    if provisional:
        lines += ["    provisional: 1", "    status: proposed"]
    return "\n".join(lines)


def document(country: str) -> str:
    """Return the text of one calendar."""
    about = COUNTRIES[country]
    days = sorted(days_of(country).items(), key=lambda item: (item[0].endswith(ESTIMATED), item[1]))
    return "\n".join(
        [
            about.comment,
            "# Written by tools/make_calendar.py.",
            f"calendar: {country}",
            f"label: {about.label}",
            "status: borrowed",
            f"source: {about.source}",
            "weekend: [saturday, sunday]",
            f"years: {{from: {YEARS[0]}, to: {YEARS[-1]}}}",
            about.zone,
            "holidays:",
            *(entry(name, dates) for name, dates in days),
            "",
        ]
    )


def main() -> None:
    """Write the three files."""
    for country in COUNTRIES:
        (FOLDER / f"{country}.yaml").write_text(document(country), encoding="utf-8")
        print(f"{country}: {len(days_of(country))} holidays", file=sys.stderr)


if __name__ == "__main__":
    main()
