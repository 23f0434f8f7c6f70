"""What reads each construction: the senses named in the second column of ``constructions.txt``."""

from collections.abc import Mapping
from types import MappingProxyType

from dragoman.grounding.times import clock, days, holidays, lengths, parts, relative, years
from dragoman.grounding.times.reading import Sense

SENSES: Mapping[str, Sense] = MappingProxyType(
    years.SENSES | parts.SENSES | days.SENSES | holidays.SENSES | relative.SENSES | lengths.SENSES | clock.SENSES
)
