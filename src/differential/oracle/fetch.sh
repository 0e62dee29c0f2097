#!/bin/sh
# Fetches AWS's event-ruler from Maven Central and compiles Oracle.java against it: fetch.sh [RELEASE...], 2.0.1 unless
# given. Needs a JDK and Maven. The result is kept under target/oracle/RELEASE, and is not built again if it is newer than
# its sources.
set -eu
cd "$(dirname "$0")/java"
into=${CARGO_TARGET_DIR:-$(cd ../../../.. && pwd)/target}/oracle
for release in "${@:-2.0.1}"; do
  classes=$into/$release/classes/Oracle.class
  if [ -e "$classes" ] && [ "$classes" -nt Oracle.java ] && [ "$classes" -nt pom.xml ]; then
    continue
  fi
  rm -rf "${into:?}/$release"
  mvn -q -B compile dependency:copy-dependencies -Druler.version="$release" -Doracle.output="$into/$release"
done
