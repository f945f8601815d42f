package io.mainstay.etcd.kv;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which keys to pick by their names, on the client: etcd itself knows ranges only. The pattern's plain beginning is the
 * prefix of the range that is read. Immutable; to match takes time in proportion to the key and the pattern.
 */
public final class KeyPattern implements Predicate<Bytes> {
    private static final byte SEPARATOR = '/';

    private final String text;
    private final Bytes prefix;
    private final List<Part> parts;

    private KeyPattern(String text, Bytes prefix, List<Part> parts) {
        this.text = text;
        this.prefix = prefix;
        this.parts = parts;
    }

    /** One byte to find, or one of the wildcards. */
    private record Part(Kind kind, byte literal) {
        enum Kind {
            LITERAL,
            ONE,
            SEGMENT,
            ANYTHING
        }
    }

    /**
     * A glob over the whole key: {@code *} is any number of bytes but {@code /}, {@code **} is any number of any bytes,
     * {@code ?} is one character but {@code /}, and a backslash takes the next character as it is. For example {@code
     * /services/*}{@code /health}.
     *
     * @throws IllegalArgumentException when it ends with a backslash that is not doubled
     */
    public static KeyPattern glob(String glob) {
        byte[] bytes = Bytes.utf8(glob).unwrap();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            switch (bytes[i]) {
                case '*' -> {
                    boolean doubled = i + 1 < bytes.length && bytes[i + 1] == '*';
                    parts.add(new Part(doubled ? Part.Kind.ANYTHING : Part.Kind.SEGMENT, (byte) 0));
                    i += doubled ? 1 : 0;
                }
                case '?' -> parts.add(new Part(Part.Kind.ONE, (byte) 0));
                case '\\' -> {
                    i++;
                    if (i == bytes.length) {
                        throw new IllegalArgumentException("the glob ends with a backslash; double it to mean one");
                    }
                    parts.add(new Part(Part.Kind.LITERAL, bytes[i]));
                }
                default -> parts.add(new Part(Part.Kind.LITERAL, bytes[i]));
            }
        }
        return new KeyPattern(glob, literalStart(parts), List.copyOf(parts));
    }

    /** Keys that begin with a prefix and have some text anywhere after it. */
    public static KeyPattern containing(String prefix, String text) {
        List<Part> parts = new ArrayList<>();
        literals(prefix, parts);
        parts.add(new Part(Part.Kind.ANYTHING, (byte) 0));
        literals(text, parts);
        parts.add(new Part(Part.Kind.ANYTHING, (byte) 0));
        return new KeyPattern(prefix + "..." + text + "...", Bytes.utf8(prefix), List.copyOf(parts));
    }

    private static void literals(String text, List<Part> parts) {
        for (byte b : Bytes.utf8(text).unwrap()) {
            parts.add(new Part(Part.Kind.LITERAL, b));
        }
    }

    private static Bytes literalStart(List<Part> parts) {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        for (Part part : parts) {
            if (part.kind() != Part.Kind.LITERAL) {
                break;
            }
            start.write(part.literal());
        }
        return Bytes.wrap(start.toByteArray());
    }

    /** The range that holds every key that can match. */
    public KeyRange range() {
        boolean plain = parts.stream().allMatch(part -> part.kind() == Part.Kind.LITERAL);
        return plain && !prefix.isEmpty() ? KeyRange.single(prefix) : KeyRange.prefix(prefix);
    }

    /** Whether a key matches as a whole. */
    @Override
    public boolean test(Bytes key) {
        // A bit for each position of the pattern that the key read so far can have come to.
        BitSet at = new BitSet(parts.size() + 1);
        at.set(0);
        skipEmpty(at);
        for (byte b : key.unwrap()) {
            at = after(at, b);
            if (at.isEmpty()) {
                return false;
            }
        }
        return at.get(parts.size());
    }

    private BitSet after(BitSet at, byte b) {
        BitSet next = new BitSet(parts.size() + 1);
        for (int i = at.nextSetBit(0); i >= 0 && i < parts.size(); i = at.nextSetBit(i + 1)) {
            Part part = parts.get(i);
            switch (part.kind()) {
                case LITERAL -> {
                    if (part.literal() == b) {
                        next.set(i + 1);
                    }
                }
                case ONE -> {
                    if (b != SEPARATOR && !isContinuation(b)) {
                        next.set(i + 1);
                    }
                }
                case SEGMENT -> {
                    if (b != SEPARATOR) {
                        next.set(i);
                    }
                }
                case ANYTHING -> next.set(i);
            }
        }
        if (isContinuation(b)) {
            // The rest of a character that a question mark has begun to match.
            for (int i = at.nextSetBit(1); i >= 0; i = at.nextSetBit(i + 1)) {
                if (parts.get(i - 1).kind() == Part.Kind.ONE) {
                    next.set(i);
                }
            }
        }
        skipEmpty(next);
        return next;
    }

    /** A star may match nothing. */
    private void skipEmpty(BitSet at) {
        for (int i = at.nextSetBit(0); i >= 0 && i < parts.size(); i = at.nextSetBit(i + 1)) {
            Part.Kind kind = parts.get(i).kind();
            if (kind == Part.Kind.SEGMENT || kind == Part.Kind.ANYTHING) {
                at.set(i + 1);
            }
        }
    }

    /** Whether a byte is the second or a later one of a UTF-8 character. */
    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    @Override
    public String toString() {
        return text;
    }
}
