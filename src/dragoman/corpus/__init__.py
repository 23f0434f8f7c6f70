"""Many documents: in chunks, in processes, resumed where they were stopped."""

from dragoman.corpus.run import Outcome, Settings, run_corpus
from dragoman.corpus.tally import Listener, Tally

__all__ = ["Listener", "Outcome", "Settings", "Tally", "run_corpus"]
