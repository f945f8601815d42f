package io.mainstay.etcd.testkit.tls;

/** The algorithm of a key and the way in which its file holds it. */
public enum KeyForm {
    /** An EC key on P-256 in {@code PRIVATE KEY}. */
    EC_PKCS8("EC", "PRIVATE KEY"),
    /** An EC key on P-256 in {@code EC PRIVATE KEY}. */
    EC_SEC1("EC", "EC PRIVATE KEY"),
    /** An RSA key of 2048 bits in {@code PRIVATE KEY}. */
    RSA_PKCS8("RSA", "PRIVATE KEY"),
    /** An RSA key of 2048 bits in {@code RSA PRIVATE KEY}. */
    RSA_PKCS1("RSA", "RSA PRIVATE KEY"),
    /** An Ed25519 key in {@code PRIVATE KEY}. */
    ED25519_PKCS8("Ed25519", "PRIVATE KEY");

    private final String algorithm;
    private final String label;

    KeyForm(String algorithm, String label) {
        this.algorithm = algorithm;
        this.label = label;
    }

    String algorithm() {
        return algorithm;
    }

    String label() {
        return label;
    }
}
