package io.mainstay.etcd.testkit.acceptance;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class ManyWatchesAcceptanceTest {
    @Nested
    class Embedded extends ManyWatchesAcceptance {
        @Override
        Started start() {
            return Started.embedded();
        }
    }

    @Nested
    class Real36 extends ManyWatchesAcceptance {
        @Override
        Started start() {
            return Started.real("3.6");
        }
    }
}
