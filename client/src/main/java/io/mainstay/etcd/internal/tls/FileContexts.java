package io.mainstay.etcd.internal.tls;

import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.tls.PemSource;
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
 * The TLS contexts of one client or server, one after the other: a new one whenever the files it is made of have
 * changed. Sessions belong to their context, so what was trusted or shown before cannot be taken up again after a
 * change.
 */
public final class FileContexts {
    private static final System.Logger LOG = System.getLogger(Tls.class.getName());

    /** Taking up a session skips the other side's certificate, which may expire meanwhile. */
    private static final Duration SESSION_MOST = Duration.ofHours(1);

    private final Emitter emitter;
    private final @Nullable Followed<X509TrustManager> trust;
    private final @Nullable Followed<IdentityKeyManager> identity;
    private final Trusting trusting;
    private @Nullable SSLContext current;

    /** Makes the trust managers of a context. */
    private interface Trusting {
        TrustManager[] managers(@Nullable X509TrustManager named);
    }

    private FileContexts(
            Emitter emitter,
            @Nullable Followed<X509TrustManager> trust,
            @Nullable Followed<IdentityKeyManager> identity,
            Trusting trusting) {
        this.emitter = emitter;
        this.trust = trust;
        this.identity = identity;
        this.trusting = trusting;
    }

    /**
     * Those of a client. Reads the files for the first time; the JVM's trust store only when it is needed.
     *
     * @throws IllegalArgumentException when a file cannot be used
     */
    static FileContexts ofClient(Tls tls, Emitter emitter) {
        return new FileContexts(
                emitter,
                follow(tls.trusted()),
                tls.identity()
                        .map(identity -> Identities.follow(identity, false))
                        .orElse(null),
                named -> new TrustManager[] {ofClient(tls.checks(), named)});
    }

    /**
     * Those of a server, which trusts nobody but who is named. Reads the files for the first time.
     *
     * @param own what it shows; an expired certificate too, for its clients to refuse
     * @param clients who vouches for its clients; empty when these need no certificate
     * @throws IllegalArgumentException when a file cannot be used
     */
    public static FileContexts ofServer(Tls.Identity own, List<PemSource> clients) {
        return new FileContexts(
                new Emitter(EventListener.NONE),
                follow(clients),
                Identities.follow(own, true),
                named -> named == null ? new TrustManager[0] : new TrustManager[] {named});
    }

    private static @Nullable Followed<X509TrustManager> follow(List<PemSource> trusted) {
        return trusted.isEmpty() ? null : Trust.follow(trusted);
    }

    /** The context of the files as they are now, or as they were when they could be used last. */
    public SSLContext current() {
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
            context.init(keys, trusting.managers(trust == null ? null : trust.value()), null);
            context.getClientSessionContext().setSessionTimeout((int) SESSION_MOST.toSeconds());
            context.getServerSessionContext().setSessionTimeout((int) SESSION_MOST.toSeconds());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot speak TLS: " + e.getMessage(), e);
        }
    }

    private static TrustManager ofClient(Tls.Checks checks, @Nullable X509TrustManager named) {
        return switch (checks) {
            case ALL -> chain(named);
            case NO_NAME -> new LaxTrustManager(chain(named));
            case NONE -> new LaxTrustManager(null);
        };
    }

    private static X509TrustManager chain(@Nullable X509TrustManager named) {
        return named == null ? Trust.system() : named;
    }
}
