# shellcheck shell=bash
# What a script does when parts of its client did not come; to be sourced.

# Ends the script: as one that is skipped (77) when nobody was reached, as failed (1) when something else is wrong.
# not_fetched WHAT LOG
not_fetched() {
  tail -n 20 "$2"
  if grep -qiE 'dial tcp|no such host|i/o timeout|connection (refused|reset|timed out)|unknown host|ENOTFOUND|EAI_AGAIN|E(CONN|NET|HOST)[A-Z]+|ETIMEDOUT|network is unreachable' "$2"; then
    echo "SKIPPED: $1 could not be fetched, for nobody was reached"
    exit 77
  fi
  echo "$1 could not be fetched"
  exit 1
}
