# Runs the checks of a Java client with that client's own libraries; to be sourced, with here and url set.

# shellcheck source=tools/foreign/fetch.sh
. "$here/../fetch.sh"
command -v mvn >/dev/null || { echo 'SKIPPED: no mvn is on PATH'; exit 77; }
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || { echo 'SKIPPED: no java is on PATH'; exit 77; }
work=${FOREIGN_WORK:-/tmp/mainstay-foreign}/$(basename "$here")
mkdir -p "$work"
if ! cmp -s "$here/pom.xml" "$work/pom.xml"; then
  cp "$here/pom.xml" "$work/new.xml"
  rm -rf "$work/lib"
  mvn -B -q -f "$work/new.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$work/lib" </dev/null >"$work/build.log" 2>&1 ||
    not_fetched "$(basename "$here")" "$work/build.log"
  mv "$work/new.xml" "$work/pom.xml"
fi
exec timeout 120 "$java" -Djava.util.logging.config.file=/dev/null -XX:TieredStopAtLevel=1 -cp "$work/lib/*" "$here/Checks.java" "$url" 2> >(grep -v "^Note:" >&2)
