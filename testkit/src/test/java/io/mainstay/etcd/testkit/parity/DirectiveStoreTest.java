package io.mainstay.etcd.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mainstay.etcd.testkit.parity.Directive.Level;
import io.mainstay.etcd.testkit.parity.Directive.Target;
import io.mainstay.etcd.view.ValueStatus.Source;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * A store of directives fed by a watch: what the store of an OpenSearch proxy does, test by test. Its page for
 * administrators over HTTP is out of scope: publishing is a checked compare and swap of the key.
 */
class DirectiveStoreTest {
    @Nested
    class OnEmbedded extends Cases {
        @Override
        boolean isReal() {
            return false;
        }
    }

    @Nested
    class OnRealEtcd extends Cases {
        @Override
        boolean isReal() {
            return true;
        }
    }

    abstract static class Cases extends DirectiveServer {
        private static final Target ANY = new Target(null, null, null, null);
        private static final int LOADS = 100_000;

        @Test
        void readsWhatIsThere_andMissingIsEmpty() throws Exception {
            try (DirectiveStore empty = ready()) {
                assertThat(empty.load()).isEqualTo(DirectiveSet.EMPTY);
                assertThat(empty.value().status().source()).isEqualTo(Source.ABSENT);
            }
            write(forTenMinutes("a"));
            try (DirectiveStore store = ready()) {
                assertThat(store.load().directives()).extracting(Directive::id).containsExactly("a");
            }
        }

        @Test
        void anUpdateArrives_aMalformedOneKeepsTheLastGood_aDeleteClears() throws Exception {
            try (DirectiveStore store = ready()) {
                at(store, write(forTenMinutes("a")));
                assertThat(store.load().evaluate("r", ANY, 1_000)).isEqualTo(Level.Shape);
                at(store, write("{\"directives\":[{\"id\":5}]}"));
                assertThat(store.load().directives()).extracting(Directive::id).containsExactly("a");
                at(store, write("{\"directives\":[]}"));
                assertThat(store.load().directives()).isEmpty();
                at(store, write(forTenMinutes("b")));
                at(store, operator.kv().delete(key()).header().revision());
                assertThat(store.load()).isEqualTo(DirectiveSet.EMPTY);
            }
        }

        @Test
        void whatIsPublishedIsInTheNextLoad() throws Exception {
            try (DirectiveStore store = ready()) {
                long revision = store.publish(forTenMinutes("a"), 0);
                at(store, revision);
                assertThat(store.load().directives()).hasSize(1);
                now.set(1_600);
                assertThat(store.load().evaluate("r", ANY, now.get())).isEqualTo(Level.Off);
            }
        }

        @Test
        void loadingAndEvaluatingAllocatesNothing() throws Exception {
            try (DirectiveStore store = ready()) {
                at(store, write(forTenMinutes("a")));
                ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                long sum = evaluate(store);
                long before = threads.getCurrentThreadAllocatedBytes();
                sum += evaluate(store);
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                assertThat(sum).isEqualTo(2L * LOADS * Level.Shape.ordinal());
                // The reading itself allocates a little; a byte a load would be far more.
                assertThat(allocated).isLessThan(LOADS / 2);
            }
        }

        private long evaluate(DirectiveStore store) {
            long sum = 0;
            for (int i = 0; i < LOADS; i++) {
                sum += store.load().evaluate("request", ANY, 1_000).ordinal();
            }
            return sum;
        }
    }
}
