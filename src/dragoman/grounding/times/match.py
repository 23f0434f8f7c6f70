"""The cascade: levels of constructions over tokens, each replacing what it finds."""

from dragoman.codebook.times import Level, TimeGrammar
from dragoman.grounding.times.token import Token


def reduce_tokens(tokens: list[Token], grammar: TimeGrammar) -> list[Token]:
    """Run all levels; returns the tokens with every construction found in its place."""
    for level in grammar.levels:
        tokens = _run_level(tokens, level)
    return tokens


def _run_level(tokens: list[Token], level: Level) -> list[Token]:
    line = "".join([token.kind for token in tokens])
    out: list[Token] = []
    done = 0
    for found in level.pattern.finditer(line):
        construction = level.constructions[found.lastgroup or ""]
        slots = tuple([(slot, tokens[at - 1]) for slot, group in construction.slots if (at := found.start(group)) >= 0])
        first, last = found.start(), found.end()
        out += tokens[done:first]
        whole = Token(construction.gives, tokens[first].start, tokens[last - 1].end, "", construction.sense, slots)
        out.append(whole)
        done = last
    if not done:
        return tokens
    out += tokens[done:]
    return out
