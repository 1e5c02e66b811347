"""The forms of sentences, each with the facts that it states, in the terms of the list that `kfor-graph evaluate` reads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from tests.bench.generate.words import CATEGORIES, GROUPS, ITEMS, MONTHS, PLACES, spelt

Facts = dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class Time:
    """The period of a report."""

    start: date
    end: date

    @property
    def iso(self) -> str:
        """As the list gives it."""
        return f"{self.start}/{self.end}"


@dataclass(slots=True)
class Said:
    """Sentences and what they state."""

    text: str
    facts: Facts = field(default_factory=dict)


def said_day(day: date) -> str:
    """A day without its year."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def any_day(random: Random, time: Time) -> date:
    """A day of the period."""
    return date.fromordinal(random.randint(time.start.toordinal(), time.end.toordinal()))


def _event(text: str, day: str | None, place: str | None, kind: str, actors: list[tuple[str, str]], **more: Any) -> dict[str, Any]:
    return {
        "date": day, "place": place, "type": kind, "description": kind,
        "actors": [{"name": name, "role": role} for name, role in actors],
        "killed": None, "wounded": None, "arrested": None, "other_counts": {}, "certainty": "asserted", "quote": text.rstrip("."), **more,
    }  # fmt: skip


def _zero(what: str, quote: str, **when: str) -> dict[str, Any]:
    return {"what": what, "count": 0, "quote": quote, **when}


def explosion(random: Random, time: Time) -> Said:
    """On a day, an explosion, with people hurt."""
    day, place, hurt = any_day(random, time), random.choice(PLACES), random.randint(1, 9)
    where = random.choice([f"occurred in {place}", f"occurred near {place}"])
    harm = random.choice([f"injuring {spelt(hurt)} persons", f"in which {spelt(hurt)} persons were injured"])
    harm = harm.replace("one persons were", "one person was").replace("one persons", "one person")
    text = f"On {said_day(day)}, an explosion {where}, {harm}."
    return Said(text, {"events": [_event(text, str(day), place, "explosion", [], wounded=hurt)]})


def shooting(random: Random, time: Time) -> Said:
    """Shots at people, some killed."""
    day, place, dead, group = any_day(random, time), random.choice(PLACES), random.randint(1, 4), random.choice(GROUPS)
    people = f"{spelt(dead)} {group}{'s were' if dead > 1 else ' was'} killed"
    text = random.choice(
        [f"On {said_day(day)}, in a shooting incident in {place}, {people}.", f"On {said_day(day)}, {people} in a shooting in {place}."]
    )
    actors = [(f"{group}s", "victim")]
    return Said(text, {"events": [_event(text, str(day), place, "shooting", actors, killed=dead)]})


def demonstration(random: Random, time: Time) -> Said:
    """A crowd of so many, without incident."""
    day, place, group = any_day(random, time), random.choice(PLACES), random.choice(GROUPS)
    crowd = random.randint(2, 40) * 50
    text = f"On {said_day(day)}, {random.choice(['some', 'about', 'approximately'])} {crowd:,} {group}s demonstrated in {place}"
    event = _event(text, str(day), place, "demonstration", [(f"{group}s", "participant")], other_counts={"participants": crowd})
    if random.random() < 0.5:
        return Said(f"{text}.", {"events": [event]})
    event["other_counts"]["incidents"] = 0
    return Said(f"{text} without incident.", {"events": [event], "stated_zeros": [_zero("incidents", "without incident", date=str(day))]})


def arrest(random: Random, time: Time) -> Said:
    """The force arrests people."""
    day, place, number = any_day(random, time), random.choice(PLACES), random.randint(1, 12)
    text = f"On {said_day(day)}, KFOR arrested {spelt(number)} person{'s' if number > 1 else ''} in {place}."
    return Said(
        text, {"events": [_event(text, str(day), place, "arrest", [("KFOR", "authority"), ("persons", "perpetrator")], arrested=number)]}
    )


def meeting(random: Random, time: Time) -> Said:
    """The commander meets people."""
    day, place = any_day(random, time), random.choice(PLACES)
    other = random.choice(["the Special Representative of the Secretary-General", "representatives of UNMIK"])
    text = f"On {said_day(day)}, the KFOR Commander met {other} in {place}."
    actors = [("KFOR Commander", "participant"), (other.removeprefix("the ").removeprefix("representatives of "), "participant")]
    return Said(text, {"events": [_event(text, str(day), place, "meeting", actors)]})


