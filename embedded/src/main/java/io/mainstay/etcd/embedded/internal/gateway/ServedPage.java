package io.mainstay.etcd.embedded.internal.gateway;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;

/** A request that is answered with a page, whatever its body says. */
final class ServedPage implements Served {
    /** A page that is known already. */
    ServedPage(Reply reply, Page page) {
        reply.whole(page);
    }

    /** A page that is still being made. */
    ServedPage(Reply reply, CompletableFuture<Page> page, Turns turns) {
        var unused = page.exceptionally(failed -> Page.text(500, failed + "\n"))
                .thenAccept(made -> turns.run(() -> reply.whole(made)));
    }

    @Override
    public void body(ByteBuf part) {}

    @Override
    public void bodyEnded() {}

    @Override
    public void bodyBroken() {}

    @Override
    public void gone() {}
}
