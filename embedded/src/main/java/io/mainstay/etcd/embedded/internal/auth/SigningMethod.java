package io.mainstay.etcd.embedded.internal.auth;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;

/** The ways to sign a token that etcd knows, by the names that JWT has for them. */
enum SigningMethod {
    HS256("HmacSHA256", Family.HMAC, 0),
    HS384("HmacSHA384", Family.HMAC, 0),
    HS512("HmacSHA512", Family.HMAC, 0),
    RS256("SHA256withRSA", Family.RSA, 0),
    RS384("SHA384withRSA", Family.RSA, 0),
    RS512("SHA512withRSA", Family.RSA, 0),
    PS256("RSASSA-PSS", Family.RSA, 256),
    PS384("RSASSA-PSS", Family.RSA, 384),
    PS512("RSASSA-PSS", Family.RSA, 512),
    ES256("SHA256withECDSAinP1363Format", Family.EC, 0),
    ES384("SHA384withECDSAinP1363Format", Family.EC, 0),
    ES512("SHA512withECDSAinP1363Format", Family.EC, 0),
    ED_DSA("Ed25519", Family.ED25519, 0);

    private final String algorithm;
    private final Family family;
    /** How many bits the hash of RSASSA-PSS has; 0 for all other algorithms. */
    private final int pssBits;

    SigningMethod(String algorithm, Family family, int pssBits) {
        this.algorithm = algorithm;
        this.family = family;
        this.pssBits = pssBits;
    }

    /** What kind of keys a method takes, by the name that Java has for it. */
    enum Family {
        HMAC("HmacSHA256"),
        RSA("RSA"),
        EC("EC"),
        ED25519("Ed25519");

        private final String keys;

        Family(String keys) {
            this.keys = keys;
        }

        String keys() {
            return keys;
        }
    }

    /** The method that JWT calls so. */
    static Optional<SigningMethod> named(String name) {
        return Arrays.stream(values())
                .filter(method -> method.jwtName().equals(name))
                .findFirst();
    }

    String jwtName() {
        return this == ED_DSA ? "EdDSA" : name();
    }

    Family family() {
        return family;
    }

    byte[] sign(Key key, byte[] text) throws GeneralSecurityException {
        if (family == Family.HMAC) {
            return mac(key, text);
        }
        Signature signature = signature();
        signature.initSign((PrivateKey) key);
        signature.update(text);
        return signature.sign();
    }

    boolean verify(Key key, byte[] text, byte[] signed) throws GeneralSecurityException {
        if (family == Family.HMAC) {
            return MessageDigest.isEqual(mac(key, text), signed);
        }
        Signature signature = signature();
        signature.initVerify((PublicKey) key);
        signature.update(text);
        return signature.verify(signed);
    }

    private byte[] mac(Key key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(key);
        return mac.doFinal(text);
    }

    private Signature signature() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        if (pssBits > 0) {
            String hash = "SHA-" + pssBits;
            signature.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), pssBits / 8, 1));
        }
        return signature;
    }
}
