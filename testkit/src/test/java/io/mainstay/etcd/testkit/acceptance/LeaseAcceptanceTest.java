package io.mainstay.etcd.testkit.acceptance;

import org.junit.jupiter.api.Nested;

class LeaseAcceptanceTest {
    @Nested
    class Embedded extends LeaseAcceptance {
        @Override
        Started start() {
            return Started.embedded();
        }
    }

    @Nested
    class Real37 extends LeaseAcceptance {
        @Override
        Started start() {
            return Started.real("3.7");
        }
    }
}
