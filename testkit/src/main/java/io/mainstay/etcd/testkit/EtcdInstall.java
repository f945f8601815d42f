package io.mainstay.etcd.testkit;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A real etcd that is on this machine.
 *
 * @param version what the server says of itself, as {@code 3.6.16}
 * @param server the program {@code etcd}
 * @param ctl the program {@code etcdctl} beside it, where there is one
 */
public record EtcdInstall(String version, Path server, Optional<Path> ctl) {

    /** Tells whether this is of {@code wanted}: a line of versions such as {@code 3.6}, or one version in full. */
    public boolean is(String wanted) {
        return version.equals(wanted) || version.startsWith(wanted + ".");
    }

    @Override
    public String toString() {
        return "etcd " + version;
    }
}
