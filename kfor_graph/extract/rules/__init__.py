"""The rules, one a file, in the order in which they are tried: for each kind of block a visible list."""

from collections.abc import Callable, Iterator

from kfor_graph.extract.passage import Passage
from kfor_graph.extract.rules.activities import activities
from kfor_graph.extract.rules.agreed import agreed
from kfor_graph.extract.rules.agreements import agreements
from kfor_graph.extract.rules.alleged import alleged
from kfor_graph.extract.rules.arrests import arrests
from kfor_graph.extract.rules.asked import asked
from kfor_graph.extract.rules.assistance import assistance
from kfor_graph.extract.rules.basis import basis
from kfor_graph.extract.rules.ceremonies import ceremonies
from kfor_graph.extract.rules.closures import closures
from kfor_graph.extract.rules.commemorations import commemorations
from kfor_graph.extract.rules.compliance import compliance
from kfor_graph.extract.rules.contributing_nations import contributing_nations
from kfor_graph.extract.rules.cooperation import cooperation
from kfor_graph.extract.rules.corps_works import corps_works
from kfor_graph.extract.rules.curfews import curfews
from kfor_graph.extract.rules.dated_agreements import dated_agreements
from kfor_graph.extract.rules.decisions import decisions
from kfor_graph.extract.rules.demonstrations import demonstrations
from kfor_graph.extract.rules.deployments import deployments
from kfor_graph.extract.rules.dialogue import dialogue
from kfor_graph.extract.rules.disciplinary import disciplinary
from kfor_graph.extract.rules.displacements import displacements
from kfor_graph.extract.rules.disruptions import disruptions
from kfor_graph.extract.rules.elections import elections
from kfor_graph.extract.rules.evacuations import evacuations
from kfor_graph.extract.rules.exercises import exercises
from kfor_graph.extract.rules.freedom_of_movement import freedom_of_movement
from kfor_graph.extract.rules.handovers import handovers
from kfor_graph.extract.rules.harmed import harmed
from kfor_graph.extract.rules.in_place import in_place
from kfor_graph.extract.rules.incident_statistics import incident_statistics
from kfor_graph.extract.rules.incidents import incidents
from kfor_graph.extract.rules.letter import letter
from kfor_graph.extract.rules.mandate import mandate
from kfor_graph.extract.rules.masthead import masthead
from kfor_graph.extract.rules.medical_aid import medical_aid
from kfor_graph.extract.rules.meetings import meetings
from kfor_graph.extract.rules.members import members
from kfor_graph.extract.rules.minority_trend import minority_trend
from kfor_graph.extract.rules.money import money
from kfor_graph.extract.rules.not_asked import not_asked
from kfor_graph.extract.rules.not_done import not_done
from kfor_graph.extract.rules.noughts import noughts
from kfor_graph.extract.rules.numbers_of import numbers_of
from kfor_graph.extract.rules.office import office
from kfor_graph.extract.rules.operations import operations
from kfor_graph.extract.rules.outlook import outlook
from kfor_graph.extract.rules.period import period
from kfor_graph.extract.rules.personnel import personnel
from kfor_graph.extract.rules.planned import planned
from kfor_graph.extract.rules.proportions import proportions
from kfor_graph.extract.rules.recruitment import recruitment
from kfor_graph.extract.rules.recruitment_campaigns import recruitment_campaigns
from kfor_graph.extract.rules.releases import releases
from kfor_graph.extract.rules.returns import returns
from kfor_graph.extract.rules.roadblocks import roadblocks
from kfor_graph.extract.rules.roll_calls import roll_calls
from kfor_graph.extract.rules.searches import searches
from kfor_graph.extract.rules.seizures import seizures
from kfor_graph.extract.rules.situation import situation
from kfor_graph.extract.rules.statements import statements
from kfor_graph.extract.rules.talks import talks
from kfor_graph.extract.rules.tenure import tenure
from kfor_graph.extract.rules.threat import threat
from kfor_graph.extract.rules.tolls import tolls
from kfor_graph.extract.rules.training import training
from kfor_graph.extract.rules.translated_letter import translated_letter
from kfor_graph.extract.rules.translated_strength import translated_strength
from kfor_graph.extract.rules.transmitted import transmitted
from kfor_graph.extract.rules.troop_strength import troop_strength
from kfor_graph.extract.rules.unharmed import unharmed
from kfor_graph.extract.rules.victims import victims
from kfor_graph.extract.rules.violations import violations
from kfor_graph.extract.rules.violence import violence
from kfor_graph.extract.rules.visits import visits
from kfor_graph.extract.rules.without_incident import without_incident
from kfor_graph.extract.rules.works import works
from kfor_graph.model import Claim, Finding

Rule = Callable[[Passage], Iterator[Claim | Finding]]
"Reads one block; its docstring is its public description."

RULES: dict[str, tuple[Rule, ...]] = {
    "masthead": (masthead,),
    "letter": (letter, transmitted, basis, tenure),
    "report": (period,),
    "paragraph": (
        basis,
        troop_strength,
        contributing_nations,
        incident_statistics,
        seizures,
        noughts,
        personnel,
        members,
        roll_calls,
        recruitment,
        corps_works,
        disciplinary,
        training,
        ceremonies,
        minority_trend,
        talks,
        meetings,
        visits,
        dialogue,
        agreements,
        dated_agreements,
        agreed,
        decisions,
        statements,
        elections,
        commemorations,
        mandate,
        office,
        demonstrations,
        incidents,
        violence,
        tolls,
        alleged,
        assistance,
        cooperation,
        operations,
        roadblocks,
        closures,
        searches,
        arrests,
        releases,
        curfews,
        deployments,
        exercises,
        handovers,
        evacuations,
        medical_aid,
        displacements,
        disruptions,
        violations,
        works,
        recruitment_campaigns,
        planned,
        activities,
        numbers_of,
        proportions,
        money,
        returns,
        in_place,
        asked,
        not_asked,
        not_done,
        harmed,
        victims,
        unharmed,
        without_incident,
        threat,
        situation,
        outlook,
        compliance,
        freedom_of_movement,
    ),
    "translated masthead": (masthead,),
    "translated letter": (translated_letter,),
    "translated report": (period,),
    "translated paragraph": (translated_strength,),
}
