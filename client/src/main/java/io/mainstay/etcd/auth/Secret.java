package io.mainstay.etcd.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A password, token or key that is read when it is needed and never shown: {@code toString} tells where it comes from
 * only. Two secrets are equal when they are the same object.
 */
public final class Secret {
    private final String source;
    private final boolean reread;
    private final Supplier<String> reader;

    private Secret(String source, boolean reread, Supplier<String> reader) {
        this.source = source;
        this.reread = reread;
        this.reader = reader;
    }

    /** A secret that is known already. */
    public static Secret of(String value) {
        Objects.requireNonNull(value, "value");
        return new Secret("given", false, () -> value);
    }

    /**
     * The value of an environment variable, read now, once.
     *
     * @throws IllegalArgumentException when the variable is not set or empty
     */
    public static Secret env(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("the environment variable " + variable + ", which is to hold a secret,"
                    + (value == null ? " is not set" : " is empty"));
        }
        return new Secret("$" + variable, false, () -> value);
    }

    /**
     * The content of a file in UTF-8, without the line ends after it; read now to see that it is there, and again each
     * time the secret is needed, so that a new password takes effect when the file is replaced.
     *
     * @throws IllegalArgumentException when the file cannot be read or is empty
     */
    public static Secret file(Path file) {
        try {
            if (read(file).isEmpty()) {
                throw new IllegalArgumentException("the file " + file + ", which is to hold a secret, is empty");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read a secret from the file " + file + ": " + e, e);
        }
        return new Secret(file.toString(), true, () -> {
            try {
                return read(file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read a secret from the file " + file, e);
            }
        });
    }

    /**
     * The secret itself. Blocks while a file is read.
     *
     * @throws UncheckedIOException when its file cannot be read any more
     */
    public String reveal() {
        return reader.get();
    }

    /** Whether {@link #reveal()} reads it anew each time, which takes a while and may bring another value. */
    public boolean isReread() {
        return reread;
    }

    /** Where it comes from, not what it is. */
    @Override
    public String toString() {
        return "Secret[" + source + "]";
    }

    private static String read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
