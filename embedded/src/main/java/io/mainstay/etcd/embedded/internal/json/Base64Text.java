package io.mainstay.etcd.embedded.internal.json;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as text. Read is either alphabet, with padding or without, and with line ends between; written is the plain
 * alphabet with padding.
 */
final class Base64Text {
    private Base64Text() {}

    static byte @Nullable [] decode(String text) {
        boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        boolean padded = text.length() % 4 == 0;
        String letters = text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                ? text
                : text.replace("\n", "").replace("\r", "");
        boolean hasPadding = letters.endsWith("=");
        if (padded ? letters.length() % 4 != 0 : hasPadding) {
            return null;
        }
        try {
            return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(letters);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
