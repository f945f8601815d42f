package io.mainstay.etcd.internal.tls;

import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.tls.Tls;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The TLS contexts of one client, one after the other: a new one whenever the files it is made of have changed.
 * Sessions belong to their context, so what was trusted or shown before cannot be taken up again after a change.
 */
final class FileContexts {
    private static final System.Logger LOG = System.getLogger(Tls.class.getName());

    /** Taking up a session skips the server's certificate, which may expire meanwhile. */
    private static final Duration SESSION_MOST = Duration.ofHours(1);

    private final Tls tls;
    private final Emitter emitter;
    private final @Nullable Followed<X509TrustManager> trust;
    private final @Nullable Followed<IdentityKeyManager> identity;
    private @Nullable SSLContext current;

    /**
     * Reads the files for the first time; the JVM's trust store only when it is needed.
     *
     * @throws IllegalArgumentException when a file cannot be used
     */
    FileContexts(Tls tls, Emitter emitter) {
        this.tls = tls;
        this.emitter = emitter;
        this.trust = tls.trusted().isEmpty() ? null : Trust.follow(tls.trusted());
        this.identity = tls.identity().map(Identities::follow).orElse(null);
    }

    /** The context of the files as they are now, or as they were when they could be used last. */
    SSLContext current() {
        List<Followed.Look> looks = new ArrayList<>();
        SSLContext context = look(looks);
        looks.forEach(this::tell);
        return context;
    }

    private synchronized SSLContext look(List<Followed.Look> looks) {
        look(trust, looks);
        look(identity, looks);
        SSLContext context = current;
        if (context == null || looks.stream().anyMatch(look -> look.refusal() == null)) {
            context = make();
            current = context;
        }
        return context;
    }

    private static void look(@Nullable Followed<?> files, List<Followed.Look> looks) {
        Followed.Look look = files == null ? null : files.look();
        if (look != null) {
            looks.add(look);
        }
    }

    private void tell(Followed.Look look) {
        String refusal = look.refusal();
        if (refusal == null) {
            LOG.log(System.Logger.Level.INFO, "new TLS files are in use: " + look.sources());
            emitter.emit(new ClientEvent.TlsFilesLoaded(look.sources()));
        } else {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "changed TLS files are not used, what was there before is: " + refusal);
            emitter.emit(new ClientEvent.TlsFilesRefused(look.sources(), refusal));
        }
    }

    private SSLContext make() {
        KeyManager[] keys = identity == null ? new KeyManager[0] : new KeyManager[] {identity.value()};
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trustManager()}, null);
            context.getClientSessionContext().setSessionTimeout((int) SESSION_MOST.toSeconds());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot speak TLS: " + e.getMessage(), e);
        }
    }

    private TrustManager trustManager() {
        return switch (tls.checks()) {
            case ALL -> chain();
            case NO_NAME -> new LaxTrustManager(chain());
            case NONE -> new LaxTrustManager(null);
        };
    }

    private X509TrustManager chain() {
        return trust == null ? Trust.system() : trust.value();
    }
}
