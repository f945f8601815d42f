package io.mainstay.etcd.internal.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A private key out of PEM text: PKCS#8, in clear or encrypted, PKCS#1 (RSA) and SEC1 (EC). The JDK reads the first
 * only; the others are the same numbers in a smaller wrapping, so they get the larger one.
 */
final class PrivateKeys {
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS8_ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final String EC_PARAMETERS = "EC PARAMETERS";

    private static final int ROUNDS_MOST = 5_000_000;
    private static final String PBES2 = "1.2.840.113549.1.5.13";

    private static final byte[] RSA_OID = oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01);
    private static final byte[] EC_OID = oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01);
    private static final byte[] NULL = Der.value(Der.NULL);

    /** Algorithms by the inside of their object identifier, in hexadecimal. */
    private static final Map<String, String> ALGORITHMS = Map.of(
            "2a864886f70d010101", "RSA",
            "2a864886f70d01010a", "RSASSA-PSS",
            "2a8648ce3d0201", "EC",
            "2b6570", "EdDSA",
            "2b6571", "EdDSA");

    private PrivateKeys() {}

    /**
     * The one key of a text. Certificates beside it are passed over.
     *
     * @param password what the key is encrypted with; not looked at when it is not
     * @throws PemException when there is no key, or more than one, or it cannot be read
     */
    static PrivateKey read(byte[] pem, @Nullable String password) throws PemException {
        List<Pem.Block> blocks = Pem.parse(pem);
        List<Pem.Block> keys =
                blocks.stream().filter(block -> block.label().endsWith(PKCS8)).toList();
        if (keys.isEmpty()) {
            throw new PemException("holds no private key but " + Certificates.labels(blocks)
                    + "; were certificate and key exchanged?");
        }
        if (keys.size() > 1) {
            throw new PemException("holds " + keys.size() + " private keys; leave one");
        }
        Pem.Block key = keys.get(0);
        if (key.header("Proc-Type").contains("ENCRYPTED")) {
            throw new PemException("holds a key in OpenSSL's old encryption (Proc-Type: 4,ENCRYPTED);"
                    + " convert it with 'openssl pkcs8 -topk8 -in OLD -out NEW'");
        }
        return switch (key.label()) {
            case PKCS8 -> pkcs8(key.der());
            case PKCS8_ENCRYPTED -> pkcs8(decrypt(key.der(), password));
            case PKCS1 -> pkcs8(wrap(key.der(), RSA_OID, NULL));
            case SEC1 -> pkcs8(wrap(key.der(), EC_OID, curve(key.der(), blocks)));
            default ->
                throw new PemException("holds a key of the kind '" + key.label()
                        + "', which TLS here has no use for; give an RSA, EC or Ed25519 key in PKCS#8, PKCS#1 or SEC1");
        };
    }

    private static PrivateKey pkcs8(byte[] der) throws PemException {
        Der.Reader info = new Der.Reader(der).enter(Der.SEQUENCE);
        info.enter(Der.INTEGER);
        byte[] oid = info.enter(Der.SEQUENCE).enter(Der.OID).bytes();
        String algorithm = ALGORITHMS.get(hex(oid));
        if (algorithm == null) {
            throw new PemException("holds a key of an algorithm that TLS here has no use for (object identifier "
                    + hex(oid) + "); give an RSA, EC or Ed25519 key");
        }
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | RuntimeException damaged) {
            throw new PemException(
                    "holds a damaged " + algorithm + " key, or one of a kind that this JVM does not know", damaged);
        }
    }

    private static byte[] wrap(byte[] key, byte[] oid, byte[] parameters) {
        byte[] version = Der.value(Der.INTEGER, new byte[] {0});
        byte[] algorithm = Der.value(Der.SEQUENCE, oid, parameters);
        return Der.value(Der.SEQUENCE, version, algorithm, Der.value(Der.OCTET_STRING, key));
    }

    /** The curve as its algorithm's parameters: named in the key itself, or in a block before it. */
    private static byte[] curve(byte[] sec1, List<Pem.Block> blocks) throws PemException {
        Der.Reader key = new Der.Reader(sec1).enter(Der.SEQUENCE);
        Der.Reader inside = key.find(Der.CONTEXT_0);
        if (inside != null) {
            return named(inside);
        }
        for (Pem.Block block : blocks) {
            if (block.label().equals(EC_PARAMETERS)) {
                return named(new Der.Reader(block.der()));
            }
        }
        throw new PemException(
                "holds an EC key that does not say its curve; convert it with 'openssl pkcs8 -topk8 -nocrypt'");
    }

    private static byte[] named(Der.Reader parameters) throws PemException {
        if (parameters.peek() != Der.OID) {
            throw new PemException("holds an EC key whose curve has no name; make one on P-256 or P-384");
        }
        return Der.value(Der.OID, parameters.enter(Der.OID).bytes());
    }

    private static byte[] decrypt(byte[] der, @Nullable String password) throws PemException {
        if (password == null) {
            throw new PemException("holds an encrypted key; give its password with keyPassword(...)");
        }
        EncryptedPrivateKeyInfo info;
        Cipher cipher;
        PBEKeySpec secret = new PBEKeySpec(password.toCharArray());
        try {
            info = new EncryptedPrivateKeyInfo(der);
            String algorithm =
                    info.getAlgName().equals(PBES2) || info.getAlgName().equals("PBES2")
                            ? String.valueOf(info.getAlgParameters())
                            : info.getAlgName();
            refuseTooManyRounds(info.getAlgParameters());
            cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(secret),
                    info.getAlgParameters());
        } catch (GeneralSecurityException | IOException | RuntimeException unknown) {
            throw new PemException(
                    "holds a key in an encryption that this JVM does not know, or a damaged one; convert it with"
                            + " 'openssl pkcs8 -topk8 -v2 aes-256-cbc'",
                    unknown);
        } finally {
            secret.clearPassword();
        }
        try {
            return info.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException | RuntimeException wrong) {
            throw new PemException("holds an encrypted key that the password does not open", wrong);
        }
    }

    /** A damaged count would keep the JVM busy for minutes. */
    private static void refuseTooManyRounds(@Nullable AlgorithmParameters parameters) throws GeneralSecurityException {
        if (parameters != null
                && parameters.getParameterSpec(PBEParameterSpec.class).getIterationCount() > ROUNDS_MOST) {
            throw new GeneralSecurityException("more than " + ROUNDS_MOST + " rounds");
        }
    }

    private static byte[] oid(int... inside) {
        byte[] bytes = new byte[inside.length];
        for (int i = 0; i < inside.length; i++) {
            bytes[i] = (byte) inside[i];
        }
        return Der.value(Der.OID, bytes);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
