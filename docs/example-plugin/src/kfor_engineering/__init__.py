"""Rules about the works of engineers, in the form of kfor-graph's own list: kind of block → rules."""

from kfor_engineering.repairs import repairs

RULES = {"paragraph": (repairs,)}
