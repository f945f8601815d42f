package io.mainstay.etcd.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged files of every kind end as a {@link PemException}, or are read. */
class PemFuzzTest {
    private static final int ROUNDS = 1_500;
    private static final List<String> NAMES = List.of(
            "rsa.pkcs1",
            "rsa.pkcs8",
            "rsa.encrypted",
            "rsa.cert",
            "ec.sec1",
            "ec.sec1-alone",
            "ec.pkcs8",
            "ec.bag",
            "ec.cert",
            "ed25519.pkcs8",
            "ec.explicit");

    @Test
    void damageIsRefusedInOneWay() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            byte[] damaged = random.nextBoolean() ? text(name, random) : inside(name, random);
            try {
                refused += refusals(damaged);
            } catch (RuntimeException | Error unexpected) {
                String file = Base64.getEncoder().encodeToString(damaged);
                throw new AssertionError("seed " + seed + ", round " + i + ", " + name + ": " + file, unexpected);
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(ROUNDS / 2);
    }

    private static int refusals(byte[] pem) {
        int refused = 0;
        try {
            Certificates.read(pem);
        } catch (PemException e) {
            refused++;
        }
        try {
            PrivateKeys.read(pem, PemFiles.PASSWORD);
        } catch (PemException e) {
            assertThat(e.getMessage()).doesNotContain(PemFiles.PASSWORD);
            refused++;
        }
        return refused;
    }

    /** The file with bytes changed, lost, doubled or cut off. */
    private static byte[] text(String name, Random random) {
        byte[] bytes = PemFiles.bytes(name);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = damage(bytes, random);
        }
        return bytes;
    }

    /** The file with the inside of a block changed, so that its text is in order. */
    private static byte[] inside(String name, Random random) {
        try {
            List<Pem.Block> blocks = Pem.parse(PemFiles.bytes(name));
            StringBuilder text = new StringBuilder();
            int hit = random.nextInt(blocks.size());
            for (Pem.Block block : blocks) {
                byte[] der = block == blocks.get(hit) ? damage(block.der(), random) : block.der();
                text.append("-----BEGIN ").append(block.label()).append("-----\n");
                text.append(Base64.getEncoder().encodeToString(der)).append('\n');
                text.append("-----END ").append(block.label()).append("-----\n");
            }
            return text.toString().getBytes(StandardCharsets.US_ASCII);
        } catch (PemException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] damage(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] changed = bytes.clone();
                changed[at] = (byte) random.nextInt();
                return changed;
            }
            case 1 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 2 -> {
                return spliced(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)));
            }
            default -> {
                return spliced(bytes, at, Math.max(0, at - 1 - random.nextInt(8)));
            }
        }
    }

    /** What stands before one place, then what stands from another one on. */
    private static byte[] spliced(byte[] bytes, int until, int from) {
        List<Byte> all = new ArrayList<>();
        for (int i = 0; i < until; i++) {
            all.add(bytes[i]);
        }
        for (int i = from; i < bytes.length; i++) {
            all.add(bytes[i]);
        }
        byte[] result = new byte[all.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = all.get(i);
        }
        return result;
    }
}
