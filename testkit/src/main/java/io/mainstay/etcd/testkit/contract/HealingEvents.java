package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.lease.HealingEvent;
import io.mainstay.etcd.lease.HealingListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a healing lease has told, to be waited for. */
final class HealingEvents implements HealingListener {
    private final BlockingQueue<HealingEvent> told = new LinkedBlockingQueue<>();

    @Override
    public void onEvent(HealingEvent event) {
        told.add(event);
    }

    /** The next event of a kind; those of other kinds before it are passed over. */
    <T extends HealingEvent> T next(Class<T> kind) {
        HealingEvent event = Waiting.take(told);
        while (!kind.isInstance(event)) {
            event = Waiting.take(told);
        }
        return kind.cast(event);
    }
}
