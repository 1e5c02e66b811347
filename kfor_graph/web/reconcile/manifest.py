"""What the service is and can do, as clients ask first."""

from kfor_graph.site.data import DataSet
from kfor_graph.web.reconcile.asked import MOST_QUERIES
from kfor_graph.web.reconcile.things import IDENTIFIERS, SCHEMA, Term, Things

PREVIEW = (430, 220)
"Width and height of a preview, in CSS pixels."


def manifest(things: Things, data: DataSet) -> dict[str, object]:
    """The service manifest of version 0.2; all addresses are absolute, below the public one of the data set."""
    service = f"{data.public}reconcile"
    suggest = {
        kind: {
            "service_url": service,
            "service_path": f"/suggest/{kind}",
            "flyout_service_url": service,
            "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
        }
        for kind in ("entity", "property", "type")
    }
    return {
        "versions": ["0.2"],
        "name": "kfor-graph: people, places, organizations, documents and events in reports of the Kosovo Force",
        "identifierSpace": IDENTIFIERS,
        "schemaSpace": SCHEMA,
        "documentation": f"{data.public}about.html",
        "serviceVersion": data.version,
        "defaultTypes": [type_json(term) for term in things.types.values()],
        "view": {"url": f"{service}/view?id={{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": PREVIEW[0], "height": PREVIEW[1]},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "Maximum number of values of each row (0 for no limit)",
                },
                {
                    "name": "content",
                    "label": "Content",
                    "type": "select",
                    "default": "name",
                    "help_text": "Entities and concepts by their names, or all things by their IRIs",
                    "choices": [{"value": "name", "name": "Names"}, {"value": "iri", "name": "IRIs"}],
                },
            ],
        },
        "batchSize": min(50, MOST_QUERIES),
    }


def type_json(term: Term) -> dict[str, object]:
    """A type or property as id and name."""
    return {"id": term.id, "name": term.name}
