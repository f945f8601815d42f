package io.mainstay.etcd.embedded.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Everything runs on this thread, one task of the dispatcher at a time. */
class OutletTest {
    private static final TransportFailure GONE = TransportFailure.answered(ErrorCode.UNAVAILABLE, "gone");

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final Queue<String> kept = new ArrayDeque<>();
    private boolean broken;
    private final Outlet<String> outlet = new Outlet<>(new Hearing(), tasks::add, new Keeping());

    @Test
    void messagesWaitForRoomAndKeepTheirOrder() {
        outlet.offer("a");
        outlet.offer("b");
        run();
        assertThat(heard).isEmpty();
        outlet.request(1);
        run();
        assertThat(heard).containsExactly("a");
        outlet.request(5);
        outlet.offer("c");
        run();
        assertThat(heard).containsExactly("a", "b", "c");
        assertThat(tasks).isEmpty();
    }

    @Test
    void theEndComesOnceAndLast() {
        outlet.offer("a");
        outlet.finish();
        outlet.offer("too late");
        run();
        assertThat(heard).isEmpty();
        outlet.request(9);
        outlet.finish();
        run();
        outlet.end(GONE);
        run();
        assertThat(heard).containsExactly("a", "end");
    }

    @Test
    void aFailureNeedsNoRoomAndDropsWhatWaits() {
        outlet.offer("a");
        outlet.end(GONE);
        run();
        assertThat(heard).containsExactly("end gone");
    }

    @Test
    void afterACancelNothingIsSaid() {
        outlet.request(9);
        outlet.offer("a");
        outlet.cancel();
        outlet.end(GONE);
        run();
        assertThat(heard).isEmpty();
    }

    @Test
    void aLongStreamGivesWayToOthersButNotBeforeItsEnd() {
        outlet.request(1000);
        for (int i = 0; i < 100; i++) {
            outlet.offer("m");
        }
        tasks.remove().run();
        assertThat(heard).hasSize(64);
        assertThat(tasks).hasSize(1);
        outlet.finish();
        tasks.remove().run();
        assertThat(heard).hasSize(101).last().isEqualTo("end");
    }

    @Test
    void theSourceIsAskedOnlyWhenThereIsRoom() {
        for (int i = 0; i < 200; i++) {
            kept.add("k" + i);
        }
        outlet.moreToCome();
        run();
        assertThat(kept).as("no room, no asking").hasSize(200);
        outlet.request(1);
        run();
        assertThat(heard).containsExactly("k0");
        assertThat(kept).hasSize(190);
        outlet.request(1000);
        run();
        assertThat(heard).hasSize(200).doesNotHaveDuplicates().last().isEqualTo("k199");
    }

    @Test
    void aHandlerThatFailsIsLetGo() {
        outlet.request(5);
        outlet.offer("fail");
        outlet.offer("b");
        run();
        assertThat(heard).isEmpty();
        assertThat(broken).isTrue();
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private final class Hearing implements StreamHandler<String> {
        @Override
        public void onMessage(String message) {
            if (message.equals("fail")) {
                throw new IllegalStateException("on purpose");
            }
            heard.add(message);
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            heard.add(failure == null ? "end" : "end " + failure.text());
        }
    }

    /** Offers ten at a time. */
    private final class Keeping implements Outlet.Source {
        @Override
        public boolean refill() {
            for (int i = 0; i < 10 && !kept.isEmpty(); i++) {
                outlet.offer(kept.remove());
            }
            return !kept.isEmpty();
        }

        @Override
        public void broken() {
            broken = true;
        }
    }
}
