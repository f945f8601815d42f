package io.mainstay.etcd.testkit.acceptance;

import org.junit.jupiter.api.Nested;

class CallAcceptanceTest {
    @Nested
    class Embedded extends CallAcceptance {
        @Override
        Started start() {
            return Started.embedded();
        }
    }

    @Nested
    class Real36 extends CallAcceptance {
        @Override
        Started start() {
            return Started.real("3.6");
        }
    }

    @Nested
    class Real37 extends CallAcceptance {
        @Override
        Started start() {
            return Started.real("3.7");
        }
    }
}
