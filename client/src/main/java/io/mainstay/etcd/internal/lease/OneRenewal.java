package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.spi.Cancellable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A renewal that someone asked for once and waits for. Belongs to the keeper's serial executor. */
final class OneRenewal {
    final long leaseId;
    final CompletableFuture<Renewed> future = new CompletableFuture<>();
    private final @Nullable UserCode completeOn;
    Cancellable timer = Cancellable.NONE;
    long sentAt;

    @Nullable
    EtcdException lastFailure;

    OneRenewal(long leaseId, @Nullable UserCode completeOn) {
        this.leaseId = leaseId;
        this.completeOn = completeOn;
    }

    /** Completes its future where that is to happen. */
    void run(Runnable completion) {
        if (completeOn == null) {
            completion.run();
        } else {
            completeOn.run(completion);
        }
    }
}
