package io.mainstay.etcd.testkit.tls;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;

/** Writes keys and certificates as PEM. */
final class KeyFiles {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final String P256 = "1.2.840.10045.3.1.7";
    private static final int P256_BYTES = 32;

    private KeyFiles() {}

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    static String pem(KeyForm form, PrivateKey key) {
        byte[] der = switch (form) {
            case EC_SEC1 -> sec1((ECPrivateKey) key);
            case RSA_PKCS1 -> pkcs1((RSAPrivateCrtKey) key);
            case EC_PKCS8, RSA_PKCS8, ED25519_PKCS8 -> key.getEncoded();
        };
        return pem(form.label(), der);
    }

    private static byte[] pkcs1(RSAPrivateCrtKey key) {
        return Asn1.sequence(
                Asn1.integer(BigInteger.ZERO),
                Asn1.integer(key.getModulus()),
                Asn1.integer(key.getPublicExponent()),
                Asn1.integer(key.getPrivateExponent()),
                Asn1.integer(key.getPrimeP()),
                Asn1.integer(key.getPrimeQ()),
                Asn1.integer(key.getPrimeExponentP()),
                Asn1.integer(key.getPrimeExponentQ()),
                Asn1.integer(key.getCrtCoefficient()));
    }

    private static byte[] sec1(ECPrivateKey key) {
        byte[] number = key.getS().toByteArray();
        byte[] padded = new byte[P256_BYTES];
        byte[] digits = number.length > P256_BYTES ? Arrays.copyOfRange(number, 1, number.length) : number;
        System.arraycopy(digits, 0, padded, P256_BYTES - digits.length, digits.length);
        return Asn1.sequence(Asn1.integer(BigInteger.ONE), Asn1.octets(padded), Asn1.value(0xa0, Asn1.oid(P256)));
    }
}
