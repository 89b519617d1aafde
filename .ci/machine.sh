# Sourced by ./webhooks: what the machine has, how to get what it lacks, and the doctor that tells both.

has() { command -v "$1" >/dev/null 2>&1; }

find_dotnet() {
  if ! has dotnet && [[ -x ${HOME:-}/.dotnet/dotnet ]]; then PATH=$HOME/.dotnet:$PATH; fi
  has dotnet && dotnet --list-sdks | grep -E '^10\.' | tail -n 1
}

find_postgres() {
  local folder IFS=$'\n'
  for folder in ${WEBHOOKS_POSTGRES_BIN:-$(dirname "$(command -v initdb)"; cat "$root/LocalPostgres/postgres-folders.txt")}; do
    if [[ -x $folder/initdb && -x $folder/postgres ]]; then
      echo "$("$folder/postgres" --version) in $folder"
      return 0
    fi
  done
  [[ -z ${WEBHOOKS_POSTGRES_BIN:-} ]] || fail "WEBHOOKS_POSTGRES_BIN names $WEBHOOKS_POSTGRES_BIN, which does not hold initdb and postgres."
  return 1
}

find_redis() { command -v redis-server; }

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

find_node() { command -v node; }

find_npm() { command -v npm; }

find_python() { command -v python3; }

is_debian() { [[ -f /etc/debian_version ]]; }

how_to() { # DEBIAN-PACKAGE HOMEBREW-PACKAGE
  if is_debian; then echo "sudo apt-get install $1"
  elif [[ $(uname) == Darwin ]]; then echo "brew install $2"
  else echo "install the package $1 of your distribution"; fi
}

# provide FINDER DEBIAN-PACKAGE HOMEBREW-PACKAGE PURPOSE: false when it is not there in the end.
provide() {
  if "$1" >/dev/null; then return 0; fi
  if ((EUID == 0)) && is_debian; then
    say "Installing the package $2 for $4, because it is not on this machine."
    if apt_install "$2" && "$1" >/dev/null; then return 0; fi
  fi
  say "Missing: $2, for $4. To get it: $(how_to "$2" "$3")"
  return 1
}

# Debian starts the services it installs, and creates a database cluster that starts at every boot. Neither is wanted here.
apt_install() {
  local policy=/usr/sbin/policy-rc.d cluster=/etc/postgresql-common/createcluster.d/webhooks.conf own_policy= result=0
  if [[ ! -e $policy ]]; then
    own_policy=yes
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
  fi
  mkdir -p "${cluster%/*}"
  echo 'create_main_cluster = false' >$cluster
  {
    apt_get install "$@" || { apt_get update && apt_get install "$@"; }
  } >"$artifacts/apt.log" 2>&1 || result=$?
  rm -f $cluster
  [[ -z $own_policy ]] || rm -f $policy
  [[ $result == 0 ]] || tail -n 5 "$artifacts/apt.log" >&2
  return $result
}

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends "$@" 9>&-; }

doctor() {
  local healthy=0
  mkdir -p "$artifacts"
  report ".NET SDK 10" "$(find_dotnet)" "https://dotnet.microsoft.com/download/dotnet/10.0" || healthy=1
  report "PostgreSQL" "$(find_postgres)" "$(how_to postgresql postgresql@17)" || healthy=1
  report "Redis (tests)" "$(find_redis)" "$(how_to redis-server redis)" || true
  report "Chromium (tests)" "$(find_chromium)" "$(how_to chromium chromium)" || true
  report "Node.js (tests)" "$(find_node)" "$(how_to nodejs node)" || true
  report "npm (tests)" "$(find_npm)" "$(how_to npm node)" || true
  report "Python (tests)" "$(find_python)" "$(how_to python3 python)" || true
  report "Processor cores" "$(getconf _NPROCESSORS_ONLN)" "" || true
  report "Memory" "$(memory)" "" || true
  report "Free disk" "$(df -Ph "$root" | awk 'NR == 2 { print $4 }')" "" || true
  return $healthy
}

report() { # WHAT FOUND HOW-TO-GET-IT
  if [[ -n $2 ]]; then printf '  ok       %-18s %s\n' "$1" "$2"; return 0; fi
  printf '  missing  %-18s to get it: %s\n' "$1" "$3"
  return 1
}

memory() {
  if [[ -r /proc/meminfo ]]; then awk '/^MemTotal/ { printf "%.1f GB\n", $2 / 1048576 }' /proc/meminfo
  else sysctl -n hw.memsize | awk '{ printf "%.1f GB\n", $1 / 1073741824 }'; fi
}
