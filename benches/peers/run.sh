#!/bin/sh
# Compares tidegate with similar tools; see benches/README.md. Compiled for this CPU, because sonic-rs chooses its SIMD
# at compile time. RUSTFLAGS that are set already are kept.
set -eu
cd "$(dirname "$0")"
RUSTFLAGS=${RUSTFLAGS--C target-cpu=native} exec cargo run --release --locked --quiet -- "$@"
