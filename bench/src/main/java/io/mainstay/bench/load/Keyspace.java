package io.mainstay.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The keys and the value that every peer works on: 2,000 keys of 32 bytes, and one value of 128 bytes. */
final class Keyspace {
    static final int KEYS = 2_000;
    static final int KEY_BYTES = 32;
    static final int VALUE_BYTES = 128;

    private final byte[][] keys = new byte[KEYS][];
    private final byte[] value = new byte[VALUE_BYTES];

    Keyspace() {
        for (int i = 0; i < KEYS; i++) {
            String key = "/bench/kv/" + String.format("%0" + (KEY_BYTES - 10) + "d", i);
            keys[i] = key.getBytes(StandardCharsets.US_ASCII);
        }
        new Random(1).nextBytes(value);
    }

    byte[] key(int index) {
        return keys[index];
    }

    byte[] value() {
        return value;
    }

    /** Keys in an order without a pattern: a xorshift generator, which costs nothing beside an operation. */
    static final class Walk {
        private final Keyspace keyspace;
        private int state;

        Walk(Keyspace keyspace, int seed) {
            this.keyspace = keyspace;
            this.state = (seed + 1) * 0x9E3779B9 | 1;
        }

        byte[] next() {
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            return keyspace.keys[Integer.remainderUnsigned(state, KEYS)];
        }
    }
}
