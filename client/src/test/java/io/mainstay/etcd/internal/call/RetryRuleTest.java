package io.mainstay.etcd.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.FutureRevisionException;
import io.mainstay.etcd.error.InvalidRequestException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.error.NoLeaderException;
import io.mainstay.etcd.error.NoSpaceException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.error.TooLargeException;
import io.mainstay.etcd.error.UnauthenticatedException;
import io.mainstay.etcd.error.UnavailableException;
import io.mainstay.etcd.error.UnsupportedByServerException;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of what is sent again, what may have been applied, and what a failure is called. */
class RetryRuleTest {
    @ParameterizedTest
    @CsvSource({
        // code, text, sent | read again, guarded again, write again, write may have been applied
        "UNAVAILABLE, connection refused, false, true, true, true, false",
        "UNAVAILABLE, connection reset, true, true, true, false, true",
        "UNAVAILABLE, '', true, true, true, false, true",
        "UNAVAILABLE, etcdserver: no leader, true, true, true, true, false",
        "UNAVAILABLE, etcdserver: leader changed, true, true, true, false, true",
        "UNAVAILABLE, etcdserver: request timed out, true, true, true, false, true",
        "UNKNOWN, etcdserver: too many requests, true, true, true, true, false",
        "UNKNOWN, surprise, true, false, false, false, true",
        "INTERNAL, surprise, true, false, false, false, true",
        "CANCELLED, '', true, false, false, false, true",
        "DEADLINE_EXCEEDED, context deadline exceeded, true, false, false, false, true",
        "INVALID_ARGUMENT, etcdserver: key is not provided, true, false, false, false, false",
        "FAILED_PRECONDITION, etcdserver: lease already exists, true, false, false, false, false",
        "NOT_FOUND, etcdserver: requested lease not found, true, false, false, false, false",
        "PERMISSION_DENIED, etcdserver: permission denied, true, false, false, false, false",
        "RESOURCE_EXHAUSTED, etcdserver: mvcc: database space exceeded, true, false, false, false, false",
        "OUT_OF_RANGE, etcdserver: mvcc: required revision has been compacted, true, false, false, false, false",
        "UNAUTHENTICATED, etcdserver: invalid auth token, true, false, false, false, false",
        "UNIMPLEMENTED, unknown method, true, false, false, false, false"
    })
    void rules(
            ErrorCode code,
            String text,
            boolean sent,
            boolean readAgain,
            boolean guardedAgain,
            boolean writeAgain,
            boolean writeMaybeApplied) {
        TransportFailure failure = new TransportFailure(code, text, sent, null);
        assertThat(RetryRule.sendAgain(Effect.READ, failure)).isEqualTo(readAgain);
        assertThat(RetryRule.sendAgain(Effect.GUARDED, failure)).isEqualTo(guardedAgain);
        assertThat(RetryRule.sendAgain(Effect.WRITE, failure)).isEqualTo(writeAgain);
        assertThat(RetryRule.maybeApplied(Effect.WRITE, failure)).isEqualTo(writeMaybeApplied);
        assertThat(RetryRule.maybeApplied(Effect.READ, failure)).isFalse();
        assertThat(writeAgain && writeMaybeApplied)
                .as("a write that may have been applied is never sent again")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("names")
    void names(ErrorCode code, String text, Class<? extends EtcdException> type) {
        EtcdException mapped = ErrorMapper.map(TransportFailure.answered(code, text), "KV/Put", "http://h:1", false);
        assertThat(mapped).isExactlyInstanceOf(type).hasMessageStartingWith("KV/Put at http://h:1: ");
        assertThat(mapped.code()).isEqualTo(code);
        assertThat(mapped.etcdMessage()).isEqualTo(text);
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of(ErrorCode.OUT_OF_RANGE, EtcdTexts.COMPACTED, CompactedException.class),
                Arguments.of(ErrorCode.OUT_OF_RANGE, EtcdTexts.FUTURE_REVISION, FutureRevisionException.class),
                Arguments.of(ErrorCode.NOT_FOUND, EtcdTexts.LEASE_NOT_FOUND, LeaseNotFoundException.class),
                Arguments.of(ErrorCode.RESOURCE_EXHAUSTED, EtcdTexts.NO_SPACE, NoSpaceException.class),
                Arguments.of(ErrorCode.UNAVAILABLE, EtcdTexts.NO_LEADER, NoLeaderException.class),
                Arguments.of(ErrorCode.UNAVAILABLE, EtcdTexts.LEADER_CHANGED, NoLeaderException.class),
                Arguments.of(ErrorCode.UNAVAILABLE, "", UnavailableException.class),
                Arguments.of(ErrorCode.INVALID_ARGUMENT, EtcdTexts.TOO_MANY_OPS, TooLargeException.class),
                Arguments.of(ErrorCode.INVALID_ARGUMENT, EtcdTexts.TOO_LARGE, TooLargeException.class),
                Arguments.of(ErrorCode.PERMISSION_DENIED, EtcdTexts.PERMISSION_DENIED, PermissionDeniedException.class),
                Arguments.of(ErrorCode.UNAUTHENTICATED, AuthTexts.INVALID_TOKEN, UnauthenticatedException.class),
                Arguments.of(ErrorCode.INVALID_ARGUMENT, AuthTexts.OLD_REVISION, UnauthenticatedException.class),
                Arguments.of(ErrorCode.INVALID_ARGUMENT, AuthTexts.NOBODY, UnauthenticatedException.class),
                Arguments.of(ErrorCode.INVALID_ARGUMENT, AuthTexts.WRONG_PASSWORD, UnauthenticatedException.class),
                Arguments.of(
                        ErrorCode.INVALID_ARGUMENT, "etcdserver: key is not provided", InvalidRequestException.class),
                Arguments.of(ErrorCode.UNIMPLEMENTED, "unknown method", UnsupportedByServerException.class),
                Arguments.of(ErrorCode.UNKNOWN, "surprise", EtcdException.class));
    }

    @ParameterizedTest
    @CsvSource({
        "etcdserver: permission denied, UNKNOWN, etcdserver: permission denied",
        "rpc error: code = PermissionDenied desc = etcdserver: permission denied, PERMISSION_DENIED,"
                + " etcdserver: permission denied",
        "rpc error: code = Canceled desc = x, CANCELLED, x",
        "rpc error: code = Nonsense desc = x, UNKNOWN, x",
        "rpc error: code = , UNKNOWN, rpc error: code ="
    })
    void cancelReasons(String reason, ErrorCode code, String text) {
        assertThat(ErrorMapper.parseReason(reason)).isEqualTo(TransportFailure.answered(code, text));
    }
}
