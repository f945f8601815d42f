package io.mainstay.etcd.spi;

import io.mainstay.etcd.tls.Tls;
import java.time.Duration;

/**
 * How a transport connects.
 *
 * @param tls how {@code https} is secured
 * @param connectTimeout how long making a connection may take
 * @param keepAliveTime how long a connection with a call or stream on it may be silent before the transport asks
 *     whether the other side is still there; etcd refuses less than 5 s
 * @param keepAliveTimeout how long the other side may take to answer that
 */
public record ConnectOptions(Tls tls, Duration connectTimeout, Duration keepAliveTime, Duration keepAliveTimeout) {
    /** The JVM's trust; 2 s to connect; asked after 30 s of silence, with 10 s to answer. */
    public static final ConnectOptions DEFAULT =
            new ConnectOptions(Tls.system(), Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(10));

    /** The same with other TLS. */
    public ConnectOptions withTls(Tls tls) {
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
