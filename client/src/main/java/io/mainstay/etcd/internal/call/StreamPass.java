package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.internal.auth.NoToken;
import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.auth.Renewals;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who calls, for a stream whose user is a thread that may wait: fetched when it is needed, and anew when refused. */
public final class StreamPass {
    private final CallEngine calls;
    private final String operation;
    private final Renewals renewals = new Renewals();
    private @Nullable Pass pass;
    private @Nullable Pass refused;

    /** For the streams of one operation, one after the other. */
    public StreamPass(CallEngine calls, String operation) {
        this.calls = calls;
        this.operation = operation;
    }

    /** What goes with the next stream. Waits for a token, for the client's call timeout at the most. */
    public CallContext context() {
        Pass current = calls.tokens().current();
        Pass with = current == null || current == refused ? fetched() : current;
        pass = with;
        return with.plain();
    }

    /** Whether a stream failed only because of its token, so that another should be opened with a new one. */
    public boolean mayRenew(TransportFailure failure) {
        Pass used = pass;
        if (used == null || !AuthTexts.refusesToken(failure)) {
            return false;
        }
        refused = used;
        return renewals.again(calls.tokens());
    }

    private Pass fetched() {
        CompletableFuture<Pass> asked = new CompletableFuture<>();
        var question = calls.tokens().ask(refused, new Tokens.Waiter() {
            @Override
            public void granted(Pass granted) {
                asked.complete(granted);
            }

            @Override
            public void failed(NoToken none) {
                asked.completeExceptionally(ErrorMapper.map(none.why(), operation, none.endpoint(), false));
            }
        });
        try {
            return calls.await(asked, operation);
        } finally {
            question.cancel();
        }
    }
}
