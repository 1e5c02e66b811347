"""How the permanent addresses of the data lead to the site: the two files that a pull request at w3id.org needs."""

from urllib.parse import urlsplit

from kfor_graph import names
from kfor_graph.site import formats, urls, vocabularies
from kfor_graph.site.data import DataSet
from kfor_graph.site.publish.files import forms

_HEAD = """\
# {base}
# Leads to {public}
# Maintainers: see README.md

Options +FollowSymLinks -MultiViews
RewriteEngine on
"""


def htaccess(data: DataSet) -> str:
    """The .htaccess: things, concepts, graphs and vocabularies in the form that is asked for, pages where none is."""
    given = forms(data, formats.GRAPHS)
    subjects = (
        ("Things", "^id/(.+)$", "doc/$1"),
        ("Concepts and named graphs", "^((?:scheme|graph)/.+)$", "doc/$1"),
        ("Vocabularies and their versions", rf"^((?:{'|'.join(vocabularies.NAMES)})(?:/[0-9.]+)?)$", "$1"),
    )
    parts = [_HEAD.format(base=names.BASE, public=data.public)]
    for title, pattern, target in subjects:
        parts.append(f"# {title}")
        for form in given:
            asked = "|".join(kind.replace("+", r"\+").replace(".", r"\.") for kind in (form.media, *form.also[:1]))
            parts.append(f"RewriteCond %{{HTTP_ACCEPT}} ({asked})")
            parts.append(f"RewriteRule {pattern} {data.public}{target}.{form.suffix} [R=303,NE,L]")
        if target != "$1":
            parts.append(f"RewriteRule {pattern} {data.public}{target}.html [R=303,NE,L]\n")
    for name in vocabularies.NAMES:
        parts.append(f"RewriteRule ^{name}(?:/[0-9.]+)?$ {data.public}{urls.path_of(names.BASE + name).lstrip('/')} [R=303,NE,L]")
    parts.append("")
    parts.append("# Everything else has the same path there")
    parts.append(f"RewriteRule ^(.*)$ {data.public}$1 [R=302,NE,L]\n")
    return "\n".join(parts)


def readme(data: DataSet) -> str:
    """The README.md beside it."""
    folder = urlsplit(names.BASE).path.strip("/")
    return f"""\
# {folder}

Permanent addresses of kfor-graph: the reports of the Kosovo Force, in the context of Security Council resolution 1244 (1999), as linked
data. They lead to <{data.public}>.

| address | leads to |
| --- | --- |
| `/{folder}/id/…` | the description of a thing |
| `/{folder}/scheme/…` | the description of a concept |
| `/{folder}/graph/…` | a named graph |
| `/{folder}/ontology` | the ontology; each version below it |

Each is given as a page, or in the form that the request asks for: {", ".join(form.label for form in forms(data, formats.GRAPHS))}.

Copy `.htaccess` and this file into the folder `{folder}` of <https://github.com/perma-id/w3id.org>.

## Contact

The kfor-graph maintainers, through the issues of the project.
"""
