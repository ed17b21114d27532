"""Words for what the stage of surface repairs."""

WORDS = {
    "surface-rule": "{about}",
    "name-spelling": "the page writes {right} {right_times} times, {form} {times} times",
}
