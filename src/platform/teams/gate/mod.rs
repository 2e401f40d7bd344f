//! The gate: whether a request comes from the Bot Framework, for this bot, from this tenant.
