"""The error tree: what goes wrong with files, services and our own data, each with its place and its remedy.

A problem *in a report* is a `Finding`, never an exception.
"""

import re

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"Ends of lines of all kinds, and what a terminal would obey; others may have put them into names and messages."


class KforGraphError(Exception):
    """Something a user can mend. `str()` is one line: place, what is wrong, remedy.

    place:  a file, with a line where one is known, or a service
    what:   what is wrong with it
    remedy: what to do about it
    """

    def __init__(self, place: object, what: str, remedy: str) -> None:
        self.place, self.what, self.remedy = str(place), what, remedy
        super().__init__(_CONTROLS.sub(" ", f"{self.place}: {what}; {remedy}"))

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        """Errors cross process borders whole."""
        return type(self), (self.place, self.what, self.remedy)


class SourceError(KforGraphError):
    """A file that cannot be read as a report."""


class CurationError(KforGraphError):
    """A table of corrections, or a row of one, that is broken."""


class OntologyError(KforGraphError):
    """A vocabulary file of ours that is broken."""


class ShapeError(KforGraphError):
    """A shapes file that is broken."""


class QueryError(KforGraphError):
    """A query, or the header or parameter of one, that is broken."""


class StoreError(KforGraphError):
    """A build folder or store that is missing, broken or cannot be written."""


class SiteError(KforGraphError):
    """A folder for a site that is not ours or cannot be written, or a name that cannot be a file's."""


class FetchError(KforGraphError):
    """A document that cannot be fetched, or a service that does not give it."""


class PluginError(KforGraphError):
    """A package with further rules that is not installed or cannot be used."""


class LinkError(KforGraphError):
    """A mapping or a remote endpoint that is broken."""


class ExportError(KforGraphError):
    """A format, view or filter that there is not, or a target that cannot be written."""


class EmptyError(ExportError):
    """A selection that holds nothing, of which no file is made."""
