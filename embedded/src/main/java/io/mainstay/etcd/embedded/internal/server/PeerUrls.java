package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The rules for addresses at which members reach each other. */
final class PeerUrls {
    private PeerUrls() {}

    /** The addresses in order, if there is any and each is one: a scheme, a host and a port, or a socket's path. */
    static List<String> checked(List<String> urls) {
        if (urls.isEmpty()) {
            throw Refusal.BAD_MEMBER_URLS.refused();
        }
        List<String> checked = new ArrayList<>();
        for (String url : urls) {
            checked.add(checked(url.trim()));
        }
        Collections.sort(checked);
        return List.copyOf(checked);
    }

    private static String checked(String text) {
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean sound = switch (scheme) {
                case "http", "https" -> url.getPort() >= 0 && url.getPath().isEmpty();
                case "unix", "unixs" -> true;
                default -> false;
            };
            if (sound) {
                return text;
            }
        } catch (URISyntaxException none) {
            // refused below, like all others
        }
        throw Refusal.BAD_MEMBER_URLS.refused();
    }
}
