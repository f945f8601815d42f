package io.mainstay.etcd.spi;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of one member, like {@code http://127.0.0.1:2379}.
 *
 * @param uri the address, with a scheme
 */
public record Endpoint(URI uri) {
    /**
     * Reads an address. Without a scheme it is {@code http}; without a port, 2379.
     *
     * @throws IllegalArgumentException when the text is not an address; the message says why
     */
    public static Endpoint parse(String text) {
        String address = text.strip();
        String full = address.contains("://") ? address : "http://" + address;
        if (authority(full).indexOf('@') >= 0) {
            // Before anything is parsed, so that no message shows the password.
            throw new IllegalArgumentException(
                    "an endpoint holds no user name or password; leave out what stands before the @");
        }
        URI uri;
        try {
            uri = new URI(full);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "not an endpoint: '" + text + "' (" + e.getReason() + "); write it like http://127.0.0.1:2379", e);
        }
        if (needsHost(uri) && uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "no host in endpoint '" + text + "'; write it like http://127.0.0.1:2379 or http://[::1]:2379");
        }
        return new Endpoint(uri);
    }

    /** The scheme in lower case. */
    public String scheme() {
        return uri.getScheme().toLowerCase(java.util.Locale.ROOT);
    }

    /** The host, an IPv6 one without its brackets. */
    public String host() {
        String host = uri.getHost();
        return host != null && host.startsWith("[") ? host.substring(1, host.length() - 1) : String.valueOf(host);
    }

    /** The port; 2379 when the address names none. */
    public int port() {
        return uri.getPort() == -1 ? 2379 : uri.getPort();
    }

    /** Whether both lead to the same place, however they are written. */
    public boolean sameAs(Endpoint other) {
        return scheme().equals(other.scheme())
                && host().equalsIgnoreCase(other.host())
                && port() == other.port()
                && (needsHost(uri) || uri.equals(other.uri));
    }

    @Override
    public String toString() {
        return uri.toString();
    }

    private static String authority(String full) {
        String rest = full.substring(full.indexOf("://") + 3);
        int path = rest.indexOf('/');
        return path < 0 ? rest : rest.substring(0, path);
    }

    private static boolean needsHost(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }
}
