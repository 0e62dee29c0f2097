#!/bin/sh
# Fetches citylots2.json.gz into the folder of this script, from the Go module that ships it. Needs go and git.
set -eu

module=quamina.net/go/quamina/v2@v2.0.2
file=testdata/citylots2.json.gz
blob=b930e9106c83496d0b4cfe3954dc729f969588c0

here=$(cd "$(dirname "$0")" && pwd)
target=$here/citylots2.json.gz

fail() {
    echo "error: $1; nothing was written" >&2
    exit 1
}

is_wanted() {
    test -f "$1" && test "$(git hash-object --no-filters "$1")" = "$blob"
}

if is_wanted "$target"; then
    echo "$target exists already"
    exit 0
fi

# A temporary module cache outside any module, so that no go.mod is used and nothing remains.
cache=$(mktemp -d)
trap 'chmod -R u+w "$cache"; rm -rf "$cache"' EXIT
answer=$(cd "$cache" && GOMODCACHE="$cache" GOFLAGS=-mod=mod go mod download -json "$module") ||
    fail "go mod download $module: $answer"
folder=$(echo "$answer" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')

is_wanted "$folder/$file" || fail "$file of $module is not git blob $blob"
cp "$folder/$file" "$target.part"
chmod 644 "$target.part"
mv "$target.part" "$target"
echo "$target: $(wc -c <"$target") bytes"
