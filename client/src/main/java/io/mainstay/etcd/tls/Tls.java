package io.mainstay.etcd.tls;

/** How connections to {@code https} endpoints are secured: whom to trust, and who the client is. Immutable. */
public final class Tls {
    private static final Tls SYSTEM = new Tls();

    private Tls() {}

    /** Trusts what the JVM trusts, and shows no certificate. */
    public static Tls system() {
        return SYSTEM;
    }

    @Override
    public String toString() {
        return "Tls[system trust]";
    }
}
