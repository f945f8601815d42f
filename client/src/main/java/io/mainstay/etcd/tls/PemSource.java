package io.mainstay.etcd.tls;

import java.nio.file.Path;

/** Where certificates or a key in PEM come from. */
public sealed interface PemSource {
    /**
     * A file. It is read when the client is made, and again whenever its content has changed before a handshake.
     *
     * @param path where it is
     */
    record File(Path path) implements PemSource {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * The text itself.
     *
     * @param pem the text
     */
    record Text(String pem) implements PemSource {
        /** Says nothing of the text, for it may be a key. */
        @Override
        public String toString() {
            return "PEM text";
        }
    }
}
