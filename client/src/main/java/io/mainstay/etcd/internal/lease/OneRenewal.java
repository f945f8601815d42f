package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.spi.Cancellable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A renewal that someone asked for once and waits for. Belongs to the keeper's serial executor. */
final class OneRenewal {
    final long leaseId;
    final CompletableFuture<Renewed> future = new CompletableFuture<>();
    Cancellable timer = Cancellable.NONE;
    long sentAt;

    @Nullable
    EtcdException lastFailure;

    OneRenewal(long leaseId) {
        this.leaseId = leaseId;
    }
}
