package io.mainstay.etcd.internal.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PEM text taken apart. What stands between the blocks is passed over, since tools put descriptions there; line ends
 * may be those of any system.
 */
final class Pem {
    private static final String DASHES = "-----";
    private static final String BEGIN = DASHES + "BEGIN ";
    private static final String END = DASHES + "END ";

    private final List<String> lines;
    private int at;

    private Pem(List<String> lines) {
        this.lines = lines;
    }

    /** One block. It may hold a key, so it shows its label only. */
    static final class Block {
        private final String label;
        private final Map<String, String> headers;
        private final byte[] der;

        private Block(String label, Map<String, String> headers, byte[] der) {
            this.label = label;
            this.headers = headers;
            this.der = der;
        }

        /** What it says it is, like {@code CERTIFICATE}. */
        String label() {
            return label;
        }

        /** The value of a line like {@code Proc-Type: 4,ENCRYPTED} at its top; empty when there is none. */
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** What it holds. */
        byte[] der() {
            return der;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * The blocks of a text, at least one.
     *
     * @throws PemException when there is none, or one is damaged
     */
    static List<Block> parse(byte[] text) throws PemException {
        Pem pem = new Pem(new String(text, StandardCharsets.ISO_8859_1).lines().toList());
        List<Block> blocks = new ArrayList<>();
        for (Block block = pem.nextBlock(); block != null; block = pem.nextBlock()) {
            blocks.add(block);
        }
        if (blocks.isEmpty()) {
            throw new PemException(whatElse(text));
        }
        return blocks;
    }

    private static String whatElse(byte[] text) {
        if (text.length == 0) {
            return "is empty";
        }
        for (byte each : text) {
            if (each >= 0 && each < 0x20 && each != '\n' && each != '\r' && each != '\t') {
                return "is not PEM but binary (DER, PKCS#12, a Java key store, or text in UTF-16);"
                        + " convert it to PEM with 'openssl x509', 'openssl pkey' or 'openssl pkcs12'";
            }
        }
        return "holds no PEM block; one begins with a line like '" + BEGIN + "CERTIFICATE" + DASHES + "'";
    }

    private @Nullable Block nextBlock() throws PemException {
        for (; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            // A byte order mark may stand before the first.
            int begin = line.indexOf(BEGIN);
            if (begin >= 0 && line.length() > begin + BEGIN.length() && line.endsWith(DASHES)) {
                return block(label(line.substring(begin), BEGIN));
            }
            if (line.startsWith(END)) {
                throw new PemException("has an END without its BEGIN in line " + (at + 1) + "; is it cut off?");
            }
        }
        return null;
    }

    private Block block(String label) throws PemException {
        int first = ++at;
        Map<String, String> headers = headers();
        StringBuilder base64 = new StringBuilder();
        for (; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            if (line.startsWith(BEGIN)) {
                break;
            }
            if (line.startsWith(END)) {
                if (!label(line, END).equals(label)) {
                    break;
                }
                at++;
                return new Block(label, headers, decode(base64.toString(), label, first));
            }
            base64.append(line);
        }
        throw new PemException("has a block " + label + " in line " + first + " without its END; is it cut off?");
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        for (; at < lines.size() && lines.get(at).indexOf(':') > 0; at++) {
            String line = lines.get(at);
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static String label(String line, String prefix) {
        int end = line.length() - (line.endsWith(DASHES) ? DASHES.length() : 0);
        return end <= prefix.length()
                ? ""
                : line.substring(prefix.length(), end).strip();
    }

    private static byte[] decode(String base64, String label, int line) throws PemException {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            if (der.length > 0) {
                return der;
            }
        } catch (IllegalArgumentException damaged) {
            // Its message may show a character of a key.
            throw new PemException("has a block " + label + " in line " + line + " that is not base64; is it damaged?");
        }
        throw new PemException("has an empty block " + label + " in line " + line);
    }
}
