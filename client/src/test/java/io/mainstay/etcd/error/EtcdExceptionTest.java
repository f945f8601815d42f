package io.mainstay.etcd.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class EtcdExceptionTest {
    @Test
    void serialised_keepsItsFacts() throws Exception {
        EtcdException.Failure facts =
                new EtcdException.Failure(ErrorCode.UNAVAILABLE, "gone", "KV/Put", "http://h:1", true, true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new CompactedException(facts, "message", 7, null));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            CompactedException read = (CompactedException) in.readObject();
            assertThat(read.compactRevision()).isEqualTo(7);
            assertThat(read.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(read.maybeApplied()).isTrue();
        }
    }
}
