"""Loads all that coding needs: imported once by the process that the workers are forked from, so that they
share its memory and start at once."""

import gc

from threadpoolctl import threadpool_limits

from dragoman.corpus.ahead import AheadCoder
from dragoman.record.types import Document

threadpool_limits(limits=1, user_api="blas")  # the workers share the cores
AheadCoder()(
    Document(
        id="warm",
        text="Rebels attacked a town near Gao on Monday, the army said. Germany will send aid to Mali, officials said.",
        published="2020-01-01",
    )
)
# What is loaded stays: the collector need not look at it again, nor write to the pages that it lies in.
gc.collect()
gc.freeze()
# A document leaves little that refers to itself: it is looked for less often.
gc.set_threshold(20_000)
