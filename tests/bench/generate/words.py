"""What the forms are filled with. Names are those of the gazetteer and of villages that it does not know."""

PLACES = (
    "Pristina", "Mitrovica", "Pec", "Djakovica", "Urosevac", "Gnjilane", "Prizren", "Orahovac", "Decane", "Obilic", "Dragas", "Istok",
    "Klina", "Lipljan", "Podujevo", "Vucitrn", "Srbica", "Glogovac", "Malisevo", "Suva Reka", "Strpce", "Kacanik", "Vitina", "Zvecan",
    "Leposavic", "Zubin Potok", "Novo Brdo", "Gracanica", "Silovo", "Velika Hoca",
)  # fmt: skip
GROUPS = ("Kosovo Albanian", "Kosovo Serb")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
CATEGORIES = (
    "drugs", "counterfeit currency", "smuggling", "explosions", "miscellaneous criminal acts", "illegal weapons possession",
    "weapons and ammunition seizures", "unexploded ordnance",
)  # fmt: skip
ITEMS = (
    ("rifles", "pieces"), ("pistols", "pieces"), ("hand grenades", "pieces"), ("rounds of ammunition", "rounds"),
    ("kilograms of explosives", "kilograms"),
)  # fmt: skip
NATO = ((1999, "Lord Robertson"), (2004, "Jaap de Hoop Scheffer"), (2009, "Anders Fogh Rasmussen"), (2014, "Jens Stoltenberg"))
UN = ((1997, "Kofi A. Annan"), (2007, "Ban Ki-moon"), (2017, "António Guterres"))


def holder(line: tuple[tuple[int, str], ...], year: int) -> str:
    """Who holds an office in a year."""
    return [name for since, name in line if since <= year][-1]


def spelt(number: int) -> str:
    """A count as the reports print it: in words up to nine."""
    return SMALL[number] if 0 < number < len(SMALL) else f"{number:,}"
