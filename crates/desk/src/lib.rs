//! Deeds: one file per thing someone can do, one transaction each.
