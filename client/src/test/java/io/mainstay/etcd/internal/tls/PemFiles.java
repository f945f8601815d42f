package io.mainstay.etcd.internal.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Keys and certificates that openssl 3.0 made for these tests, valid until 2126; the password is "sesame". */
final class PemFiles {
    static final String PASSWORD = "sesame";

    private PemFiles() {}

    static byte[] bytes(String name) {
        try (InputStream in = PemFiles.class.getResourceAsStream(name + ".pem")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.US_ASCII);
    }
}
