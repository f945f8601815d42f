package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for the version that a downgrade goes to. */
final class Downgrade {
    /** A semantic version, whose last number may be missing and whose leading zeros do not count. */
    private static final Pattern VERSION =
            Pattern.compile("(\\d{1,18})\\.(\\d{1,18})(?:\\.\\d{1,18}(?:-[0-9A-Za-z.-]*)?(?:\\+[0-9A-Za-z.-]*)?)?");

    private Downgrade() {}

    /** The version to go to, as {@code 3.5.0}, if it is the one that a cluster of a version can go down to. */
    static String target(String asked, Compat cluster, boolean underWay) {
        Matcher version = VERSION.matcher(asked);
        if (!version.matches()) {
            throw Refusal.BAD_DOWNGRADE_FORMAT.refused();
        }
        String target = Long.parseLong(version.group(1)) + "." + Long.parseLong(version.group(2)) + ".0";
        if (!target.equals(cluster.downgradeTarget())) {
            throw Refusal.BAD_DOWNGRADE_TARGET.refused();
        }
        if (underWay) {
            throw Refusal.DOWNGRADE_UNDER_WAY.refused();
        }
        return target;
    }
}
