package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.TransportProvider;
import java.util.concurrent.CompletableFuture;

/** Signs root in without a client. */
final class RootToken {
    private RootToken() {}

    /** What goes with a call of root. */
    static CallContext of(TransportProvider transport, Endpoint endpoint) {
        CompletableFuture<Secret> token = new CompletableFuture<>();
        try (Transport line = transport.connect(endpoint)) {
            AuthenticateRequest request = new AuthenticateRequest("root", AuthTarget.ROOT_PASSWORD);
            line.call(Rpcs.AUTHENTICATE, request, CallContext.PLAIN, new ResponseHandler<AuthenticateResult>() {
                @Override
                public void onResponse(AuthenticateResult answer) {
                    token.complete(answer.token());
                }

                @Override
                public void onFailure(TransportFailure failure) {
                    token.completeExceptionally(new AssertionError(failure));
                }
            });
            return CallContext.PLAIN.withToken(Waiting.get(token));
        }
    }
}
