"""Reconciliation Service API 0.2 (W3C community group): names in other people's tables → entities of ours, and data about them."""
