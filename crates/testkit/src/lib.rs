//! What tests share: databases of both kinds, builders, a fixed clock.
