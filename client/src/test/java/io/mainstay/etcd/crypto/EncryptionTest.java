package io.mainstay.etcd.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.crypto.DecryptFailedException.Reason;
import io.mainstay.etcd.kv.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of sealed values, its decoder under fire, and what a key ring allows. */
class EncryptionTest {
    private static final Bytes KEY = Bytes.utf8("/app/config");
    private static final int HEADER = 9;

    private final KeyRing ring = KeyRing.of(1, EncryptionKey.random());
    private final Encryption encryption = Encryption.of(ring);

    @Test
    void opensWhatItSealed() {
        for (int size : new int[] {0, 1, 15, 16, 17, 1000, 1 << 20}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            Bytes value = Bytes.wrap(bytes);
            Bytes sealed = encryption.seal(KEY, value);
            assertThat(sealed.size()).isEqualTo(size + 37);
            assertThat(encryption.open(KEY, sealed)).isEqualTo(value);
        }
    }

    @Test
    void aSealedValueSaysOfWhichFormItIsAndWhichKeySealedIt() {
        ring.add(0x01020304, EncryptionKey.of(new byte[16])).promote(0x01020304);
        Bytes sealed = encryption.seal(KEY, Bytes.utf8("v"));
        assertThat(sealed.slice(0, HEADER).hex()).isEqualTo("ae4d53450101020304");
        assertThat(Encryption.keyIdOf(sealed)).hasValue(0x01020304);
        assertThat(Encryption.isSealed(sealed)).isTrue();
        assertThat(Encryption.keyIdOf(Bytes.utf8("plain"))).isEmpty();
        assertThat(Encryption.isSealed(Bytes.EMPTY)).isFalse();
    }

    @Test
    void everyTruncationIsRefusedTyped() {
        Bytes sealed = encryption.seal(KEY, Bytes.utf8("a value of some length"));
        for (int length = 0; length < sealed.size(); length++) {
            Reason reason = refusal(KEY, sealed.slice(0, length)).reason();
            assertThat(reason)
                    .as(length + " bytes")
                    .isEqualTo(length < 4 ? Reason.PLAIN_VALUE : length < 37 ? Reason.TRUNCATED : Reason.NOT_AUTHENTIC);
        }
        refusal(KEY, sealed.concat(Bytes.ZERO));
    }

