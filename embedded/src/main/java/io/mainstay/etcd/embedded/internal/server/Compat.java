package io.mainstay.etcd.embedded.internal.server;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The version of etcd that a server behaves as, where versions differ. */
public enum Compat {
    V3_5(5, "3.5.35"),
    V3_6(6, "3.6.16"),
    V3_7(7, "3.7.3");

    private final int minor;
    private final String version;

    Compat(int minor, String version) {
        this.minor = minor;
        this.version = version;
    }

    /**
     * The one of a name like {@code 3.6}.
     *
     * @throws IllegalArgumentException when there is none; the message names those there are
     */
    public static Compat of(String name) {
        for (Compat compat : values()) {
            if (compat.shortName().equals(name)) {
                return compat;
            }
        }
        String known = Arrays.stream(values()).map(Compat::shortName).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("cannot behave as an etcd " + name + ", only as one of " + known);
    }

    /** The version of the server. */
    String version() {
        return version;
    }

    /** The version of the cluster, and of the storage of its members. */
    String clusterVersion() {
        return "3." + minor + ".0";
    }

    /** The version as answers about downgrades have it. */
    String downgradeVersion() {
        return isAtLeast(V3_6) ? shortName() : clusterVersion();
    }

    /** The only version that a downgrade leads to. */
    String downgradeTarget() {
        return "3." + (minor - 1) + ".0";
    }

    /** Whether it has what came with a version. */
    public boolean isAtLeast(Compat other) {
        return compareTo(other) >= 0;
    }

    /** Its name, like {@code 3.6}. */
    String shortName() {
        return "3." + minor;
    }
}
