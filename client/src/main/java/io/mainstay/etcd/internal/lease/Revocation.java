package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.lease.LeaseRevokeResult;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The outcome of a revoke that begins later. Whoever ends it first cancels the call, or keeps it from beginning. */
final class Revocation extends CompletableFuture<LeaseRevokeResult> {
    private final Supplier<CompletableFuture<LeaseRevokeResult>> revoker;

    Revocation(Supplier<CompletableFuture<LeaseRevokeResult>> revoker) {
        this.revoker = revoker;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    void begin() {
        if (isDone()) {
            return;
        }
        CompletableFuture<LeaseRevokeResult> call = revoker.get();
        call.whenComplete((result, failure) -> {
            if (failure == null) {
                complete(result);
            } else {
                completeExceptionally(failure);
            }
        });
        whenComplete((result, failure) -> call.cancel(false));
    }
}
