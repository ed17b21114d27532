"""Attacks: seeded, bounded fuzzing of the laws that no input, option or file may break.

    python -m pytest -m attack tests/attack                     # the short form of `.ci/run`
    MTFIX_ATTACK_SECONDS=3600 python -m pytest -m attack tests/attack
    MTFIX_ATTACK_SEED=7 …                                       # other cases

Each test says in its failure the seed and the smallest case that it has found; put that into
`cases.json` of this folder, where it is tried from then on.
"""
