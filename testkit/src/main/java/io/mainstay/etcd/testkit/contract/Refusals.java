package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Demands that a call is refused as etcd refuses it: type, code, and text to the letter. */
final class Refusals {
    private Refusals() {}

    /** Demands a refusal with {@code etcdserver: text}, which surely changed nothing. */
    static void assertRefused(ThrowingCallable call, Class<? extends EtcdException> type, ErrorCode code, String text) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).as("a call to be refused with: " + text).isExactlyInstanceOf(type);
        EtcdException failure = (EtcdException) thrown;
        assertThat(failure.etcdMessage()).isEqualTo("etcdserver: " + text);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.maybeApplied()).as("maybeApplied of: " + failure).isFalse();
        assertThat(failure.retryable()).as("retryable of: " + failure).isFalse();
        assertThat(failure).hasMessageContaining(text);
        assertThat(failure.operation()).as("operation").contains("/");
    }
}
