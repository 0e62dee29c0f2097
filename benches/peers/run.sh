#!/bin/sh
# tidegate beside its peers; benches/README.md says more. Compiled for this CPU, as sonic-rs asks for: its SIMD is chosen
# at compile time. RUSTFLAGS from outside are left as they are.
set -eu
cd "$(dirname "$0")"
RUSTFLAGS=${RUSTFLAGS--C target-cpu=native} exec cargo run --release --locked --quiet -- "$@"
