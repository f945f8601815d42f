package io.mainstay.etcd.testkit.acceptance;

import org.junit.jupiter.api.Nested;

class WatchAcceptanceTest {
    @Nested
    class Embedded extends WatchAcceptance {
        @Override
        Started start() {
            return Started.embedded();
        }
    }

    @Nested
    class Real36 extends WatchAcceptance {
        @Override
        Started start() {
            return Started.real("3.6");
        }
    }

    @Nested
    class Real37 extends WatchAcceptance {
        @Override
        Started start() {
            return Started.real("3.7");
        }
    }
}
