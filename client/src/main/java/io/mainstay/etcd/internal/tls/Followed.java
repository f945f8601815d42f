package io.mainstay.etcd.internal.tls;

import io.mainstay.etcd.tls.PemSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was made of some PEM files, and made anew when their content changes. Contents are compared, not times: a file
 * replaced by renaming or through a symbolic link counts as much as one written in place, and they are small. What
 * cannot be used changes nothing.
 *
 * <p>Owned by one thread at a time.
 */
final class Followed<T> {
    private static final int SIZE_MOST = 8 << 20;
    private static final int READS_MOST = 3;

    private final List<? extends PemSource> sources;
    private final Maker<T> maker;
    private Contents seen;
    private T value;

    /**
     * Reads the sources for the first time.
     *
     * @throws IllegalArgumentException when one cannot be used; the message names it and says what to do
     */
    Followed(List<? extends PemSource> sources, Maker<T> maker) {
        this.sources = sources;
        this.maker = maker;
        this.seen = read();
        this.value = make(seen);
    }

    /** Makes something of the contents of the sources, in the same order. */
    interface Maker<T> {
        /** Throws an {@link IllegalArgumentException} that names the source when it cannot be used. */
        T make(List<byte[]> contents);
    }

    /** What the sources held, or why they could not be read. */
    private record Contents(List<byte[]> bytes, @Nullable String failure) {
        boolean same(Contents other) {
            if (failure != null || other.failure != null) {
                return failure != null && failure.equals(other.failure);
            }
            for (int i = 0; i < bytes.size(); i++) {
                if (!Arrays.equals(bytes.get(i), other.bytes.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    T value() {
        return value;
    }

    /**
     * Looks at the sources again.
     *
     * @return null when nothing has changed since the last look
     */
    @Nullable
    Look look() {
        Contents found = read();
        if (found.same(seen)) {
            return null;
        }
        seen = found;
        try {
            value = make(found);
            return new Look(sources.toString(), null);
        } catch (IllegalArgumentException unusable) {
            return new Look(sources.toString(), String.valueOf(unusable.getMessage()));
        }
    }

    /**
     * A change that was found.
     *
     * @param sources where
     * @param refusal why what is new there is not used; null when it is
     */
    record Look(String sources, @Nullable String refusal) {}

    private T make(Contents contents) {
        if (contents.failure() != null) {
            throw new IllegalArgumentException(contents.failure());
        }
        return maker.make(contents.bytes());
    }

    /** The contents of all sources at one time: read again until nobody writes in between. */
    private Contents read() {
        Contents before = readOnce();
        if (sources.size() < 2) {
            return before;
        }
        for (int i = 1; i < READS_MOST; i++) {
            Contents after = readOnce();
            if (after.same(before)) {
                break;
            }
            before = after;
        }
        return before;
    }

    private Contents readOnce() {
        List<byte[]> contents = new ArrayList<>();
        for (PemSource source : sources) {
            try {
                contents.add(read(source));
            } catch (IOException e) {
                return new Contents(List.of(), source + " " + why(e));
            }
        }
        return new Contents(contents, null);
    }

    private static byte[] read(PemSource source) throws IOException {
        if (source instanceof PemSource.Text text) {
            return text.pem().getBytes(StandardCharsets.UTF_8);
        }
        Path path = ((PemSource.File) source).path();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(SIZE_MOST + 1);
            if (content.length > SIZE_MOST) {
                throw new IOException("it has more than " + (SIZE_MOST >> 20) + " MiB");
            }
            return content;
        }
    }

    private static String why(IOException e) {
        return e instanceof NoSuchFileException
                ? "does not exist; name a file with PEM text"
                : "cannot be read: " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
