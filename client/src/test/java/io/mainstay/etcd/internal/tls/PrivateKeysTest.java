package io.mainstay.etcd.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
    @ParameterizedTest
    @ValueSource(strings = {"rsa.pkcs1", "rsa.encrypted"})
    void rsaKeysOfAllFormsAreTheSame(String name) throws PemException {
        assertThat(PrivateKeys.read(PemFiles.bytes(name), PemFiles.PASSWORD))
                .isEqualTo(PrivateKeys.read(PemFiles.bytes("rsa.pkcs8"), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec.sec1", "ec.sec1-alone", "ec.encrypted", "ec.bag"})
    void ecKeysOfAllFormsAreTheSame(String name) throws PemException {
        ECPrivateKey read = (ECPrivateKey) PrivateKeys.read(PemFiles.bytes(name), PemFiles.PASSWORD);
        ECPrivateKey plain = (ECPrivateKey) PrivateKeys.read(PemFiles.bytes("ec.pkcs8"), null);
        assertThat(read.getS()).isEqualTo(plain.getS());
        assertThat(read.getParams()).isEqualTo(plain.getParams());
    }

    @Test
    void ed25519KeysAreRead() throws PemException {
        assertThat(PrivateKeys.read(PemFiles.bytes("ed25519.pkcs8"), null).getAlgorithm())
                .isEqualTo("EdDSA");
    }

    @Test
    void aKeyBesideCertificatesIsFound() throws PemException {
        String both = PemFiles.text("ec.cert") + PemFiles.text("ec.pkcs8");
        assertThat(PrivateKeys.read(both.getBytes(StandardCharsets.US_ASCII), null))
                .isEqualTo(PrivateKeys.read(PemFiles.bytes("ec.pkcs8"), null));
    }

    /** What cannot be used, and the word that the message must have. */
    @ParameterizedTest
    @CsvSource({
        "rsa.encrypted, , give its password with keyPassword",
        "rsa.encrypted, wrong, the password does not open",
        "ec.scrypt, sesame, that this JVM does not know",
        "rsa.old-encryption, sesame, openssl pkcs8 -topk8",
        "rsa.cert, , no private key but CERTIFICATE",
        "ec.explicit, , whose curve has no name",
        "x25519, , give an RSA",
        "dsa, , give an RSA"
    })
    void whatCannotBeUsedIsSaidAndWhatToDo(String name, String password, String words) {
        assertThatThrownBy(() -> PrivateKeys.read(PemFiles.bytes(name), password))
                .isInstanceOf(PemException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining(PemFiles.PASSWORD);
    }

    @Test
    void ofTwoKeysNoneIsChosen() {
        String two = PemFiles.text("ec.pkcs8") + PemFiles.text("rsa.pkcs8");
        assertThatThrownBy(() -> PrivateKeys.read(two.getBytes(StandardCharsets.US_ASCII), null))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("2 private keys");
    }

    @Test
    void aCurveThatIsNotSaidIsMissed() {
        String key = PemFiles.text("ec.sec1").replaceAll("(?s)^.*END EC PARAMETERS-----\\R", "");
        assertThat(key).startsWith("-----BEGIN EC PRIVATE KEY-----");
        // openssl names the curve in the key too; without its tag the key is one of those that do not.
        byte[] named = Base64.getMimeDecoder().decode(key.replaceAll("-----.*-----", ""));
        int curve = indexOf(named, (byte) 0xa0);
        named[curve] = (byte) 0xa2;
        String bare = "-----BEGIN EC PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(named)
                + "\n-----END EC PRIVATE KEY-----\n";
        assertThatThrownBy(() -> PrivateKeys.read(bare.getBytes(StandardCharsets.US_ASCII), null))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("does not say its curve");
    }

    /** The last place before the public key where the tag stands: behind the 32 bytes of the number. */
    private static int indexOf(byte[] bytes, byte tag) {
        for (int i = 37; i < bytes.length; i++) {
            if (bytes[i] == tag) {
                return i;
            }
        }
        throw new AssertionError("no tag " + tag);
    }
}
