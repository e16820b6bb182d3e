#!/usr/bin/env bash
# Runs every test of the repository; installs what is missing on a Debian machine (redis-server, python3) when it may.
# usage: tests/run.sh [NAME …]      only the test projects whose names contain one of the words
# Ends with the line: N passed, N failed, N skipped
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
configuration=${CONFIGURATION:-Debug}

# --- What the tests need ------------------------------------------------------------------------
missing=()
for tool in redis-server redis-cli python3; do command -v "$tool" >/dev/null || missing+=("$tool"); done
if [ ${#missing[@]} -gt 0 ] && command -v apt-get >/dev/null; then
  packages=()
  for tool in "${missing[@]}"; do
    case $tool in redis-cli) packages+=(redis-tools) ;; *) packages+=("$tool") ;; esac
  done
  echo "Installing: ${packages[*]}"
  elevate=(); [ "$(id -u)" -eq 0 ] || elevate=(sudo -n)
  # Installing must not start a server: the tests start their own.
  "${elevate[@]}" apt-get update -qq >/dev/null 2>&1
  "${elevate[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null 2>&1 ||
    echo "Could not install ${packages[*]}: tests that need them are skipped, or fail in CI."
fi

# --- Build once ---------------------------------------------------------------------------------
dotnet build Nika.Messaging.sln -c "$configuration" --nologo -v quiet || { echo "The build failed."; echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# --- Run ----------------------------------------------------------------------------------------
passed=0 failed=0 skipped=0
logs=$(mktemp -d); trap 'rm -rf "$logs"' EXIT
shopt -s nullglob
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  grep -q '<IsTestProject>false' "$project" && continue
  case $name in *.Tests | Conformance) ;; *) continue ;; esac
  if [ $# -gt 0 ]; then
    wanted=no; for word in "$@"; do case $name in *"$word"*) wanted=yes ;; esac; done
    [ $wanted = yes ] || continue
  fi
  assembly=$(find "tests/$name/bin/$configuration" -maxdepth 2 -name "$name.runtimeconfig.json" -o -maxdepth 2 -name "Nika.Messaging.$name.runtimeconfig.json" | head -n 1)
  log=$logs/$name.txt
  start=$SECONDS
  dotnet exec "${assembly%.runtimeconfig.json}.dll" >"$log" 2>&1
  code=$?
  summary=$(grep -E 'Total: *[0-9]+' "$log" | tail -n 1)
  number() { sed -nE "s/.*$1: *([0-9]+).*/\1/p" <<<"$summary"; }
  total=$(number Total); errors=$(number Errors); wrong=$(number Failed); left=$(number Skipped)
  if [ -z "$summary" ] || { [ "$code" -ne 0 ] && [ "$((${wrong:-0} + ${errors:-0}))" -eq 0 ]; }; then
    # It ended without a result, or without saying why: that is a failure, whatever it counted.
    total=${total:-0}; errors=$((${errors:-0} + 1)); wrong=${wrong:-0}; left=${left:-0}; total=$((total + 1))
  fi
  bad=$((wrong + errors)); good=$((total - bad - left)); [ "$good" -ge 0 ] || good=0
  passed=$((passed + good)); failed=$((failed + bad)); skipped=$((skipped + left))
  printf '%-44s %5d passed %3d failed %3d skipped  %4d s\n' "$name" "$good" "$bad" "$left" "$((SECONDS - start))"
  if [ "$bad" -gt 0 ]; then
    grep -vE '^ *$' "$log" | tail -n 150
  fi
  [ "$left" -gt 0 ] && grep -E '\[SKIP\]' "$log" | head -n 20
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
