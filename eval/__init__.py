"""Our own labelled cases, the scorer, and the floors that a change may not fall under."""
