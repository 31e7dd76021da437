//! Typed client of the API, native and wasm.
