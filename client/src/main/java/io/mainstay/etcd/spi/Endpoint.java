package io.mainstay.etcd.spi;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of one member, like {@code http://127.0.0.1:2379}, or a name under which there are several.
 *
 * <ul>
 *   <li>{@code http://host:2379} and {@code https://host:2379}: a host name, an IPv4 address, or an IPv6 one in
 *       brackets; {@code https} means TLS, checked against this host.
 *   <li>{@code unix:///run/etcd.sock} and {@code unixs:///run/etcd.sock}: a socket in the file system, the second with
 *       TLS for the name {@code localhost}; {@code unix://name:1} is the file {@code name:1} in the working directory,
 *       as etcd has it.
 *   <li>{@code dns://host:2379} and {@code dns+https://host:2379}: every address of a host is an endpoint of its own.
 *   <li>{@code srv://example.com}: the hosts that DNS names for the services {@code etcd-client-ssl} (then with TLS)
 *       and {@code etcd-client}; {@code srv://example.com/blue} for {@code etcd-client-ssl-blue} and
 *       {@code etcd-client-blue}.
 * </ul>
 *
 * @param uri the address, with a scheme
 * @param address where it leads to, when that was looked up already; its host remains the name that TLS checks
 */
public record Endpoint(URI uri, @Nullable InetAddress address) {
    private static final int PORT = 2379;
    private static final int PORT_MOST = 65_535;
    private static final String WRITE_IT = "; write it like http://127.0.0.1:2379";

    /** An address that is not looked up yet. */
    public Endpoint(URI uri) {
        this(uri, null);
    }

    /**
     * Reads an address. Without a scheme it is {@code http}; without a port, 2379.
     *
     * @throws IllegalArgumentException when the text is not an address; the message says why
     */
    public static Endpoint parse(String text) {
        String address = text.strip();
        String scheme = schemeOf(address);
        if (scheme.equals("unix") || scheme.equals("unixs")) {
            return new Endpoint(unix(scheme, address.substring(scheme.length() + 1)));
        }
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
            throw new IllegalArgumentException("not an endpoint: '" + text + "' (" + e.getReason() + ")" + WRITE_IT, e);
        }
        if (hasHost(uri)) {
            check(uri, text);
        }
        return new Endpoint(uri);
    }

    private static String schemeOf(String address) {
        int colon = address.indexOf(':');
        return colon < 0 ? "" : address.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    private static URI unix(String scheme, String rest) {
        String file = rest.startsWith("//") ? rest.substring(2) : rest;
        if (file.isEmpty()) {
            throw new IllegalArgumentException(
                    "no file in endpoint '" + scheme + ":" + rest + "'; write it like unix:///run/etcd.sock");
        }
        try {
            return file.startsWith("/") ? new URI(scheme, "", file, null, null) : new URI(scheme, file, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a socket's file: '" + file + "' (" + e.getReason() + ")", e);
        }
    }

    private static void check(URI uri, String text) {
        if (hostOf(uri).isEmpty()) {
            throw new IllegalArgumentException(
                    "no host in endpoint '" + text + "'" + WRITE_IT + " or http://[::1]:2379");
        }
        int port = portOf(uri);
        if (port < 1 || port > PORT_MOST) {
            throw new IllegalArgumentException(
                    "the port in endpoint '" + text + "' is none from 1 to 65535" + WRITE_IT);
        }
        boolean path = uri.getRawPath() != null
                && !uri.getRawPath().isEmpty()
                && !uri.getRawPath().equals("/");
        boolean mayHavePath =
                uri.getScheme().endsWith("json") || uri.getScheme().equalsIgnoreCase("srv");
        if (path && !mayHavePath || uri.getRawQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "an endpoint ends with its port; leave out what follows it in '" + text + "'");
        }
    }

    /** The scheme in lower case. */
    public String scheme() {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** Whether it is reached over TLS. */
    public boolean isSecured() {
        return scheme().startsWith("https") || scheme().equals("unixs") || scheme().equals("dns+https");
    }

    /** Whether it is a name that has to be looked up, under which there may be several endpoints. */
    public boolean isName() {
        return scheme().equals("srv") || scheme().startsWith("dns");
    }

    /** The host, an IPv6 one without its brackets; {@code localhost} for a socket in the file system. */
    public String host() {
        if (socketFile().isPresent()) {
            return "localhost";
        }
        return hasHost(uri) ? hostOf(uri) : String.valueOf(uri.getHost());
    }

    /** The port; 2379 when the address names none. */
    public int port() {
        return hasHost(uri) ? portOf(uri) : uri.getPort() == -1 ? PORT : uri.getPort();
    }

    /** The file of a socket in the file system, when it is one. */
    public Optional<Path> socketFile() {
        if (!scheme().equals("unix") && !scheme().equals("unixs")) {
            return Optional.empty();
        }
        return Optional.of(Path.of(uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath()));
    }

    /** The same, reached at this address. */
    public Endpoint at(InetAddress known) {
        return new Endpoint(uri, known);
    }

    /** Whether both lead to the same place, however they are written. */
    public boolean sameAs(Endpoint other) {
        return scheme().equals(other.scheme())
                && host().equalsIgnoreCase(other.host())
                && port() == other.port()
                && Objects.equals(address, other.address)
                && (hasHost(uri) || uri.equals(other.uri));
    }

    @Override
    public String toString() {
        String text = socketFile().map(file -> scheme() + "://" + file).orElseGet(uri::toString);
        return address == null ? text : text + " (" + address.getHostAddress() + ")";
    }

    private static String authority(String full) {
        String rest = full.substring(full.indexOf("://") + 3);
        int path = rest.indexOf('/');
        return path < 0 ? rest : rest.substring(0, path);
    }

    private static boolean hasHost(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        return scheme.startsWith("http") || scheme.startsWith("dns") || scheme.equals("srv");
    }

    /** The host, also one with an underscore, which {@link URI} does not take for one. */
    private static String hostOf(URI uri) {
        String authority = String.valueOf(uri.getRawAuthority());
        if (uri.getRawAuthority() == null || authority.startsWith(":")) {
            return "";
        }
        if (authority.startsWith("[")) {
            return uri.getHost() == null ? "" : authority.substring(1, authority.indexOf(']'));
        }
        int colon = authority.indexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        return host.matches("[\\w.-]+") && colon == authority.lastIndexOf(':') ? host : "";
    }

    private static int portOf(URI uri) {
        String authority = String.valueOf(uri.getRawAuthority());
        int colon = authority.lastIndexOf(':');
        if (colon < authority.lastIndexOf(']') || colon < 0 || colon == authority.length() - 1) {
            return PORT;
        }
        String digits = authority.substring(colon + 1);
        return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : -1;
    }
}
