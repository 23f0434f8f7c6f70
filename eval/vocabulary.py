"""The closed vocabularies of the labels: a typing slip in a case must not pass for a hard case."""

MODES: dict[str, frozenset[str]] = {
    name: frozenset(modes.split())
    for name, modes in {
        "AGREE": "",
        "CONSULT": "visit third-party multilateral phone",
        "SUPPORT": "",
        "CONCEDE": "",
        "COOPERATE": "",
        "AID": "",
        "RETREAT": "withdraw release disarm ceasefire access resign",
        "REQUEST": "assist change yield meet",
        "ACCUSE": "disapprove investigate allege",
        "REJECT": "assist change yield meet",
        "THREATEN": "restrict arrest relations expel territory violence",
        "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
        "SANCTION": "convict expel withdraw discontinue",
        "MOBILIZE": "troops weapons police militia",
        "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
        "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack "
        "aerial drone heavy-weapons crowd-control unconventional",
    }.items()
}


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


AUXILIARIES = _words("historical future hypothetical negation")
CLAIMS = _words("asserted claimed denied")
KINDS = _words("demand offer refusal disclaimer warning commitment")
ISSUES = _words(
    "power_sharing leadership ceasefire withdrawal territory prisoners recognition sanctions",
    "humanitarian_access elections constitution security weapons justice refugees resources talks",
    "aid rights other",
)
CHANGES = _words("gained lost contested held withdrawn")
FORMS = _words("direct indirect mixed")
SECTORS = _words("COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC")
LISTS = ("events", "statements", "positions", "control")