    @Test
    void everyFlippedBitIsRefusedTyped() {
        ring.add(3, EncryptionKey.random());
        Bytes sealed = encryption.seal(KEY, Bytes.utf8("a value"));
        Set<Reason> reasons = new HashSet<>();
        for (int bit = 0; bit < sealed.size() * 8; bit++) {
            byte[] changed = sealed.toByteArray();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            reasons.add(refusal(KEY, Bytes.of(changed)).reason());
        }
        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        Reason.PLAIN_VALUE, Reason.UNKNOWN_VERSION, Reason.UNKNOWN_KEY, Reason.NOT_AUTHENTIC);
    }

    @Test
    void anythingElseIsRefusedTyped() {
        long seed = Long.getLong("mainstay.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] start = encryption.seal(KEY, Bytes.EMPTY).toByteArray();
        for (int i = 0; i < 50_000; i++) {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            System.arraycopy(start, 0, noise, 0, Math.min(random.nextInt(HEADER + 1), noise.length));
            refusal(Bytes.of(noise), Bytes.of(noise));
        }
    }

    @Test
    void aValueOpensOnlyAtItsOwnKey() {
        Bytes sealed = encryption.seal(KEY, Bytes.utf8("v"));
        assertThat(refusal(Bytes.utf8("/app/confih"), sealed).reason()).isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(refusal(Bytes.utf8("/app/confi"), sealed).reason()).isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(refusal(Bytes.EMPTY, sealed).reason()).isEqualTo(Reason.NOT_AUTHENTIC);
    }

    @Test
    void aKeyUnderTheNumberOfAnotherDoesNotOpen() {
        Encryption other = Encryption.of(KeyRing.of(1, EncryptionKey.random()));
        assertThatThrownBy(() -> other.open(KEY, encryption.seal(KEY, Bytes.utf8("v"))))
                .isInstanceOfSatisfying(
                        DecryptFailedException.class,
                        why -> assertThat(why.reason()).isEqualTo(Reason.NOT_AUTHENTIC));
    }

    @Test
    void aRefusalShowsTheKeyOfEtcdAndNothingOfTheValue() {
        DecryptFailedException why = refusal(KEY, Bytes.utf8("hunter2"));
        assertThat(why).hasMessageContaining("/app/config").hasMessageContaining("not encrypted");
        assertThat(why.toString()).doesNotContain("hunter2");
        assertThat(why.key()).isEqualTo(KEY);
    }

    @Test
    void plainValuesPassWhenTheyMay() {
        Encryption passing = encryption.plainValues(PlainValues.PASS);
        assertThat(passing.open(KEY, Bytes.utf8("plain"))).isEqualTo(Bytes.utf8("plain"));
        assertThat(passing.open(KEY, Bytes.EMPTY)).isEqualTo(Bytes.EMPTY);
        Bytes sealed = passing.seal(KEY, Bytes.utf8("v"));
        assertThatThrownBy(() -> passing.open(KEY, sealed.slice(0, 10))).isInstanceOf(DecryptFailedException.class);
    }

    @Test
    void aKeyIsUsedNoOftenerThanItMay() {
        Encryption limited = encryption.keyUseLimit(3);
        for (int i = 0; i < 3; i++) {
            limited.seal(KEY, Bytes.EMPTY);
        }
        assertThatThrownBy(() -> limited.seal(KEY, Bytes.EMPTY))
                .isInstanceOfSatisfying(
                        KeyUseLimitException.class,
                        why -> assertThat(why.keyId()).isEqualTo(1));
        ring.add(2, EncryptionKey.random()).promote(2);
        assertThat(Encryption.keyIdOf(limited.seal(KEY, Bytes.EMPTY))).hasValue(2);
        for (long wrong : new long[] {0, -1, (1L << 32) + 1}) {
            assertThatThrownBy(() -> encryption.keyUseLimit(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keysOfWrongSizesAreRefused() {
        for (int size : new int[] {0, 1, 15, 17, 24, 31, 33, 64}) {
            assertThatThrownBy(() -> EncryptionKey.of(new byte[size]))
                    .as(size + " bytes")
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("16 or 32");
        }
        assertThat(EncryptionKey.of(new byte[16]).toString()).isEqualTo("EncryptionKey[AES-128]");
    }

    @Test
    void readsKeysFromTextAndFiles(@TempDir Path folder) throws Exception {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 5);
        Path file = Files.write(folder.resolve("key"), bytes);
        Bytes sealed = Encryption.of(KeyRing.of(1, EncryptionKey.of(bytes))).seal(KEY, Bytes.utf8("v"));
        Secret text = Secret.of(Base64.getEncoder().encodeToString(bytes) + "\n");
        for (EncryptionKey same : List.of(EncryptionKey.base64(text), EncryptionKey.file(file))) {
            assertThat(Encryption.of(KeyRing.of(1, same)).open(KEY, sealed)).isEqualTo(Bytes.utf8("v"));
        }
        assertThatThrownBy(() -> EncryptionKey.base64(Secret.of("not*base64")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .doesNotContain("*");
        assertThatThrownBy(() -> EncryptionKey.file(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void makesAKeyOfAPassphraseTheSlowWayOnly() {
        byte[] salt = new byte[16];
        Secret words = Secret.of("correct horse");
        EncryptionKey once = EncryptionKey.fromPassphrase(words, salt, EncryptionKey.MIN_ITERATIONS);
        EncryptionKey again = EncryptionKey.fromPassphrase(words, salt, EncryptionKey.MIN_ITERATIONS);
        Bytes sealed = Encryption.of(KeyRing.of(1, once)).seal(KEY, Bytes.utf8("v"));
        assertThat(Encryption.of(KeyRing.of(1, again)).open(KEY, sealed)).isEqualTo(Bytes.utf8("v"));
        assertThatThrownBy(() -> EncryptionKey.fromPassphrase(words, new byte[8], EncryptionKey.MIN_ITERATIONS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EncryptionKey.fromPassphrase(words, salt, 1000))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EncryptionKey.fromPassphrase(Secret.of(""), salt, EncryptionKey.MIN_ITERATIONS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRingKeepsItsRules() {
        ring.add(2, EncryptionKey.random());
        assertThatThrownBy(() -> ring.add(2, EncryptionKey.random())).hasMessageContaining("already");
        assertThatThrownBy(() -> ring.add(-1, EncryptionKey.random())).hasMessageContaining("negative");
        assertThatThrownBy(() -> ring.promote(9)).hasMessageContaining("no key 9");
        assertThatThrownBy(() -> ring.remove(1)).hasMessageContaining("primary");
        Bytes old = encryption.seal(KEY, Bytes.utf8("v"));
        ring.promote(2);
        assertThat(ring.primaryId()).isEqualTo(2);
        assertThat(encryption.open(KEY, old)).as("the old key still opens").isEqualTo(Bytes.utf8("v"));
        ring.remove(1);
        assertThat(refusal(KEY, old).reason()).isEqualTo(Reason.UNKNOWN_KEY);
        assertThat(encryption.toString()).isEqualTo("Encryption[KeyRing[primary 2, keys [2]], plain values REFUSE]");
    }

    private DecryptFailedException refusal(Bytes key, Bytes value) {
        Throwable thrown = catchThrowable(() -> encryption.open(key, value));
        assertThat(thrown).as(value.hex()).isExactlyInstanceOf(DecryptFailedException.class);
        return (DecryptFailedException) thrown;
    }
}
