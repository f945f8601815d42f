package io.mainstay.etcd.spi;

import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a transport connects.
 *
 * @param tls makes the TLS engines for {@code https}; null for what the JVM trusts. A client's own makes each engine
 *     from its certificate files as they are then, so a transport makes one for each connection, by host and port, and
 *     always asks it to check the server's name (endpoint identification {@code HTTPS}): where the user does not want
 *     that, the context sees to it.
 * @param connectTimeout how long making a connection may take
 * @param keepAliveTime how long a connection with a call or stream on it may be silent before the transport asks
 *     whether the other side is still there; etcd refuses less than 5 s
 * @param keepAliveTimeout how long the other side may take to answer that
 */
public record ConnectOptions(
        @Nullable SSLContext tls, Duration connectTimeout, Duration keepAliveTime, Duration keepAliveTimeout) {
    /** The JVM's trust; 2 s to connect; asked after 30 s of silence, with 10 s to answer. */
    public static final ConnectOptions DEFAULT =
            new ConnectOptions(null, Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(10));

    /**
     * What makes the TLS engines: {@link #tls()}, or else a new context with the JVM's trust.
     *
     * @throws IllegalArgumentException when the JVM's trust store cannot be read
     */
    public SSLContext sslContext() {
        SSLContext given = tls;
        if (given != null) {
            return given;
        }
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(null, null, null);
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no TLS with the JVM's trust store: " + e.getMessage(), e);
        }
    }

    /** The same with other TLS. */
    public ConnectOptions withTls(SSLContext tls) {
        return new ConnectOptions(tls, connectTimeout, keepAliveTime, keepAliveTimeout);
    }

    /** The same with another connect timeout. */
    public ConnectOptions withConnectTimeout(Duration timeout) {
        return new ConnectOptions(tls, timeout, keepAliveTime, keepAliveTimeout);
    }

    /** The same with other keep-alive times. */
    public ConnectOptions withKeepAlive(Duration time, Duration timeout) {
        return new ConnectOptions(tls, connectTimeout, time, timeout);
    }
}
