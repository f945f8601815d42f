package io.mainstay.console.output;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Streams that keep what is printed, and values to print. */
final class Printed {
    static final ResponseHeader HEADER = new ResponseHeader(0xbabc9795b64f03e3L, 0x628170c800dbceeL, 7, 2);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Stdio io() {
        return new Stdio(
                new ByteArrayInputStream(new byte[0]),
                new Out(out),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                false);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    static KeyValue kv(String key, String value) {
        return new KeyValue(Bytes.utf8(key), Bytes.utf8(value), 5, 7, 2, 0);
    }
}
