"""How firmly it is told: as a fact, a denial, a plan, a judgement."""
