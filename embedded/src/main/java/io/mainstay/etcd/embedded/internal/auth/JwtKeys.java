package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.embedded.internal.auth.SigningMethod.Family;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What tokens are signed and known again with.
 *
 * @param signing the key to sign with; null where tokens are only to be known again
 * @param verifying the key to know them again with
 */
record JwtKeys(@Nullable Key signing, Key verifying) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final byte[] PROBE = {1, 2, 3};

    /**
     * Reads key files as etcd has them: in PEM, but a secret for HMAC as it is, which stands for the private key.
     *
     * @throws IllegalArgumentException when a file cannot be read, holds no such key, or the two do not match
     */
    static JwtKeys read(SigningMethod method, @Nullable Path publicFile, @Nullable Path privateFile) {
        try {
            if (method.family() == Family.HMAC) {
                if (privateFile == null) {
                    throw new IllegalArgumentException(method.jwtName() + " needs a secret: give its file as priv-key");
                }
                Key secret = new SecretKeySpec(
                        Files.readAllBytes(privateFile), method.family().keys());
                return new JwtKeys(secret, secret);
            }
            PrivateKey signing = privateFile == null ? null : privateKey(method, privateFile);
            PublicKey verifying = publicFile != null ? publicKey(method, publicFile) : publicOf(method, signing);
            if (signing != null && !method.verify(verifying, PROBE, method.sign(signing, PROBE))) {
                throw new IllegalArgumentException(
                        "the keys in " + publicFile + " and " + privateFile + " do not match");
            }
            return new JwtKeys(signing, verifying);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read a key for tokens: " + e, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "no keys for " + method.jwtName() + " in " + publicFile + " and " + privateFile + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static PrivateKey privateKey(SigningMethod method, Path file) throws IOException, GeneralSecurityException {
        Matcher block = block(file);
        if (!block.group(1).equals("PRIVATE KEY")) {
            throw new IllegalArgumentException("the private key in " + file + " is a block " + block.group(1)
                    + ", not PRIVATE KEY; convert it with 'openssl pkcs8 -topk8 -nocrypt'");
        }
        return KeyFactory.getInstance(method.family().keys()).generatePrivate(new PKCS8EncodedKeySpec(der(block)));
    }

    private static PublicKey publicKey(SigningMethod method, Path file) throws IOException, GeneralSecurityException {
        Matcher block = block(file);
        return switch (block.group(1)) {
            case "PUBLIC KEY" ->
                KeyFactory.getInstance(method.family().keys()).generatePublic(new X509EncodedKeySpec(der(block)));
            case "CERTIFICATE" ->
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der(block)))
                        .getPublicKey();
            default ->
                throw new IllegalArgumentException("the public key in " + file + " is a block " + block.group(1)
                        + ", not PUBLIC KEY or CERTIFICATE; convert it with 'openssl pkey -pubout'");
        };
    }

    private static PublicKey publicOf(SigningMethod method, @Nullable PrivateKey key) throws GeneralSecurityException {
        if (key instanceof RSAPrivateCrtKey rsa) {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
        }
        throw new IllegalArgumentException(method.jwtName() + " needs a public key: give its file as pub-key");
    }

    private static Matcher block(Path file) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            throw new IllegalArgumentException("no key in PEM in the file " + file);
        }
        return block;
    }

    private static byte[] der(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(2));
    }

    /** Whether it can sign; the keys are secret. */
    @Override
    public String toString() {
        return signing == null ? "JwtKeys[verify only]" : "JwtKeys[]";
    }
}
