package io.mainstay.etcd.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;

/** The two kinds of tokens that etcd knows, as flags of a server. */
public enum TokenKind {
    /** Kept in the server's memory; its time begins anew with each use. */
    SIMPLE(Duration.ofSeconds(1)) {
        @Override
        public String[] flags(Path folder, Duration ttl) {
            return new String[] {"--auth-token=simple", "--auth-token-ttl=" + ttl.toSeconds()};
        }
    },
    /** Signed with a key of the server, for a fixed time and one revision of users and permissions. */
    JWT(Duration.ofSeconds(2)) {
        @Override
        public String[] flags(Path folder, Duration ttl) {
            KeyPair keys = rsa();
            Path publicKey = pem(
                    folder.resolve("jwt-public.pem"),
                    "PUBLIC KEY",
                    keys.getPublic().getEncoded());
            Path privateKey = pem(
                    folder.resolve("jwt-private.pem"),
                    "PRIVATE KEY",
                    keys.getPrivate().getEncoded());
            return new String[] {
                "--auth-token=jwt,pub-key=" + publicKey + ",priv-key=" + privateKey + ",sign-method=RS256,ttl="
                        + ttl.toSeconds() + "s"
            };
        }
    };

    private final Duration leastTtl;

    TokenKind(Duration leastTtl) {
        this.leastTtl = leastTtl;
    }

    /** The shortest life with which a token lives for about a second at least; the ends of a JWT fall on whole ones. */
    public Duration leastTtl() {
        return leastTtl;
    }

    /** The flags of a server; what it needs for them is written to the folder. */
    public abstract String[] flags(Path folder, Duration ttl);

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path file, String label, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        try {
            return Files.writeString(
                    file, "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
