#!/bin/sh
# A PostgreSQL of this machine in place of a container, for `dotnet run --project AppHost -- --Containers=false`.
# Usage: POSTGRES_PASSWORD=… local-postgres.sh FOLDER PORT
set -eu
folder=$1 port=$2
for programs in "${WEBHOOKS_POSTGRES_BIN:-}" "$(dirname "$(command -v initdb || echo /nowhere/initdb)")" /usr/lib/postgresql/*/bin \
  /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do
  if [ -x "$programs/initdb" ]; then break; fi
done
[ -x "$programs/initdb" ] || { echo "PostgreSQL's programs are not on this machine (initdb). ./webhooks doctor says how to get them." >&2; exit 1; }
[ "$(id -u)" != 0 ] || { echo "PostgreSQL does not run as root. Start the AppHost as another user, or give it a container engine." >&2; exit 1; }
if [ ! -f "$folder/PG_VERSION" ]; then
  mkdir -p "$folder"
  echo "$POSTGRES_PASSWORD" | "$programs/initdb" --pgdata "$folder" --username postgres --pwfile /dev/stdin --auth scram-sha-256 --encoding UTF8
fi
# Aspire ends its programs with a signal; this one becomes PostgreSQL, so that it gets it.
exec "$programs/postgres" -D "$folder" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories=
