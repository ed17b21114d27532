"""Words for what the stage of surface repairs."""

WORDS = {
    "surface-rule": "{about}",
}
