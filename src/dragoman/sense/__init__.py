"""The sense reader: a small encoder that reads one candidate in its sentence, and the judge that weighs its word
against the codebook's. Knows nothing of parses or records: words and marks in, a verdict out."""
