package io.mainstay.etcd.testkit.acceptance;

import org.junit.jupiter.api.Nested;

class WatchSilenceAcceptanceTest {
    @Nested
    class Embedded extends WatchSilenceAcceptance {
        @Override
        Started start() {
            return Started.embedded();
        }
    }

    @Nested
    class Real36 extends WatchSilenceAcceptance {
        @Override
        Started start() {
            return Started.real("3.6");
        }
    }
}
