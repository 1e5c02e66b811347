"""Pages that show many things at once: events, figures, talks, coverage, findings."""
