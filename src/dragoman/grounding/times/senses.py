"""What reads each construction: the names in the second column of ``constructions.txt``."""

from collections.abc import Mapping
from types import MappingProxyType

from dragoman.grounding.times import clock, explicit, lengths, relative
from dragoman.grounding.times.reading import Sense

SENSES: Mapping[str, Sense] = MappingProxyType(
    {
        name: getattr(module, name)
        for module, names in (
            (explicit, "iso_day slash_day month_day month_day_rel month month_year month_rel season season_rel"),
            (explicit, "quarter quarter_rel quarter_ago half_year half_rel year_unit year bc_year ad_year short_year"),
            (explicit, "decade decade_words century holiday day_like day_behind dated_like day_of_month year_like year_behind"),
            (relative, "deictic_day weekday weekday_rel weekday_week day_rel day_after day_after_day unit_rel the_unit"),
            (relative, "counted_day week_of latest_period weekend year_end year_ago ago unit_later from_now inner"),
            (lengths, "quantity quantity_half one_unit half_unit unit_and_half fuzzy_quantity bare_units length year_to open_time"),
            (lengths, "recur rate every every_point weekdays weekday_parts ref recent_units recent future_units"),
            (clock, "clock clock_word clock_day clock_part day_part part_rel part_of_day any_part"),
        )
        for name in names.split()
    }
)
