package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import java.net.InetSocketAddress;

/** An address to listen on, as {@code host:port} or {@code [ipv6]:port}, perhaps behind {@code http://}. */
final class Listen {
    private Listen() {}

    static InetSocketAddress parse(String text) {
        String address = text.startsWith("http://") ? text.substring("http://".length()) : text;
        int colon = address.lastIndexOf(':');
        if (colon <= 0) {
            throw bad(text, "no port");
        }
        String host = address.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        int port;
        try {
            port = Integer.parseInt(address.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw bad(text, "the port is not a number");
        }
        if (port < 0 || port > 65535) {
            throw bad(text, "a port is from 0 to 65535");
        }
        InetSocketAddress resolved = new InetSocketAddress(host, port);
        if (resolved.isUnresolved()) {
            throw bad(text, "no such host: " + host);
        }
        return resolved;
    }

    private static BadCommandException bad(String text, String why) {
        return new BadCommandException(
                Kind.ARGUMENTS, "cannot listen on '" + text + "': " + why + "; write it like 127.0.0.1:2379");
    }
}
