package io.mainstay.etcd.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.TransportFailure;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** What grpc-java says of calls that no server ended, where no test can bring it about when it wants to. */
class FailuresTest {
    private static final Status CLOSED =
            Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException());

    private final WireTrace trace = new WireTrace(false);

    @Test
    void aConnectionThatIsClosedAsTheCallComesToItIsUnavailable() {
        TransportFailure failure = Failures.of(CLOSED, trace);
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure.sent()).isFalse();
        assertThat(failure.text()).isEqualTo("channel closed: ClosedChannelException");
        assertThat(failure.cause()).isInstanceOf(IOException.class);
    }

    @Test
    void itMayHaveReachedAServerWhenItsHeadWasOut() {
        trace.outboundHeaders();
        assertThat(Failures.of(CLOSED, trace).sent()).isTrue();
    }

    @Test
    void whatAServerCallsUnknownStaysUnknown() {
        trace.inboundTrailers(new Metadata());
        TransportFailure failure = Failures.of(Status.UNKNOWN.withDescription("why not"), trace);
        assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN);
        assertThat(failure.cause()).isNull();
    }

    @Test
    void aFaultOfOurOwnStaysUnknown() {
        assertThat(Failures.of(Status.UNKNOWN.withCause(new IllegalStateException("a bug")), trace)
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN);
    }
}
