package io.mainstay.etcd.embedded.internal.lever;

import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;

/** What happens to one call instead of its being served as usual. */
public sealed interface Fault {
    /** It is refused and never carried out. */
    record Refuse(TransportFailure with) implements Fault {}

    /** It is carried out, and its answer gets lost together with the connection. */
    record LoseAnswer() implements Fault {}

    /** It arrives late. */
    record Delay(Duration by) implements Fault {}
}
