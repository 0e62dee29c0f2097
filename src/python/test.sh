#!/usr/bin/env bash
# Installs what the tests need into a virtual environment of their own, builds the wheel, installs it there, and runs all tests.
# Types are checked beside the build, and the tests of Spark run beside the others.
# With arguments, runs only these: `test.sh tests/test_filter.py -k error`. With OLDEST=1, the oldest Python and Spark that
# are supported: Python 3.10 and pyspark 3.5; types are not checked then.
set -euo pipefail
cd "$(dirname "$0")"
environment=target/environment requirements=tests/requirements.txt python=python3
if [ -n "${OLDEST:-}" ]; then
  environment=target/oldest requirements=tests/requirements-oldest.txt python=python3.10
fi
wheels=target/wheels

step() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }

# Runs a command in the background; its output is shown when it is waited for.
declare -A running=()
begin() {
  local name=$1
  shift
  "$@" >"target/$name.log" 2>&1 &
  running[$name]=$!
}
await() {
  local result=0
  wait "${running[$1]}" || result=$?
  unset "running[$1]"
  cat "target/$1.log"
  return "$result"
}
end_all() { for name in "${!running[@]}"; do kill "${running[$name]}" 2>/dev/null || true; done; }
trap end_all EXIT

step "python: environment"
if ! [ -x "$environment/bin/python" ]; then
  "$python" -m venv "$environment"
fi
if ! cmp -s "$requirements" "$environment/requirements.txt"; then
  "$environment/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
  cp "$requirements" "$environment/requirements.txt"
fi
source "$environment/bin/activate"

step "python: wheel"
if [ $# -eq 0 ] && [ -z "${OLDEST:-}" ]; then
  begin types bash -c "mypy && pyright"
fi
maturin build --quiet --profile dev --locked --out "$wheels"
pip install --quiet --disable-pip-version-check --no-deps --force-reinstall "$(ls -t "$wheels"/tidegate-*.whl | head -n 1)"

# The command line, which the wheel is compared with.
if [ -z "${TIDEGATE:-}" ]; then
  TIDEGATE=$(ls -t ../../target/release/tidegate ../../target/debug/tidegate 2>/dev/null | head -n 1 || true)
  if [ -z "$TIDEGATE" ]; then
    step "python: command line"
    cargo build --quiet --locked --manifest-path ../../Cargo.toml -p tidegate-cli
    TIDEGATE=../../target/debug/tidegate
  fi
fi
TIDEGATE=$(realpath "$TIDEGATE")
export TIDEGATE

if [ $# -gt 0 ]; then
  trap - EXIT
  exec python -m pytest "$@"
fi

if [ -n "${running[types]:-}" ]; then
  step "python: types"
  await types
fi

step "python: tests"
if command -v java >/dev/null; then
  begin spark python -m pytest tests/test_spark*.py
else
  echo "spark: needs Java 17, its tests are skipped"
fi
result=0
python -m pytest --ignore-glob 'tests/test_spark*.py' || result=$?
if [ -n "${running[spark]:-}" ]; then
  step "python: tests of Spark"
  await spark || result=$?
fi
step "python: done"
exit "$result"
