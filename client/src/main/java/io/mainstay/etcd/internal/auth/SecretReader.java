package io.mainstay.etcd.internal.auth;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.spi.DaemonThreads;
import java.io.UncheckedIOException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * Reads a secret anew when it lies in a file: on a thread of its own, because no other of a client may wait for a disk.
 */
public final class SecretReader {
    private static final ThreadFactory THREADS = DaemonThreads.named("mainstay-secret");

    private SecretReader() {}

    /** Hands on a secret that no longer changes; here and now if it never does. */
    public static void read(Secret secret, Consumer<Secret> known, Consumer<UncheckedIOException> unreadable) {
        if (!secret.isReread()) {
            known.accept(secret);
            return;
        }
        THREADS.newThread(() -> {
                    Secret read;
                    try {
                        read = Secret.of(secret.reveal());
                    } catch (UncheckedIOException e) {
                        unreadable.accept(e);
                        return;
                    }
                    known.accept(read);
                })
                .start();
    }
}
