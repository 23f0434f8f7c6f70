"""What English-language news calls a province: ``province`` says Khost, where GeoNames has Khowst."""

import re
from collections.abc import Mapping
from functools import cache

from dragoman.codebook.files import read_data

_DESIGNATED = re.compile(
    r"(?!(?:North|South|East|West|Central|Upper|Lower|Capital)[a-z]*(?: (?:Western|Eastern|Central))? \w+\Z)"
    r"(.+) (?:[Pp]rovince|Governorate|Department|[Cc]ounty|[Oo]blast)\Z"
)


def province_name(iso2: str, name: str) -> str:
    """The usual English name of a first-level division.

    >>> province_name("AF", "Khowst"), province_name("UA", "Rivne Oblast"), province_name("LK", "Northern Province")
    ('Khost', 'Rivne', 'Northern Province')
    """
    usual = _usual().get((iso2, name))
    if usual is not None:
        return usual
    designated = _DESIGNATED.match(name)
    return designated[1] if designated else name


@cache
def _usual() -> Mapping[tuple[str, str], str]:
    lines = [line for line in read_data("places/province_names.tsv").splitlines() if not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:] if line]
    return {(iso2, name): usual for iso2, name, usual in rows}
