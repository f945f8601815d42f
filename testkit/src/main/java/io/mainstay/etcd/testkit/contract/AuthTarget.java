package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.auth.Secret;
import java.time.Duration;

/** A server of a suite's own with authentication on, whose tokens live for seconds. {@link #client()} is root. */
public interface AuthTarget extends Target {
    /** The password of root. */
    Secret ROOT_PASSWORD = Secret.of("root-password");

    /** How long a token lives: since its last use, or since it was made. */
    Duration tokenTtl();
}