def calm(random: Random, time: Time) -> Said:
    """An assessment, and nothing that happened."""
    word = random.choice(["calm", "stable", "calm but tense"])
    first = f"The security situation in Kosovo remained {word}."
    last = random.choice(["No major incidents were reported.", "There were no major security incidents."])
    values = word.split(" but ")
    judged = {
        "kind": "situation",
        "subject": "security situation",
        "scope": "Kosovo",
        "values": values,
        "quote": first,
        "trend": "unchanged",
    }
    zero = _zero("major incidents", last.rstrip("."), period=time.iso)
    return Said(f"{first} {last}", {"assessments": [judged], "stated_zeros": [zero]})


def statistics(random: Random, time: Time) -> Said:
    """A total with its categories, sometimes a wrong one."""
    kinds = random.sample(CATEGORIES, random.randint(3, len(CATEGORIES)))
    counts = [random.randint(2, 140) for _ in kinds]
    total = sum(counts) + (random.randint(1, 20) if random.random() < 0.2 else 0)
    listed = [f"{kind} ({count})" for kind, count in zip(kinds, counts, strict=True)]
    text = f"A total of {total:,} incidents related to {', '.join(listed[:-1])} and {listed[-1]} were reported during this period."
    categories = [{"category": kind, "count": count} for kind, count in zip(kinds, counts, strict=True)]
    facts: Facts = {
        "incident_statistics": [
            {"name": "incidents", "period": time.iso, "total": total, "categories": categories, "comparison": [], "quote": text}
        ]
    }
    if total != sum(counts):
        wrong = {
            "kind": "sum",
            "what": "incidents by category",
            "stated": total,
            "operands": counts,
            "computed": sum(counts),
            "quote": text,
        }
        facts["discrepancies"] = [wrong]
    return Said(text, facts)


def seizures(random: Random, time: Time) -> Said:
    """A list of what was seized in the period."""
    items = random.sample(ITEMS, random.randint(2, len(ITEMS)))
    counts = [random.randint(11, 4000) for _ in items]
    listed = [f"{count:,} {item}" for (item, _), count in zip(items, counts, strict=True)]
    text = f"During the reporting period, KFOR seized {', '.join(listed[:-1])} and {listed[-1]}."
    found = [
        {
            "item": item.removeprefix("kilograms of ").removeprefix("rounds of "),
            "count": count,
            "unit": unit,
            "quote": text,
            "period": time.iso,
        }
        for (item, unit), count in zip(items, counts, strict=True)
    ]
    return Said(text, {"seizures": found})


def corps(random: Random, _time: Time) -> Said:
    """The Kosovo Protection Corps, its share sometimes wrong."""
    active, minority = random.randint(2700, 3050), random.randint(150, 220)
    male = minority - random.randint(12, 40)
    share = round(100 * minority / active, 2) + (0.5 if random.random() < 0.2 else 0)
    first = f"The current active personnel establishment of the Kosovo Protection Corps (KPC) is {active:,}."
    second = f"There are {minority} ({share:.2f} per cent) active ethnic minority members ({male} male, {minority - male} female)."
    name = "active ethnic minority members"
    rows = [("active personnel establishment", active, first), (name, minority, second), (f"{name}, male", male, second)]
    rows.append((f"{name}, female", minority - male, second))
    told = [
        {"organization": "Kosovo Protection Corps", "measure": m, "value": v, "unit": "persons", "percentage": None, "of": None, "quote": q}
        for m, v, q in rows
    ]
    told[1] |= {"percentage": float(f"{share:.2f}"), "of": active}
    facts: Facts = {"personnel_statistics": told}
    right = round(100 * minority / active, 2)
    if abs(share - right) > 0.1:
        facts["discrepancies"] = [
            {"kind": "percentage", "what": "share", "stated": float(f"{share:.2f}"), "part": minority, "base": active, "decimals": 2,
             "computed": right, "quote": second}
        ]  # fmt: skip
    return Said(f"{first} {second}", facts)


INCIDENTS: tuple[Callable[[Random, Time], Said], ...] = (explosion, shooting, demonstration, arrest, meeting)
