package io.mainstay.etcd.testkit.acceptance;

import org.junit.jupiter.api.Nested;

class WatchVigilAcceptanceTest {
    @Nested
    class Embedded extends WatchVigilAcceptance {
        @Override
        Started start() {
            return Started.embedded();
        }
    }

    @Nested
    class Real34 extends WatchVigilAcceptance {
        @Override
        Started start() {
            return Started.real("3.4");
        }
    }

    @Nested
    class Real36 extends WatchVigilAcceptance {
        @Override
        Started start() {
            return Started.real("3.6");
        }
    }

    @Nested
    class Real37 extends WatchVigilAcceptance {
        @Override
        Started start() {
            return Started.real("3.7");
        }
    }
}
